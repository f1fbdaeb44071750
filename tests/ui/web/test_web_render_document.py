"""A document opened at a footnote: what is marked, what is left out, what is said, what is safe."""

import hashlib
import os
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from web_fakes import EN, HOSTILE

from index.records import Block, Document
from rag.answer import Citation
from rag.file_state import file_state
from rag.page_picture import Picture
from ui.web.document_text import AROUND, Mark, document_text
from ui.web.render_document import render_document

PARTS = (
    (1, "House rules"),
    (0, "Doors are locked at ten. The porter has a key."),
    (2, "Guests"),
    (0, "Guests sign the book. They leave by noon."),
)
PICTURE = Picture(
    b"\x89PNG", 900, 1273, ((0.1, 0.2, 0.5, 0.02), (0.1, 0.225, 0.25, 0.02)), False, ""
)


class Page(HTMLParser):
    """Reads HTML as a browser would: tags with attributes, and the text in each."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.texts = []
        self.open = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")
        if tag not in {"img", "input"}:
            self.open.append((tag, len(self.tags) - 1))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        for _, at in self.open:
            self.texts[at] += data

    def all(self, tag):
        return [(a, text) for (t, a), text in zip(self.tags, self.texts, strict=True) if t == tag]


def document(*parts, separator="\n\n", **more):
    text, blocks = "", []
    for level, part in parts or PARTS:
        text += separator if text else ""
        blocks.append(Block(len(text), len(text) + len(part), level=level))
        text += part
    values = {"source": "/papers/rules.md", "sha256": "", "kind": "md", "title": "Rules", **more}
    return Document(text=text, blocks=tuple(blocks), **values)


def cite(number, quote, held, **more):
    at = held.text.index(quote)
    values = {
        "document_id": 1, "source": held.source, "title": held.title, "date": "2021-08-03",
        "page": None, "heading": "Guests", **more,
    }  # fmt: skip
    return Citation(number, start=at, end=at + len(quote), quote=quote, **values)


HELD = document()
CITED = (
    cite(1, "The porter has a key.", HELD),
    cite(2, "They leave by noon.", HELD),
    cite(3, "Guests sign the book.", HELD, document_id=2),
)


def shown(number=2, held=HELD, citations=CITED, **more):
    return Page(render_document(7, citations, number, held, EN, **more))


def test_the_head_names_title_date_place_and_file():
    page = shown()
    assert page.all("h3") == [({"class": "fn-title"}, "Rules")]
    assert page.all("p")[0][1] == "3 August 2021 · Guests · rules.md"
    assert shown(citations=[replace(CITED[0], page=4)], number=1).all("p")[0][1] == (
        "3 August 2021 · page 4 · Guests · rules.md"
    )


def test_the_text_keeps_its_paragraphs_and_headings_below_the_title():
    page = shown()
    assert [text for _, text in page.all("h4")] == ["House rules"]
    assert [text for _, text in page.all("h5")] == ["Guests"]
    assert [text for _, text in page.all("p")[1:]] == [PARTS[1][1], PARTS[3][1]]


def test_the_cited_sentence_is_marked_and_the_others_of_this_document_more_faintly():
    assert shown().all("mark") == [
        ({"class": "fn-also", "title": "Footnote 1"}, "The porter has a key."),
        ({"class": "fn-cited", "id": "t7-d2", "tabindex": "-1"}, "They leave by noon."),
    ]


def test_previous_and_next_end_with_the_answer():
    def steps(number):
        return [(a.get("data-turn"), a.get("data-footnote"), "disabled" in a) for a, _ in
                shown(number).all("button")]  # fmt: skip

    assert steps(1) == [(None, None, True), ("7", "2", False)]
    assert steps(2) == [("7", "1", False), ("7", "3", False)]
    assert steps(3) == [("7", "2", False), (None, None, True)]
    assert "Footnote 3 of 3" in shown(3).text


def test_a_mark_that_overlaps_the_chosen_one_gives_way():
    cited = (cite(1, "The porter has a key.", HELD), cite(2, "porter has", HELD))
    assert [text for _, text in shown(2, citations=cited).all("mark")] == ["porter has"]
    assert [text for _, text in shown(1, citations=cited).all("mark")] == ["The porter has a key."]


def test_a_mark_over_two_blocks_has_one_id():
    held = document((0, "One two"), (0, "three four."), separator="\n")
    page = Page(document_text("x", held, Mark(4, 13, 1), [], EN))
    assert [(a.get("id"), text) for a, text in page.all("mark")] == [("x", "two"), (None, "three")]
    assert [a.get("class") for a, _ in page.all("p")] == [None, "fn-close"]


def long_held(count=400, size=110):
    parts = [(0, f"Paragraph {at:03} " + "word " * (size // 5) + "end.") for at in range(count)]
    return document(*parts)


@pytest.mark.parametrize(
    ("at", "earlier", "later"), [(0, False, True), (200, True, True), (399, True, False)]
)
def test_a_long_document_is_shown_around_the_sentence(at, earlier, later):
    held = long_held()
    cited = (cite(1, f"Paragraph {at:03}", held),)
    page = shown(1, held, cited)
    assert ("Earlier text is left out." in page.text) == earlier
    assert ("Later text is left out." in page.text) == later
    paragraphs = [text for a, text in page.all("p") if not a]
    assert all(re.fullmatch(r"Paragraph \d{3} (word )+end\.", text) for text in paragraphs)
    size = sum(map(len, paragraphs))
    assert AROUND * (earlier + later) - 300 < size < AROUND * (earlier + later) + 1_500


def test_a_document_of_middle_length_is_shown_whole():
    held = long_held(count=150)
    page = shown(1, held, (cite(1, "Paragraph 075", held),))
    assert "left out" not in page.text
    assert len([a for a, _ in page.all("p") if not a]) == 150


def test_one_endless_paragraph_is_cut_between_words():
    held = document((0, "eleven " * 2_000 + "the answer " + "eleven " * 2_000 + "end"))
    page = shown(1, held, (cite(1, "the answer", held),))
    text = next(text for a, text in page.all("p") if not a)
    assert re.fullmatch(r"… (eleven )+the answer (eleven )+…", text)
    assert 2 * AROUND - 20 < len(text) < 2 * AROUND + 20


def test_the_page_of_a_pdf_has_a_box_over_each_line_and_the_text_folded_away():
    cited = tuple(replace(c, page=4) for c in CITED)
    page = shown(citations=cited, picture=PICTURE)
    [(image, _)] = page.all("img")
    assert image["src"] == "data:image/png;base64,iVBORw=="
    assert (image["width"], image["height"]) == ("900", "1273")
    assert image["alt"] == "Page 4: “They leave by noon.”"
    boxes = [a for a, _ in page.all("span") if a["class"] == "fn-box"]
    assert boxes[0]["style"] == "left:10.000%;top:20.000%;width:50.000%;height:2.000%"
    assert [box.get("id") for box in boxes] == ["t7-d2", None]
    [(details, text)] = page.all("details")
    assert "open" not in details
    assert "They leave by noon." in text
    assert [a["id"] for a, _ in page.all("mark") if "id" in a] == ["t7-d2-text"]


def test_a_page_without_the_place_opens_the_text():
    page = shown(picture=replace(PICTURE, boxes=()))
    assert "open" in page.all("details")[0][0]
    assert "not certain" in page.text
    assert [a["id"] for a, _ in page.all("mark") if "id" in a] == ["t7-d2"]


def test_a_sentence_that_goes_on_overleaf_says_so():
    assert (
        "goes on at the top of the next page"
        in shown(picture=replace(PICTURE, continued=True)).text
    )
    assert "goes on" not in shown(picture=PICTURE).text


@pytest.mark.parametrize(
    ("state", "words"), [("changed", "has changed since"), ("gone", "cannot open this file")]
)
def test_a_file_that_changed_or_went_is_said_and_its_picture_not_shown(state, words):
    page = shown(picture=PICTURE, file=state)
    assert words in page.text
    assert page.all("img") == []
    assert page.all("mark")[1][1] == "They leave by noon."


def test_a_page_that_cannot_be_drawn_is_said():
    page = shown(trouble="drawing the page took longer than 20 seconds")
    assert "The page cannot be shown: drawing the page took longer than 20 seconds." in page.text
    assert page.all("mark")[1][1] == "They leave by noon."


def test_a_document_that_is_not_held_any_more_shows_the_quote():
    page = shown(held=None)
    assert "no longer in your library" in page.text
    assert page.all("mark") == [
        ({"class": "fn-cited", "id": "t7-d2", "tabindex": "-1"}, "They leave by noon.")
    ]


def test_a_document_that_was_read_again_is_searched_for_the_sentence():
    moved = document((0, "A new beginning."), *PARTS)
    assert [text for _, text in shown(held=moved).all("mark")] == [
        "The porter has a key.", "They leave by noon.",
    ]  # fmt: skip
    other = document((0, "Guests leave at one."))
    page = shown(held=other, picture=PICTURE)
    assert "read again after the answer" in page.text
    assert (page.all("img"), page.all("mark")[0][1]) == ([], "They leave by noon.")
    twice = document((0, "New. They leave by noon. They leave by noon."))
    assert "read again after the answer" in shown(held=twice).text


@pytest.mark.parametrize("picture", [None, PICTURE], ids=["text", "page"])
def test_hostile_text_title_place_and_file_stay_text(picture):
    held = document(
        (1, HOSTILE), (0, f"{HOSTILE}. {HOSTILE} cited."), title=HOSTILE,
        source=f"/x/{HOSTILE.replace('/', '|')}",
    )  # fmt: skip
    place = {"heading": f"{HOSTILE}!", "date": HOSTILE, "page": 1}
    cited = (cite(1, f"{HOSTILE} cited.", held, **place), cite(2, f"{HOSTILE}. ", held))
    page = shown(1, held, cited, picture=picture, trouble=HOSTILE)
    tags = {tag for tag, _ in page.tags}
    assert tags <= {
        "section", "header", "div", "button", "span", "h3", "h4", "p", "mark", "details", "summary",
        "label", "input", "img",
    }  # fmt: skip
    assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert [text for _, text in page.all("mark")] == [f"{HOSTILE}. ", f"{HOSTILE} cited."]
    assert {a["alt"] for a, _ in page.all("img")} <= {f"Page 1: “{HOSTILE} cited.”"}
    assert page.all("h3")[0][1] == HOSTILE
    assert {a["src"][:15] for a, _ in page.all("img")} <= {"data:image/png;"}
    gone = shown(1, None, cited)
    assert gone.all("mark")[0][1] == f"{HOSTILE} cited."


def test_the_state_of_a_file(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"one")
    held = replace(HELD, source=str(path), sha256=hashlib.sha256(b"one").hexdigest())
    assert file_state(held) == "same"
    path.write_bytes(b"two")
    assert file_state(held) == "changed"
    path.unlink()
    assert file_state(held) == "gone"
    assert file_state(replace(held, source="a\0b")) == "gone"
    assert file_state(replace(held, source=str(tmp_path))) == "gone"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    assert file_state(replace(HELD, source=str(tmp_path / "a.md"))) == "gone"
