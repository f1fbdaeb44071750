from dataclasses import replace

import pytest
from web_fakes import ScriptedAssistant, answered

from rag import followup
from ui.web.conversation import REMEMBERED, Conversations, Turn, broken, history

DONE = Turn(1, "Who chairs\nthe board?", answered(), ended=True)
TOLD = "Anna chairs the board. Nobody objected to her."
CITED = ((2, 100), (1, 25), (1, 49))


@pytest.fixture
def ended():
    return []


@pytest.fixture
def assistant(library, ended) -> ScriptedAssistant:
    return ScriptedAssistant(library, ended.append)


@pytest.fixture
def conversations(assistant) -> Conversations:
    return Conversations(assistant)


def statuses(turns):
    return [turn.answer.status if turn.answer else None for turn in turns]


def test_an_answer_grows_and_ends_once(conversations):
    shown = [DONE, replace(DONE, number=2)]
    turns = list(conversations.ask("w", shown, "Who chairs the board?"))
    assert statuses(turns) == [None, "searching", "answering", "answering", "answered"]
    assert [turn.ended for turn in turns] == [False, False, False, False, True]
    assert {turn.number for turn in turns} == {3}
    assert not turns[-1].stopped


def test_nothing_more_comes_of_an_answer_that_is_left(conversations, ended):
    turns = conversations.ask("w", [], "slow question")
    assert statuses(next(turns) for _ in range(3)) == [None, "searching", "answering"]
    conversations.leave("w")
    conversations.leave("nobody")
    assert list(turns) == []
    assert ended == ["slow question"]
    assert not conversations.is_asked("w")


def test_a_number_is_not_given_twice_where_one_before_it_is_missing(conversations):
    """As when a refused question was shown, but not kept, and the page was loaded anew."""
    *_, turn = conversations.ask("w", [DONE, replace(DONE, number=3)], "Who chairs the board?")
    assert turn.number == 4


def test_a_window_is_asked_until_its_answer_ends(conversations):
    turns = conversations.ask("one", [], "Who chairs the board?")
    assert not conversations.is_asked("one")
    next(turns)
    assert conversations.is_asked("one")
    assert not conversations.is_asked("two")
    list(turns)
    assert not conversations.is_asked("one")


def test_stop_ends_the_answer_of_this_window_only(conversations, ended):
    one = conversations.ask("one", [], "slow question")
    two = conversations.ask("two", [], "slow question")
    for turns in (one, two):
        assert statuses(next(turns) for _ in range(3)) == [None, "searching", "answering"]
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
    *_, failed = conversations.ask("w", [], "fail now")
    assert failed.error == "The answer model stopped unexpectedly <now>: ask again."
    assert failed.answer.status == "answering"
    *_, refused = conversations.ask("w", [], "refuse this")
    assert refused.refused.startswith("Your question is too long")
    assert (refused.ended, refused.error) == (True, "")


def test_any_other_error_is_raised(conversations):
    with pytest.raises(ZeroDivisionError):
        list(conversations.ask("w", [], "break now"))


def test_a_closed_window_ends_the_stream(conversations, ended):
    turns = conversations.ask("w", [], "slow question")
    next(turns)
    next(turns)
    turns.close()
    assert ended == ["slow question"]
    *_, last = conversations.ask("w", [], "Who chairs the board?")
    assert last.answer.status == "answered"


def test_what_was_answered_before_goes_with_the_question(conversations, assistant):
    *_, first = conversations.ask("w", [], "Who chairs the board?")
    *_, second = conversations.ask("w", [first], "And since when?")
    assert second.answer.understood == "And since when? Who chairs the board?"
    list(conversations.ask("w", [first, second], "And why?"))
    one = followup.Turn("Who chairs the board?", "Who chairs the board?", TOLD, CITED)
    two = followup.Turn("And since when?", "And since when? Who chairs the board?", TOLD, CITED)
    assert assistant.histories == [[], [one], [one, two]]


def test_a_window_that_begins_anew_knows_nothing_of_another(conversations, assistant):
    *_, first = conversations.ask("one", [], "Who chairs the board?")
    list(conversations.ask("two", [], "And since when?"))
    list(conversations.ask("one", [], "And since when?"))
    assert assistant.histories[1:] == [[], []]
    assert first.ended


def test_only_turns_that_ended_in_an_answer_are_looked_back_on():
    empty = replace(answered(), status="not_found", sentences=())
    turns = [
        DONE,
        broken(DONE),
        replace(DONE, refused="Your question is too long."),
        replace(DONE, stopped=True),
        replace(DONE, ended=False),
        Turn(6, "?", ended=True),
        replace(DONE, answer=empty),
    ]
    asked = "Who chairs the board?"
    assert history(turns) == [
        followup.Turn(DONE.question, asked, TOLD, CITED),
        followup.Turn(DONE.question, asked, "", CITED),
    ]


def test_the_oldest_turns_are_forgotten():
    turns = [replace(DONE, number=n, question=f"q{n}") for n in range(1, 31)]
    assert REMEMBERED == 20
    assert [turn.question for turn in history(turns)] == [f"q{n}" for n in range(11, 31)]
