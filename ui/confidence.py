"""How sure Footnote is of an answer, in words."""

QUITE = 0.9
"""Probability of being right from which an answer is called quite sure: 9 of 10."""
FAIRLY = 0.75
"""The same for fairly sure: 3 of 4."""

REASON = (
    "Footnote goes by how well the passages match the question, whether they seem to hold an "
    "answer, whether the answer model hesitated, and how firmly the sources hold each sentence. "
    "The figure was measured on questions about other texts than yours."
)
"""What the figure rests on."""
COUNTED_REASON = "Footnote counted this in the library itself; no model had a part in it."


def sureness(confidence: float) -> str:
    """Name a probability of being right (0 to 1): `Fairly sure`; 1 is what code has counted."""
    if confidence >= 1:
        return "Counted, not estimated"
    if confidence >= QUITE:
        return "Quite sure"
    return "Fairly sure" if confidence >= FAIRLY else "Not very sure"


def expectation(confidence: float) -> str:
    """Say what the probability means: `about 82 of 100 such answers are right`."""
    if confidence >= 1:
        return "every document was looked at"
    right = min(99, max(1, round(100 * confidence)))  # never certain, and never hopeless
    return f"about {right} of 100 such answers {'is' if right == 1 else 'are'} right"


def reason(confidence: float) -> str:
    """Say what the probability rests on, in a few sentences."""
    return COUNTED_REASON if confidence >= 1 else REASON
