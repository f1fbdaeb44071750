"""Recorded answers of several systems -> figures, by the same functions for all."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics.citations import (
    CitationScores,
    Place,
    place_scores,
    same_source,
    same_words,
)
from eval.metrics.intervals import Interval, mean_interval
from eval.metrics.paired import Comparison, compare
from eval.metrics.text import matches_required, states
from eval.peers.markers import without
from eval.peers.refusals import taken_apart

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, judged."""

    right: bool
    """It answers an answerable question rightly; judged on the parts that do not refuse."""
    refused: bool
    """Some part of it refuses, and it is not right. An error is no refusal."""
    citations: CitationScores
    found: bool | None
    """Whether a gold sentence stands in what was retrieved; None without gold evidence."""


def judged(record: Record) -> Judged:
    """Judge one answer."""
    said, refuses = taken_apart(record["text"])
    gold = [Place(place["source"], place["quote"]) for place in record["gold"]["evidence"]]
    right = record["answerable"] and not record["error"] and _states(without(said), record["gold"])
    found = any(
        same_source(source["source"], place.source) and same_words(source["quote"], place.text)
        for place in gold
        for source in record["retrieved"]
    )
    cited = [Place(source["source"], source["quote"]) for source in record["citations"]]
    return Judged(
        right=right,
        refused=refuses and not right and not record["error"],
        citations=place_scores(cited, gold),
        found=found if gold else None,
    )


def _states(said: str, gold: Mapping[str, Any]) -> bool:
    if gold["required"]:
        return bool(said) and matches_required(said, gold["required"])
    return bool(said) and states(said, gold["answers"])


@dataclass(frozen=True, slots=True)
class Scores:
    """One system. Shares are 0 to 1; ratios are to Footnote; None where nothing was to measure."""

    asked: int
    failed: int
    """Questions that ended with an error."""
    right: Interval | None
    """Of the answerable questions."""
    against: Comparison | None
    """`right` of this system (B) against Footnote's (A), over the answerable questions."""
    refused_rightly: Interval | None
    """Of the questions without an answer."""
    refused_wrongly: Interval | None
    """Of the answerable questions."""
    cited: Interval | None
    """Of the answerable questions that it did not refuse: some citation holds gold evidence."""
    citation_precision: Interval | None
    """Citations that hold gold evidence, of those that such an answer has."""
    citation_words: float | None
    """Median length of a citation in words."""
    found: Interval | None
    """Of the answerable questions: a gold sentence is in what was retrieved."""
    first: float | None
    """Median seconds to the first words."""
    first_ratio: float | None
    """Median of the ratios question by question."""
    total: float | None
    total_ratio: float | None
    memory: int
    """Most bytes of all its processes."""
    memory_ratio: float | None


def scores(records: Sequence[Record], names: Sequence[str], seed: int = 0) -> dict[str, Scores]:
    """Score each system of `names`; ratios and comparison are to the first of them.

    `seed` draws the bootstrap samples: the same seed gives the same intervals.
    """
    by_name = {name: {r["id"]: r for r in records if r["system"] == name} for name in names}
    first = by_name[names[0]]
    return {name: _scores(by_name[name], first, seed) for name in names}


def _scores(own: dict[str, Record], other: dict[str, Record], seed: int) -> Scores:
    verdicts = {key: judged(record) for key, record in own.items()}
    answerable = [key for key, record in own.items() if record["answerable"]]
    answered = [k for k in answerable if not verdicts[k].refused and not own[k]["error"]]

    def share(values: Sequence[bool | None]) -> Interval | None:
        known = [float(value) for value in values if value is not None]
        return mean_interval(known, counted=True, seed=seed)

    precisions = [verdicts[key].citations.precision for key in answered]
    precise = [value for value in precisions if value is not None]
    words = [len(c["quote"].split()) for key in answered for c in own[key]["citations"]]
    memory = max((record["memory_bytes"] for record in own.values()), default=0)
    reference = max((record["memory_bytes"] for record in other.values()), default=0)
    return Scores(
        asked=len(own),
        failed=sum(bool(record["error"]) for record in own.values()),
        right=share([verdicts[key].right for key in answerable]),
        against=_against(own, other, seed) if own is not other else None,
        refused_rightly=share([v.refused for k, v in verdicts.items() if not own[k]["answerable"]]),
        refused_wrongly=share([verdicts[key].refused for key in answerable]),
        cited=share([verdicts[key].citations.hit for key in answered]),
        citation_precision=mean_interval(precise, seed=seed),
        citation_words=statistics.median(words) if words else None,
        found=share([verdicts[key].found for key in answerable]),
        first=_median(own, "first_seconds"),
        first_ratio=_ratio(own, other, "first_seconds"),
        total=_median(own, "total_seconds"),
        total_ratio=_ratio(own, other, "total_seconds"),
        memory=memory,
        memory_ratio=memory / reference if reference else None,
    )


def _against(own: dict[str, Record], other: dict[str, Record], seed: int) -> Comparison | None:
    both = [key for key, record in own.items() if key in other and record["answerable"]]
    if not both:
        return None
    a, b = ({k: float(judged(side[k]).right) for k in both} for side in (other, own))
    return compare(a, b, seed=seed)


def _median(own: dict[str, Record], name: str) -> float | None:
    values = [record[name] for record in own.values() if not record["error"]]
    return statistics.median(values) if values else None


def _ratio(own: dict[str, Record], other: dict[str, Record], name: str) -> float | None:
    ratios = [
        record[name] / other[key][name]
        for key, record in own.items()
        if key in other and not record["error"] and not other[key]["error"]
    ]
    return statistics.median(ratios) if ratios else None
