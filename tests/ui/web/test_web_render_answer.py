"""What an answer carries beyond its sentences, as HTML."""

import re
from dataclasses import replace
from html import unescape

import pytest
from web_fakes import CONFLICT, EN, HOSTILE, answered, hostile

from rag.answer import AnswerSentence
from ui.confidence import COUNTED_REASON, REASON
from ui.web.conversation import Turn
from ui.web.render import render_history, render_turn
from ui.web.words import safe

QUESTION = "And since when?"
RENDERS = [lambda turn: render_turn(turn, EN), lambda turn: render_history([turn], EN)]


def html_of(answer=None, *, ended=True, **changes):
    return render_turn(Turn(1, QUESTION, replace(answer or answered(), **changes), ended=ended), EN)


def text_of(html):
    return unescape(re.sub(r"<[^>]*>", " ", html))


def not_found(**changes):
    nothing = {"sentences": (), "citations": (), "confidence": None}
    return html_of(status="not_found", **nothing, **changes)


@pytest.mark.parametrize("status", ["searching", "answering", "answered", "not_found"])
def test_a_follow_up_is_shown_as_it_was_understood(status):
    sentences = answered().sentences if status == "answered" else ()
    html = html_of(status=status, sentences=sentences, understood="Since when is Anna <chair>?")
    shown = '<p class="fn-understood">Understood as: Since when is Anna &lt;chair&gt;?</p>'
    assert html.count(shown) == 1
    assert html.index(QUESTION) < html.index(shown) < html.index("fn-status")
    assert html.index(shown) < html.index("fn-evidence")


def test_a_question_that_stands_alone_is_not_repeated():
    assert "Understood" not in html_of()


def test_while_searching_the_passages_are_there_already():
    plain = tuple(replace(p, highlights=(), span=None) for p in answered().evidence)
    nothing = {"sentences": (), "citations": (), "confidence": None}
    html = html_of(status="searching", evidence=plain, ended=False, **nothing)
    assert 'class="fn-turn fn-searching"' in html
    assert "Searching your documents…" in html
    assert "It chose Anna as chair." in html
    assert "<mark" not in html


def test_the_likely_answer_is_marked_inside_the_likely_sentence():
    marked = '<mark>It chose <strong class="fn-likely">Anna</strong> as chair.</mark>'
    assert marked in html_of(status="answering", sentences=(), citations=(), ended=False)
    cited = '2</a>It chose <strong class="fn-likely">Anna</strong> as chair.</mark>'
    assert cited in html_of()


def test_nothing_is_a_likely_answer_where_the_documents_do_not_say():
    html = not_found()
    assert "<mark>It chose Anna as chair.</mark>" in html
    assert "fn-likely" not in html


@pytest.mark.parametrize(
    ("span", "marked", "cited"),
    [
        ((16, 27), '<strong class="fn-likely">It</strong> chose Anna as chair.', 1),
        ((42, 55), 'It chose Anna as <strong class="fn-likely">chair.</strong>', 2),
        ((25, 48), '<strong class="fn-likely">It chose Anna as chair.</strong>', 1),
        ((4, 9), "It chose Anna as chair.", 0),
        ((48, 49), "It chose Anna as chair.", 0),
        (None, "It chose Anna as chair.", 0),
    ],
)
def test_a_likely_answer_is_marked_as_far_as_it_lies_in_a_marked_sentence(span, marked, cited):
    first, *rest = answered().evidence
    evidence = (replace(first, span=span), *rest)
    html = html_of(status="answering", evidence=evidence, sentences=(), citations=(), ended=False)
    assert f"<mark>{marked}</mark>" in html
    assert html_of(evidence=evidence).count("fn-likely") == cited


def test_a_sentence_of_the_document_is_a_quotation_with_a_note():
    own = AnswerSentence("It chose <Anna> as chair.", (2,), quoted=True)
    html = html_of(sentences=(own,))
    assert '<span class="fn-sentence"><q>It chose &lt;Anna&gt; as chair.</q><sup>' in html
    assert html.count("In the document’s own words") == 1
    assert "own words" not in html_of()
    assert "<q>" not in html_of()


def test_many_quotations_stand_one_below_the_other():
    own = [AnswerSentence(f"Sentence {n}.", (1,), quoted=True) for n in range(4)]
    html = html_of(sentences=tuple(own))
    assert html.count('<li><span class="fn-sentence"><q>Sentence ') == 4
    assert '<ul class="fn-answer">' in html
    mixed = (*own[:3], AnswerSentence("Its own.", (1,)))
    for few in (tuple(own[:3]), mixed):
        assert '<ul class="fn-answer">' not in html_of(sentences=few)


def test_documents_that_disagree_stand_side_by_side():
    html = html_of(conflicts=(CONFLICT,))
    assert "Your documents disagree about the &lt;year&gt;:" in html
    versions = re.findall(r"<li><p class=\"fn-value\">.*?</li>", html)
    assert [" ".join(text_of(version).split()) for version in versions] == [
        "2020 [1] People",
        "August 2021 [3] newest Minutes of the board · 3 August 2021",
    ]
    assert "newest" not in html_of(conflicts=(replace(CONFLICT, newest=None),))


def test_links_of_versions_lead_to_the_sources_and_no_id_comes_twice():
    only_one = answered().sentences[:1]
    html = html_of(sentences=only_one, conflicts=(CONFLICT,))
    assert re.findall(r'class="fn-ref" href="#(t1-s\d)"', html) == [
        "t1-s1", "t1-s2", "t1-s1", "t1-s3",
    ]  # fmt: skip
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {"t1-r1", "t1-r2", "t1-r3", "t1-s1", "t1-s2", "t1-s3"} <= set(ids)


def test_why_the_documents_do_not_say_comes_before_what_to_try():
    html = not_found(explanation="Your documents mention “Anna”, but not “<2031>”.")
    told = '<p class="fn-explanation">Your documents mention “Anna”, but not “&lt;2031&gt;”.</p>'
    assert html.index("Your documents do not say") < html.index(told) < html.index("fn-try")
    assert "fn-explanation" not in not_found()


def test_what_an_answer_leaves_out_stands_before_how_sure_it_is():
    html = html_of(explanation="Nothing found tells of “<Anna>”.")
    told = '<p class="fn-explanation">Nothing found tells of “&lt;Anna&gt;”.</p>'
    assert html.index("fn-ref") < html.index(told) < html.index("fn-sure")


def test_sureness_in_words_with_its_reason_folded_away():
    html = html_of()
    assert (
        '<details class="fn-sure"><summary>Fairly sure: about 82 of 100 such answers are right'
        f"</summary><p>{REASON}</p></details>"
    ) in html
    assert COUNTED_REASON in html_of(confidence=1.0)
    assert "Not very sure: about 40 of 100" in html_of(confidence=0.4)


def test_sureness_is_not_told_before_the_end_nor_without_an_answer():
    assert "fn-sure" not in html_of(status="answering", ended=False)
    assert "fn-sure" not in html_of(confidence=None)
    assert "fn-sure" not in not_found()
    stopped = Turn(1, QUESTION, answered(), stopped=True, ended=True)
    assert "fn-sure" not in render_turn(stopped, EN)


@pytest.mark.parametrize("render", RENDERS)
def test_every_new_text_is_shown_as_text(render):
    html = render(Turn(1, "?", hostile(), ended=True))
    # understood, two sentences, what it is about, two versions with title and date, and why
    seen = 1 + 2 + 1 + 2 * 3 + 1
    # the title over each of four footnotes; to copy: two sentences, why, title and date
    hidden = 4 + 2 + 1 + 2
    assert html[: html.index("<aside")].count(safe(HOSTILE)) == seen + hidden
    before, likely, after = map(safe, (HOSTILE[:12], HOSTILE[12:30], HOSTILE[30:60]))
    assert f'{before}<strong class="fn-likely">{likely}</strong>{after}</mark>' in html
    refused = replace(hostile(), status="not_found", sentences=(), conflicts=())
    html = render(Turn(1, "?", refused, ended=True))
    assert f'<p class="fn-explanation">{safe(HOSTILE)}</p>' in html
    assert f"Understood as: {safe(HOSTILE)}</p>" in html


def test_a_footnote_carries_what_stands_there_shortened_between_words():
    long = "word " * 60
    first = answered().citations[0]
    html = html_of(citations=(replace(first, quote=f"{long}\nend"), *answered().citations[1:]))
    quotes = re.findall(r'data-quote="([^"]*)"', html)
    assert quotes[0] == f"“{'word ' * 47}word …” — People"
    assert quotes[1] == "“It chose Anna as chair.” — Minutes of the board"
    assert 'data-do="open" data-turn="1" data-footnote="3"' in html
