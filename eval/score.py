"""Records -> figures, each with its interval."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval import judge
from eval.judge import Record, citations, found, right
from eval.measures import COUNTED, SCORED, SPENT, Measure, Unit, ranking
from eval.metrics.intervals import Interval, mean_interval, statistic_interval
from eval.metrics.refusal import (
    RiskCoverage,
    coverage_at_risk,
    refusal_scores,
    risk_coverage,
)

__all__ = ["Figure", "Scores", "citations", "found", "right", "score"]

BOUND = 0.1
"""Share of wrong answers up to which the coverage is stated."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval."""

    name: str
    """Key in JSON."""
    label: str
    unit: Unit
    value: Interval | None


@dataclass(frozen=True, slots=True)
class Scores:
    """A run in figures; what there was nothing to measure of is left out."""

    cases: int
    figures: tuple[Figure, ...]
    by_kind: dict[str, Interval | None]
    """Share right, by kind of question."""
    curve: RiskCoverage
    """Over what was answered; coverage is the share of all questions."""


def score(records: Sequence[Record], seed: int = 0) -> Scores:
    """Score a run. `seed` draws the bootstrap samples: the same seed gives the same intervals."""
    rows = [_row(record) for record in records if judge.refused(record) is not None]
    figures = [
        *(_mean(measure, records, seed, counted=True) for measure in COUNTED),
        *_refusals(rows, seed),
        *(_mean(measure, records, seed, counted=False) for measure in SCORED),
        *_rankings(records, seed),
        *(_median(measure, records, seed) for measure in SPENT),
        *_totals(records),
    ]
    kinds = sorted({record["kind"] for record in records})
    return Scores(
        len(records),
        tuple(figure for figure in figures if figure.value is not None),
        {kind: _share_right([r for r in records if r["kind"] == kind], seed) for kind in kinds},
        _curve(rows),
    )


Row = tuple[float | None, bool, bool, bool]
"""Of a case that was asked: confidence (None if refused), right, refused, answerable."""


def _row(record: Record) -> Row:
    return (
        record["confidence"],
        bool(right(record)),
        bool(judge.refused(record)),
        record["answerable"],
    )


def _curve(rows: Sequence[Row]) -> RiskCoverage:
    """Return the risk-coverage curve of a run.

    A refused question is answered at no confidence, so the curve ends at the share answered; the
    area is the mean risk over what was answered.
    """
    answered = [(row[0], row[1]) for row in rows if row[0] is not None]
    whole = risk_coverage(answered)
    share = len(answered) / len(rows) if rows else 0.0
    points = tuple(replace(point, coverage=point.coverage * share) for point in whole.points)
    return replace(whole, points=points)


def _mean(measure: Measure, records: Sequence[Record], seed: int, *, counted: bool) -> Figure:
    values = [value for record in records if (value := measure.of(record)) is not None]
    interval = mean_interval([float(value) for value in values], seed=seed, counted=counted)
    return Figure(measure.name, measure.label, measure.unit, interval)


def _median(measure: Measure, records: Sequence[Record], seed: int) -> Figure:
    values = [value for record in records if (value := measure.of(record)) is not None]
    interval = statistic_interval(values, lambda v: statistics.median(v) if v else None, seed=seed)
    return Figure(measure.name, f"{measure.label}, median", measure.unit, interval)


def _share_right(records: Sequence[Record], seed: int) -> Interval | None:
    judged = [float(value) for record in records if (value := right(record)) is not None]
    return mean_interval(judged, seed=seed, counted=True)


def _refusals(rows: Sequence[Row], seed: int) -> list[Figure]:
    if not rows:
        return []

    def refusal(name: str) -> Interval | None:
        def of(drawn: Sequence[Row]) -> float | None:
            scores = refusal_scores([row[2] for row in drawn], [not row[3] for row in drawn])
            value: float | None = getattr(scores, name)
            return value

        return statistic_interval(rows, of, seed=seed)

    def area(drawn: Sequence[Row]) -> float | None:
        return _curve(drawn).aurc

    def covered(drawn: Sequence[Row]) -> float:
        return coverage_at_risk(_curve(drawn), BOUND)

    refusals = []
    if not all(row[3] for row in rows):
        refusals = [
            Figure("refusal_precision", "refusal precision", "score", refusal("precision")),
            Figure("refusal_f1", "refusal F1", "score", refusal("f1")),
        ]
    return [
        *refusals,
        Figure("aurc", "area under the risk-coverage curve (lower is better)", "score",
               statistic_interval(rows, area, seed=seed)),
        Figure("coverage_at_risk", f"share answered with at most {100 * BOUND:.0f} % wrong",
               "share", statistic_interval(rows, covered, seed=seed)),
    ]  # fmt: skip


def _rankings(records: Sequence[Record], seed: int) -> list[Figure]:
    by_case = ranking(records)
    names = list(next(iter(by_case.values()), {}))
    return [
        Figure(
            name.lower().replace("@", "_at_"),
            f"retrieval {name}",
            "score",
            mean_interval([values[name] for values in by_case.values()], seed=seed),
        )
        for name in names
    ]


def _totals(records: Sequence[Record]) -> list[Figure]:
    peaks = [record["memory_bytes"] for record in records if record["memory_bytes"]]
    failed = sum(record["status"] == "error" for record in records)
    figures = []
    if peaks:
        peak = Interval(float(max(peaks)), None, None, len(peaks), "none")
        figures.append(Figure("memory_peak", "memory of all processes, peak", "bytes", peak))
    if failed:
        share = Interval(failed / len(records), None, None, len(records), "none")
        figures.append(Figure("errors", "failed with an error", "share", share))
    return figures
