"""The rows of a sheet to lines that can be read, found and quoted alone: "Month: May; Sum: 5"."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rag.readers.assemble import Piece
from rag.readers.headers import belong_together, find_header, is_value
from rag.readers.tables import row_pieces, table_rows

ROWS = 20_000
CHARACTERS = 2_000_000
"""What is read of one file. At a thousand passages a minute more would take half an hour to embed,
and search in the rows of a database is not what a library of documents is for."""

_LONGEST_LINE = 500  # characters; rag.sentences cuts at 600, and a part without its key says little
_LONGEST_CELL = 300  # characters of a cell in one line
_LONGEST_KEY = 80  # characters of a first cell that is worth repeating

Row = Mapping[int, str]
"""The cells of a row that hold something, by column; an empty row separates tables."""


@dataclass(slots=True)
class Budget:
    """How much of a file may still be read."""

    rows: int = ROWS
    characters: int = CHARACTERS

    def take(self, characters: int) -> bool:
        """Whether another row of that length may be read; if so, it is counted."""
        if self.rows < 1 or self.characters < characters:
            self.rows = 0  # what comes later in the file is left out too, not read in snatches
            return False
        self.rows -= 1
        self.characters -= characters
        return True


@dataclass(slots=True)
class _Known:
    """The names of the columns above, and which of the columns hold values."""

    names: dict[int, str] = field(default_factory=dict)
    values: dict[int, bool] = field(default_factory=dict)

    def fits(self, rows: Sequence[Row]) -> bool:
        """Whether rows below a gap go on with the table above it, as a total does."""
        return bool(self.names) and all(
            column in self.names and self.values.get(column, is_value(cell)) == is_value(cell)
            for row in rows
            for column, cell in row.items()
        )


def table_text(
    rows: Iterable[Row], budget: Budget, *, total: int | None = None, usual: bool = False
) -> list[Piece]:
    """Return one piece for each row, with the names of its columns; lines of one cell stay text.

    What the budget does not allow is left out, and a last piece says so, with the help of the
    `total` of rows. `usual` says that files of this format have a header in the first row.
    """
    kept: list[Row] = []
    complete = True
    for row in rows:
        # An empty row costs nothing; names of columns about double the length of what is read.
        complete = not row or budget.take(2 * sum(map(len, row.values())))
        if not complete:
            break
        kept.append(row)
    pieces = _pieces(kept, usual=usual)
    if not complete:
        pieces.append(_left_out(None if total is None else total - len(kept)))
    return pieces


def _left_out(rows: int | None) -> Piece:
    """Say what was not read, so that nobody takes a part for all."""
    count = f"about {rows:,} rows" if rows and rows > 0 else "the other rows"
    return Piece(
        f"Footnote left out {count} below: it reads at most {ROWS:,} rows and "
        f"{CHARACTERS // 1_000_000} million characters of a file."
    )


def _pieces(rows: Sequence[Row], *, usual: bool) -> list[Piece]:
    pieces: list[Piece] = []
    known = _Known()
    for region in _regions(rows):
        start = next((i for i, row in enumerate(region) if len(row) > 1), len(region))
        pieces += [Piece(cell) for row in region[:start] for cell in row.values()]
        lines = _table(region[start:], known, usual=usual) if region[start:] else []
        pieces += row_pieces(lines)
    return pieces


def _regions(rows: Sequence[Row]) -> list[list[Row]]:
    regions: list[list[Row]] = [[]]
    for row in rows:
        if row:
            regions[-1].append(row)
        elif regions[-1]:
            regions.append([])
    joined: list[list[Row]] = []
    for region in regions:
        if joined and region and belong_together(joined[-1], region):
            joined[-1] += region
        elif region:
            joined.append(region)
    return joined


def _table(rows: list[Row], known: _Known, *, usual: bool) -> list[str]:
    top = rows[:50]
    columns = sorted({column for row in top for column in row})
    header = find_header([[row.get(column, "") for column in columns] for row in top], usual=usual)
    if header is not None:
        known.names = dict(zip(columns, header.names, strict=True))
        known.values = _kinds(rows[header.after :][:50])
        captions = [line for row in rows[: header.first] for line in _lines(row, {})]
        body = rows[header.after :]
        return captions + [line for row in body for line in _lines(row, known.names)]
    if known.fits(rows):
        return [line for row in rows for line in _lines(row, known.names)]
    return [line for row in rows for line in _lines(row, {})]


def _kinds(rows: Sequence[Row]) -> dict[int, bool]:
    """Say of each column whether it holds values; a column that holds both is left out."""
    kinds: dict[int, set[bool]] = {}
    for row in rows:
        for column, cell in row.items():
            kinds.setdefault(column, set()).add(is_value(cell))
    return {column: found.pop() for column, found in kinds.items() if len(found) == 1}


def _lines(row: Row, names: Mapping[int, str]) -> list[str]:
    """Return a row as one line, a long one as several that each repeat its first cell."""
    cells = [(names.get(column, ""), cell) for column, cell in sorted(row.items())]
    key = cells[:1] if len(cells[0][1]) <= _LONGEST_KEY else []
    parts: list[list[tuple[str, str]]] = [[]]
    for name, cell in cells:
        # By words, as nobody knows here what a sentence is: "Dr. Ann" must stay a name.
        for number, text in enumerate(textwrap.wrap(cell, _LONGEST_CELL, break_on_hyphens=False)):
            full = _length([*parts[-1], (name, text)]) > _LONGEST_LINE
            if number or (full and len(parts[-1]) > len(key)):
                parts.append([*key])
            parts[-1].append((name, text))
    return [line for part in parts for line in _line(part, headed=bool(names))]


def _length(part: list[tuple[str, str]]) -> int:
    return sum(len(name) + len(cell) + 4 for name, cell in part)


def _line(part: list[tuple[str, str]], *, headed: bool) -> list[str]:
    names, cells = [name for name, _ in part], [cell for _, cell in part]
    if not headed and is_value(cells[0]):
        return ["; ".join(cells)]  # "8: 9" would be a ratio
    return table_rows([names, cells] if headed else [cells], headed=headed)
