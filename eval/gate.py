"""The gate: a small, always equal part of the seeds suite, held against `baseline.json`."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval import collection
from eval.ask import Asker, Mode
from eval.cases import Case, choose, sampled
from eval.judge import Record
from eval.measures import COUNTED, SCORED, Measure, ranking
from eval.metrics.intervals import mean_interval
from eval.metrics.paired import compare
from eval.record import record
from eval.suites import Suite, open_suite
from index.errors import UsageError
from rag.assistant import Assistant

ANSWERABLE, UNANSWERABLE, SEED = 12, 8, 1
"""Questions of the dev half that the model answers: two minutes on two cores. All of that half are
searched for, which takes seconds."""

ANSWERS = ("answerable_right", "unanswerable_refused", "citation_precision", "citation_recall")
FINDING = ("evidence_found",)
RANKING = ("recall@5", "nDCG@10")

Values = dict[str, dict[str, float]]
"""By measure, then by case."""


def measure(assistant: Assistant, passages: int, folder: Path, tell: Callable[..., None]) -> Values:
    """Ask and search; return the value of every gated measure for every case that has one."""
    suite = open_suite("seeds")
    with suite.documents(folder) as paths:
        collection.fill(assistant.library, assistant.embedder, paths, lambda *_: None)
    dev = choose(suite.cases, "dev", 0, 0)
    ask = _asking(assistant, passages, tell)
    found = ask("retrieval", dev)
    answered = ask("answer", _drawn(dev))
    by_case = ranking(found)
    return (
        {name: _values(name, answered) for name in ANSWERS}
        | {name: _values(name, found) for name in FINDING}
        | {name: {case: values[name] for case, values in by_case.items()} for name in RANKING}
    )


def _drawn(dev: Sequence[Case]) -> list[Case]:
    """Draw enough of both sorts: a gate that sees few refusals cannot see them go."""
    return [
        *sampled([case for case in dev if case.answerable], ANSWERABLE, SEED),
        *sampled([case for case in dev if not case.answerable], UNANSWERABLE, SEED),
    ]


def _asking(
    assistant: Assistant, passages: int, tell: Callable[..., None]
) -> Callable[[Mode, Sequence[Case]], list[Record]]:
    def ask(mode: Mode, cases: Sequence[Case]) -> list[Record]:
        asker = Asker(
            mode, assistant.library, assistant.embedder, assistant.reader, passages, assistant
        )
        records = []
        for number, case in enumerate(cases):
            tell(number, len(cases), case.id)
            answer = asker.ask(case)
            status = "found" if mode == "retrieval" else answer.status
            records.append(record(case, status, answer, asker.hits(case), None))
        tell(len(cases), len(cases), "")
        return json.loads(json.dumps(records))  # type: ignore[no-any-return]  # as they are read

    return ask


def _values(name: str, records: Sequence[Record]) -> dict[str, float]:
    (chosen,) = (m for m in (*COUNTED, *SCORED) if m.name == name)
    values = {r["id"]: _value(chosen, r) for r in records}
    return {case: value for case, value in values.items() if value is not None}


def _value(chosen: Measure, each: Record) -> float | None:
    value = chosen.of(each)
    return None if value is None else float(value)


def baseline(suite: Suite, values: Values, model: str) -> dict[str, Any]:
    """Return what `baseline.json` holds."""
    return {"suite_sha256": suite.sha256(), "model": model, "measures": values}


def read_baseline() -> dict[str, Any]:
    """Return the recorded values."""
    text = files("eval").joinpath("baseline.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def require_same_suite(before: Mapping[str, Any], suite: Suite) -> None:
    """Raise `UsageError` if the suite is no longer the one that the baseline was made with."""
    if before["suite_sha256"] != suite.sha256():
        raise UsageError(
            "The seeds suite has changed since eval/baseline.json was made: look at the figures "
            "and write a new one with 'python scripts/gate.py --write'."
        )


def drops(before: Values, now: Values) -> list[str]:
    """Say what has become worse beyond doubt; empty where nothing has.

    A measure fails if the paired test says worse, or if its mean lies below the 95 % interval of
    the baseline. Only cases with a value in both are compared; a measure that lost all of them
    fails too.
    """
    return [
        f"{name}: {old:.3f} -> {new:.3f} ({why})"
        for name, values in before.items()
        for old, new, why in [_drop(name, values, now.get(name, {}))]
        if why
    ]


def _drop(
    name: str, before: Mapping[str, float], now: Mapping[str, float]
) -> tuple[float, float, str]:
    both = sorted(before.keys() & now.keys())
    if not both:
        return 1.0, 0.0, "no case has a value any more"
    old, new = [before[case] for case in both], [now[case] for case in both]
    counted = name in {m.name for m in COUNTED}
    interval = mean_interval(old, counted=counted)
    result = compare(dict(zip(both, old, strict=True)), dict(zip(both, new, strict=True)))
    below = interval is not None and interval.low is not None and result.mean_b < interval.low
    if result.verdict == "worse":
        return result.mean_a, result.mean_b, f"worse, p = {result.p_value:.3f}"
    return result.mean_a, result.mean_b, "below the interval of the baseline" if below else ""
