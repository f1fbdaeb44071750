"""Dates in a question -> first and last day, in English and German."""

import calendar
import re
from dataclasses import dataclass
from datetime import date as day_of
from datetime import timedelta

_MONTHS = (
    "january januar jan", "february februar feb", "march märz mar", "april apr", "may mai",
    "june juni jun", "july juli jul", "august aug", "september sept sep",
    "october oktober oct okt", "november nov", "december dezember dec dez",
)  # fmt: skip
_MONTH = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_DATES = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:year |jahr )?{_YEAR}",
        rf"{_YEAR}-(?P<number>[01]\d)(?:-{_DAY})?",
        rf"{_DAY}\.\s?(?P<number>[01]?\d)\.\s?{_YEAR}",
        rf"(?:{_DAY}(?:st|nd|rd|th|\.)? (?:of )?)?(?P<name>{_NAME})\.?,?(?: of)? {_YEAR}",
        rf"(?P<name>{_NAME})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    )
]
_RANGE = re.compile(
    r"(?:between|zwischen|from|von|vom) (.+?) (?:and|und|to|until|till|bis)(?: zum)? (.+)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?P<how>from|in|on|dated|of|im|am|aus|von|vom|since|seit|after|nach|before|vor|until|bis|by)"
    r" (?:the |dem |der |den |zum )?(?P<date>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days as ISO dates, both included; an empty one is open."""

    first: str
    last: str

    @property
    def whole(self) -> str:
        """The year, month or day that it is; empty if it is none of them."""
        if self.first == self.last:
            return self.first
        for length in (len("2024"), len("2024-05")):
            part = self.first[:length]
            if _date(part) == self:
                return part
        return ""

    def holds(self, date: str) -> bool:
        """Tell whether an ISO date lies in it."""
        return (not self.first or self.first <= date) and (not self.last or date <= self.last)


def span(text: str) -> Span | None:
    """Return the days that "in 2024", "since May 2021" or "between … and …" mean.

    None where the text is anything else: days without a year, too, and "last month".
    """
    dated = re.sub(r"(?i)^(?:dated|from) (?=from|since|after|before|between|in|on|until)", "", text)
    if match := _RANGE.fullmatch(dated):
        first, last = _date(match[1]), _date(match[2])
        if first and last and first.first <= last.last:
            return Span(first.first, last.last)
        return None
    match = _ONE.fullmatch(dated)
    date = _date(match["date"]) if match else None
    return _relative(match["how"].lower(), date) if match and date else None


def _relative(how: str, date: Span) -> Span:
    if how in {"since", "seit"}:
        return Span(date.first, "")
    if how in {"after", "nach"}:
        return Span(_shifted(date.last, 1), "")
    if how in {"before", "vor"}:
        return Span("", _shifted(date.first, -1))
    return Span("", date.last) if how in {"until", "bis", "by"} else date


def _date(text: str) -> Span | None:
    """Return the days of a year, a month or a day."""
    match = next((m for form in _DATES if (m := form.fullmatch(text.strip()))), None)
    if match is None:
        return None
    found = match.groupdict()
    year, day = int(found["year"]), found.get("day")
    if name := found.get("name"):
        month = _MONTH[name.lower()]
    elif number := found.get("number"):
        month = int(number)
    else:
        return Span(f"{year}-01-01", f"{year}-12-31")
    if not 1 <= month <= 12:
        return None
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return Span(f"{year}-{month:02}-01", f"{year}-{month:02}-{days}")
    if not 1 <= int(day) <= days:
        return None
    one = f"{year}-{month:02}-{int(day):02}"
    return Span(one, one)


def _shifted(iso: str, days: int) -> str:
    return (day_of.fromisoformat(iso) + timedelta(days=days)).isoformat()
