"""Records -> figures, each with its interval."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.citations import CitationScores, Place, place_scores, same_source, same_words
from eval.metrics.intervals import Interval, mean_interval
from eval.metrics.refusal import RefusalScores, refusal_scores
from eval.metrics.text import matches_required, states
from eval.records import Record


def right(record: Record) -> bool:
    """Tell whether the answer is right; for an unanswerable question that is a refusal."""
    if not record["answerable"]:
        return bool(record["status"] == "not_found")
    if record["status"] != "answered":
        return False
    gold = record["gold"]
    if gold["required"]:
        return matches_required(record["text"], gold["required"])
    return states(record["text"], gold["answers"])


def citations(record: Record) -> CitationScores:
    """Score the citations against the gold sentences."""
    cited = [Place(c["source"], c["quote"]) for c in record["citations"]]
    return place_scores(cited, _gold(record))


def found(record: Record) -> bool | None:
    """Tell whether a gold sentence stands in the passages found; None without gold evidence."""
    gold = _gold(record)
    if not gold:
        return None
    return any(
        same_source(passage["source"], quote.source) and same_words(passage["text"], quote.text)
        for quote in gold
        for passage in record["passages"]
    )


def _gold(record: Record) -> list[Place]:
    return [Place(e["source"], e["text"]) for e in record["gold"]["evidence"]]


@dataclass(frozen=True, slots=True)
class Scores:
    """A run in figures; shares are 0 to 1, seconds medians. None where nothing was to measure."""

    cases: int
    answerable_right: Interval | None
    refused_rightly: Interval | None
    """Share of the unanswerable questions that were refused."""
    refused_wrongly: Interval | None
    """Share of the answerable questions that were refused."""
    refusal: RefusalScores
    citation_precision: Interval | None
    citation_recall: Interval | None
    evidence_found: Interval | None
    """Share of the answerable questions with a gold sentence among the passages found."""
    by_kind: dict[str, Interval | None]
    seconds_evidence: float
    seconds_total: float


def score(records: Sequence[Record], seed: int = 0) -> Scores:
    """Score a run. `seed` draws the bootstrap samples: the same seed gives the same intervals."""

    def share(values: Sequence[float | bool | None]) -> Interval | None:
        return mean_interval([float(v) for v in values if v is not None], seed=seed)

    answerable = [r for r in records if r["answerable"]]
    others = [r for r in records if not r["answerable"]]
    refused = [r["status"] == "not_found" for r in records]
    cited = [citations(r) for r in answerable if r["status"] == "answered"]
    kinds = sorted({r["kind"] for r in records})
    return Scores(
        len(records),
        share([right(r) for r in answerable]),
        share([right(r) for r in others]),
        share([r["status"] == "not_found" for r in answerable]),
        refusal_scores(refused, [not r["answerable"] for r in records]),
        share([c.precision for c in cited]),
        share([c.recall for c in cited]),
        share([found(r) for r in answerable]),
        {kind: share([right(r) for r in records if r["kind"] == kind]) for kind in kinds},
        statistics.median(r["seconds"]["evidence"] for r in records),
        statistics.median(r["seconds"]["total"] for r in records),
    )
