"""Rows of cells to lines that can be read, and quoted, alone."""

import re
from itertools import zip_longest

from rag.readers.assemble import Piece

_LONGEST_NAME = 60  # characters; a longer first cell is text, not the name of a column


def table_rows(rows: list[list[str]], *, headed: bool) -> list[str]:
    """Return one line for each row: "Header: cell; Header: cell", or "cell; cell".

    Every row repeats the header, because a row is cited alone and must be understood alone. Two
    columns without a header read "cell: cell".
    """
    names = rows[0] if headed and len(rows) > 1 else None
    lines = []
    for cells in rows[1:] if names else rows:
        if names is None and len(cells) == 2 and all(cells):
            lines.append(f"{cells[0].rstrip(' :')}: {cells[1]}")
            continue
        # Where cells span columns, names would slip to the wrong cells: better none than wrong.
        fits = names is not None and len(cells) == len(names)
        parts = [
            f"{name.rstrip(' :')}: {cell}" if fits and name not in {"", cell} else cell
            for name, cell in zip_longest(names or [], cells, fillvalue="")
            if cell
        ]
        if parts:
            lines.append("; ".join(parts))
    return lines


def names_columns(first: list[str]) -> bool:
    """Whether a first row has a name for every column; the corner may be empty."""
    return all(first[1:])


def row_pieces(lines: list[str]) -> list[Piece]:
    """Return the rows of one table as blocks that stand close together."""
    return [Piece(line, close=number > 0, whole=True) for number, line in enumerate(lines)]


def looks_headed(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns, where the file does not say so.

    Doubt means no: a wrong header would state falsehoods ("Name: Role; Ann: Engineer"), a missing
    one only reads less well.
    """
    first = rows[0] if rows else []
    if len(rows) < 2 or len(first) < 2 or len(set(first)) < len(first):
        return False
    if not names_columns(first):
        return False
    if any(len(cell) > _LONGEST_NAME or re.search(r"\d|:$", cell) for cell in first):
        return False
    # Two columns are as often a form ("Name | Ann") as a table; numbers below words tell.
    return len(first) > 2 or all(re.search(r"\d", row[-1]) for row in rows[1:] if row)
