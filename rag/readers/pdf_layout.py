"""Lines of a PDF to paragraphs and headings."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from rag.readers.assemble import Piece, one_line
from rag.readers.pdf_lines import Line
from rag.readers.words import Mender

_ITEM = re.compile(r"[-*–]\s|[•·‣◦▪●○■❖➢✓☐☒]|(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_LONGEST_HEADING = 150  # characters
_HEADING_LINES = 3


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in a document: to tell headings and the space between paragraphs."""

    size: float
    pitch: float
    """From one line to the next, in type sizes."""
    mostly_bold: bool
    larger: list[float]
    """The sizes of headings, the largest first."""


def lay_out(pages: list[list[Line]]) -> list[Piece]:
    """Return the pages' paragraphs and headings, without repeated page headers and footers."""
    pages = _without_repeats(pages)
    style = _style([line for page in pages for line in page])
    mender = Mender([(line.text, line.divided) for page in pages for line in page])
    pieces: list[Piece] = []
    for number, page in enumerate(pages, start=1):
        found = [_piece(group, number, style, mender) for group in _groups(page, style)]
        if pieces and found:
            _mend_page_break(pieces, found)
        pieces += found
    return pieces


def _without_repeats(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop the first or last lines of pages that repeat on most of them, page numbers aside.

    They would cut sentences that run from page to page. The first of each stays, for its words.
    """
    found = [
        {id(line): _keys(line, number) for line in _edges(page)}
        for number, page in enumerate(pages)
    ]
    counts = Counter(key for edges in found for key in set().union(*edges.values()))
    often = {key for key, count in counts.items() if count >= 3 and count > len(pages) / 2}
    seen: set[str] = set()
    kept: list[list[Line]] = []
    for page, edges in zip(pages, found, strict=True):
        kept.append([line for line in page if not edges.get(id(line), set()) & seen])
        seen |= set().union(*edges.values()) & often
    return kept


def _edges(page: list[Line]) -> list[Line]:
    """Return the lines at the top and the bottom, wherever the file has them."""
    by_height = sorted(page, key=lambda line: line.base)
    return by_height[:2] + by_height[-2:]


def _keys(line: Line, page: int) -> set[str]:
    """Return the line as it is, and with each of its numbers counted from the page's own.

    So "3 of 9" and "4 of 9" are alike, but "Total: 300" and "Total: 400" are not.
    """
    text = " ".join(line.text.split())
    keys = {text}
    for match in re.finditer(r"\d{1,9}", text):
        offset = int(match.group()) - page
        keys.add(f"{text[: match.start()]}\0{offset}{text[match.end() :]}")
    return keys


def _style(lines: list[Line]) -> _Style:
    sizes: Counter[float] = Counter()
    bold = 0
    pitches: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        bold += len(line.text) if line.bold else 0
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    for above, below in pairwise(lines):
        step = (above.base - below.base) / size
        if above.size == below.size == size and 0.8 < step < 4:
            pitches[round(step, 1)] += 1
    larger = sorted({each for each in sizes if each >= 1.15 * size}, reverse=True)
    return _Style(
        size=size,
        pitch=pitches.most_common(1)[0][0] if pitches else 1.2,
        mostly_bold=2 * bold > sum(sizes.values()),
        larger=larger,
    )


def _groups(page: list[Line], style: _Style) -> list[list[Line]]:
    """Part the lines of a page into paragraphs."""
    edges = _right_edges(page)
    groups: list[list[Line]] = []
    for line in page:
        above = groups[-1][-1] if groups else None
        if above and _continues(above, line, edges[id(above)], style):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _right_edges(page: list[Line]) -> dict[int, float]:
    """Return how far each line (by its id) could have reached: its column's right edge."""
    furthest: dict[int, float] = {}
    for line in page:
        place = int(line.left // 20)
        for near in (place - 1, place, place + 1):
            furthest[near] = max(furthest.get(near, 0.0), line.right)
    # A line across the page may begin where a column does, but a column ends where the next begins.
    starts = Counter(round(line.left / 4) * 4 for line in page)
    columns = [left for left, count in starts.items() if count >= max(5, 0.15 * len(page))]
    edges = {}
    for line in page:
        beyond = [left for left in columns if left > max(line.left + 100, line.right)]
        reach = furthest[int(line.left // 20)]
        edges[id(line)] = min(reach, min(beyond) - line.size) if beyond else reach
    return edges


def _continues(above: Line, line: Line, edge: float, style: _Style) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    if above.divided:
        return True
    if above.gaps or line.gaps or _ITEM.match(line.text):
        return False
    step = (above.base - line.base) / line.size
    if line.size in style.larger and above.size == line.size:
        return 0 < step < 1.5  # headings are set centred and broken by sense
    flows = line.text[0].islower() and above.text[-1] not in ".!?:;"
    alike = abs(above.size - line.size) <= 0.08 * style.size and above.bold == line.bold
    if step > 1.3 * style.pitch or not (alike or flows):
        return False
    return flows or not _was_broken(above, line, edge)


def _was_broken(above: Line, line: Line, edge: float) -> bool:
    """Whether the line above ends on purpose: the next word had fitted with room to spare."""
    if line.left > line.right:
        return False  # right to left: the edges here do not apply
    word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * len(word) / len(line.text)
    return edge - above.right > width + 2 * line.size


def _piece(group: list[Line], page: int, style: _Style, mender: Mender) -> Piece:
    text = one_line(mender.join([(line.text, line.divided) for line in group]))
    close = group[0].gaps > 0 or bool(_ITEM.match(group[0].text))
    return Piece(text=text, page=page, level=_level(group, text, style), close=close)


def _level(group: list[Line], text: str, style: _Style) -> int:
    """Return 1 to 6 for a heading: larger than the text, or bold in text that is not."""
    plain = (
        len(group) <= _HEADING_LINES
        and len(text) <= _LONGEST_HEADING
        and text[-1:] not in ".!?;,"
        and sum(character.isalpha() for character in text) >= 3
        and not any(line.gaps for line in group)
        and not text.startswith("•")
    )
    if not plain:
        return 0
    size = min(line.size for line in group)
    if size in style.larger:
        return min(style.larger.index(size) + 1, 5)
    bold = all(line.bold for line in group) and not style.mostly_bold
    return 6 if bold and size >= 0.95 * style.size else 0


def _mend_page_break(pieces: list[Piece], found: list[Piece]) -> None:
    """Give a sentence that runs over a page break whole to the page on which it starts."""
    before, after = pieces[-1], found[0]
    if before.level or after.level:
        return
    if not after.text[:1].islower() or before.text[-1:] in ".!?:;":
        return
    end = re.search(r"[.!?][\"'”’)]*(?:\s+|$)", after.text)
    moved = after.text[: end.end()] if end else after.text
    pieces[-1] = Piece(
        f"{before.text} {moved.strip()}", page=before.page, level=0, close=before.close
    )
    rest = after.text[len(moved) :]
    found[0] = Piece(rest, page=after.page, level=0, close=after.close)
