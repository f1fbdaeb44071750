"""The shapes of a PowerPoint slide to pieces of text."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.readers.assemble import Piece, one_line
from rag.readers.tables import looks_headed, names_columns, row_pieces, table_rows
from rag.readers.word_xml import attribute, find, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})  # on every slide, or a picture


@dataclass(slots=True)
class Slide:
    """The text of a slide, before its number is known."""

    title: str = ""
    body: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)


def shapes_text(
    element: "_Element", slide: Slide, inside: "Mapping[str, _Element]", *, only: str = ""
) -> None:
    """Add the text of all shapes in their order, which is the one that a screen reader reads.

    A "Fallback", the same shape again for older programs, is passed over. `inside` holds charts
    and diagrams by their relation; `only` names the one kind of placeholder that counts.
    """
    for shape in element:
        match name_of(shape):
            case "sp" if not _is_hidden(shape):
                _add_shape(shape, slide, only)
            case "graphicFrame" if not only and not _is_hidden(shape):
                _add_frame(shape, slide, inside)
            case "cSld" | "spTree" | "grpSp" | "AlternateContent" | "Choice" if not _is_hidden(
                shape
            ):
                shapes_text(shape, slide, inside, only=only)


def _is_hidden(shape: "_Element") -> bool:
    return any(
        attribute(properties, "hidden") in {"1", "true"}
        for wrapper in shape
        if name_of(wrapper).startswith("nv")
        for properties in find(wrapper, "cNvPr")
    )


def _add_shape(shape: "_Element", slide: Slide, only: str) -> None:
    holders = find(shape, "nvSpPr", "nvPr", "ph")
    # A placeholder that says no type holds the body.
    kind = attribute(holders[0], "type") or "body" if holders else ""
    if kind in _FURNITURE or (only and kind != only):
        return
    paragraphs = [each for body in find(shape, "txBody") for each in _paragraphs(body)]
    if kind in _TITLES and not slide.title:
        slide.title = " ".join(paragraphs)
        return
    # The paragraphs of one shape are as a rule the points of a list.
    slide.body += [Piece(text, close=number > 0) for number, text in enumerate(paragraphs)]


def _paragraphs(body: "_Element") -> list[str]:
    texts = (_line(paragraph) for paragraph in body.iterchildren("{*}p"))
    return [text for text in texts if text.strip()]


def _line(paragraph: "_Element") -> str:
    parts = []
    for run in paragraph:
        if name_of(run) == "br":
            parts.append("\n")
        elif name_of(run) in {"r", "fld"}:
            parts += [each.text or "" for each in find(run, "t")]
    return "".join(parts)


def _add_frame(frame: "_Element", slide: Slide, inside: "Mapping[str, _Element]") -> None:
    for data in find(frame, "graphic", "graphicData"):
        for part in data:
            match name_of(part):
                case "tbl":
                    slide.body += _table(part)
                case "chart" if attribute(part, "id") in inside:
                    slide.body += _chart(inside[attribute(part, "id")])
                case "relIds" if attribute(part, "dm") in inside:  # SmartArt
                    points = inside[attribute(part, "dm")].iter("{*}t")
                    texts = [text for each in points if (text := _paragraphs(each))]
                    lines = [line for text in texts for line in text]
                    slide.body += [Piece(line, close=i > 0) for i, line in enumerate(lines)]


def _table(table: "_Element") -> list[Piece]:
    grid: list[list[str]] = []
    for row in find(table, "tr"):
        line: list[str] = []
        for cell in find(row, "tc"):
            text = one_line(" ".join(p for body in find(cell, "txBody") for p in _paragraphs(body)))
            if attribute(cell, "vMerge") in {"1", "true"} and grid and len(line) < len(grid[-1]):
                text = grid[-1][len(line)]  # what stands in the cell above stands here too
            elif attribute(cell, "hMerge") in {"1", "true"} and not grid and line:
                text = line[-1]  # a header is repeated for all the columns that it spans
            line.append(text)
        grid.append(line)
    if all(len(row) < 2 for row in grid):
        return [Piece(text) for row in grid for text in row]
    marked = any(attribute(each, "firstRow") in {"1", "true"} for each in find(table, "tblPr"))
    headed = looks_headed(grid) or (marked and bool(grid) and names_columns(grid[0]))
    return row_pieces(table_rows(grid, headed=headed))


def _chart(chart: "_Element") -> list[Piece]:
    """Return a chart's title and its numbers, category by category: "May; Sales: 5; Costs: 3"."""
    titles = [
        one_line(" ".join(_paragraphs(rich)))
        for title in chart.iter("{*}title")
        for rich in title.iter("{*}rich")
    ]
    series = list(chart.iter("{*}ser"))
    names = [one_line(" ".join(_points(each, "tx").values())) for each in series]
    values = [_points(each, "val") for each in series]
    categories: dict[str, str] = {}
    for each in series:
        categories = categories or _points(each, "cat")
    rows = [
        [name, *(points.get(place, "") for points in values)] for place, name in categories.items()
    ]
    table = table_rows([["", *names], *rows], headed=all(names))
    return [*map(Piece, titles), *row_pieces(table if rows else [])]


def _points(series: "_Element", name: str) -> dict[str, str]:
    """Return the cached texts of a series' name, categories or values, by their place."""
    return {
        point.get("idx", ""): one_line(" ".join(each.text or "" for each in find(point, "v")))
        for part in find(series, name)
        for point in part.iter("{*}pt")
    }
