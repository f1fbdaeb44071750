"""The XML of OpenDocument (ISO/IEC 26300): paragraphs, their levels, and tables."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rag.readers.assemble import one_line
from rag.readers.word_xml import attribute, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

SILENT = frozenset(
    {
        "tracked-changes",  # what was deleted
        "annotation",
        "note-citation",
        "forms",
        "event-listeners",
        "sequence-decls",
        "title",  # what a picture is called, and how it is described
        "desc",
        "shapes",
        "table-of-content",  # says nothing that the headings do not say
    }
)
_MOST_COLUMNS = 16_384
_ASIDE = frozenset({"note", "text-box", "custom-shape"})


def paragraph_text(paragraph: "_Element") -> tuple[str, list["_Element"]]:
    """Return a paragraph's text, and the notes and text boxes that hang on it."""
    from lxml import etree

    parts = [_spaced(paragraph.text)]
    asides: list[_Element] = []
    walk: Any = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        name = name_of(element)
        if element is paragraph:
            continue
        if event == "end":
            parts.append(_spaced(element.tail))
        elif name in _ASIDE:
            asides.append(element)
            walk.skip_subtree()
        elif name in SILENT or not name:
            walk.skip_subtree()
        else:
            parts.append(_own_text(element, name))
    return "".join(parts), asides


def _own_text(element: "_Element", name: str) -> str:
    match name:
        case "s":
            count = attribute(element, "c")
            return " " * (min(int(count), 100) if count.isdigit() else 1)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
        case _:
            return _spaced(element.text)


def _spaced(text: str | None) -> str:
    """Make every run of white space one space, as the format asks; line-break is an element."""
    return re.sub(r"\s+", " ", text or "")


def plain_text(element: "_Element") -> str:
    """Return everything in a cell or a frame as one line."""
    found = (paragraph_text(each) for each in paragraphs(element))
    return one_line(" ".join(text for text, _ in found))


def paragraphs(element: "_Element") -> Iterator["_Element"]:
    """Yield the paragraphs in an element, through lists, sections and frames."""
    for child in element:
        if name_of(child) in {"p", "h"}:
            yield child
        elif name_of(child) not in SILENT:
            yield from paragraphs(child)


def table_rows_of(table: "_Element") -> Iterator[tuple["_Element", int]]:
    """Yield the rows of a table, each with the number of times that it stands there."""
    for child in table:
        name = name_of(child)
        if name == "table-row":
            yield child, _count(child, "number-rows-repeated")
        elif name in {"table-header-rows", "table-row-group", "table-rows"}:
            yield from table_rows_of(child)


class Grid:
    """Reads the rows of a table from above to below; cells merged over rows stand in each."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[int, str]] = {}

    def cells(self, row: "_Element") -> dict[int, str]:
        """Return the texts of a row by their column, empty cells left out."""
        found: dict[int, str] = {}
        column = 0
        opened: dict[int, tuple[int, str]] = {}
        for cell in row:
            name = name_of(cell)
            if name not in {"table-cell", "covered-table-cell"}:
                continue
            width = _count(cell, "number-columns-repeated")
            text = _cell_text(cell) if name == "table-cell" else ""
            height = _count(cell, "number-rows-spanned")
            if text:
                for place in range(column, min(column + width, _MOST_COLUMNS)):
                    found[place] = text
                if height > 1:
                    opened[column] = (height - 1, text)
            column += width
        self._fill(found)
        self._open.update(opened)
        return found

    def _fill(self, found: dict[int, str]) -> None:
        filled = bool(found)
        for column, (left, text) in list(self._open.items()):
            if filled:  # a title merged over three rows is no row of a table
                found.setdefault(column, text)
            if left > 1:
                self._open[column] = (left - 1, text)
            else:
                del self._open[column]


def _cell_text(cell: "_Element") -> str:
    """Return what a cell shows; a date as in ISO 8601, whatever the language of the table."""
    if moment := attribute(cell, "date-value"):
        return moment[:16].replace("T00:00", "").replace("T", " ")
    shown = plain_text(cell)
    if shown:
        return shown
    return attribute(cell, "string-value") or attribute(cell, "value")


def _count(element: "_Element", name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isdigit() else 1
