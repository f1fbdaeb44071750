"""Turns written down and read again, and rated turns as a suite of the evaluation."""

import dataclasses
import json
import math
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.cases import load_cases
from eval.judge import right
from eval.metrics.citations import Place
from eval.record import record
from index.errors import LibraryError, UsageError
from index.history import History, SavedTurn
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Conflict,
    Passage,
    Seconds,
    Version,
    Work,
)
from ui.web.conversation import Turn
from ui.web.kept import UNREADABLE, as_json, as_suite, from_json, save, turns

COST = Citation(
    1, 7, "/home/ann/bridge.pdf", "The bridge", "2021-03-01", 2, "Costs", 40, 69,
    "The bridge  cost\n48,000 euros.",
)  # fmt: skip
PASSAGE = Passage(
    7, "/home/ann/bridge.pdf", "The bridge", None, None, "", 40, 70,
    "The bridge cost 48,000 euros.", ((0, 29), (3, 5)), 0.25, (16, 28),
)  # fmt: skip
FULL = Turn(
    3,
    "What did it cost?",
    Answer(
        "What did it cost?",
        "answered",
        "What did the bridge cost?",
        (PASSAGE,),
        (AnswerSentence("It cost 48,000 euros.", (1,), True, (8, 20), {"overlap": 0.1 + 0.2}),),
        (COST,),
        (Conflict("the cost", (Version("48,000", 1), Version("50,000", 2)), 2),),
        ("It was blue.",),
        "Nothing on the colour.",
        1 / 3,
        Seconds(0.5, None, 2.25),
        Work("ab12", 100, 40, 1e-9, "raw <b>\x00\udcff", 12),
    ),
    stopped=True,
    ended=True,
)


def answered(number, question, *sentences, citations=(), status="answered", understood=""):
    answer = Answer(question, status, understood, sentences=sentences, citations=citations)
    return Turn(number, question, answer, ended=True)


def test_every_field_comes_back():
    text = as_json(FULL)
    assert from_json(text) == FULL
    assert text.isascii()
    written = json.loads(text)
    assert written["answer"]["citations"][0]["quote"] == COST.quote
    assert written["answer"]["seconds"] == {"evidence": 0.5, "first_sentence": None, "total": 2.25}
    assert written["answer"]["evidence"][0]["highlights"] == [[0, 29], [3, 5]]


TEXT = st.text(max_size=12)
WHOLE = st.integers(0, 10**12)
SHARE = st.floats(allow_nan=False)
RANGE = st.tuples(WHOLE, WHOLE)


def some(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


def maybe(strategy):
    return st.none() | strategy


PLACE = (WHOLE, TEXT, TEXT, maybe(TEXT), maybe(WHOLE), TEXT, WHOLE, WHOLE, TEXT)
ANSWERS = st.builds(
    Answer,
    TEXT,
    st.sampled_from(["searching", "answering", "answered", "not_found"]),
    TEXT,
    some(st.builds(Passage, *PLACE, some(RANGE), SHARE, maybe(RANGE))),
    some(
        st.builds(
            AnswerSentence,
            TEXT,
            some(WHOLE),
            st.booleans(),
            maybe(RANGE),
            st.dictionaries(TEXT, SHARE, max_size=3),
        )
    ),
    some(st.builds(Citation, WHOLE, *PLACE)),
    some(st.builds(Conflict, TEXT, some(st.builds(Version, TEXT, WHOLE)), maybe(WHOLE))),
    some(TEXT),
    TEXT,
    maybe(SHARE),
    st.builds(Seconds, maybe(SHARE), maybe(SHARE), maybe(SHARE)),
    maybe(st.builds(Work, TEXT, WHOLE, WHOLE, SHARE, TEXT, WHOLE)),
)
TURNS = st.builds(Turn, WHOLE, TEXT, maybe(ANSWERS), TEXT, TEXT, st.booleans(), st.booleans())


def kinds(value):
    """The value with the type of everything in it: 1 == 1.0 == True, but they are not the same."""
    if dataclasses.is_dataclass(value):
        return type(value), [kinds(getattr(value, f.name)) for f in dataclasses.fields(value)]
    if isinstance(value, dict):
        return dict, {key: kinds(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple, [kinds(each) for each in value]
    return type(value), value


@settings(max_examples=150, deadline=None)
@given(TURNS)
def test_what_is_written_is_read_back_without_loss(turn):
    back = from_json(as_json(turn))
    assert back == turn
    assert kinds(back) == kinds(turn)


def test_odd_numbers_and_mappings_come_back():
    sentence = AnswerSentence("x", (1,), signals=MappingProxyType({"a": math.inf, "b": -0.0}))
    back = from_json(as_json(answered(1, "q", sentence))).answer.sentences[0].signals
    assert back == {"a": math.inf, "b": 0.0}
    assert math.copysign(1, back["b"]) == -1


def extended(value):
    """The same JSON as a later version might write it: with more in every object."""
    if isinstance(value, dict):
        more = {} if set(value) == {"overlap"} else {"colour": {"of": ["a", 1]}}
        return {key: extended(each) for key, each in value.items()} | more
    return [extended(each) for each in value] if isinstance(value, list) else value


def test_what_a_later_version_adds_is_passed_over():
    later = json.dumps(extended(json.loads(as_json(FULL))))
    assert later.count("colour") == 10 + 1  # each object, and one word of the explanation
    assert from_json(later) == FULL


def test_what_an_earlier_version_did_not_have_is_empty():
    assert from_json("{}") == Turn(0, "")
    assert from_json('{"number": 2, "answer": {"question": "Who?", "work": {}}}') == Turn(
        2, "", Answer("Who?", "not_found", work=Work("", 0, 0, 0.0))
    )
    earlier = json.loads(as_json(FULL))
    for key in ("understood", "conflicts", "confidence", "seconds", "work"):
        del earlier["answer"][key]
    del earlier["answer"]["citations"][0]["page"], earlier["answer"]["citations"][0]["heading"]
    read = from_json(json.dumps(earlier)).answer
    assert (read.understood, read.conflicts, read.confidence) == ("", (), None)
    assert (read.seconds, read.work) == (Seconds(), None)
    assert read.citations == (dataclasses.replace(COST, page=None, heading=""),)
    assert read.sentences == FULL.answer.sentences


@pytest.mark.parametrize(("sentences", "status"), [(True, "answered"), (False, "not_found")])
def test_an_unknown_status_becomes_what_the_sentences_say(sentences, status):
    later = json.loads(as_json(FULL))
    later["answer"]["status"] = "partly"
    later["answer"]["sentences"] *= sentences
    assert from_json(json.dumps(later)).answer.status == status


BROKEN = [
    "", "{", "[]", "null", '{"number": "1"}', '{"number": true}', '{"number": 1.5}',
    '{"ended": 1}', '{"question": null}', '{"answer": []}', '{"answer": {"sentences": {}}}',
    '{"answer": {"evidence": [{"highlights": [[1, 2, 3]]}]}}', '{"answer": {"confidence": "1"}}',
    '{"answer": {"sentences": [{"signals": {"a": "b"}}]}}', "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_anything_else_is_an_error_in_plain_words(text):
    with pytest.raises(LibraryError, match=r"^A saved answer cannot be read \(.*\): ask again"):
        from_json(text)


# --- kept and shown again ---------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path):
    history = History(tmp_path)
    yield history
    history.close()


def test_a_conversation_is_kept_and_shown_again(kept):
    conversation = kept.create()
    asked = dataclasses.replace(FULL, number=1)
    refused = Turn(2, "?", refused="Ask with words.", ended=True)
    for turn in (Turn(1, FULL.question), asked, refused):
        save(kept, conversation, turn)
    assert turns(kept.load(conversation)) == [asked, refused]
    assert [s.id for s in kept.search("48,000 euros")] == [conversation]
    assert kept.search("colour") == []  # only what was shown as the answer


def test_a_turn_that_was_cut_off_counts_as_stopped(kept):
    conversation = kept.create()
    half = Turn(1, "Who pays?", Answer("Who pays?", "answering", evidence=(PASSAGE,)))
    save(kept, conversation, half)
    (shown,) = turns(kept.load(conversation))
    assert shown == dataclasses.replace(half, stopped=True, ended=True)


def test_one_unreadable_turn_does_not_hide_the_others():
    good = dataclasses.replace(FULL, number=2)
    saved = [SavedTurn(1, "Who pays?", "", "{"), SavedTurn(2, "What?", "", as_json(good))]
    assert turns(saved) == [Turn(1, "Who pays?", error=UNREADABLE, ended=True), good]


# --- as a suite -------------------------------------------------------------------------------


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
