"""How many of the relevant documents are found, and how early: by ir-measures (trec_eval).

With rel the relevance (0 for none, then 1, 2, ...) of the document at a rank:

    recall@k  relevant among the first k / relevant
    MRR@k     1 / rank of the first relevant one among the first k, else 0
    nDCG@10   DCG / DCG of the best order, DCG = sum of rel / log2(rank + 1) for ranks to 10
    MAP       mean over the relevant documents of the precision at their rank, 0 if not found

Sources: Jarvelin and Kekalainen, 2002 (nDCG); Buckley and Voorhees, 2005 (MAP); trec_eval.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class RankingScores:
    """Scores from 0 to 1 by the name of the measure: recall@5, MRR@10, nDCG@10, MAP."""

    means: dict[str, float]
    """Over the queries in `per_query`; empty where there is none."""
    per_query: dict[str, dict[str, float]]
    """Every query with a relevant document, in the order of the judgements."""


def as_run(ranking: Iterable[str]) -> dict[str, float]:
    """Return scores that keep the order of `ranking`, best first; a repeated id counts once."""
    ids = list(dict.fromkeys(ranking))
    return {document: float(len(ids) - position) for position, document in enumerate(ids)}


def score_rankings(
    qrels: Mapping[str, Mapping[str, int]],
    run: Mapping[str, Mapping[str, float]],
    *,
    recall_at: Sequence[int] = (5, 10),
    reciprocal_at: int = 10,
) -> RankingScores:
    """Return recall@k, MRR@k, nDCG@10 and MAP of a run, as means and by query.

    `qrels` has the relevance and `run` the score of documents, by query. A query without a
    relevant document (an unanswerable question) has no score; one that the run leaves out has 0.
    Documents of equal score stay in the order of the run, as a person sees them: of the tools
    behind ir-measures one would order them by falling id, the other by rising id.
    UsageError without ir-measures; ValueError for a score that is not a number.
    """
    judged = {
        query: dict(marks) for query, marks in qrels.items() if max(marks.values(), default=0) > 0
    }
    if not judged:
        return RankingScores({}, {})
    try:
        import ir_measures
    except ImportError as error:
        raise UsageError(
            "Scoring a ranking needs ir-measures: pip install 'footnote-qa[eval]'"
        ) from error
    names = {ir_measures.R @ k: f"recall@{k}" for k in recall_at} | {
        ir_measures.RR @ reciprocal_at: f"MRR@{reciprocal_at}",
        ir_measures.nDCG @ 10: "nDCG@10",
        ir_measures.AP: "MAP",
    }
    strict = {query: _in_order(run[query]) for query in judged if run.get(query)}
    per_query: dict[str, dict[str, float]] = {query: {} for query in judged}
    for metric in ir_measures.iter_calc(list(names), judged, strict):
        per_query[metric.query_id][names[metric.measure]] = metric.value
    means = {
        name: math.fsum(scores[name] for scores in per_query.values()) / len(per_query)
        for name in names.values()
    }
    return RankingScores(means, per_query)


def _in_order(scores: Mapping[str, float]) -> dict[str, float]:
    """Return whole numbers in the same order, so that no tie and no float32 rounding is left."""
    if any(math.isnan(score) for score in scores.values()):
        raise ValueError("a score of a ranking is not a number")
    return as_run(sorted(scores, key=lambda document: -scores[document]))
