"""How sure Footnote is of an answer, in the words of the page."""

from ui.confidence import FAIRLY, QUITE
from ui.web.language import Texts


def sureness(confidence: float, text: Texts) -> str:
    """Name a probability of being right (0 to 1): `Fairly sure`; 1 is what code has counted."""
    if confidence >= 1:
        return text("sure.counted")
    if confidence >= QUITE:
        return text("sure.quite")
    return text("sure.fairly" if confidence >= FAIRLY else "sure.little")


def expectation(confidence: float, text: Texts) -> str:
    """Say what the probability means: `about 82 of 100 such answers are right`."""
    if confidence >= 1:
        return text("sure.every")
    right = min(99, max(1, round(100 * confidence)))  # never certain, and never hopeless
    return text("sure.right", count=right)


def reason(confidence: float, text: Texts) -> str:
    """Say what the probability rests on, in a few sentences."""
    return text("sure.reason_counted" if confidence >= 1 else "sure.reason")
