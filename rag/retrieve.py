"""Question -> hits: nearest vectors and matching words, their scores in one sum."""

from collections.abc import Mapping

from index.library import Library
from index.records import Hit
from index.vectors import Vectors
from rag.words import STOP_WORDS, words

CANDIDATES = 50
"""Chunks that each of the two searches puts forward."""
COSINE = 0.75
"""Weight of the cosine; the rest is that of BM25, as a share of the best one for the question.

A sum of scores keeps how much better a passage is, which ranks lose (Bruch, Gai and Ingber, An
Analysis of Fusion Functions for Hybrid Retrieval, TOIS 2023).
"""


def word_query(question: str) -> str:
    """Write the FTS5 query for any of the question's words; empty when it has none.

    Every word is quoted, so nothing a person types is read as query syntax.
    """
    found = dict.fromkeys(words(question))
    telling = [word for word in found if word not in STOP_WORDS] or list(found)
    return " OR ".join(f'"{word}"' for word in telling)


def fuse(
    cosines: Mapping[int, float], matching: Mapping[int, float], weight: float = COSINE
) -> list[tuple[int, float]]:
    """Weighted sum of cosine and BM25: pairs (id, score up to 1), best first.

    `cosines` has every id; `matching` the BM25 of those in which a word of the question stands.
    """
    best = max(matching.values(), default=1.0)
    scores = {
        item: weight * cosine + (1 - weight) * matching.get(item, 0.0) / best
        for item, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def retrieve(library: Library, question: str, vector: Vectors, limit: int) -> list[Hit]:
    """Return up to `limit` hits for `question`, whose embedding is `vector`, best first."""
    with library.store.database.reading():
        cosines = dict(library.nearest(vector, CANDIDATES))
        query = word_query(question)
        matching = dict(library.store.matching(query, CANDIDATES)) if query else {}
        cosines |= library.cosines(vector, matching.keys() - cosines.keys())
        fused = fuse(cosines, matching)[:limit]
        return library.store.hits([(i, score, cosines[i]) for i, score in fused])
