"""Runs of recognised text to lines in the order in which a person reads them.

The picture may be tilted; two columns are read one after the other, a table row by row. PDFs with
text need none of this, since their text is stored in order.
"""

import math
import statistics
from dataclasses import dataclass
from itertools import pairwise

from rag.readers.pdf_lines import Line
from rag.readers.recognition import Recognition, Seen

_ROOM = 12  # line heights, about 25 letters: narrower stacks are columns of a table, not of text
_FEWEST = 3  # lines that make a column
_APART = 0.4  # line heights; less is the overhang of one line's box over the next
_GAP = 1.5  # line heights between two cells of a table
_HEADING = 1.25  # times the usual height; boxes of plain lines vary by a tenth
_LETTERS = 0.75  # size of the type in the height of the box around it
_PAGE_HEIGHT = 842.0  # points of A4, for pictures that do not know their size


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text on the straightened page, in pixels; `middle` grows downwards."""

    seen: Seen
    left: float
    right: float
    middle: float
    height: float


def read_lines(page: Recognition, points: float = _PAGE_HEIGHT) -> list[Line]:
    """Return the lines of a page in reading order; `points` is the length of its longer side."""
    if not page.seen:
        return []
    scale = points / max(page.width, page.height)
    usual = _usual_height(page.seen)
    return [_line(row, scale, usual) for row in read_runs(page)]


def read_runs(page: Recognition) -> list[list[Run]]:
    """Return the runs of text of each line, from left to right, the lines in reading order."""
    if not page.seen:
        return []
    parts = _parts(_straightened(page), _usual_height(page.seen))
    return [row for part in parts for row in _rows(part)]


def _straightened(page: Recognition) -> list[Run]:
    """Turn the corners about the middle of the picture, against the tilt of its longer lines."""
    tilt = _tilt(page.seen)
    cosine, sine = math.cos(-tilt), math.sin(-tilt)
    runs = []
    for seen in page.seen:
        xs = [x * cosine - y * sine for x, y in seen.corners]
        ys = [x * sine + y * cosine for x, y in seen.corners]
        runs.append(Run(seen, min(xs), max(xs), sum(ys) / len(ys), seen.height))
    return runs


def _tilt(seen: tuple[Seen, ...]) -> float:
    """Return the angle of the text in radians: the median, the longer half of the runs counted."""
    longer = sorted(seen, key=lambda each: -each.length)[: (len(seen) + 1) // 2]
    return statistics.median(
        math.atan2(each.corners[1][1] - each.corners[0][1], each.corners[1][0] - each.corners[0][0])
        for each in longer
    )


def _usual_height(seen: tuple[Seen, ...]) -> float:
    heights = sorted((each.height, len(each.text)) for each in seen)
    half, count = sum(size for _, size in heights) / 2, 0
    for height, size in heights:
        count += size
        if count >= half:
            return max(height, 1.0)
    return 1.0


def _parts(runs: list[Run], usual: float) -> list[list[Run]]:
    """Part a page into columns, and what stands across them, in reading order."""
    cut = _gutter(runs, usual)
    if cut is None:
        return [runs] if runs else []
    parts: list[list[Run]] = []
    across = sorted((r for r in runs if _is_across(r, cut)), key=lambda run: run.middle)
    edges = [-math.inf, *(run.middle for run in across), math.inf]
    for number, (top, bottom) in enumerate(pairwise(edges)):
        band = [r for r in runs if top < r.middle < bottom and not _is_across(r, cut)]
        if number:
            parts.append([across[number - 1]])
        parts += _parts([run for run in band if run.right <= cut + usual * _APART], usual)
        parts += _parts([run for run in band if run.right > cut + usual * _APART], usual)
    return parts


def _is_across(run: Run, cut: float) -> bool:
    slack = run.height * _APART
    return run.left < cut - slack and run.right > cut + slack


def _gutter(runs: list[Run], usual: float) -> float | None:
    """Return where two columns of text part, None where there are none.

    Of all places with enough lines on both sides, the one that fewest lines cross.
    """
    best: tuple[int, float] | None = None
    for start in sorted({run.left for run in runs}):
        cut = start - usual * _APART
        across = [run for run in runs if _is_across(run, cut)]
        left = [run for run in runs if run.right <= cut + usual * _APART]
        right = [run for run in runs if run.left >= cut - usual * _APART]
        if not (_is_column(left, usual) and _is_column(right, usual)):
            continue
        if len(across) > min(len(left), len(right)):
            continue
        if best is None or len(across) < best[0]:
            best = (len(across), cut)
    return best[1] if best else None


def _is_column(runs: list[Run], usual: float) -> bool:
    if len(runs) < _FEWEST:
        return False
    return statistics.median(run.right - run.left for run in runs) >= _ROOM * usual


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Put the runs of a column that stand beside each other into rows."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: each.middle):
        last = rows[-1] if rows else []
        if last and abs(_middle(last) - run.middle) < 0.5 * min(run.height, last[0].height):
            last.append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _middle(row: list[Run]) -> float:
    return statistics.mean(run.middle for run in row)


def _line(row: list[Run], scale: float, usual: float) -> Line:
    text = " ".join(run.seen.text.strip() for run in row)
    height = max(run.height for run in row)
    larger = height / usual
    # Every plain line has one size: else each letter below the line would start a paragraph.
    size = usual if larger < _HEADING else usual * round(larger * 4) / 4
    divided = len(text) > 1 and text[-1] in "-\u00ad\u2010" and text[-2].isalpha()
    return Line(
        text=text[:-1] if divided else text,
        left=row[0].left * scale,
        right=row[-1].right * scale,
        base=-_middle(row) * scale,
        size=round(size * _LETTERS * scale, 1) or 1.0,
        bold=False,
        divided=divided,
        gaps=sum(after.left - before.right > _GAP * usual for before, after in pairwise(row)),
    )
