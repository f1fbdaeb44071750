"""Rated turns as a suite of the evaluation."""

import dataclasses
import json

import pytest
from web_turns import COST, answered

from eval.cases import load_cases
from eval.judge import right
from eval.metrics.citations import Place
from eval.record import record
from index.errors import UsageError
from index.history import SavedTurn
from rag.answer import (
    AnswerSentence,
)
from ui.web.conversation import Turn
from ui.web.kept import as_json, as_suite


def rated(turn, verdict, word=""):
    return SavedTurn(turn.number, turn.question, "", as_json(turn), verdict, word)


def cases(text, tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text(text, encoding="utf-8")
    return load_cases(path)


SENTENCE = AnswerSentence("It cost 48,000 euros.", (1,), brief=(8, 20))
UNUSED = dataclasses.replace(COST, number=2, quote="Not cited.")


def test_thumbs_up_make_cases_that_their_own_answer_passes(tmp_path):
    when = AnswerSentence("It opened in May.", (1,), brief=(10, 16))
    why = AnswerSentence("The river was wide and cold.", (1,))
    shown = [
        answered(1, "What did the bridge cost?", SENTENCE, citations=(COST, UNUSED)),
        answered(2, "What did it cost and when did it open?", SENTENCE, when, citations=(COST,)),
        answered(3, "Why a bridge?", why, citations=(COST,)),
        answered(4, "Who painted it?", status="not_found"),
    ]
    made = cases(as_suite({12: [rated(turn, 1) for turn in shown]}), tmp_path)
    first, second, third, fourth = made
    assert (first.id, first.question) == ("kept-12-1", "What did the bridge cost?")
    assert first.evidence == (Place("bridge.pdf", "The bridge cost 48,000 euros."),)
    assert (first.answers, first.required, first.reference) == (("48,000 euros",), (), "")
    assert (second.answers, second.required) == ((), (("48,000 euros",), ("in May",)))
    assert (third.answers, third.reference) == ((), "The river was wide and cold.")
    assert [case.answerable for case in made] == [True, True, True, False]
    assert (fourth.answers, fourth.evidence) == ((), ())
    for case, turn in zip(made, shown, strict=True):
        assert right(record(case, turn.answer.status, turn.answer, (), None))
    assert not right(record(first, "answered", shown[2].answer, (), None))


def test_a_follow_up_takes_along_what_it_builds_on(tmp_path):
    earlier = [answered(n, f"Question {n}?", SENTENCE) for n in range(1, 7)]
    earlier[4] = dataclasses.replace(earlier[4], stopped=True)
    alone = answered(7, "What did the bridge cost?", SENTENCE)
    follow = answered(8, "And then?", SENTENCE, understood="And what did the bridge cost then?")
    saved = [*(rated(turn, 0) for turn in earlier), rated(alone, 1), rated(follow, 1, "yes")]
    one, other = cases(as_suite({1: saved}), tmp_path)
    assert one.history == ()
    said = "It cost 48,000 euros."
    assert other.history == (
        ("Question 3?", said),
        ("Question 4?", said),
        ("Question 6?", said),
        ("What did the bridge cost?", said),
    )


def test_thumbs_down_wait_at_the_end_for_a_person(tmp_path):
    bad = rated(answered(1, "What did it cost?", SENTENCE, citations=(COST,)), -1, "old price")
    silent = rated(answered(2, "Who built it?", status="not_found"), -1)
    good = rated(answered(1, "What did it cost?", SENTENCE), 1, "just so")
    text = as_suite({1: [bad, silent], 2: [good]})
    first, second, third = map(json.loads, text.splitlines())
    assert (first["id"], first["note"]) == ("kept-2-1", "just so")
    assert second == {
        "id": "kept-1-1",
        "question": "What did it cost?",
        "answerable": True,
        "answers": [],
        "evidence": [],
        "note": "Rated wrong: write the right answer into 'answers', or make 'answerable' false. "
        "Footnote answered: It cost 48,000 euros. old price",
    }
    assert third["note"].endswith("Footnote answered: the documents do not say")
    with pytest.raises(UsageError, match="line 2: an answerable case needs 'answers'"):
        cases(text, tmp_path)
    filled = text.splitlines()[0], json.dumps(second | {"answers": ["50,000"]})
    assert cases("\n".join(filled), tmp_path)[1].answers == ("50,000",)
    assert cases("\n".join((filled[0], json.dumps(third | {"answerable": False}))), tmp_path)


def test_only_rated_answers_make_cases():
    whole = answered(1, "Who?", SENTENCE)
    assert as_suite({}) == as_suite({1: [rated(whole, 0)]}) == ""
    for turn in (
        dataclasses.replace(whole, stopped=True),
        dataclasses.replace(whole, error="It broke."),
        dataclasses.replace(whole, ended=False),
        Turn(1, "Who?", refused="No.", ended=True),
    ):
        assert as_suite({1: [rated(turn, 1), rated(turn, -1)]}) == ""


def test_no_folder_of_this_machine_is_in_the_suite():
    shown = answered(1, "What did it cost?", SENTENCE, citations=(COST,))
    assert "ann" not in as_suite({1: [rated(shown, 1)]})
