"""How much of a long answer is said, and whether a sentence's words stand in its sources."""

from collections.abc import Sequence
from dataclasses import replace

from eval.metrics.quantities import read_quantities
from rag.words import stems

ENOUGH = 0.5
"""Share of a reference answer's content words that an answer must have to count as right, and of a
sentence's content words that its sources must have to support it."""


def words_said(answer: str, reference: str) -> float | None:
    """Return the share of the reference's content words, in any inflection, that `answer` has.

    Between the words and their order nothing is judged: read it beside the citations. None for a
    reference without a content word.
    """
    wanted = stems(reference)
    return len(wanted & stems(answer)) / len(wanted) if wanted else None


def words_supported(sentence: str, quotes: Sequence[str]) -> bool:
    """Return whether the quotes that a sentence cites hold what it says, judged by its words.

    Every number and date of the sentence must stand in one of the quotes, however written, and at
    least ENOUGH of its content words in all of them together. A necessary condition, not a
    sufficient one: it does not see who did what to whom. No quote supports nothing.
    """
    if not quotes:
        return False
    together = " ".join(quotes)
    said = stems(sentence)
    stated = replace(read_quantities(sentence), words=frozenset())
    if (stated.dates or stated.numbers) and not read_quantities(together).states(stated):
        return False
    return not said or len(said & stems(together)) >= ENOUGH * len(said)
