"""A run as one HTML file that needs nothing else: no network, no other file."""

import json
import math
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from eval import charts
from eval.failures import why
from eval.judge import Record
from eval.metrics.intervals import Interval
from eval.metrics.refusal import RiskCoverage, coverage_at_risk
from eval.report import (
    counted,
    figure_text,
    percent,
    seconds_text,
    setting,
    sorted_kinds,
    summary,
    title,
)
from eval.report_cases import case_view
from eval.score import Figure, Scores

_HERE = Path(__file__).parent
_RISKS = (0.05, 0.1, 0.2)
_MOMENTS = {
    "evidence": "evidence on screen",
    "first_sentence": "first sentence",
    "total": "whole answer",
}


def html(told: Record, scores: Scores, records: Sequence[Record]) -> str:
    """Write the report: figures, charts, and every case with what went wrong, to be filtered.

    Every text of a document, question or model is escaped; the content policy of the page allows
    no request. What has nothing to show is left out. Passages stand with the failures only, so
    that a run over thousands of cases stays readable.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    reasons = [why(record) for record in records]
    return environment.get_template("report.html.jinja").render(
        style=_own("report.css"),
        script=_own("report.js"),
        title=title(told, scores),
        setting=setting(told),
        figures=[_figure(figure) for figure in scores.figures],
        kinds=[_kind(kind, share) for kind, share in sorted_kinds(scores)],
        curve=_curve(scores.curve),
        seconds=_seconds(records),
        summary=summary(reasons),
        reasons=counted(reasons),
        kind_counts=sorted(Counter(record["kind"] for record in records).items()),
        cases=[case_view(*pair) for pair in zip(records, reasons, strict=True)],
        manifest=list(_flat(told)),
    )


def _own(name: str) -> Markup:
    """Return a file of ours, which may hold markup, unlike everything else on the page."""
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704


def _figure(figure: Figure) -> dict[str, Any]:
    text, value = figure_text(figure), figure.value
    drawn = value if figure.unit in ("share", "score") else None
    dot = charts.share_dot(drawn, f"{figure.label}: {text}") if drawn else ""
    cases = value.cases if value else 0
    return {"label": figure.label, "text": text, "cases": cases, "dot": Markup(dot)}  # noqa: S704


def _kind(kind: str, share: Interval) -> dict[str, Any]:
    text = percent(share)
    bar = charts.share_bar(share, f"{kind}: {text} right")
    return {"name": kind, "right": text, "cases": share.cases, "bar": Markup(bar)}  # noqa: S704


def _curve(curve: RiskCoverage) -> dict[str, Any] | None:
    if not curve.points:
        return None
    return {
        "chart": Markup(charts.curve_chart(curve)),  # noqa: S704
        "aurc": curve.aurc,
        "excess": curve.excess,
        "risks": [(risk, coverage_at_risk(curve, risk)) for risk in _RISKS],
    }


def _seconds(records: Sequence[Record]) -> dict[str, Any] | None:
    """Return how long what took, one row a moment that any case has; None without any."""
    measured = {
        words: sorted(s for r in records if (s := r["seconds"][name]) is not None)
        for name, words in _MOMENTS.items()
    }
    measured = {words: values for words, values in measured.items() if values}
    if not measured:
        return None
    ticks = charts.round_ticks(max(values[-1] for values in measured.values()))
    rows = []
    for words, values in measured.items():
        median, most = statistics.median(values), values[math.ceil(0.9 * len(values)) - 1]
        label = f"{words}: median {median:.2f} s, nine in ten within {most:.2f} s"
        strip = Markup(charts.seconds_strip(values, ticks[-1], label))  # noqa: S704
        rows.append((words, seconds_text(median), seconds_text(most), len(values), strip))
    return {"rows": rows, "axis": Markup(charts.seconds_axis(ticks))}  # noqa: S704


def _flat(told: Record, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the manifest as names and values; what is nested has its name after that above it."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name} ")
        else:
            yield f"{above}{name}", value if isinstance(value, str) else json.dumps(value)
