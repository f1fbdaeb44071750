"""An export as PDF on A4, its font embedded, footnotes and sources linked to each other."""

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ui.export.glyphs import GAP, Glyphs
from ui.export.pdf_styles import ACCENT, BOLD, LINE, QUIET, REGULAR, styles
from ui.export.sheet import Paragraph, Run, Sheet, Source, Versions, text_of
from ui.web.language import Texts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

_MARGIN = 74.0
"""Points (1/72 inch) to each side of a page."""
_ABREAST = 3
"""Versions beside each other; more go below."""
_LONG = 600
"""Characters; a box cannot go on overleaf, and one of this length is certain to fit a page."""


def to_pdf(sheet: Sheet, text: Texts) -> bytes:
    """Return the export as PDF; the same sheet always gives the same bytes.

    Characters that the font lacks are shown as boxes, and a note says so (see `ui.export.glyphs`).
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    shown = Glyphs(_fonts(), text("export.gaps", gap=GAP)).sheet(sheet)
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=62,
        bottomMargin=66,
        title=sheet.title,
        author="Footnote",
        creator="Footnote",
        producer="Footnote",
        displayDocTitle=True,
        lang=text.code,
        invariant=1,
    )
    space = (document.leftMargin, document.bottomMargin, document.width, document.height)
    frame = Frame(*space, leftPadding=0, rightPadding=0)
    # the number of a page is written last: who has the page read aloud hears it last
    document.addPageTemplates([PageTemplate(frames=[frame], onPageEnd=_footer)])
    document.build([part for block in shown.blocks for part in _block(block, document.width)])
    return out.getvalue()


@cache
def _fonts() -> frozenset[int]:
    """Make the two weights known to the PDF writer; return the code points that both can show."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    known = []
    for name, file in ((REGULAR, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf")):
        data = files("ui.export").joinpath("fonts", file).read_bytes()
        font = TTFont(name, io.BytesIO(data))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    return known[0] & known[1]


def _footer(canvas: "Canvas", document: "BaseDocTemplate") -> None:
    canvas.saveState()
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(QUIET)
    canvas.drawRightString(document.pagesize[0] - _MARGIN, 36, str(document.page))
    canvas.restoreState()


def _block(block: Paragraph | Versions | Source, width: float) -> "list[Flowable]":
    from reportlab.platypus import CondPageBreak

    match block:
        case Paragraph(kind):
            before = [CondPageBreak(120), _rule()] if kind == "sources" else []
            return [*before, _paragraph(block)]
        case Versions():
            return _versions(block, width)
        case Source():
            return _source(block)


def _rule() -> "Flowable":
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable

    colour = HexColor(LINE)
    return HRFlowable("100%", 0.6, color=colour, spaceBefore=18, spaceAfter=12)


def _paragraph(paragraph: Paragraph) -> "Flowable":
    from reportlab.platypus import Paragraph as Text

    text = "".join(_run(run) for run in paragraph.runs)
    bullet = "•" if paragraph.kind in ("item", "passage") else None
    return Text(text, styles()[paragraph.kind], bulletText=bullet)


def _run(run: Run) -> str:
    if run.source is not None:
        name = f'<a name="note-{run.source}"/>' if run.first else ""
        return (
            f'{name}<super rise="3.2" size="7"><a href="#source-{run.source}" color="{ACCENT}">'
            f"{escape(run.text)}</a></super>"
        )
    text = escape(run.text)
    return f'<font name="{BOLD}">{text}</font>' if run.strong else text


def _versions(versions: Versions, width: float) -> "list[Flowable]":
    """Return boxes beside each other, as rows of at most three; long texts below each other."""
    from reportlab.platypus import Spacer, Table

    if any(len(text_of(value) + text_of(place)) > _LONG for value, place in versions.cells):
        return [_paragraph(part) for cell in versions.cells for part in cell]
    parts: list[Flowable] = []
    for at in range(0, len(versions.cells), _ABREAST):
        row = versions.cells[at : at + _ABREAST]
        cells = [[_paragraph(value), _paragraph(place)] for value, place in row]
        wide = min(len(versions.cells), _ABREAST)
        style = [
            ("INNERGRID", (0, 0), (-1, -1), 0.6, LINE),
            ("BOX", (0, 0), (-1, -1), 0.6, LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
        widths = [width / wide] * len(cells)
        parts += [Table([cells], colWidths=widths, style=style, hAlign="LEFT"), Spacer(1, 8)]
    return parts


def _source(source: Source) -> "list[Flowable]":
    from reportlab.platypus import CondPageBreak
    from reportlab.platypus import Paragraph as Text

    from ui.export.pdf_number import Number

    look = styles()
    back = f"note-{source.number}" if source.cited else ""
    parts = [Text(escape(source.title), look["name"])]
    if source.place:
        parts.append(Text(escape(source.place), look["where"]))
    if source.quote:
        parts.append(Text(escape(source.quote), look["quote"]))
    # its first lines stay together on a page
    return [CondPageBreak(66), Number(source.number, f"source-{source.number}", back), *parts]
