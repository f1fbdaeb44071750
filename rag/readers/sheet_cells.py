"""The cells of an Excel sheet as text, streamed from its XML."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.readers.archive import xml_member
from rag.readers.assemble import one_line
from rag.readers.number_format import BUILT_IN, shown
from rag.readers.package import stream
from rag.readers.rows import Row
from rag.readers.word_xml import attribute, find, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_COLUMNS = 16_384  # Excel's last is XFD
_PORTION = 2**20  # bytes of XML that are searched at once
_TAG = 300  # bytes; a row's or a merged cell's tag is shorter
_ROW_OR_MERGED = re.compile(
    rb'<(?:\w+:)?(?:(?P<row>row)[\s>/]|mergeCell\s[^>]*?ref="([A-Z]+)(\d+):[A-Z]+(\d+)")'
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes a control character


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets of a workbook refer to."""

    strings: list[str]
    formats: list[str]
    since_1904: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What has to be known of a sheet before its first row is read."""

    rows: int
    tall: dict[int, list[tuple[int, int]]]
    """Cells merged over several rows: by their first row, the column and the last row."""


def shared_strings(package: zipfile.ZipFile, part: str | None) -> list[str]:
    """Return the texts that the cells of a workbook share, by their number."""
    if part is None:
        return []
    return [_string(item) for item in stream(package, part, "si")]


def number_formats(package: zipfile.ZipFile, part: str | None) -> list[str]:
    """Return the number format of every cell style, by its number."""
    if part is None:
        return []
    styles = xml_member(package, part)
    own = {
        int(attribute(each, "numFmtId")): attribute(each, "formatCode")
        for each in find(styles, "numFmts", "numFmt")
    }
    known = {**BUILT_IN, **own}
    styled = (attribute(each, "numFmtId") for each in find(styles, "cellXfs", "xf"))
    return [known.get(int(number or 0), "") for number in styled]


def outline(package: zipfile.ZipFile, part: str) -> Outline:
    """Count the rows of a sheet and find its merged cells, which stand after the last row.

    By the bytes: a million rows of XML would take a parser a minute.
    """
    rows, tall = 0, dict[int, list[tuple[int, int]]]()
    rest = b""
    with package.open(part) as file:
        while portion := file.read(_PORTION):
            portion = rest + portion
            used = 0
            for match in _ROW_OR_MERGED.finditer(portion):
                used = match.end()
                if match["row"]:
                    rows += 1
                elif int(match[3]) < int(match[4]):
                    merged = (_column(match[2].decode()), int(match[4]))
                    tall.setdefault(int(match[3]), []).append(merged)
            rest = portion[max(used, len(portion) - _TAG) :]
    return Outline(rows, tall)


def cell_rows(
    package: zipfile.ZipFile, part: str, book: Book, tall: dict[int, list[tuple[int, int]]]
) -> Iterator[Row]:
    """Yield the rows of a sheet, one empty row for any number of them.

    What stands in a merged cell stands in each of its rows, so that no row is without its label.
    """
    before = 0
    open_cells: dict[int, tuple[int, str]] = {}
    for element in stream(package, part, "row"):
        number = int(element.get("r") or before + 1)
        row = dict(_cells(element, book))
        if not row:
            continue
        if number > before + 1:
            yield {}
        before = number
        for column, (last, text) in list(open_cells.items()):
            if number > last:
                del open_cells[column]
            else:
                row.setdefault(column, text)
        for column, last in tall.get(number, ()):
            if column in row:
                open_cells[column] = (last, row[column])
        yield row


def _cells(row: "_Element", book: Book) -> Iterator[tuple[int, str]]:
    column = -1
    for cell in row.iterchildren("{*}c"):
        place = re.match("[A-Z]{1,3}", cell.get("r") or "")
        column = _column(place.group()) if place else column + 1
        if column < _COLUMNS and (text := one_line(_text(cell, book))):
            yield column, text


def _text(cell: "_Element", book: Book) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(_string(each) for each in cell.iterchildren("{*}is"))
    value = next((each.text for each in cell.iterchildren("{*}v")), None) or ""
    match cell.get("t", "n") if value else "":
        case "":
            text = ""
        case "s":
            text = _shared(book, int(value))
        case "b":
            text = "TRUE" if value == "1" else "FALSE"
        case "d":
            text = value[:16].replace("T", " ")
        case "n":
            style = int(cell.get("s") or 0)
            form = book.formats[style] if style < len(book.formats) else ""
            text = shown(float(value), form, since_1904=book.since_1904)
        case _:  # the text that a formula gives, or an error such as #N/A
            text = _ESCAPED.sub(_character, value)
    return text


def _shared(book: Book, number: int) -> str:
    if not 0 <= number < len(book.strings):
        raise ValueError("a cell refers to a text that is not there")
    return book.strings[number]


def _string(item: "_Element") -> str:
    """Return a text whose parts may be formatted apart, without the reading aids of Japanese."""
    runs = (part for part in item if name_of(part) in {"t", "r"})
    texts = (run if name_of(run) == "t" else next(run.iterchildren("{*}t"), run) for run in runs)
    return _ESCAPED.sub(_character, "".join(each.text or "" for each in texts))


def _character(escaped: re.Match[str]) -> str:
    return chr(int(escaped.group(1), 16))


def _column(letters: str) -> int:
    """Return 0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
