"""Turns written down and read again."""

import dataclasses
import json
import math
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_turns import COST, FULL, PASSAGE, answered

from index.errors import LibraryError
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
from ui.web.kept import UNREADABLE, as_json, from_json, save, turns


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
    TEXT,
    maybe(st.builds(Work, TEXT, WHOLE, WHOLE, SHARE, TEXT, WHOLE)),
)
TURNS = st.builds(
    Turn,
    WHOLE,
    TEXT,
    maybe(ANSWERS),
    TEXT,
    TEXT,
    st.booleans(),
    st.booleans(),
    st.sampled_from([-1, 0, 1]),
    TEXT,
)


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
    assert later.count("colour") == 11 + 1  # each object, and one word of the explanation
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
