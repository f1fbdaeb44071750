"""Two runs over the same questions, side by side, and whether the second one is better."""

from dataclasses import dataclass
from pathlib import Path

from eval import judge
from eval.judge import Record
from eval.measures import COUNTED, SCORED, SPENT, Measure, ranking
from eval.metrics.paired import Comparison, compare
from eval.records import read_run
from index.errors import UsageError

RIGHT = Measure("right", "right: answered rightly, or rightly refused", "share", judge.right)
"""What decides; all other measures say where the difference comes from."""

_NAMED = {"model_sha256", "embedding_sha256"}
_SAME = {"suite_sha256": "suites", "cases_sha256": "questions", "corpus_sha256": "documents"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both runs."""

    measure: Measure
    result: Comparison


@dataclass(frozen=True, slots=True)
class Runs:
    """What two runs have in common and where they differ."""

    settings: dict[str, tuple[object, object]]
    """Settings that differ, with both values; not the hashes of what has a name."""
    rows: tuple[Compared, ...]
    """What decides first; measures that neither run has are left out."""


def compare_runs(a: Path, b: Path, seed: int = 0) -> Runs:
    """Compare run B with run A, case by case, on every measure that both have.

    Raises `UsageError` for a folder without a finished run, and for runs over different questions
    or documents.
    """
    (told_a, records_a), (told_b, records_b) = read_run(a), read_run(b)
    for key, what in _SAME.items():
        if told_a.get(key) != told_b.get(key):
            raise UsageError(
                f"{a} and {b} are runs over different {what}: run both on the same suite, data, "
                "split, sample and seed."
            )
    return Runs(
        {
            key: (told_a.get(key), told_b.get(key))
            for key in sorted(told_a.keys() | told_b.keys())
            if told_a.get(key) != told_b.get(key) and key not in _NAMED
        },
        compare_records(records_a, records_b, seed),
    )


def compare_records(a: list[Record], b: list[Record], seed: int = 0) -> tuple[Compared, ...]:
    """Compare the records of two runs over the same cases, on every measure that both have."""
    rows = [_compared(m, a, b, seed) for m in (RIGHT, *COUNTED, *SCORED, *SPENT)]
    ranked_a, ranked_b = ranking(a), ranking(b)
    for name in next(iter(ranked_a.values()), {}):
        measure = Measure(name, f"retrieval {name}", "score", lambda _record: None)
        values = [{case: v[name] for case, v in each.items()} for each in (ranked_a, ranked_b)]
        rows.append(Compared(measure, compare(values[0], values[1], seed=seed)))
    return tuple(row for row in rows if row is not None)


def _compared(measure: Measure, a: list[Record], b: list[Record], seed: int) -> Compared | None:
    values_a, values_b = (
        {r["id"]: None if (v := measure.of(r)) is None else float(v) for r in records}
        for records in (a, b)
    )
    if not any(values_a[case] is not None and values_b.get(case) is not None for case in values_a):
        return None
    better = measure.higher_is_better
    return Compared(measure, compare(values_a, values_b, higher_is_better=better, seed=seed))


def verdict(a: str, b: str, runs: Runs) -> str:
    """Say in one sentence whether B is better than A."""
    first = runs.rows[0]
    result, what = first.result, first.measure.label
    if first.measure is not RIGHT:
        what = f"{what} (no answers were asked for)"
    figures = f"{number(first, result.mean_a)} and {number(first, result.mean_b)} {what}"
    chance = f"p = {result.p_value:.3f}, {result.difference.cases} cases"
    if result.verdict == "not told apart":
        return f"{b} and {a} cannot be told apart: {figures} ({chance})."
    return f"{b} is {result.verdict} than {a}: {figures} ({chance})."


def number(row: Compared, value: float) -> str:
    """Write a mean or a difference in the unit of its measure."""
    match row.measure.unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "seconds":
            return f"{value:.2f} s"
        case "tokens":
            return f"{value:.0f}"
        case _:
            return f"{value:.3f}"
