"""An export as DOCX: real headings, bookmarks and links, so that Word's own tools work on it."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING

from ui.export.sheet import Paragraph, Run, Sheet, Source, Versions
from ui.export.word_styles import ACCENT, LINE, dress

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as Text

_ABREAST = 3
"""Versions beside each other; more go below."""


def to_docx(sheet: Sheet, made: date, language: str) -> bytes:
    """Return the export as a Word file on A4; footnotes and sources link to each other."""
    from docx import Document

    document = Document()
    dress(document)
    _speak(document, language)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = sheet.title[:255], "Footnote", "Footnote"
    about.comments = ""
    about.created = about.modified = datetime(made.year, made.month, made.day, tzinfo=UTC)
    marks = count(1)
    for block in sheet.blocks:
        match block:
            case Paragraph(kind):
                paragraph = document.add_paragraph(style=f"Footnote {kind}")
                if kind in ("item", "passage"):
                    _bullet(document, paragraph)
                _write(paragraph, block, marks)
            case Versions():
                _versions(document, block, marks)
            case Source():
                _source(document, block, marks)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _speak(document: "File", language: str) -> None:
    """Name the language, so that Word checks the spelling in it."""
    from docx.oxml.ns import qn

    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _bullet(document: "File", paragraph: "Text") -> None:
    """Make it an item of a list by itself; not every program takes that from a style's base."""
    numbering = document.styles["List Bullet"].element.pPr.numPr.numId.val
    own = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    own.get_or_add_ilvl().val = 0
    own.get_or_add_numId().val = numbering


def _write(paragraph: "Text", block: Paragraph, marks: Iterator[int]) -> None:
    for run in block.runs:
        _run(paragraph, run, marks)


def _run(paragraph: "Text", run: Run, marks: Iterator[int]) -> None:
    if run.source is None:
        paragraph.add_run(run.text).bold = True if run.strong else None
        return
    link = _link(f"source_{run.source}", run.text)
    link.find(".//{*}rPr").append(_element("w:vertAlign", val="superscript"))
    if run.first:
        _bookmarked(paragraph, f"note_{run.source}", link, marks)
    else:
        paragraph._p.append(link)  # noqa: SLF001 - python-docx has no call that makes links


def _source(document: "File", source: Source, marks: Iterator[int]) -> None:
    n = source.number
    name = document.add_paragraph(style="Footnote source name")
    number = _link(f"note_{n}", str(n)) if source.cited else _text(str(n))
    _bookmarked(name, f"source_{n}", number, marks)
    name.add_run("\t")
    name.add_run(source.title)
    if source.place:
        document.add_paragraph(source.place, style="Footnote source place")
    if source.quote:
        document.add_paragraph(source.quote, style="Footnote source quote")


def _versions(document: "File", versions: Versions, marks: Iterator[int]) -> None:
    """Write boxes beside each other, as rows of at most three."""
    columns = min(len(versions.cells), _ABREAST)
    rows = -(-len(versions.cells) // _ABREAST)
    if not columns:
        return
    table = document.add_table(rows=rows, cols=columns)
    # nor one that draws lines; Word refuses a file in which they do not stand before these
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    table._tblPr.insert_element_before(_borders(), *after)  # noqa: SLF001
    for at, (value, place) in enumerate(versions.cells):
        cell = table.cell(at // _ABREAST, at % _ABREAST)
        cell.paragraphs[0].style = "Footnote value"
        _write(cell.paragraphs[0], value, marks)
        _write(cell.add_paragraph(style="Footnote place"), place, marks)
    document.add_paragraph(style="Footnote gap")  # Word joins a table to what follows it


def _borders() -> "BaseOxmlElement":
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    return borders


def _bookmarked(
    paragraph: "Text", name: str, inside: "BaseOxmlElement", marks: Iterator[int]
) -> None:
    number = str(next(marks))
    start = _element("w:bookmarkStart", id=number, name=name)
    paragraph._p.extend((start, inside, _element("w:bookmarkEnd", id=number)))  # noqa: SLF001


def _link(name: str, text: str) -> "BaseOxmlElement":
    link = _element("w:hyperlink", anchor=name, history="1")
    link.append(_text(text))
    return link


def _text(text: str) -> "BaseOxmlElement":
    run = _element("w:r")
    look = _element("w:rPr")
    look.append(_element("w:color", val=ACCENT))
    said = _element("w:t")
    said.text = text
    run.extend((look, said))
    return run


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
