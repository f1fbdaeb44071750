import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from web_fakes import EN, FIRST, HOSTILE, SECOND, THIRD, answered, cite, hostile, passage

from rag.answer import Seconds
from ui.web.conversation import BROKEN, Turn, broken
from ui.web.render import render_history, render_turn, state_of
from ui.web.render_sources import split

QUESTION = "Who chairs the board?"
RENDERS = [lambda turn: render_turn(turn, EN), lambda turn: render_history([turn], EN)]


class Page(HTMLParser):
    """Reads HTML as a browser would: tags with attributes, and the text that is seen."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.text = ""
        self.open = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "input":  # it has no end
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag, **wanted):
        found = [a for t, a in self.tags if t == tag]
        return [a for a in found if all(a.get(k.rstrip("_")) == v for k, v in wanted.items())]


def done(answer=None, **more):
    return Turn(1, QUESTION, answer or answered(), ended=True, **more)


def not_found():
    seconds = Seconds(0.21, None, 1.5)
    return replace(answered(), status="not_found", sentences=(), citations=(), seconds=seconds)


def test_every_footnote_leads_to_the_mark_of_its_number():
    page = Page(render_turn(done(), EN))
    links = [a["href"] for a in page.all("a", class_="fn-ref")]
    assert links == ["#t1-s1", "#t1-s2", "#t1-s2", "#t1-s3"]
    marks = [a["id"] for a in page.all("mark")]
    assert sorted(marks) == ["t1-s1", "t1-s2", "t1-s3"]


def test_every_mark_leads_back_to_the_first_footnote_of_its_number():
    page = Page(render_turn(done(), EN))
    back = {a["href"] for a in page.all("a", class_="fn-back")}
    assert back == {"#t1-r1", "#t1-r2", "#t1-r3"}
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {i for i in ids if "-r" in i} == {"t1-r1", "t1-r2", "t1-r3"}


def test_marks_hold_the_cited_sentences_and_nothing_else():
    html = render_turn(done(), EN)
    marks = re.findall(r"<mark [^>]*><a [^>]*>(\d)</a>(.*?)</mark>", html)
    assert [(number, re.sub(r"</?strong[^>]*>", "", text)) for number, text in marks] == [
        ("1", "Anna has led the board since 2020."),
        ("2", "It chose Anna as chair."),
        ("3", "Nobody objected."),
    ]


def test_sources_come_in_the_order_of_their_numbers_and_others_after_them():
    sources, others = split(answered())
    assert [s.passage for s in sources] == [SECOND, FIRST]
    assert [[c.number for c in s.citations] for s in sources] == [[1], [2, 3]]
    assert others == [THIRD]


def test_a_sentence_in_two_passages_has_one_place():
    twin = replace(FIRST, title="The same again")
    answer = replace(answered(), evidence=(FIRST, twin, SECOND))
    sources, others = split(answer)
    assert [s.passage for s in sources] == [SECOND, FIRST]
    assert others == [twin]


def test_a_footnote_outside_every_passage_still_has_its_source():
    lost = cite(4, passage("A sentence elsewhere.", document=9, title="Annex"), "elsewhere.")
    answer = answered()
    answer = replace(answer, citations=(*answer.citations, lost))
    sources, _ = split(answer)
    assert (sources[-1].passage.title, sources[-1].passage.text) == ("Annex", "elsewhere.")
    assert 'id="t1-s4"' in render_turn(done(answer), EN)


def test_place_of_a_source_is_written_for_people():
    assert "3 August 2021 · page 4 · Elections" in Page(render_turn(done(), EN)).text


def test_a_heading_that_repeats_the_title_is_left_out():
    answer = replace(not_found(), evidence=(passage("Text.", title="Plan", heading="Plan"),))
    shown = render_turn(done(answer), EN)
    evidence = shown[shown.index("<aside") :].partition("</aside>")[0]
    assert evidence.count("Plan") == 1


def test_seconds_stand_below_the_answer():
    assert "Answer in 4.2 s · evidence in 0.2 s" in render_turn(done(), EN)
    assert "Read in 1.5 s · evidence in 0.2 s" in render_turn(done(not_found()), EN)


def test_answered():
    html = render_turn(done(), EN)
    assert 'class="fn-turn fn-answered"' in html
    assert "Answer from your documents" in html
    assert "Other passages that were read (1)" in html
    assert "do not say" not in html


def test_not_found_shows_the_nearest_passages_and_what_to_try():
    html = render_turn(done(not_found()), EN)
    assert 'class="fn-turn fn-not-found"' in html
    assert "Your documents do not say" in html
    assert "Nearest passages" in html
    assert "Try the words that the documents use" in html
    assert "<mark>It chose Anna as chair.</mark>" in html
    assert "fn-ref" not in html


def test_answering_counts_the_passages_then_writes():
    begun = replace(answered(), status="answering", sentences=(), citations=())
    assert "Reading 3 passages…" in render_turn(Turn(1, QUESTION, begun), EN)
    one = replace(begun, evidence=(FIRST,))
    assert "Reading 1 passage…" in render_turn(Turn(1, QUESTION, one), EN)
    writing = replace(answered(), status="answering")
    html = render_turn(Turn(1, QUESTION, writing), EN)
    assert "Writing the answer…" in html
    assert "Anna chairs the board." in html
    assert "fn-passage" in html


def test_searching_before_anything_is_known():
    html = render_turn(Turn(1, QUESTION), EN)
    assert "Searching your documents…" in html
    assert "fn-evidence" not in html


def test_an_error_never_looks_like_not_found():
    html = render_turn(done(not_found(), error="The <model> stopped."), EN)
    assert 'class="fn-turn fn-error"' in html
    assert "Something went wrong: The &lt;model&gt; stopped." in html
    assert "do not say" not in html
    assert "Nearest" not in html


def test_what_nobody_foresaw_is_an_error():
    assert state_of(broken(Turn(1, QUESTION))) == "error"
    assert EN(BROKEN) in render_turn(broken(Turn(1, QUESTION)), EN)


def test_a_refused_question_says_why():
    html = render_turn(Turn(1, "?", refused="Your question is empty.", ended=True), EN)
    assert "This question was not asked. Your question is empty." in html
    assert "Something went wrong" not in html


def test_stopped_is_neither_an_answer_nor_not_found():
    html = render_turn(done(not_found(), stopped=True), EN)
    assert "You stopped this answer" in html
    assert "do not say" not in html
    assert "none of them answers" not in html
    assert "Stopped after 1.5 s" in html
    kept = render_turn(done(stopped=True), EN)
    assert "You stopped this answer" in kept
    assert "Anna chairs the board." in kept


@pytest.mark.parametrize(
    "turn",
    [
        Turn(1, HOSTILE, hostile(), ended=True),
        Turn(1, HOSTILE, replace(hostile(), status="answering")),
        Turn(1, HOSTILE, replace(hostile(), status="not_found", sentences=()), ended=True),
        Turn(1, HOSTILE, error=HOSTILE, ended=True),
        Turn(1, HOSTILE, refused=HOSTILE, ended=True),
    ],
    ids=["answered", "answering", "not found", "error", "refused"],
)
@pytest.mark.parametrize("render", RENDERS)
def test_only_our_own_markup_reaches_the_page(turn, render):
    page = Page(render(turn))
    ours = {
        "article", "aside", "div", "h2", "h3", "h4", "p", "sup", "a", "span", "ol", "li",
        "blockquote", "mark", "details", "summary", "small", "ul", "q", "strong",
        "button", "textarea", "label", "input",
    }  # fmt: skip
    assert {tag for tag, _ in page.tags} <= ours
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes)
        assert attributes.get("href", "#").startswith("#")
    assert all(a["type"] == "button" for a in page.all("button"))
    assert all("hidden" in a for a in page.all("textarea"))
    assert HOSTILE in page.text


def test_history_folds_the_sources_of_each_answer_and_keeps_their_numbers_apart():
    turns = [done(), replace(done(), number=2), replace(done(not_found()), number=3)]
    page = Page(render_history(turns, EN))
    assert len(page.all("details", class_="fn-past")) == 3
    assert not any("open" in a for a in page.all("details"))
    assert page.all("mark", id="t1-s2")
    assert page.all("mark", id="t2-s2")
    assert "2 sources" in page.text
