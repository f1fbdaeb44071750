"""OpenDocument, which LibreOffice saves: texts (ODT), tables (ODS) and presentations (ODP)."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.archive import archive, member, xml_member
from rag.readers.assemble import Piece, Reading, one_line
from rag.readers.opendocument_text import (
    SILENT,
    Grid,
    paragraph_text,
    paragraphs,
    plain_text,
    table_rows_of,
)
from rag.readers.package import PROTECTED, stated_title
from rag.readers.rows import Budget, Row, table_text
from rag.readers.slide_shapes import Slide
from rag.readers.slides import slide_pieces
from rag.readers.tables import looks_headed, names_columns, row_pieces, table_rows
from rag.readers.word_xml import attribute, find, name_of

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

_FURNITURE = frozenset({"header", "footer", "date-time", "page-number"})  # on every slide


def read_odt(data: bytes) -> Reading:
    """Return the text of an OpenDocument text: headings, paragraphs, lists, tables and notes.

    Raises DocumentError when it is protected or damaged.
    """
    with _content(data, "an OpenDocument text") as (package, content):
        text = Text(_title_styles(content))
        for body in find(content, "body", "text"):
            text.add(body)
        return Reading(pieces=text.pieces, title=stated_title(package, "meta.xml"))


def read_ods(data: bytes) -> Reading:
    """Return the rows of an OpenDocument spreadsheet under the names of its sheets.

    As for Excel (`rag.readers.sheets`). Raises DocumentError when it is protected or damaged.
    """
    with _content(data, "an OpenDocument spreadsheet") as (package, content):
        hidden = _hidden_styles(content)
        budget = Budget()
        pieces: list[Piece] = []
        for sheet in find(content, "body", "spreadsheet", "table"):
            if attribute(sheet, "style-name") in hidden:
                continue
            found = table_text(_sheet_rows(sheet), budget)
            pieces += [Piece(attribute(sheet, "name"), level=2), *found] if found else []
        return Reading(pieces=pieces, title=stated_title(package, "meta.xml"))


def read_odp(data: bytes) -> Reading:
    """Return the text of an OpenDocument presentation; `page` is the number of the slide.

    Raises DocumentError when it is protected or damaged.
    """
    with _content(data, "an OpenDocument presentation") as (package, content):
        slides = [_slide(page) for page in find(content, "body", "presentation", "page")]
        pieces = [
            piece for number, slide in enumerate(slides, 1) for piece in slide_pieces(slide, number)
        ]
        title = stated_title(package, "meta.xml")
        return Reading(pieces=pieces, title=title, pages=len(slides) or None)


@contextmanager
def _content(data: bytes, what: str) -> "Iterator[tuple[zipfile.ZipFile, _Element]]":
    with archive(data, what) as package:
        names = package.namelist()
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in member(package, manifest):
            raise DocumentError(PROTECTED)
        yield package, xml_member(package, "content.xml")


class Text:
    """Collects the pieces of a text in their order."""

    def __init__(self, titles: frozenset[str] = frozenset()) -> None:
        self.pieces: list[Piece] = []
        self._titles = titles
        self._close = False

    def add(self, element: "_Element", *, listed: bool = False) -> None:
        """Add the text of an element: paragraphs, lists, tables, and whatever wraps them."""
        for child in element:
            match name_of(child):
                case "p" | "h":
                    self._add_paragraph(child, listed=listed)
                case "table":
                    self.pieces += table_pieces(child)
                    self._close = False
                case "list":
                    self.add(child, listed=True)
                case name if name and name not in SILENT:
                    self.add(child, listed=listed)

    def _add_paragraph(self, paragraph: "_Element", *, listed: bool) -> None:
        text, asides = paragraph_text(paragraph)
        if text.strip():
            self.pieces.append(
                Piece(text, level=self._level(paragraph), close=listed and self._close)
            )
            self._close = listed
        for aside in asides:
            # After the paragraph, not at the end: there it would stand under another heading.
            self.add(aside)

    def _level(self, paragraph: "_Element") -> int:
        if name_of(paragraph) == "h":
            level = attribute(paragraph, "outline-level")
            return min(max(int(level), 1), 6) if level.isdigit() else 1
        return int(attribute(paragraph, "style-name") in self._titles)


def table_pieces(table: "_Element") -> list[Piece]:
    """Return the rows of a table in a text or on a slide, with the names of its columns."""
    grid = Grid()
    # Nobody repeats rows by the thousand in a text; a hostile file does.
    rows = [grid.cells(row) for row, _ in table_rows_of(table)]
    columns = sorted({column for row in rows for column in row})
    if len(columns) < 2 or any(len(cell) > 1000 for row in rows for cell in row.values()):
        text = Text()  # a frame in which a text is set
        for row, _ in table_rows_of(table):
            text.add(row)
        return text.pieces
    cells = [[row.get(column, "") for column in columns] for row in rows if row]
    marked = next(table.iter("{*}table-header-rows"), None) is not None
    headed = looks_headed(cells) or (marked and names_columns(cells[0]))
    return row_pieces(table_rows(cells, headed=headed))


def _title_styles(content: "_Element") -> frozenset[str]:
    """Return the names of the styles in which a title is set: Title, and what is based on it."""
    based = {
        attribute(style, "name"): attribute(style, "parent-style-name")
        for style in content.iter("{*}style")
    }
    return frozenset({"Title", *(name for name, base in based.items() if base == "Title")})


def _hidden_styles(content: "_Element") -> set[str]:
    """Return the styles of the sheets that are not shown."""
    return {
        attribute(style, "name")
        for style in content.iter("{*}style")
        for each in style.iterchildren("{*}table-properties")
        if attribute(each, "display") == "false"
    }


def _sheet_rows(sheet: "_Element") -> Iterator[Row]:
    grid = Grid()
    for row, times in table_rows_of(sheet):
        cells = grid.cells(row)
        # The empty rows below a table are one row that is said to be there a million times.
        yield from itertools.repeat(cells, times if cells else 1)


def _slide(page: "_Element") -> Slide:
    slide = Slide()
    for shape in page:
        if name_of(shape) == "notes":
            slide.notes = _lines(shape)
        elif attribute(shape, "class") == "title" and not slide.title:
            slide.title = plain_text(shape)
        else:
            _add_shape(shape, slide)
    return slide


def _add_shape(shape: "_Element", slide: Slide) -> None:
    if name_of(shape) == "g":
        for each in shape:
            _add_shape(each, slide)
    elif name_of(shape) not in SILENT and attribute(shape, "class") not in _FURNITURE:
        tables = find(shape, "table")
        slide.body += [piece for table in tables for piece in table_pieces(table)]
        slide.body += [] if tables else _lines(shape)


def _lines(shape: "_Element") -> list[Piece]:
    """Return the paragraphs of a shape, which are as a rule the points of a list."""
    found = (paragraph_text(each)[0] for each in paragraphs(shape))
    texts = [text for text in found if one_line(text)]
    return [Piece(text, close=number > 0) for number, text in enumerate(texts)]
