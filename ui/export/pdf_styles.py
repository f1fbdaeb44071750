"""The looks of paragraphs in a PDF: one family, two weights, sizes in points."""

from functools import cache
from typing import Any

REGULAR = "Footnote"
BOLD = "Footnote-Bold"

INK = "#1f2529"
QUIET = "#58626a"
LINE = "#dedbd3"
ACCENT = "#1f5673"

_LOOKS: dict[str, tuple[float, float, str, str, dict[str, float]]] = {
    # size, leading, font, colour, and what else differs
    "title": (17, 23, BOLD, INK, {"spaceAfter": 4}),
    "subtitle": (8.5, 13, REGULAR, QUIET, {"spaceAfter": 16}),
    "question": (12, 17, BOLD, INK, {"spaceBefore": 20, "spaceAfter": 6, "keepWithNext": 1}),
    "understood": (8.5, 13, REGULAR, QUIET, {"spaceAfter": 6, "keepWithNext": 1}),
    "status": (10, 16, BOLD, INK, {"spaceAfter": 6}),
    "answer": (10, 16, REGULAR, INK, {"spaceAfter": 8}),
    "item": (10, 16, REGULAR, INK, {"spaceAfter": 4, "leftIndent": 14}),
    "about": (10, 16, BOLD, INK, {"spaceBefore": 4, "spaceAfter": 5, "keepWithNext": 1}),
    "explanation": (10, 16, REGULAR, INK, {"spaceAfter": 8}),
    "sureness": (8.5, 13, REGULAR, QUIET, {"spaceAfter": 6}),
    "label": (10, 16, REGULAR, INK, {"spaceAfter": 3, "keepWithNext": 1}),
    "passage": (8.5, 13.5, REGULAR, QUIET, {"spaceAfter": 3, "leftIndent": 14}),
    "sources": (12, 17, BOLD, INK, {"spaceBefore": 0, "spaceAfter": 6, "keepWithNext": 1}),
    "value": (10, 15, REGULAR, INK, {}),
    "place": (8, 12, REGULAR, QUIET, {}),
    "name": (8.5, 13, BOLD, INK, {"leftIndent": 26}),
    "where": (8, 12.5, REGULAR, QUIET, {"leftIndent": 26}),
    "quote": (8.5, 13.5, REGULAR, INK, {"leftIndent": 26, "spaceBefore": 1}),
    "closing": (7.5, 11.5, REGULAR, QUIET, {"spaceBefore": 14}),
}


@cache
def styles() -> dict[str, Any]:
    """Return reportlab's paragraph style of each kind of paragraph."""
    from reportlab.lib.styles import ParagraphStyle

    return {
        kind: ParagraphStyle(
            kind,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=colour,
            splitLongWords=1,
            bulletIndent=2,
            bulletFontName=REGULAR,
            bulletFontSize=size,
            **more,
        )
        for kind, (size, leading, font, colour, more) in _LOOKS.items()
    }
