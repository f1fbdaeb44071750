"""Numbers of a spreadsheet as people see them: 1,200 | $5.00 | 25% | 2024-05-01.

A file keeps 45413 and a number format; the formats are described in ECMA-376, part 1, 18.8.30
and 18.8.31.
"""

import re
from datetime import datetime, timedelta

# fmt: off
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "yyyy-mm-dd", 17: "yyyy-mm-dd", 18: "h:mm",
    19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "[mm]:ss", 46: "[h]:mm:ss", 47: "[mm]:ss",
}
# fmt: on
"""The formats that a file names by number only; all others are general ones."""

_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 (a sheet knows no zones)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
_IGNORED = re.compile(r"[_*].|\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_DIGITS = re.compile(r"[#0?][#0?,.]*")
_LONGEST_UNIT = 12  # characters of "€" or " kg"; longer literals are sentences


def shown(value: float, form: str, *, since_1904: bool = False) -> str:
    """Return a number as its format shows it; dates and times in ISO 8601 to the minute."""
    positive = form.partition(";")[0]
    pattern = _IGNORED.sub("", _LITERAL.sub("", positive)).strip()
    if pattern.lower() in {"", "general", "@"}:
        return plain(value)
    if re.search(r"[ymdhs]", pattern, re.IGNORECASE):
        return _moment(value, pattern.lower(), _EPOCHS[since_1904])
    return _amount(value, positive)


def plain(value: float) -> str:
    """Return a number with as many digits as Excel's general format knows, 1200 for 1200.0."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def _moment(value: float, pattern: str, epoch: datetime) -> str:
    if pattern.startswith("["):  # a duration, which may have more than 24 hours
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    try:
        # Half a second more: the fraction of a day is never exact.
        moment = epoch + timedelta(days=value, seconds=0.5)
    except OverflowError:
        return plain(value)
    day = bool(re.search("[yd]", pattern)) or not re.search("[hs]", pattern)
    time = bool(re.search("[hs]", pattern)) and (not day or value % 1 > 0)
    parts = ([f"{moment:%Y-%m-%d}"] if day else []) + ([f"{moment:%H:%M}"] if time else [])
    return " ".join(parts)


def _amount(value: float, form: str) -> str:
    words: list[str] = []

    def keep(match: re.Match[str]) -> str:
        words.append(next(group for group in match.groups() if group is not None))
        return "\0"

    bare = _IGNORED.sub("", _LITERAL.sub(keep, form))
    digits = _DIGITS.search(bare)
    if digits is None or "E" in bare or "/" in bare:
        return plain(value)
    core = digits.group().rstrip(",")
    number = value * 100 if "%" in bare else value
    decimals = len(core.partition(".")[2])
    text = f"{abs(number):{',' if ',' in core else ''}.{min(decimals, 15)}f}"
    if "#" in core.partition(".")[2]:
        text = text.rstrip("0").rstrip(".")
    remaining = iter(words)
    before, after = (
        "".join(next(remaining) if mark == "\0" else mark for mark in part)
        for part in (bare[: digits.start()], bare[digits.end() :])
    )
    before, after = (part if len(part) <= _LONGEST_UNIT else "" for part in (before, after))
    sign = "-" if value < 0 and text.strip("0.,") else ""
    return f"{sign}{before.lstrip('( ')}{text}{after.rstrip(') ')}"
