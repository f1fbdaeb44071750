"""Ranked sentences -> the short excerpts that the answer model reads."""

from collections.abc import Sequence

from rag.answer import Passage
from rag.evidence import Evidence

BEST = 5
"""Sentences that are taken, each with its neighbours under the same heading. Twelve or so short
sentences take the default model 3 to 4 seconds to read; four whole chunks would take 8."""


def excerpts(ranked: Sequence[Evidence], best: int = BEST) -> list[Passage]:
    """Join the best sentences and their neighbours into runs of text, best run first.

    A run is consecutive sentences of one document under one heading; its text is the sentences
    joined by spaces, for the model's eyes only.
    """
    by_place = {_place(e): e for e in ranked}
    runs: dict[tuple[int, str], dict[int, Evidence]] = {}
    for evidence in ranked[:best]:
        document, ordinal = _place(evidence)
        for place in ((document, ordinal + step) for step in (-1, 0, 1)):
            near = by_place.get(place)
            if near is not None and near.sentence.heading == evidence.sentence.heading:
                run = runs.setdefault((document, evidence.sentence.heading), {})
                run[near.sentence.ordinal] = near
    return [_passage([run[ordinal] for ordinal in sorted(run)]) for run in runs.values()]


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.document.id, evidence.sentence.ordinal


def _passage(run: Sequence[Evidence]) -> Passage:
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
