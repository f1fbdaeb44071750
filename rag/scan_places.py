"""Where on the picture of a scanned page a quoted sentence stands.

The page is read again, by the same engine, when somebody wants to see it: 2 to 6 seconds, and
nothing has to be kept for the pages that nobody opens.
"""

from typing import TYPE_CHECKING

from rag.quote_places import place_of, runs

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from rag.readers.recognition import Pixels, Recognition, Seen

Box = tuple[float, float, float, float]
"""Left, top, width, height as fractions of the picture, from its top left corner."""


def scan_places(
    page: "PdfPage", text: str, quote: str, before: str, after: str
) -> list[Box] | None:
    """Return the boxes of a quote on a page of a PDF that has no text but `text`.

    None where the page is not a picture, and the text itself tells the places.
    """
    from rag.readers.pdf_scans import FEW, is_picture, page_pixels

    if sum(map(str.isalnum, text)) >= FEW or not is_picture(page, has_text=bool(text.strip())):
        return None
    return places_on_scan(page_pixels(page), quote, before, after)


def places_on_scan(pixels: "Pixels", quote: str, before: str = "", after: str = "") -> list[Box]:
    """Return a box for each line of the quote; none where its place is not certain.

    `before` and `after` are the text around the quote, which tell two alike apart.
    """
    from rag.readers.reading_order import read_runs
    from rag.readers.recognition import recognise

    page = recognise(pixels)
    lines = [run.seen for row in read_runs(page) for run in row]
    text = "\n".join(line.text for line in lines)
    place = place_of(text, quote, before, after)
    if place is None:
        return []
    boxes = []
    for first, last in runs(text, place):
        number = text.count("\n", 0, first)
        start = text.rfind("\n", 0, first) + 1
        boxes.append(_box(page, lines[number], first - start, last + 1 - start))
    return boxes


def _box(page: "Recognition", line: "Seen", first: int, end: int) -> Box:
    """Return what a part of a line covers, as if all its letters were of one width."""
    shares = (first / len(line.text), end / len(line.text))
    points = [
        _as_it_lies(
            (left[0] + share * (right[0] - left[0])) / page.width,
            (left[1] + share * (right[1] - left[1])) / page.height,
            page.turns,
        )
        for left, right in (line.corners[:2], (line.corners[3], line.corners[2]))
        for share in shares
    ]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


def _as_it_lies(across: float, down: float, turns: int) -> tuple[float, float]:
    """Turn a point of the page back, clockwise, to where it is on the picture as it was given."""
    for _ in range(turns):
        across, down = 1 - down, across
    return across, down
