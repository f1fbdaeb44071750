"""Which rows at the top of a sheet name its columns, where the file does not say so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LONGEST_NAME = 60  # characters; a longer first cell is text, not the name of a column,
_LONGEST_SURE = 120  # unless numbers stand below it: annual reports have such names
_SPACER = 3  # rows of captions and names at most; an empty row may part them from their table
_SAMPLE = 50  # rows that are looked at

# 1,200 | $5 | EUR 7.50 | 5 kg | (300) | 50 % | 2024-05-01 | 14:30, but neither Q1 2024 nor FY24
_VALUE = re.compile(
    r"[-+−(]{0,2}\s?(?:[A-Z]{3}|[^\w\s]{1,2})?\s?\d[\d.,:'’\s/-]*(?:%|[^\W\d]{1,3}|[^\w\s]{1,2})?\)?"
    r"|[-–—]"
)
_PERIOD = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?(?:-\d\d)?)?")  # 2024, 2023/24, 2024-05


@dataclass(frozen=True, slots=True)
class Header:
    """Where the names of the columns stand."""

    names: list[str]
    first: int
    """The row that names the columns; rows above it are captions."""
    after: int
    """The first row that holds data."""


def find_header(rows: Sequence[list[str]], *, usual: bool) -> Header | None:
    """Return the names of the columns of a table, None in doubt.

    `usual` says that files of this format have a header (CSV). A wrong header would state
    falsehoods ("Name: Role; Ann: Engineer"), a missing one only reads less well, so that elsewhere
    the values below must bear it out. Two rows are taken together where the upper one groups the
    columns ("2024 Q1"), and rows with a cell or two above the names are captions.
    """
    sample = rows[:_SAMPLE]
    for first in range(min(_SPACER, len(sample) - 1)):
        top, below = sample[first], sample[first + 1 :]
        if len(below) > 1 and _groups(top, below[0]):
            names = _under(top, below[0])
            if _are_names(names, below[1:], usual=usual):
                return Header(names, first, first + 2)
        if _are_names(top, below, usual=usual):
            return Header(top, first, first + 1)
        if 2 * sum(map(bool, top)) >= len(top):
            return None
    return None


def is_value(cell: str) -> bool:
    """Whether a cell holds a number, an amount, a date, a time or a dash rather than words."""
    return _VALUE.fullmatch(cell) is not None


def belong_together(above: Sequence[Mapping[int, str]], below: Sequence[Mapping[int, str]]) -> bool:
    """Whether the rows above an empty row name the columns of those below it."""
    tables = [row for row in above if len(row) > 1]
    columns = {column for row in tables for column in row}
    values = [column for row in below[:_SAMPLE] for column, cell in row.items() if is_value(cell)]
    return (
        0 < len(tables) <= _SPACER
        and len(below[0]) > 1
        and not any(
            is_value(cell) and not _PERIOD.fullmatch(cell)
            for row in tables
            for cell in row.values()
        )
        and bool(values)
        and columns.issuperset(values)
    )


def _groups(top: list[str], below: list[str]) -> bool:
    """Whether a row groups the columns: the same names stand below each of its cells.

    Otherwise nobody can say how far a cell of it reaches: many are set in the middle.
    """
    starts = [place for place, cell in enumerate(top) if cell and place]
    if len(starts) < 2 or any(below[1 : starts[0]]):
        return False
    ends = [*starts[1:], len(below)]
    runs = [below[start:end] for start, end in zip(starts, ends, strict=True)]
    return all(runs[0]) and all(run == runs[0] for run in runs)


def _under(top: list[str], below: list[str]) -> list[str]:
    names, group = [], ""
    for place, (upper, lower) in enumerate(zip(top, below, strict=True)):
        group = upper or (group if place > 1 else "")
        names.append(f"{group} {lower}".strip())
    return names


def _are_names(names: list[str], below: Sequence[list[str]], *, usual: bool) -> bool:
    given = [name for name in names if name]
    if len(given) < 2 or 2 * len(given) < len(names) or len(set(given)) < len(given):
        return False
    columns = [[row[i] for row in below if row[i]] for i in range(len(names))]
    borne_out = [_bears_out(*each) for each in zip(names, columns, strict=True)]
    for name, sure in zip(names, borne_out, strict=True):
        if len(name) > (_LONGEST_SURE if sure else _LONGEST_NAME) or name.endswith(":"):
            return False
        if is_value(name) and not sure:
            return False
    # Where all are words, three columns are as a rule a table; two are as often a form.
    return any(borne_out) or (all(names[1:]) and (usual or len(names) > 2))


def _bears_out(name: str, column: list[str]) -> bool:
    """Whether values below say that this cell is a name: words, or a period over other values."""
    values = [cell for cell in column if is_value(cell)]
    if not name or not values or 5 * len(values) < 4 * len(column):
        return False
    if not is_value(name):
        return True
    return bool(_PERIOD.fullmatch(name)) and not any(_PERIOD.fullmatch(cell) for cell in values)
