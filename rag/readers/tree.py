"""A tree of HTML, or of trafilatura's simpler tags, to pieces of text."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rag.readers.assemble import Piece, one_line
from rag.readers.tables import looks_headed, names_columns, row_pieces, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset({"li", "item", "dt", "dd"})
# fmt: off
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "cell", "details",
     "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
     "legend", "list", "main", "menu", "nav", "ol", "option", "p", "pre", "quote", "row",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
# fmt: on
_BREAKS = frozenset({"br", "lb"})
# fmt: off
_SILENT = frozenset(
    {"audio", "button", "canvas", "embed", "iframe", "input", "map", "math", "noscript", "object",
     "script", "select", "style", "svg", "template", "textarea", "title", "video"}
)
# fmt: on
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class _Text:
    """The text of the block that is being read, and the pieces that are finished."""

    pieces: list[Piece] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    items: int = 0
    verbatim: int = 0
    after_item: bool = False

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text if self.verbatim else re.sub(r"\s+", " ", text))

    def finish(self, level: int = 0) -> None:
        lines = "".join(self.parts).split("\n")
        text = "\n".join(lines) if self.verbatim else "\n".join(line.strip() for line in lines)
        self.parts.clear()
        if text.strip():
            close = bool(self.items) and self.after_item
            self.pieces.append(Piece(text.strip("\n "), level=level, close=close))
            self.after_item = bool(self.items)


@contextmanager
def memory_errors() -> "Iterator[None]":
    """Raise MemoryError where lxml runs out of memory and calls it a syntax error."""
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise


def remove_hidden(root: "_Element") -> None:
    """Remove what the page does not show: a reader could not check a citation of it."""
    hidden = [
        element
        for element in root.iter("*")
        if element.get("hidden") is not None or _UNSEEN.search(element.get("style") or "")
    ]
    for element in hidden:
        if element.getparent() is not None and element.tag not in {"html", "body"}:
            tail = element.tail
            element.clear()  # keeps its place, so that words around it do not run together
            element.tail = tail


def pieces_of(root: "_Element") -> list[Piece]:
    """Return headings, paragraphs, list items and table rows in the order of the page."""
    from lxml import etree

    text = _Text()
    walk: Any = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SILENT:
                walk.skip_subtree()
            elif tag == "table" and _is_data(element):
                text.finish()
                text.pieces += _rows(element)
                walk.skip_subtree()
            else:
                _enter(text, element)
        elif event == "end":
            _leave(text, element)
            text.add(element.tail if element is not root else None)
        else:  # a comment or an instruction: silent, but words may follow it
            text.add(element.tail)
    text.finish()
    return text.pieces


def _enter(text: _Text, element: "_Element") -> None:
    tag = element.tag
    if tag in _BREAKS:
        text.parts.append("\n")
    if tag in _BLOCKS or tag in _ITEMS or _level(element):
        text.finish()
    text.items += tag in _ITEMS
    text.verbatim += tag == "pre"
    text.add(element.text)


def _leave(text: _Text, element: "_Element") -> None:
    tag = element.tag
    if tag in _BLOCKS or tag in _ITEMS or _level(element):
        text.finish(_level(element))
    text.items -= tag in _ITEMS
    text.verbatim -= tag == "pre"


def _level(element: "_Element") -> int:
    """Return 1 to 6 for a heading; trafilatura writes <head rend="h2">."""
    if element.tag == "head":
        return _HEADINGS.get(element.get("rend") or "", 2)
    return _HEADINGS.get(str(element.tag), 0)


def _is_data(table: "_Element") -> bool:
    """Whether a table holds data; many hold a page's layout: one column, tables in tables."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    cells = [_cells(row) for row in table.iter("tr", "row")]
    return any(len(row) > 1 for row in cells) and all(
        sum(map(len, cell.itertext())) < 1000 for row in cells for cell in row
    )


def _cells(row: "_Element") -> list["_Element"]:
    return [cell for cell in row if cell.tag in {"td", "th", "cell"}]


def _rows(table: "_Element") -> list[Piece]:
    caption = [piece for part in table.iter("caption") for piece in pieces_of(part)]
    elements = [cells for row in table.iter("tr", "row") if (cells := _cells(row))]
    rows = [
        [" ".join(one_line(piece.text) for piece in pieces_of(cell)) for cell in cells]
        for cells in elements
    ]
    marked = len(elements[0]) > 1 and all(
        cell.tag == "th" or cell.get("role") == "head" for cell in elements[0]
    )
    headed = (marked and names_columns(rows[0])) or looks_headed(rows)
    return caption + row_pieces(table_rows(rows, headed=headed))
