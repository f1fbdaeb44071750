"""Pages that are pictures, read by text recognition: how they are marked, and when left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.assemble import Piece
from rag.readers.pdf_lines import Line
from rag.readers.reading_order import read_lines
from rag.readers.recognition import SURE_ENOUGH, recognise

if TYPE_CHECKING:
    from rag.readers.recognition import Pixels

_MARK = 6  # level of a heading that is none: the lowest


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that was read from its picture."""

    lines: list[Line]
    sure: float
    """Mean confidence of its characters, 0 to 1."""

    @property
    def is_legible(self) -> bool:
        """Whether its words may be used."""
        return self.sure >= SURE_ENOUGH


def read_scan(pixels: "Pixels", points: float | None = None) -> Scan:
    """Read the picture of a page whose longer side is `points` long."""
    found = recognise(pixels)
    lines = read_lines(found, points) if points else read_lines(found)
    return Scan(lines, found.sure)


def mean_sure(scans: Iterable[Scan]) -> float | None:
    """Return the mean confidence of the pages that are used, by their length; None without any."""
    used = [
        (scan.sure, sum(len(line.text) for line in scan.lines)) for scan in scans if scan.is_legible
    ]
    length = sum(count for _, count in used)
    return sum(sure * count for sure, count in used) / length if length else None


def require_legible(scans: Iterable[Scan]) -> None:
    """Raise DocumentError where text was found, but none that can be relied on."""
    sure = [scan.sure for scan in scans if scan.lines or not scan.is_legible]
    if sure and max(sure) < SURE_ENOUGH:
        raise DocumentError(
            "it is a picture, and text recognition (OCR) is too unsure of what it reads there "
            f"({_percent(max(sure))} of the letters at best): scan it again, straight, at 300 dpi"
        )


def first_title(pieces: list[Piece]) -> str | None:
    """Return the heading that names the document, before it is marked: see `assemble`."""
    return next((piece.text for piece in pieces[:5] if piece.level == 1), None)


def marked(pieces: list[Piece], scans: dict[int, Scan]) -> list[Piece]:
    """Say above every page that was recognised that it was, and how sure; name those left out.

    `scans` are by page number. The notice is part of the headings, because these are shown with
    every sentence that is cited, and no notice can itself be cited.
    """
    waiting = dict(sorted(scans.items()))
    found: list[Piece] = []
    heading, page, noticed = "", 0, False
    for piece in pieces:
        starts, page = piece.page != page, piece.page or page
        left_out = _left_out(waiting, before=page)
        found += left_out
        noticed = noticed or bool(left_out)
        scan = scans.get(page)
        heading = piece.text if piece.level else heading
        if scan and piece.level:
            found.append(replace(piece, text=_notice(heading, scan)))
        else:
            if scan and starts:
                found.append(Piece(_notice(heading, scan), page=page, level=_MARK))
            elif noticed and not scan and not piece.level:  # the notice ends here
                found.append(Piece(heading or f"Page {page}", page=page, level=_MARK))
            found.append(piece)
        noticed = scan is not None
    return found + _left_out(waiting, before=None)


def _notice(heading: str, scan: Scan) -> str:
    if heading:
        return f"{heading} (read by OCR, {_sure(scan)})"
    return f"Read by text recognition (OCR), {_sure(scan)}"


def _left_out(waiting: dict[int, Scan], before: int | None) -> list[Piece]:
    """Name the pages that come next and are left out; what was named is no longer waiting."""
    numbers = [number for number in waiting if before is None or number < before]
    found = []
    for number in numbers:
        scan = waiting.pop(number)
        if not scan.is_legible:
            text = f"Page {number} is left out: text recognition (OCR) is only {_sure(scan)}"
            found.append(Piece(text, page=number, level=_MARK))
    return found


def _sure(scan: Scan) -> str:
    return f"sure of {_percent(scan.sure)} of the letters"


def _percent(share: float) -> str:
    return f"{min(int(100 * share), 99)} %"
