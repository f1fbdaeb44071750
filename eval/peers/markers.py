"""Citation marks in the text of an answer: [1], [2, 3], [Source 1], (Sources 1 and 2)."""

import re

_NUMBERS = r"\d+(?:\s*(?:,|;|&|-|–|and|,\s*and)\s*(?:Source\s+)?\d+)*"
_MARK = re.compile(
    rf"\s*[\[(]\s*Sources?:?\s+(?P<named>{_NUMBERS})\s*[\])]"
    rf"|\s*\[\s*(?P<bare>{_NUMBERS})\s*\]"
    rf"|\bSources?\s+\[?(?P<prose>{_NUMBERS})\]?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_MOST = 100
"""Sources in a range; a longer one is no citation."""


def numbers(text: str) -> list[int]:
    """Return the numbers of the sources that a text cites, each once, in order of appearance."""
    found: dict[int, None] = {}
    for mark in _MARK.finditer(text):
        inside = mark["named"] or mark["bare"] or mark["prose"]
        for first, last in _RANGE.findall(inside):
            if int(last) - int(first) < _MOST:
                found |= dict.fromkeys(range(int(first), int(last) + 1))
        found |= dict.fromkeys(map(int, re.findall(r"\d+", _RANGE.sub(" ", inside))))
    return list(found)


def without(text: str) -> str:
    """Return the text without its marks, whose numbers are no part of what it says."""
    return _MARK.sub("", text).strip()
