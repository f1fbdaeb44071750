"""Charts of a report as inline SVG, in the page's own colours and sized by it.

Positions are percentages, so that a chart takes the width it is given while its words keep their
size; only curves stretch. The classes are those of `report.css`.
"""

import math
import statistics
from collections.abc import Sequence
from html import escape

from eval.metrics.intervals import Interval
from eval.metrics.refusal import RiskCoverage

BINS = 60
_TICKS = (0, 25, 50, 75, 100)


def share_bar(interval: Interval, label: str) -> str:
    """Return a bar of a share, 0 to 1, with a whisker from the low to the high end of its interval.

    No whisker for an interval without width. `label` is what a screen reader says.
    """
    bar = f'<rect class="bar" y="22%" height="56%" width="{_place(interval.mean)}"/>'
    return _svg("share", label, [bar, *_whisker(interval)])


def share_dot(interval: Interval, label: str) -> str:
    """Return a dot on a line from 0 to 1, with a whisker as `share_bar` has.

    For figures of which some are better high and some low: a bar would look like praise.
    """
    scale = [_line("0", "50%", "100%", "50%", "grid")]
    scale += [_line(f"{tick}%", "35%", f"{tick}%", "65%", "grid") for tick in _TICKS]
    dot = f'<circle class="dot" cx="{_place(interval.mean)}" cy="50%" r="4"/>'
    return _svg("share", label, [*scale, *_whisker(interval), dot])


def _whisker(interval: Interval) -> list[str]:
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return []
    low, high = _place(interval.low), _place(interval.high)
    ends = [_line(end, "28%", end, "72%", "whisker") for end in (low, high)]
    return [_line(low, "50%", high, "50%", "whisker"), *ends]


def curve_chart(curve: RiskCoverage) -> str:
    """Return the risk-coverage curve; both axes run from 0 to 100 %. Empty without points."""
    if not curve.points:
        return ""
    first, last = curve.points[0], curve.points[-1]
    path = " ".join(f"{100 * p.coverage:.4g},{100 - 100 * p.risk:.4g}" for p in curve.points)
    label = (
        "The share of the answered questions that is wrong, against the share of questions "
        f"answered: {first.risk:.0%} wrong with the surest {first.coverage:.0%} answered, "
        f"{last.risk:.0%} with {last.coverage:.0%}."
    )
    marks = []
    for tick in _TICKS:
        marks.append(_line("0", f"{100 - tick}%", "100%", f"{100 - tick}%", "grid"))
        marks.append(_text("0", f"{100 - tick}%", f"{tick} %", 'dx="-8" dy="0.35em"', "end"))
        marks.append(_text(f"{tick}%", "100%", f"{tick} %", 'dy="1.5em"', "middle"))
    marks.append(
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'<polyline class="curve" points="{path}"/></svg>'
    )
    end = f'cx="{_place(last.coverage)}" cy="{_place(1 - last.risk)}"'
    marks.append(f'<circle class="dot" {end} r="4"/>')
    return _svg("plot", label, marks)


def seconds_strip(values: Sequence[float], top: float, label: str) -> str:
    """Return how seconds spread from 0 to `top`, as BINS columns, with a line at their median.

    Columns are scaled to the fullest one. ValueError without values.
    """
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, int(BINS * value / top))] += 1
    fullest = max(counts)
    path = "".join(
        f"M{place} 100v-{100 * count / fullest:.3g}h1V100z"
        for place, count in enumerate(counts)
        if count
    )
    middle = _place(statistics.median(values) / top)
    columns = f'<path class="bar" d="{path}"/>'
    marks = [
        _line("0", "100%", "100%", "100%", "grid"),
        f'<svg viewBox="0 0 {BINS} 100" preserveAspectRatio="none">{columns}</svg>',
        _line(middle, "0", middle, "100%", "whisker"),
    ]
    return _svg("strip", label, marks)


def seconds_axis(ticks: Sequence[float]) -> str:
    """Return the axis below strips that end at the last of `ticks`; screen readers pass over it."""
    ends = {ticks[0]: "start", ticks[-1]: "end"}
    words = [
        _text(_place(tick / ticks[-1]), "1em", f"{tick:g} s", "", ends.get(tick, "middle"))
        for tick in ticks
    ]
    return f'<svg class="axis" aria-hidden="true">{"".join(words)}</svg>'


def round_ticks(longest: float) -> list[float]:
    """Return the marks of an axis from 0 that holds `longest`: 1, 2 or 5 of a power of ten apart.

    At most six intervals, the last one ending the axis.
    """
    rough = max(longest, 0.001) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
    return [round(step * tick, 9) for tick in range(max(1, math.ceil(longest / step)) + 1)]


def _place(share: float) -> str:
    return f"{100 * share:.4g}%"


def _svg(name: str, label: str, marks: Sequence[str]) -> str:
    return f'<svg class="{name}" role="img" aria-label="{escape(label)}">{"".join(marks)}</svg>'


def _line(x1: str, y1: str, x2: str, y2: str, name: str) -> str:
    return f'<line class="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _text(x: str, y: str, text: str, shift: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" {shift} text-anchor="{anchor}">{text}</text>'
