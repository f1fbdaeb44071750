"""One pair to train on, and on which side of the line its article is."""

from dataclasses import dataclass
from hashlib import sha256

HELD_OUT = 0.06
"""Share of groups kept aside, to calibrate and to choose with."""


@dataclass(frozen=True, slots=True)
class Example:
    """One pair. `spans` are characters of `right` that answer, the first one trained on."""

    task: str
    """`question` or `claim`."""
    kind: str
    """How it was made: gold, neighbour, removed, swapped …"""
    source: str
    held_out: bool
    left: str
    right: str
    label: int
    spans: tuple[tuple[int, int], ...] = ()


def held_out(group: str) -> bool:
    """Tell whether this article is kept aside: always the same ones."""
    return int(sha256(group.encode()).hexdigest()[:8], 16) / 16**8 < HELD_OUT
