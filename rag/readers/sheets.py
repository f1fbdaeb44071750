"""Excel workbooks: every sheet that can be seen, row by row.

The XML is streamed instead of loaded by openpyxl, which knows merged cells only when it holds the
whole sheet in memory, shows 0.25 for 25 %, and gives up on workbooks with an odd style.
"""

import zipfile
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.archive import xml_member
from rag.readers.assemble import Piece, Reading
from rag.readers.package import office, related, relations, stated_title
from rag.readers.rows import Budget, table_text
from rag.readers.sheet_cells import Book, cell_rows, number_formats, outline, shared_strings
from rag.readers.word_xml import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_xlsx(data: bytes) -> Reading:
    """Return the rows of a workbook under the names of its sheets.

    Rows carry the names of their columns, formulas give the values that were last computed, and
    numbers and dates are as they are shown. Hidden sheets are left out, hidden rows are not: most
    are hidden by a filter. Raises DocumentError when it is protected, in the old format, or
    damaged.
    """
    with office(data, "an Excel workbook", program="Excel", suffix=".xlsx") as package:
        top = related(package, "")
        main = top["officeDocument"]
        pieces = _sheets(package, main)
        return Reading(pieces=pieces, title=stated_title(package, top.get("core-properties")))


def _sheets(package: zipfile.ZipFile, main: str) -> list[Piece]:
    workbook = xml_member(package, main)
    targets = {each.id: each for each in relations(package, main)}
    book = _book(package, main, workbook)
    budget = Budget()
    pieces: list[Piece] = []
    hidden = False
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(attribute(sheet, "id"))
        if target is None or target.kind != "worksheet":
            continue  # a chart by itself
        if sheet.get("state", "visible") != "visible":
            hidden = True
            continue
        found = _sheet(package, target.target, book, budget)
        pieces += [Piece(sheet.get("name", ""), level=2), *found] if found else []
    if not pieces and hidden:
        raise DocumentError("all its sheets are hidden: show them and add it again")
    return pieces


def _book(package: zipfile.ZipFile, main: str, workbook: "_Element") -> Book:
    parts = related(package, main)
    dates = next(workbook.iter("{*}workbookPr"), None)
    return Book(
        shared_strings(package, parts.get("sharedStrings")),
        number_formats(package, parts.get("styles")),
        since_1904=dates is not None and dates.get("date1904") in {"1", "true"},
    )


def _sheet(package: zipfile.ZipFile, part: str, book: Book, budget: Budget) -> list[Piece]:
    whole = outline(package, part)
    rows = cell_rows(package, part, book, whole.tall)
    return table_text(rows, budget, total=whole.rows)
