"""The answer model is changed between two answers, and never in one."""

import pytest


class Started:
    """Adds a start to the scripted generator, and says what happened in which order."""

    def __init__(self, told, generator):
        self._told = told
        self._generator = generator

    def start(self):
        self._told.append("started")

    def __getattr__(self, name):
        return getattr(self._generator, name)


@pytest.fixture
def other(fakes):
    told = []
    return Started(told, fakes.ScriptedGenerator("Bridge in Lindau cost 48,000 euros.")), told


def test_the_next_question_is_answered_by_the_other_model(ask, other):
    generator, told = other
    ask("The bridge in Lindau cost 48,000 euros.")
    old, assistant = ask.generator, ask.assistant
    assistant.change_model(generator, 0.5)
    assert (old.closed, told, assistant.errors) == (True, ["started"], 0.5)
    answer = assistant.ask("What did the bridge in Lindau cost?")
    assert answer.work.raw == "Bridge in Lindau cost 48,000 euros."
    assert len(old.asked) == 1


def test_an_answer_in_progress_keeps_the_model_it_began_with(ask, other):
    generator, told = other
    ask("The bridge in Lindau cost 48,000 euros.")
    old, assistant = ask.generator, ask.assistant
    stream = assistant.stream("What did the bridge in Lindau cost?")
    next(stream)
    assistant.change_model(generator, 1.0)
    assert (old.closed, told) == (False, [])
    *_, answer = stream
    assert answer.work.raw == "The bridge in Lindau cost 48,000 euros."
    assert (old.closed, told, len(generator.asked)) == (True, ["started"], 0)


def test_one_that_is_left_lets_the_change_through(ask, other):
    generator, told = other
    ask("The bridge in Lindau cost 48,000 euros.")
    stream = ask.assistant.stream("What did the bridge in Lindau cost?")
    next(stream)
    ask.assistant.change_model(generator, 1.0)
    stream.close()
    assert told == ["started"]


def test_no_model_is_started_after_the_end(ask, other):
    generator, told = other
    ask("The bridge in Lindau cost 48,000 euros.")
    stream = ask.assistant.stream("What did the bridge in Lindau cost?")
    next(stream)
    ask.assistant.change_model(generator, 1.0)
    ask.assistant.close()
    stream.close()
    assert told == []
