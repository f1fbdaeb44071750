"""Dates that a sentence states, English or German, in a form that can be compared."""

import re
from dataclasses import dataclass

_MONTHS = (
    "jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?|märz", "apr(?:il)?", "may|mai",
    "june?|juni", "july?|juli", "aug(?:ust)?", "sep(?:t(?:ember)?)?", "o[ck]t(?:ober)?",
    "nov(?:ember)?", "de[cz](?:ember)?",
)  # fmt: skip
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})\\b\\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(rf"(?<![\w.,/-]){pattern}(?![\w/]|[-.]\d)", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"{_DAY}\.?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_MONTH}\s+{_YEAR}",
        _YEAR,
        r"(?<=in )(?P<year>1[0-8]\d\d)",  # any other number like this counts something
    )
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, of which the sentence may leave parts open."""

    text: str
    year: int | None
    month: int | None
    day: int | None

    def differs(self, other: "Day") -> bool:
        """Tell whether a part that both give is not the same."""
        return any(
            one is not None and two is not None and one != two
            for one, two in (
                (self.year, other.year), (self.month, other.month), (self.day, other.day),
            )
        )  # fmt: skip


def dates(text: str) -> list[Day]:
    """All dates of a sentence, in order; a bare year is one."""
    found: dict[int, Day] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            found[match.start()] = _day(match)
            text = text[: match.start()] + "\0" * len(match[0]) + text[match.end() :]
    return [found[start] for start in sorted(found)]


def _day(match: re.Match[str]) -> Day:
    parts = match.groupdict()
    month = parts.get("month")
    if month and not month.isdigit():
        month = str(next(i for i, m in enumerate(_MONTHS, 1) if re.fullmatch(m, month.lower())))
    year, day = parts.get("year"), parts.get("day")
    return Day(
        match[0], int(year) if year else None, int(month) if month else None,
        int(day) if day else None,
    )  # fmt: skip
