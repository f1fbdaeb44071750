"""Asking, step by step: the evidence, the sentences, the check and the end."""

import dataclasses

import pytest

from rag.write import MOST_TOKENS

COST = "The bridge in Lindau cost 48,000 euros."
OPENED = "It was opened on Monday by Ms Weber."
QUESTION = "What did the bridge in Lindau cost?"


def test_the_evidence_comes_before_the_first_word(ask):
    found, first, *_ = ask("The bridge in Lindau cost 48,000 euros.")
    assert (found.status, found.sentences) == ("searching", ())
    assert {p.text for p in found.evidence} == {p.text for p in first.evidence}
    assert [p.highlights for p in found.evidence] == [(), (), ()]
    assert (first.status, first.sentences, first.citations) == ("answering", (), ())
    assert (first.confidence, first.seconds.total) == (None, None)
    assert first.seconds.evidence == found.seconds.evidence
    assert first.seconds.evidence > 0
    best = first.evidence[0]
    assert (best.title, best.heading, best.date) == ("Bridge", "Costs", "2019-03-04")
    assert best.text == f"{COST} {OPENED} It is red."
    assert COST in [best.text[a:b] for a, b in best.highlights]
    assert len(first.evidence) == 3


def test_an_answer_grows_sentence_by_sentence(ask, require_verbatim):
    snapshots = ask("The bridge in Lindau ", "cost 48,000 euros. Ms ", "Weber opened it on Monday.")
    assert [(s.status, len(s.sentences)) for s in snapshots] == [
        ("searching", 0), ("answering", 0), ("answering", 1), ("answering", 2), ("answered", 2),
    ]  # fmt: skip
    last = snapshots[-1]
    assert last.text == (
        "The bridge in Lindau cost 48,000 euros.[1] Ms Weber opened it on Monday.[2]"
    )
    assert [c.quote for c in last.citations] == [COST, OPENED]
    assert [c.number for c in last.citations] == [1, 2]
    assert (last.citations[0].title, last.citations[0].heading) == ("Bridge", "Costs")
    assert last.dropped == ()
    assert 0 < last.confidence < 1
    assert last.seconds.evidence <= last.seconds.first_sentence <= last.seconds.total
    require_verbatim(last, ask.library)
    cited = last.evidence[0]
    assert [cited.text[a:b] for a, b in cited.highlights] == [COST, OPENED]
    assert [p.highlights for p in last.evidence[1:]] == [(), ()]


def test_two_sentences_may_share_a_footnote(ask):
    *_, last = ask("The bridge cost 48,000 euros. So 48,000 euros it cost in Lindau.")
    assert [s.citations for s in last.sentences] == [(1,), (1,)]
    assert len(last.citations) == 1


def test_what_the_documents_do_not_hold_is_dropped_and_recorded(ask, require_verbatim):
    *_, last = ask(f"The bridge cost 99,000 euros. {COST} Zurich paid for it all.")
    assert last.status == "answered"
    assert [s.text for s in last.sentences] == [COST]
    assert len(last.dropped) == 2
    assert last.dropped[0] == ("The bridge cost 99,000 euros. (99000 is not in what it rests on)")
    assert last.dropped[1].startswith("Zurich paid for it all. (")
    require_verbatim(last, ask.library)


def test_for_nothing_but_inventions_nothing_is_found(ask):
    *_, last = ask("The tower in Zurich cost 12 francs.")
    assert (last.status, last.sentences) == ("not_found", ())
    assert len(last.dropped) == 1


def test_the_document_speaks_where_only_the_wording_is_doubted(ask, require_verbatim):
    said = "They paid 48,000 euros, and nobody in Lindau complained about it."
    *_, last = ask(said)
    assert last.status == "answered"
    assert [(s.text, s.quoted, s.citations) for s in last.sentences] == [(COST, True, (1,))]
    assert last.dropped == (f"{said} (it does not follow from it)",)
    require_verbatim(last, ask.library)


def test_what_is_not_sure_enough_is_not_found(ask):
    *_, last = ask(COST, errors=0.0)
    assert (last.status, last.sentences, last.citations) == ("not_found", (), ())
    assert (last.confidence, last.seconds.first_sentence) == (None, None)
    assert last.dropped == (f"{COST} (not sure enough)",)
    assert last.evidence[0].title == "Bridge"  # the nearest passages are shown all the same
    assert last.evidence[0].highlights


@pytest.mark.parametrize("word", ["NOT_FOUND", "NOT_FOUND.", "**NOT_FOUND**", " NOT_FOUND\n"])
def test_the_model_may_say_that_it_is_not_there(ask, word):
    *_, last = ask(word)  # and then the likeliest sentence does not speak for itself either
    assert (last.status, last.sentences, last.dropped) == ("not_found", (), ())


def test_what_comes_after_not_found_is_not_shown(ask):
    snapshots = ask(f"{COST} NOT_FOUND is all I say. ", OPENED, " And more.", " And more.")
    assert [s.text for s in snapshots[-1].sentences] == [COST]
    assert snapshots[-1].status == "answered"
    assert ask.generator.left_early


def test_an_answer_that_the_judge_doubts_is_less_sure(ask):
    *_, sure = ask(COST, belief=0.99)
    *_, doubted = ask(COST, belief=0.6)
    assert doubted.confidence < sure.confidence
    *_, refused = ask(COST, belief=0.01, errors=0.4)
    assert (refused.status, refused.sentences) == ("not_found", ())
    assert refused.dropped == (f"{COST} (not sure enough)",)


def test_the_judge_sees_the_question_the_sentence_and_what_it_cites(ask):
    ask(COST)
    [(messages, fixed)] = ask.generator.judged
    assert fixed == len(messages) - 1
    assert messages[-1][1].startswith(f"Source: Bridge. 2019-03-04. Costs. {COST}\n\n")
    assert f"\nQuestion: {QUESTION}\nAnswer: {COST}\n" in messages[-1][1]


def test_the_first_sentence_that_is_sure_enough_answers_and_the_next_add_to_it(ask):
    *_, last = ask(f"{COST} {OPENED}")
    assert [s.text for s in last.sentences] == [COST, OPENED]
    assert len(ask.generator.judged) == 1
    assert last.sentences[0].signals == last.sentences[1].signals
    ask(f"{COST} {OPENED}", belief=0.01, errors=0.4)
    assert len(ask.generator.judged) == 2


def test_the_same_sentence_twice_is_shown_once(ask):
    *_, last = ask(f"{COST} {COST} {COST}")
    assert [s.text for s in last.sentences] == [COST]


def test_footnotes_and_links_of_the_model_are_taken_out(ask):
    *_, last = ask("The [bridge](http://evil.example) in **Lindau** cost 48,000 euros [7].")
    assert last.text == "The bridge in Lindau cost 48,000 euros.[1]"


def test_what_the_model_is_asked(ask):
    ask(COST)
    [(messages, most, watch, fixed)] = ask.generator.asked
    assert (most, watch, fixed) == (MOST_TOKENS, "NOT_FOUND", len(messages) - 1)
    assert messages[0][0] == "system"
    role, content = messages[-1]
    assert role == "user"
    assert content.startswith(f"[Bridge, 2019-03-04, Costs]\n{COST} {OPENED}")
    assert content.endswith(f"Question: {QUESTION}")


def test_cancelled_it_ends_with_what_it_has(ask):
    heard = []

    def cancelled():
        heard.append(1)
        return len(heard) > 2

    snapshots = ask(f"{COST} And then", " there was", " more", " to say.", cancelled=cancelled)
    assert [s.text for s in snapshots[-1].sentences][:1] == [COST]
    assert snapshots[-1].status == "answered"
    assert len(heard) == 3


def test_cancelled_before_the_first_word(ask):
    *_, first, last = ask(COST, cancelled=lambda: True)
    assert (first.status, last.status, last.sentences) == ("answering", "answering", ())


def test_ask_is_the_last_snapshot(ask):
    *_, last = ask(COST)
    found = ask.assistant.ask(QUESTION)
    assert dataclasses.replace(found, seconds=last.seconds) == last
