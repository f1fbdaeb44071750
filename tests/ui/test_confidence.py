import pytest

from ui.confidence import COUNTED_REASON, REASON, expectation, reason, sureness


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "Counted, not estimated"),
        (0.999, "Quite sure"),
        (0.9, "Quite sure"),
        (0.899, "Fairly sure"),
        (0.75, "Fairly sure"),
        (0.749, "Not very sure"),
        (0.0, "Not very sure"),
    ],
)
def test_sureness(confidence, words):
    assert sureness(confidence) == words


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "every document was looked at"),
        (0.999, "about 99 of 100 such answers are right"),
        (0.824, "about 82 of 100 such answers are right"),
        (0.0, "about 1 of 100 such answers is right"),
    ],
)
def test_expectation_is_never_certain_unless_counted(confidence, words):
    assert expectation(confidence) == words


def test_reason():
    assert reason(1.0) == COUNTED_REASON
    assert reason(0.99) == REASON
