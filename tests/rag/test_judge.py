"""The judge asks by examples, and asks with fewer where the model's context is small."""

import pytest

from rag.judge import Judge
from rag.risk import Shown

QUESTION = "What did the bridge cost?"
SAID = "The bridge cost 48,000 euros."


@pytest.fixture
def ask(fakes):
    """Have the judge weigh an answer; return the log-odds and the messages it sent."""

    def run(context=4096, belief=0.8, text=SAID):
        generator = fakes.ScriptedGenerator(context=context, belief=belief)
        shown = Shown(SAID, tuple(fakes.evidence(text)))
        odds = Judge(generator).weigh(QUESTION, shown)
        [(messages, fixed)] = generator.judged
        assert fixed == len(messages) - 1
        return odds, messages

    return run


def test_what_it_says_are_log_odds(ask):
    assert ask(belief=0.8)[0] == pytest.approx(1.386, abs=0.001)
    assert ask(belief=0.5)[0] == 0
    assert ask(belief=0.0)[0] < -20


def test_as_many_examples_are_affirmed_as_denied(ask):
    _, messages = ask()
    verdicts = [content for role, content in messages if role == "assistant"]
    assert verdicts == ["Yes", "No"] * 4
    assert messages[0][0] == "system"
    for role, content in messages[1::2]:
        assert role == "user"
        assert content.endswith("Reply Yes or No.")


@pytest.mark.parametrize(("context", "verdicts"), [(900, 8), (500, 4), (300, 2)])
def test_a_small_context_gets_fewer_examples(ask, context, verdicts):
    _, messages = ask(context=context)
    assert [role for role, _ in messages].count("assistant") == verdicts
    assert f"Question: {QUESTION}\nAnswer: {SAID}\n" in messages[-1][1]


def test_however_small_neither_verdict_outnumbers_the_other(ask):
    shown = []
    for context in range(300, 1500, 50):
        _, messages = ask(context=context)
        verdicts = [content for role, content in messages if role == "assistant"]
        assert verdicts == ["Yes", "No"] * (len(verdicts) // 2)
        shown.append(len(verdicts))
    assert shown == sorted(shown)
    assert shown[-1] == 8


def test_of_a_source_that_is_too_long_the_beginning_is_shown(ask):
    text = f"{SAID} " + "It is red and very long " * 400 + "at its end."
    _, messages = ask(context=400, text=text)
    assert [role for role, _ in messages].count("assistant") == 0
    assert SAID in messages[-1][1].partition("Question:")[0]
    assert sum(len(content.split()) for _, content in messages) < 400
    assert f"Question: {QUESTION}" in messages[-1][1]
