"""PDF: the text of every page, in paragraphs."""

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.assemble import Piece, Reading, one_line, stated
from rag.readers.pdf_layout import lay_out
from rag.readers.pdf_lines import Line, lines_of
from rag.readers.pdf_scans import read_scanned
from rag.readers.scans import first_title, marked, mean_sure, require_legible

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY: an encryption that PDFium does not know

_LONGEST_TITLE = 120  # characters; a first page that is all headings is a slide

# What programs put into the title by themselves: the name of the file they printed, or a dummy.
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel) - |\S+\.\w{2,4}$|"
    r"(?:untitled|document|slide|title|powerpoint presentation|print)\s*\d*$|[\W\d_]*$",
    re.IGNORECASE,
)


def read_pdf(data: bytes) -> Reading:
    """Return the paragraphs of a PDF, each with its page, counted from 1.

    Raises DocumentError when it is protected, damaged, or has no text.
    """
    document = _open(data)
    try:
        count = len(document)
        pages = [_lines(document, index) for index in range(count)]
        scans = read_scanned(document, pages)
        title = stated(document.get_metadata_dict().get("Title"))
    finally:
        document.close()
    for number, scan in scans.items():
        pages[number - 1] = scan.lines if scan.is_legible else []
    if not any(line.text.strip() for page in pages for line in page):
        require_legible(scans.values())
        raise DocumentError("it has no text, and text recognition (OCR) found none on its pages")
    pieces = lay_out(pages)
    if title is None or _NO_TITLE.match(title):
        title = _title_page(pieces) or first_title(pieces)
    return Reading(
        pieces=marked(pieces, scans), title=title, pages=count, ocr=mean_sure(scans.values())
    )


def _title_page(pieces: list[Piece]) -> str | None:
    """Join the two largest headings that open the document: a firm's name, then the title."""
    first_page = takewhile(lambda piece: 0 < piece.level <= 3 and piece.page == 1, pieces)
    opening = list(first_page)
    largest = sorted(opening, key=lambda piece: piece.level)[:2]
    title = " – ".join(one_line(piece.text) for piece in opening if piece in largest)
    return title if 0 < len(title) <= _LONGEST_TITLE else None


def _open(data: bytes) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in {_PASSWORD, _SECURITY} or "assword" in str(error):
            raise DocumentError(
                "it is protected by a password: save a copy without the password and add that"
            ) from error
        raise DocumentError("it is damaged, or not a PDF at all") from error


def _lines(document: "PdfDocument", index: int) -> list[Line]:
    """Return a page's lines; a page that is damaged by itself has none."""
    import pypdfium2

    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return lines_of(text)
    finally:
        text.close()
        page.close()
