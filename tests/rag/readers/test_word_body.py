"""The body of Word documents, as python-docx writes them: headings, lists, tables."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rag.readers.docx import read_docx


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def found(data):
    return [(piece.text, piece.level) for piece in read_docx(data).pieces]


def test_headings_paragraphs_lists_and_tables_in_their_order():
    document = docx.Document()
    document.add_heading("The plan", 0)
    document.add_heading("Part", 1)
    document.add_paragraph("First   words.")
    document.add_paragraph("item", style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, [("Plan", "Cost"), ("Basic", "$5"), ("Plus", "$9")], strict=True
    ):
        row.cells[0].text, row.cells[1].text = cells
    document.add_heading("Sub", 2)
    document.add_paragraph("Last.")
    document.core_properties.title = "Stated"
    assert found(saved(document)) == [
        ("The plan", 1),
        ("Part", 1),
        ("First words.", 0),
        ("item", 0),
        ("Plan: Basic; Cost: $5", 0),
        ("Plan: Plus; Cost: $9", 0),
        ("Sub", 2),
        ("Last.", 0),
    ]
    reading = read_docx(saved(document))
    assert (reading.title, reading.date) == ("Stated", None)


def test_headings_in_another_language_are_known_by_their_outline_level():
    document = docx.Document()
    style = document.styles.add_style("Überschrift 2", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    based = document.styles.add_style("Kapitel", 1)
    based.base_style = style
    text = document.styles.add_style("Verzeichnis", 1)
    text.base_style = style
    text.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="9"/>'))
    for name in ("Überschrift 2", "Kapitel", "Verzeichnis"):
        document.add_paragraph(name, style=name)
    assert found(saved(document)) == [("Überschrift 2", 2), ("Kapitel", 2), ("Verzeichnis", 0)]


@pytest.mark.parametrize("mark", ["tblHeader", "bold", "cnfStyle"])
def test_a_header_row_is_known_by_what_marks_it(mark):
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, [("Plan", "Note"), ("Basic", "good")], strict=True):
        row.cells[0].text, row.cells[1].text = cells
    first = table.rows[0]
    if mark == "bold":
        for cell in first.cells:
            cell.paragraphs[0].runs[0].bold = True
    else:
        value = 'w:val="100000000000"' if mark == "cnfStyle" else ""
        first._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')} {value}/>"))
    assert found(saved(document)) == [("Plan: Basic; Note: good", 0)]
    if mark == "bold":
        for cell in first.cells:
            cell.paragraphs[0].runs[0].bold = False
        assert found(saved(document)) == [("Plan: Note", 0), ("Basic: good", 0)]


def test_merged_cells_are_said_for_every_row_they_span():
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        [("Plan", "Area", "Cost"), ("Basic", "UK", "5"), ("", "EU", "6")],
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert found(saved(document)) == [
        ("Plan: Basic; Area: UK; Cost: 5", 0),
        ("Plan: Basic; Area: EU; Cost: 6", 0),
    ]


def test_a_table_that_only_arranges_text_is_not_a_table():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Box"
    cell.add_paragraph("text")
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "left"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert [text for text, _ in found(saved(document))] == ["Box", "text", "left", "a: b"]
