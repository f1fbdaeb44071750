"""The prompt: whole passages, within the budget, nothing in them expanded."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Passage
from rag.prompt import FRAME, fit, load

GOLDEN = Path(__file__).parent / "golden" / "answer_prompt.txt"
PROMPT = load()


def passage(text, title="Notes", date=None, heading=""):
    return Passage(1, "/docs/a.txt", title, date, None, heading, 0, len(text), text)


def count(texts):
    """Each word is a token, and so is each line's end."""
    return [len(text.split()) + text.count("\n") for text in texts]


def size(messages):
    return sum(count([content for _, content in messages])) + FRAME * len(messages)


FIXED = size(PROMPT.messages([], "Why?"))


def test_the_whole_prompt():
    """What the model is sent. After a change of the wording: look at it, then write it anew."""
    passages = [
        passage("The bridge cost $48,000.", "Bridge", "2019-03-04", "Costs"),
        passage("It opened on Monday. It rained.", "Opening"),
    ]
    messages = fit(PROMPT, passages, "What did the bridge cost?", 4096, count)
    shown = "".join(f"=== {role}\n{content}\n" for role, content in messages)
    assert shown == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (passage("T."), "[Notes]\nT."),
        (passage("T.", date="2021-08-05"), "[Notes, 2021-08-05]\nT."),
        (passage("T.", heading="Costs"), "[Notes, Costs]\nT."),
        (passage("T.", "A", "2021-08-05", "Costs"), "[A, 2021-08-05, Costs]\nT."),
        (passage("$title costs ${text} or $$5.", "$date"), "[$date]\n$title costs ${text} or $$5."),
    ],
)
def test_a_passage_as_the_model_reads_it(given, shown):
    assert PROMPT.render(given) == shown


@pytest.mark.parametrize("text", ["$passages", "${question}", "$$", "$", "{{ x }}", "\\1", "%s"])
def test_nothing_in_passages_or_question_is_expanded(text):
    *_, (role, content) = fit(PROMPT, [passage(text)], f"What is {text}?", 4096, count)
    assert role == "user"
    assert content == f"[Notes]\n{text}\n\nQuestion: What is {text}?"


@pytest.mark.parametrize(("room", "kept"), [(0, None), (11, None), (12, 1), (23, 1), (24, 2)])
def test_whole_passages_are_dropped_from_the_end(room, kept):
    passages = [passage(f"p{n} has eight words in all, you see.") for n in range(2)]
    # a passage takes its nine words and a line's end, and two for the empty line
    messages = fit(PROMPT, passages, "Why?", FIXED + room, count)
    if kept is None:
        assert messages is None
    else:
        texts = [PROMPT.render(p) for p in passages[:kept]]
        assert messages == PROMPT.messages(texts, "Why?")


def test_a_passage_too_long_ends_the_list_even_if_a_shorter_one_follows():
    passages = [passage("Short."), passage("long " * 50), passage("Short too.")]
    messages = fit(PROMPT, passages, "Why?", FIXED + 30, count)
    assert messages == PROMPT.messages(["[Notes]\nShort."], "Why?")


def test_a_question_that_fills_the_budget_by_itself():
    assert fit(PROMPT, [passage("Short.")], "why " * 500, FIXED, count) is None
    assert fit(PROMPT, [], "why " * 500, FIXED, count) is None
    assert fit(PROMPT, [], "Why?", FIXED, count) == PROMPT.messages([], "Why?")


TEXT = st.lists(st.sampled_from(["a", "bc", "\n", "$x", "{{"]), max_size=30).map(" ".join)


@given(st.lists(TEXT, max_size=6), TEXT, st.integers(0, 250))
def test_the_budget_is_kept_and_used(texts, question, room):
    budget = FIXED + room
    passages = [passage(text) for text in texts]
    messages = fit(PROMPT, passages, question, budget, count)
    rendered = [PROMPT.render(p) for p in passages]
    options = [PROMPT.messages(rendered[:n], question) for n in range(len(passages) + 1)]
    if messages is None:
        assert size(options[min(1, len(passages))]) + 2 > budget
        return
    assert size(messages) <= budget
    kept = options.index(messages)
    assert kept > 0 or not passages
    if kept < len(passages):
        assert size(options[kept + 1]) + 2 * (kept + 1) > budget


def test_the_template_is_known_by_its_hash():
    import hashlib

    data = (Path(__file__).parents[2] / "prompts" / "answer.toml").read_bytes()
    assert PROMPT.sha256 == hashlib.sha256(data).hexdigest()
    assert PROMPT.not_found == "NOT_FOUND"
    assert PROMPT.not_found in PROMPT.system
