"""The looks of paragraphs in a Word file, as styles that a reader can change in one place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

FONT = "Calibri"
"""On every machine with Word; LibreOffice has a font of the same widths in its place."""
INK, QUIET, LINE, ACCENT = "1F2529", "58626A", "DEDBD3", "1F5673"

_LOOKS: dict[str, tuple[str, float, bool, str, float, float]] = {
    # based on, size, bold, colour, space before, space after (points)
    "title": ("Title", 20, True, INK, 0, 2),
    "subtitle": ("Normal", 9.5, False, QUIET, 0, 18),
    "question": ("Heading 1", 13.5, True, INK, 22, 6),
    "understood": ("Normal", 9.5, False, QUIET, 0, 6),
    "status": ("Normal", 11, True, INK, 0, 6),
    "answer": ("Normal", 11, False, INK, 0, 8),
    "item": ("List Bullet", 11, False, INK, 0, 4),
    "about": ("Normal", 11, True, INK, 6, 5),
    "explanation": ("Normal", 11, False, INK, 0, 8),
    "sureness": ("Normal", 9.5, False, QUIET, 0, 8),
    "label": ("Normal", 11, False, INK, 0, 3),
    "passage": ("List Bullet", 9.5, False, QUIET, 0, 3),
    "sources": ("Heading 1", 13.5, True, INK, 26, 6),
    "value": ("Normal", 11, False, INK, 4, 0),
    "place": ("Normal", 9, False, QUIET, 0, 4),
    "gap": ("Normal", 5, False, INK, 0, 0),
    "source name": ("Normal", 9.5, True, INK, 6, 0),
    "source place": ("Normal", 9, False, QUIET, 0, 1),
    "source quote": ("Normal", 9.5, False, INK, 0, 4),
    "closing": ("Normal", 8.5, False, QUIET, 20, 0),
}
_WITH_NEXT = frozenset({"question", "understood", "about", "label", "sources", "source name"})


def dress(document: "Document") -> None:
    """Give an empty document its page, its styles and page numbers."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(24)
    for line in document.styles["Title"].element.findall(".//{*}pBdr"):
        line.getparent().remove(line)  # the template underlines titles
    for name, look in _LOOKS.items():
        _style(document, name, look)
    _page_number(section)


def _style(
    document: "Document", name: str, look: tuple[str, float, bool, str, float, float]
) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    base, size, bold, colour, before, after = look
    # Word takes names of its own in any case of letters: "Title" and "title" are one style
    own = document.styles.add_style(f"Footnote {name}", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles[base]
    own.font.size, own.font.bold, own.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)
    _family(own)
    shape = own.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing = 1.3 if base in ("Normal", "List Bullet") else 1.1
    shape.keep_with_next = name in _WITH_NEXT
    shape.widow_control = True
    if name.startswith("source "):
        shape.left_indent = Pt(26)
    if name == "source name":
        shape.first_line_indent = Pt(-26)
        shape.tab_stops.add_tab_stop(Pt(26))


def _family(style: "ParagraphStyle") -> None:
    """Set one family for all scripts that it has; the template's theme would outweigh it."""
    from docx.oxml.ns import qn

    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:cs"), FONT)


def _page_number(section: "Section") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.style = "Footnote place"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no call that writes fields
