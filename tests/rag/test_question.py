"""What a person typed becomes a question, or a plain refusal."""

import pytest

from index.errors import UsageError
from rag.question import LONGEST, clean


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("  Who\tcame\n\nfirst? ", "Who came first?"),
        ("Who\0came\x1b[2J?", "Who came [2J?"),
        ("cafe\u0301?", "café?"),
        ("\u202eWho\u200b?", "Who ?"),
        ("\ud800Who?\ue000", "Who?"),
        ("谁来了？", "谁来了？"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_question_is_one_plain_line(typed, question):
    assert clean(typed) == question


@pytest.mark.parametrize("typed", ["", "  \n", "?!", "…", "\0", "\u200b"])
def test_nothing_to_ask(typed):
    with pytest.raises(UsageError, match="Your question is empty: type what you want to know"):
        clean(typed)


def test_too_long():
    with pytest.raises(UsageError, match="has 2,001 characters; ask it in at most 2,000"):
        clean("x" * 2001)
