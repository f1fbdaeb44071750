"""A page of PDF to lines of text, each with its place and type size."""

import ctypes
import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

# PDFium marks a hyphen at the end of a line that it takes for a divided word with this code.
_HYPHEN = 2
_ENDS = frozenset({10, 13, _HYPHEN, 0xFFFE})

_GAP = 1.5  # type sizes; the widest space in a justified line is narrower than that


@dataclass(frozen=True, slots=True)
class Line:
    """One line as PDFium found it. Lengths are in points, `base` grows upwards.

    In a script that runs from right to left, `left` is larger than `right`.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    divided: bool
    """Ends in a hyphen that may be part of the word or not."""
    gaps: int
    """Spaces so wide that what they part are cells of a table, not words."""


def lines_of(page: "PdfTextPage") -> list[Line]:
    """Return the lines of a page in PDFium's reading order."""
    import pypdfium2.raw as pdfium

    # Character by character, because only so every index is sure to fit the text: 0.25 s for the
    # 109 pages of a handbook. Places are asked for only where they are needed.
    codes = [
        pdfium.FPDFText_GetUnicode(page.raw, index)
        for index in range(pdfium.FPDFText_CountChars(page.raw))
    ]
    lines: list[Line] = []
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in _ENDS:
            line = _line(page, codes, start, index, divided=code in {_HYPHEN, 0xFFFE})
            if line and lines and _beside(lines[-1], line):
                lines[-1] = _joined(lines[-1], line)
            elif line:
                lines.append(line)
            start = index + 1
    return lines


def _line(
    page: "PdfTextPage", codes: list[int], start: int, end: int, *, divided: bool
) -> Line | None:
    """Measure the line of the characters from start to end; None when it is blank."""
    seen = [index for index in range(start, end) if codes[index] not in {0, 9, 32, 160}]
    if not seen:
        return None
    left, _ = _sides(page, seen[0])
    _, right = _sides(page, seen[-1])
    middle = seen[len(seen) // 2]
    size = _size(page, middle)
    gaps = sum(
        _sides(page, after)[0] - _sides(page, before)[1] > _GAP * size
        for before, after in pairwise(seen)
        if after > before + 1
    )
    return Line(
        text=_text(codes[start:end]).strip(),
        left=left,
        right=right,
        base=_base(page, middle),
        size=size,
        bold=all(_is_bold(page, index) for index in {seen[0], middle, seen[-1]}),
        divided=divided,
        gaps=gaps,
    )


def _beside(before: Line, line: Line) -> bool:
    """Whether PDFium broke one line in two, as it does at a raised note mark."""
    size = max(before.size, line.size)
    return (
        not before.divided
        and abs(before.base - line.base) < 0.5 * size
        and -0.3 * size < line.left - before.right < _GAP * size
    )


def _joined(before: Line, line: Line) -> Line:
    longer = max(before, line, key=lambda each: len(each.text))
    space = " " if line.left - before.right > 0.2 * longer.size else ""
    return replace(
        longer,
        text=before.text + space + line.text,
        left=before.left,
        right=line.right,
        divided=line.divided,
        gaps=before.gaps + line.gaps,
    )


def _text(codes: list[int]) -> str:
    """Join character codes; where PDFium counts in UTF-16 (Windows), pairs become one again."""
    text = "".join(chr(code) for code in codes if 0 < code <= 0x10FFFF)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _sides(page: "PdfTextPage", index: int) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top)
    return left.value, right.value


def _base(page: "PdfTextPage", index: int) -> float:
    import pypdfium2.raw as pdfium

    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page.raw, index, across, up)
    return up.value


def _size(page: "PdfTextPage", index: int) -> float:
    """Return the size as printed: many programs set size 1 and enlarge it by a matrix."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page.raw, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return round(float(pdfium.FPDFText_GetFontSize(page.raw, index)) * scale, 1) or 1.0


def _is_bold(page: "PdfTextPage", index: int) -> bool:
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(page.raw, index, name, len(name), flags)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(page.raw, index) >= 600
