"""Tables in plain text: CSV and TSV, with any delimiter and in any common encoding."""

import csv
import io
import re
from collections import Counter

from rag.readers.assemble import Reading, one_line
from rag.readers.rows import ROWS, Budget, Row, table_text
from rag.readers.text import decode

_READ = 16 * 1024**2  # bytes; 20,000 rows have fewer, and so have 2 million characters
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 100  # rows by which the delimiter is found
_LINES = 50  # in one cell; a longer text in a table is rare, an odd quotation mark is not
_STATED = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # Excel writes it, and shows it to nobody


def read_delimited(data: bytes) -> Reading:
    """Return the rows of a table in plain text, each with the names of its columns.

    Raises DocumentError when the bytes are not text.
    """
    text = decode(data[:_READ])
    total = data.count(b"\n") + 1
    stated = _STATED.match(text)
    if stated:
        delimiter, text = stated.group(1), text[stated.end() :]
    else:
        delimiter = _delimiter(text)
    rows = [_row(cells) for cells in _cells(text, delimiter, ROWS + 2)]
    return Reading(pieces=table_text(rows, Budget(), total=total, usual=True))


def _delimiter(text: str) -> str:
    """Return the character that cuts most of the first rows into equally many cells."""

    def regularity(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(cells) for cells in _cells(text, delimiter, _SAMPLE) if any(cells))
        if not widths:
            return 0.0, 0
        width, rows = widths.most_common(1)[0]
        return (rows / widths.total(), width) if width > 1 else (0.0, 0)

    return max(_DELIMITERS, key=regularity)


def _cells(text: str, delimiter: str, most: int) -> list[list[str]]:
    """Return the first rows; where quotation marks do not pair, they are text."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        lines = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=delimiter,
            quoting=quoting,
            skipinitialspace=True,
        )
        try:
            rows = [cells for cells, _ in zip(lines, range(most), strict=False)]
        except csv.Error:  # a cell of more than 131,072 characters
            continue
        # A mark that is never closed takes whole rows into one cell.
        if quoting or all(cell.count("\n") < _LINES for cells in rows for cell in cells):
            return rows
    return [[line] for line in text.split("\n")[:most]]


def _row(cells: list[str]) -> Row:
    texts = ((column, one_line(cell)) for column, cell in enumerate(cells))
    return {column: text for column, text in texts if text}
