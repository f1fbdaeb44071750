"""The body of a Word document to pieces of text."""

import re
from typing import TYPE_CHECKING

from rag.readers.assemble import Piece, one_line
from rag.readers.tables import looks_headed, names_columns, row_pieces, table_rows
from rag.readers.word_xml import (
    SILENT,
    attribute,
    find,
    inside,
    is_on,
    name_of,
    outline_level,
    runs,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_LAYOUT = 1000  # characters; a longer cell is a text set in a table's frame


class Body:
    """Collects the pieces of a document body in their order."""

    def __init__(
        self,
        levels: "Mapping[str, int]",
        notes: "dict[tuple[str, str], _Element]",
    ) -> None:
        self.pieces: list[Piece] = []
        self._levels = levels
        self._notes = notes
        self._in_list = False

    def add(self, element: "_Element") -> None:
        """Add the text of an element: paragraphs, tables, and whatever wraps them."""
        for child in element:
            name = name_of(child)
            if name == "p":
                self._add_paragraph(child)
            elif name == "tbl":
                self._add_table(child)
            elif name not in SILENT:
                self.add(child)

    def _add_paragraph(self, paragraph: "_Element") -> None:
        text, boxes, notes = runs(paragraph)
        if text.strip():
            listed = bool(find(paragraph, "pPr", "numPr"))
            level = self._level(paragraph)
            text = re.sub(r"[ \t\xa0]+", " ", text)
            self.pieces.append(Piece(text, level=level, close=listed and self._in_list))
            self._in_list = listed
        for box in boxes:
            self.add(box)
        for note in notes:
            # After the paragraph, not at the end: there it would stand under another heading.
            if note in self._notes:
                self.add(self._notes.pop(note))

    def _level(self, paragraph: "_Element") -> int:
        for outline in find(paragraph, "pPr", "outlineLvl"):
            return outline_level(outline)
        style = next(iter(find(paragraph, "pPr", "pStyle")), None)
        return 0 if style is None else self._levels.get(value_of(style), 0)

    def _add_table(self, table: "_Element") -> None:
        rows = list(inside(table, "tr"))
        cells = [list(inside(row, "tc")) for row in rows]
        # A table in a table first: to read each level's cells twice would take for ever.
        nested = any(next(inside(cell, "tbl"), None) is not None for row in cells for cell in row)
        if nested or _is_layout(texts := [[self._cell(cell) for cell in row] for row in cells]):
            for row in cells:
                for cell in row:
                    self.add(cell)
            return
        grid = _grid(cells, texts)
        headed = looks_headed(grid) or (_is_marked(rows) and names_columns(grid[0]))
        self.pieces += row_pieces(table_rows(grid, headed=headed))
        self._in_list = False

    def _cell(self, cell: "_Element") -> str:
        inner = Body(self._levels, self._notes)
        inner.add(cell)
        return " ".join(one_line(piece.text) for piece in inner.pieces)


def _is_layout(texts: list[list[str]]) -> bool:
    """Whether a table only arranges text: one column, or long texts."""
    return all(len(row) < 2 for row in texts) or any(
        len(text) > _LAYOUT for row in texts for text in row
    )


def _grid(cells: list[list["_Element"]], texts: list[list[str]]) -> list[list[str]]:
    """Give every column of every row its text, where cells span several."""
    grid: list[list[str]] = []
    for row, words in zip(cells, texts, strict=True):
        line: list[str] = []
        for cell, text in zip(row, words, strict=True):
            spans = find(cell, "tcPr", "gridSpan")
            width = int(value_of(spans[0])) if spans and value_of(spans[0]).isdigit() else 1
            merged = find(cell, "tcPr", "vMerge")
            goes_on = bool(merged) and value_of(merged[0]) != "restart"
            if goes_on and grid and len(line) < len(grid[-1]):
                line.append(grid[-1][len(line)])  # what stands in the cell above stands here too
            else:
                line.append(text)
            # A header is repeated for all the columns it spans, a value is said once.
            line += ["" if grid else text] * (min(width, 64) - 1)
        grid.append(line)
    return grid


def _is_marked(rows: list["_Element"]) -> bool:
    """Whether the file marks the first row as a header: repeated, styled apart, or alone bold."""

    def is_bold(row: "_Element") -> bool:
        switches = [find(run, "rPr", "b") for run in row.iter("{*}r") if runs(run)[0].strip()]
        return bool(switches) and all(each and is_on(each[0]) for each in switches)

    if len(rows) < 2:
        return False
    styles = [attribute(each, "val") for each in find(rows[0], "trPr", "cnfStyle")]
    return (
        any(is_on(each) for each in find(rows[0], "trPr", "tblHeader"))
        or any(style.startswith("1") for style in styles)
        or (is_bold(rows[0]) and not any(is_bold(row) for row in rows[1:]))
    )
