"""Pages of a PDF that are pictures: which they are, and what text recognition reads on them."""

import ctypes
from typing import TYPE_CHECKING

from rag.readers.pdf_lines import Line
from rag.readers.progress import page_done
from rag.readers.recognition import LONGEST_SIDE
from rag.readers.scans import Scan, read_scan

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from rag.readers.recognition import Pixels

FEW = 40
"""Letters and digits of a page that is a picture: its number, or the stamp of a scanner."""
_LARGE = 0.25  # part of the page that a picture covers; letterheads and signatures are smaller
_FINEST = 300 / 72  # pixels a point: more than scanners see helps no reader


def read_scanned(document: "PdfDocument", pages: list[list[Line]]) -> dict[int, Scan]:
    """Return what is read on the pages that are pictures, by page number from 1.

    `pages` are the lines of text that the file has itself; pages with text are left alone.
    """
    import pypdfium2

    scans = {}
    for number, lines in enumerate(pages, start=1):
        if _letters(lines) >= FEW:
            continue
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            continue
        try:
            if is_picture(page, has_text=bool(_letters(lines))):
                scan = read_scan(page_pixels(page), max(page.get_size()))
                # A photograph is no reason to give up the few words that stand beside it.
                if scan.lines if scan.is_legible else not lines:
                    scans[number] = scan
                page_done(number, len(pages))
        finally:
            page.close()
    return scans


def is_picture(page: "PdfPage", *, has_text: bool) -> bool:
    """Whether anything drawn on the page may be text: a large picture, or letters as outlines."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    if min(width, height) < 1:
        return False
    covered = 0.0
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        if not has_text:
            return True
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}:
            left, bottom, right, top = (ctypes.c_float() for _ in range(4))
            pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
            covered += abs((right.value - left.value) * (top.value - bottom.value))
    return covered >= _LARGE * float(width * height)


def page_pixels(page: "PdfPage") -> "Pixels":
    """Draw a page as large as it is best read."""
    scale = min(LONGEST_SIDE / max(page.get_size()), _FINEST)
    bitmap = page.render(scale=scale)
    try:
        pixels: Pixels = bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()
    return pixels


def _letters(lines: list[Line]) -> int:
    return sum(character.isalnum() for line in lines for character in line.text)
