import pytest
from web_fakes import ScriptedAssistant

from ui.web.conversation import Conversations


@pytest.fixture
def ended():
    return []


@pytest.fixture
def conversations(library, ended) -> Conversations:
    return Conversations(ScriptedAssistant(library, ended.append))


def statuses(turns):
    return [turn.answer.status if turn.answer else None for turn in turns]


def test_an_answer_grows_and_ends_once(conversations):
    turns = list(conversations.ask("w", 3, "Who chairs the board?"))
    assert statuses(turns) == [None, "answering", "answering", "answered"]
    assert [turn.ended for turn in turns] == [False, False, False, True]
    assert {turn.number for turn in turns} == {3}
    assert not turns[-1].stopped


def test_stop_ends_the_answer_of_this_window_only(conversations, ended):
    one = conversations.ask("one", 1, "slow question")
    two = conversations.ask("two", 1, "slow question")
    for turns in (one, two):
        assert statuses([next(turns), next(turns)]) == [None, "answering"]
    assert conversations.stop("one")
    assert not conversations.stop("nobody")
    *_, last = one
    assert (last.ended, last.stopped, last.answer.sentences) == (True, True, ())
    assert len(ended) == 1
    assert not conversations.stop("one")
    conversations.stop_all()
    *_, last = two
    assert last.stopped


def test_errors_for_people_end_the_turn(conversations):
    *_, failed = conversations.ask("w", 1, "fail now")
    assert failed.error == "The answer model stopped unexpectedly <now>: ask again."
    assert failed.answer.status == "answering"
    *_, refused = conversations.ask("w", 1, "refuse this")
    assert refused.refused.startswith("Your question is too long")
    assert (refused.ended, refused.error) == (True, "")


def test_any_other_error_is_raised(conversations):
    with pytest.raises(ZeroDivisionError):
        list(conversations.ask("w", 1, "break now"))


def test_a_closed_window_ends_the_stream(conversations, ended):
    turns = conversations.ask("w", 1, "slow question")
    next(turns)
    next(turns)
    turns.close()
    assert ended == ["slow question"]
    *_, last = conversations.ask("w", 2, "Who chairs the board?")
    assert last.answer.status == "answered"
