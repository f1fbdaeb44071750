"""Dates in running English text, whichever way they are written.

Own code because dateparser 1.5, tried on the same phrases, fills in today's year and day, reads
"8-19 July" as one day, "July 8 to 19" as July 8, and the words of "you may march" as two months.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_FULL = "january february march april may june july august september october november december"
_NAMES = re.findall(r"\b\w{3}", _FULL)
# In "July 30 to 2 August" the 30 is no day of August; a lookbehind has to have one width each.
_NOT_AFTER_MONTH = "".join(rf"(?<!\b(?i:{name})\s)" for name in re.findall(r"\w+", _FULL) + _NAMES)
# "may" and "march" are months only with a capital: "you may 5 times" names none.
_MONTH = (
    r"(?P<month>(?i:jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|May|MAY|Mar(?:ch)?|MARCH)\b\.?"
)
_FIRST = rf"(?<![\w.,:/]){_NOT_AFTER_MONTH}(?P<day>\d{{1,2}})(?i:st|nd|rd|th)?"
_LAST = r"(?P<last>\d{1,2})(?i:st|nd|rd|th)?(?![\w:/]|[.,]\d)"
_YEAR = r"(?:,?\s+|,)(?P<year>[12]\d{3})(?![\w:/]|[.,]\d)"
_TO = r"\s*(?:-|\b(?:up\s+to|to|until|till|through)\b)\s*"
_WRITTEN = (
    re.compile(rf"{_FIRST}(?:(?:{_TO}|\s+and\s+){_LAST})?\s+(?:of\s+)?{_MONTH}(?:{_YEAR})?"),
    re.compile(
        rf"\b{_MONTH}\s*(?P<day>\d{{1,2}})(?i:st|nd|rd|th)?(?![\w:/]|\.\d|,\d(?!\d{{3}}\b))"
        rf"(?:{_TO}{_LAST})?(?:{_YEAR})?"
    ),
    re.compile(rf"\b{_MONTH}{_YEAR}"),
)
_ISO = re.compile(r"(?<![\w.,:/-])(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_FIGURES = re.compile(
    r"(?<![\w.,:/-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>[12]\d{3})"
    r"(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or a month when `day` is None; `year` is None where the text names none."""

    year: int | None
    month: int
    day: int | None
    swappable: bool = False
    """Day and month may be exchanged: 5/8/2021 is 5 August to some and 8 May to others."""

    def readings(self) -> list[tuple[int | None, int, int | None]]:
        """Return each (year, month, day) it can mean."""
        read = [(self.year, self.month, self.day)]
        if self.swappable and self.day is not None:
            read.append((self.year, self.day, self.month))
        return read

    def states(self, gold: "Date") -> bool:
        """Return whether it says what `gold` says: the same, or more (a year, a day) besides."""
        return any(
            all(part is None or part == own for part, own in zip(wanted, read, strict=True))
            for wanted in gold.readings()
            for read in self.readings()
        )


def _possible(year: int | None, month: int, day: int | None) -> bool:
    try:
        date(year or 2000, month, day or 1)  # 2000 was a leap year
    except ValueError:
        return False
    return True


def _in_figures(match: re.Match[str]) -> list[Date]:
    """Read 5.8.2021 day first; 8/5/2021 and 8-5-2021 either way where both can be."""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    ways = [Date(year, month, day)] if _possible(year, month, day) else []
    if match["mark"] != "." and _possible(year, day, month):
        ways.append(Date(year, day, month))
    if len(ways) == 2 and day != month:
        return [replace(ways[0], swappable=True)]
    return ways[:1]


def _in_words(match: re.Match[str]) -> list[Date]:
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    month = _NAMES.index(parts["month"][:3].lower()) + 1
    days = [int(parts[name]) for name in ("day", "last") if parts.get(name)]
    found = [Date(year, month, day) for day in days] or [Date(year, month, None)]
    return found if all(_possible(year, month, day) for day in days) else []


def _matches(text: str) -> Iterator[tuple[int, int, list[Date]]]:
    """Yield (start, end, dates), each stretch of `text` read once, the fullest form first."""
    for pattern in (_ISO, _FIGURES, *_WRITTEN):
        read = _in_figures if pattern is _FIGURES else _in_words
        for match in pattern.finditer(text):
            if pattern is _ISO:
                year, month, day = (int(part) for part in match.groups())
                found = [Date(year, month, day)] if _possible(year, month, day) else []
            else:
                found = read(match)
            if found:
                yield match.start(), match.end(), found
                text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]


def take_dates(text: str) -> tuple[tuple[Date, ...], str]:
    """Return the dates in `text` and the text with a space in the place of each.

    `text` is in the form of `normal.plain`. A range yields its first and its last day, and the
    year at its end counts for both: "July 8 until July 19, 2024" is 2024-07-08 and 2024-07-19.
    """
    places = sorted(_matches(text), key=lambda place: place[0])
    found: list[Date] = []
    rest, position = "", 0
    for start, end, here in places:
        gap = text[position:start]
        if found and found[-1].year is None and re.fullmatch(rf"{_TO}|\s+and\s+", gap):
            found[-1] = replace(found[-1], year=here[0].year)
        found += here
        rest, position = f"{rest}{gap} ", end
    return tuple(found), rest + text[position:]
