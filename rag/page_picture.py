"""A page of a PDF as a picture, and where on it a quoted sentence stands.

Files come from anywhere, so a child process draws (`python -m rag.page_picture MEMORY SECONDS`):
it takes one JSON object and answers with one line of JSON, followed by the picture.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import signal
import struct
import subprocess
import sys
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index.errors import DocumentError
from rag.quote_places import Place, over_break, place_of, runs
from rag.scan_places import Box, scan_places

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

SECONDS = 40.0  # a scan is read again
MEMORY_BYTES = 2 * 1024**3
_MOST_PIXELS = 12_000_000  # a strip 1 point wide and a mile long would fill the memory
_ROOT = Path(__file__).resolve().parents[1]
_FINE = 1 << 20  # PDFium maps points to whole pixels: on a sheet this large nothing is lost


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page."""

    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]
    """One for each line of the quote, in reading order; none where its place is not certain."""
    continued: bool
    """The quote goes on at the top of the next page."""
    sha256: str
    """Of the file that was drawn: another than the document's if it has changed since."""


@dataclass(frozen=True, slots=True)
class _Request:
    path: str
    page: int
    quote: str
    width: int
    before: str
    after: str


def page_picture(
    path: Path,
    page: int,
    quote: str,
    width: int,
    *,
    before: str = "",
    after: str = "",
    seconds: float = SECONDS,
) -> Picture:
    """Return page `page` (from 1) of a PDF, about `width` pixels wide, with the place of `quote`.

    The quote is as our reader wrote it, so letters and digits alone are compared. Where it occurs
    more than once, `before` and `after`, the text around it, tell which is meant. Raises
    DocumentError, with a reason for people, when the page cannot be drawn within the limits.
    """
    asked = _Request(str(path.absolute()), page, quote, width, before, after)
    try:
        run = subprocess.run(
            # -P: a file named json.py in the folder Footnote is started in must not be run.
            [sys.executable, "-P", "-m", "rag.page_picture", str(MEMORY_BYTES), str(seconds)],
            input=json.dumps(asdict(asked)).encode("ascii"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(f"drawing the page took longer than {seconds:g} seconds") from None
    line, _, png = run.stdout.partition(b"\n")
    if run.returncode or not line:
        raise DocumentError("drawing the page failed; the file may be damaged")
    reply: dict[str, Any] = json.loads(line)
    if "reason" in reply:
        raise DocumentError(reply["reason"])
    boxes = cast("list[Box]", [tuple(box) for box in reply.pop("boxes")])
    return Picture(png=png, boxes=tuple(boxes), **reply)


def _main() -> None:
    """Answer the one request of the parent."""
    from rag.readers.child import limit_memory

    limit_memory(int(sys.argv[1]))
    if hasattr(signal, "alarm"):  # ends this process even when nobody is left to end it
        signal.alarm(int(float(sys.argv[2])) + 2)
    png = b""
    try:
        reply, png = _draw(_Request(**json.load(sys.stdin)))
    except DocumentError as error:
        reply = {"reason": str(error)}
    except MemoryError:
        reply = {"reason": "drawing the page needs more memory than Footnote allows"}
    sys.stdout.buffer.write(json.dumps(reply).encode("ascii") + b"\n" + png)


def _draw(asked: _Request) -> tuple[dict[str, Any], bytes]:
    import pypdfium2

    try:
        data = Path(asked.path).read_bytes()
        document = pypdfium2.PdfDocument(data)
        if not 1 <= asked.page <= len(document):
            raise DocumentError(f"it has no page {asked.page}")
        page = document[asked.page - 1]
        size, png = _png(page, asked.width)
        boxes, continued = _boxes(document, page, asked)
    except OSError as error:
        raise DocumentError("the file cannot be opened any more") from error
    except pypdfium2.PdfiumError as error:
        raise DocumentError("the file is damaged or protected, or no PDF any more") from error
    digest = hashlib.sha256(data).hexdigest()
    width, height = size
    found = {"width": width, "height": height, "boxes": boxes, "continued": continued}
    return {**found, "sha256": digest}, png


def _png(page: "PdfPage", width: int) -> tuple[tuple[int, int], bytes]:
    """Draw a page; PNG as in RFC 2083, every row unfiltered, since most of a page is white."""
    points = page.get_size()
    if min(points) <= 0:
        raise DocumentError("the page has no size")
    scale = min(width / points[0], (_MOST_PIXELS / (points[0] * points[1])) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    raw, row = memoryview(bytes(bitmap.buffer)), 3 * bitmap.width
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    rows = b"".join(b"\0" + raw[start : start + row] for start in starts)
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    ]
    return (bitmap.width, bitmap.height), b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _boxes(document: "PdfDocument", page: "PdfPage", asked: _Request) -> tuple[list[Box], bool]:
    """Return the box of every line of the quote, and whether it goes on on the next page."""
    letters = page.get_textpage()
    text = _text(letters)
    if (found := scan_places(page, text, asked.quote, asked.before, asked.after)) is not None:
        return found, False
    place, continued = place_of(text, asked.quote, asked.before, asked.after), False
    if place is None and asked.page < len(document):
        place = over_break(text, _text(document[asked.page].get_textpage()), asked.quote)
        continued = place is not None
    return [_box(page, letters, run) for run in runs(text, place)] if place else [], continued


def _text(page: "PdfTextPage") -> str:
    """Return the characters of a page, one for each of PDFium's, so that their numbers agree."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(page.raw)
    codes = (pdfium.FPDFText_GetUnicode(page.raw, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else "\0" for code in codes)


def _box(page: "PdfPage", letters: "PdfTextPage", run: Place) -> Box:
    """Return what the ink of the characters from first to last covers."""
    import pypdfium2.raw as pdfium

    across: list[float] = []
    down: list[float] = []
    for index in range(run[0], run[1] + 1):
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(letters.raw, index, left, right, bottom, top)
        for x, y in ((left, bottom), (right, top)):
            # turned and cropped pages: PDFium knows where a point comes to lie
            column, row = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, x, y, column, row)
            across.append(min(max(column.value / _FINE, 0.0), 1.0))
            down.append(min(max(row.value / _FINE, 0.0), 1.0))
    left_edge, top_edge = min(across), min(down)
    return left_edge, top_edge, max(across) - left_edge, max(down) - top_edge


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # the parent has given up
        _main()
