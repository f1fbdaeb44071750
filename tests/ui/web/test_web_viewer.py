"""The document of a footnote: which one is opened, and what is said where that is not possible."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF
from web_fakes import EN, HOSTILE, quoting

from rag.ingest import ingest
from ui.web.conversation import Turn
from ui.web.viewer import open_footnote

KEY, LEAVE = "The porter has a key.", "They leave by noon."
MARK = re.compile(r'<mark id="(t\d+-d\d+)" tabindex="-1" class="fn-cited">([^<]*)</mark>')
BOX = re.compile(r'<span class="fn-box" id="(t\d+-d\d+)"')


@pytest.fixture
def rules(tmp_path) -> Path:
    path = tmp_path / "rules.txt"
    path.write_text(f"Doors are locked at ten. {KEY}\n\nGuests sign the book. {LEAVE}\n")
    return path


@pytest.fixture
def plan(tmp_path) -> Path:
    path = tmp_path / "plan.pdf"
    file = FPDF()
    file.set_font("Helvetica", size=12)
    for text in ("The first page says little.", "The bridge will be closed in May."):
        file.add_page()
        file.write(7, text)
    file.output(str(path))
    return path


@pytest.fixture
def turns(library, embedder, rules, plan):
    """Two turns that cite both documents: three footnotes, and one."""
    ingest(library, embedder, [rules, plan])
    one = quoting(library, f"quote {KEY} / {LEAVE} / The bridge will be closed in May.")
    two = quoting(library, "quote Guests sign the book.")
    return [Turn(1, "?", one, ended=True), Turn(2, "?", two, ended=True)]


def marked(html):
    return MARK.findall(html)


def test_the_sentence_of_the_footnote_is_marked_in_its_document(library, turns):
    html = open_footnote(library, turns, [1, 2], EN)
    assert html.startswith('<div class="fn-viewer" ')
    assert marked(html) == [("t1-d2", LEAVE)]
    assert f'<mark class="fn-also" title="Footnote 1">{KEY}</mark>' in html
    assert "Footnote 2 of 3" in html
    assert marked(open_footnote(library, turns, [1, 1], EN)) == [("t1-d1", KEY)]
    assert marked(open_footnote(library, turns, [2, 1], EN)) == [("t2-d1", "Guests sign the book.")]


def test_a_pdf_is_shown_as_its_page_with_a_box(library, turns):
    html = open_footnote(library, turns, [1, 3], EN)
    assert BOX.findall(html) == ["t1-d3"]
    assert 'alt="Page 2: “The bridge will be closed in May.”"' in html
    assert 'src="data:image/png;base64,iVBOR' in html
    assert 'width="1200"' in html
    assert "fn-document-note" not in html


def test_each_opening_is_new_to_the_page(library, turns):
    html = [open_footnote(library, turns, [1, 2], EN) for _ in range(2)]
    assert html[0] != html[1]
    plain = [re.sub(r' data-mark="[^"]+"', "", each) for each in html]
    assert plain[0] == plain[1]


@pytest.mark.parametrize(
    "place",
    [None, "", "11", 1, [], [1], [1, 9], [3, 1], [0, 0], ["1", "1"], [1, None], [1, 1, 1],
     {"turn": 1}, [1.0, 1], [[1], 1]],
)  # fmt: skip
def test_a_place_that_is_none_opens_nothing(library, turns, place):
    assert open_footnote(library, turns, place, EN) == ""


def test_a_turn_without_an_answer_opens_nothing(library):
    assert open_footnote(library, [Turn(1, "?")], [1, 1], EN) == ""


def test_a_document_that_was_removed_leaves_its_sentence(library, turns):
    library.store.remove(turns[0].answer.citations[0].document_id)
    html = open_footnote(library, turns, [1, 1], EN)
    assert "This document is no longer in your library." in html
    assert re.search(rf'<mark id="t1-d1" class="fn-cited" tabindex="-1">{KEY}</mark>', html)
    assert "Doors are locked" not in html


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Path.unlink, "Footnote cannot open this file any more"),
        (lambda path: path.write_bytes(b"other"), "This file has changed since Footnote read it"),
    ],
)
def test_a_file_that_is_not_the_one_that_was_read_is_told(
    library, turns, rules, plan, change, told
):
    change(rules)
    html = open_footnote(library, turns, [1, 1], EN)
    assert told in html
    assert marked(html) == [("t1-d1", KEY)]
    change(plan)
    html = open_footnote(library, turns, [1, 3], EN)
    assert told in html
    assert "<img" not in html
    assert marked(html) == [("t1-d3", "The bridge will be closed in May.")]


def test_a_page_that_cannot_be_drawn_is_told_and_the_text_shown(library, turns):
    answer = turns[0].answer
    citations = (*answer.citations[:2], replace(answer.citations[2], page=9))
    turn = replace(turns[0], answer=replace(answer, citations=citations))
    html = open_footnote(library, [turn], [1, 3], EN)
    assert "The page cannot be shown: it has no page 9." in html
    assert marked(html) == [("t1-d3", "The bridge will be closed in May.")]


def test_a_hostile_document_stays_text(library, embedder, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text(f"Here it is. {HOSTILE}\n")
    ingest(library, embedder, [path])
    turn = Turn(1, HOSTILE, quoting(library, "quote Here it is."), ended=True)
    html = open_footnote(library, [turn], [1, 1], EN)
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    assert "<img" not in html
