"""Ranked sentences -> the short excerpts that the answer model reads."""

from collections.abc import Sequence

from rag.answer import Passage
from rag.evidence import Evidence

BEST = 5
"""Sentences that are taken at most, each with its neighbours under the same heading. Twelve or so
short sentences take the default model 3 to 4 seconds to read; four whole chunks would take 8."""
FEWEST = 2
MARGIN = 1.5
"""Log-odds below the likeliest sentence from which on one is left out: of the questions of `seeds`
and `contoso` as many have their answer among the rest, in a quarter fewer words."""

Run = tuple[Evidence, ...]
"""Consecutive sentences of one document under one heading, in the order of the document."""


def runs(ranked: Sequence[Evidence], best: int = BEST) -> list[Run]:
    """Take the best sentences and their neighbours, the run with the best one first."""
    by_place = {_place(e): e for e in ranked}
    found: dict[tuple[int, str], dict[int, Evidence]] = {}
    close = sum(e.score >= ranked[0].score - MARGIN for e in ranked)
    for evidence in ranked[: min(best, max(FEWEST, close))]:
        document, ordinal = _place(evidence)
        for place in ((document, ordinal + step) for step in (-1, 0, 1)):
            near = by_place.get(place)
            if near is not None and near.sentence.heading == evidence.sentence.heading:
                run = found.setdefault((document, evidence.sentence.heading), {})
                run[near.sentence.ordinal] = near
    return [tuple(run[ordinal] for ordinal in sorted(run)) for run in found.values()]


def excerpts(found: Sequence[Run]) -> list[Passage]:
    """Join each run into one text, its sentences parted by spaces, for the model's eyes only."""
    return [_passage(run) for run in found]


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.document.id, evidence.sentence.ordinal


def _passage(run: Run) -> Passage:
    document, first, last = run[0].document, run[0].sentence, run[-1].sentence
    return Passage(
        document.id,
        document.source,
        document.title,
        document.date,
        first.page,
        first.heading,
        first.start,
        last.end,
        " ".join(e.sentence.text for e in run),
        score=max(e.score for e in run),
    )
