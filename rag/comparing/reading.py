"""What a sentence states of its subject, as a range of numbers that can be compared."""

from collections.abc import Callable

from rag.comparing.amounts import cost
from rag.comparing.when import event, life
from rag.comparing.wording import EVENTS
from rag.dates import Day
from rag.values import Quantity

Range = tuple[float, float, str, frozenset[str]]
"""Lowest, highest, how to write it, and in which unit it is (empty for dates)."""
Read = Callable[[str, int], Range | None]
"""Reads a sentence whose subject ends at the given character."""


def reading(what: str) -> Read:
    """Return how a sentence is read for `what`."""

    def read(text: str, end: int) -> Range | None:
        if what == "cost":
            found = cost(text, end)
            return (
                (found[0].low, found[0].high, _money(found[0]), _units(*found)) if found else None
            )
        if what in EVENTS:
            when = event(what, text, end)
            return _range(when) if when else None
        born, died = life(text, end)
        if what == "life":
            return _length(born, died) if born and died else None
        when = born if what == "birth" else died
        return _range(when) if when else None

    return read


def _range(when: Day) -> Range:
    """Return first and last day that `when` may be, as year, month and day in one number."""
    year, month = (when.year or 0) * 10_000, when.month
    low = year + (month or 1) * 100 + (when.day or 1)
    return low, year + (month or 12) * 100 + (when.day or 31), when.text, frozenset()


def _length(born: Day, died: Day) -> Range:
    """Return the shortest and longest time between two days, in years (about)."""
    first, last = (
        [(w.year or 0) + ((w.month or m) - 1) / 12 + ((w.day or d) - 1) / 372
         for m, d in ((1, 1), (12, 31))] for w in (born, died)
    )  # fmt: skip
    return last[0] - first[1], last[1] - first[0], f"{born.text} – {died.text}", frozenset()


def _units(amount: Quantity, each: frozenset[str]) -> frozenset[str]:
    return each | {amount.after[0]}


def _money(amount: Quantity) -> str:
    return amount.shown[0]
