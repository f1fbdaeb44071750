"""Question -> hits: nearest vectors and matching words, fused by reciprocal rank."""

from collections.abc import Sequence

from index.library import Library
from index.records import Hit
from index.vectors import Vectors
from rag.words import STOP_WORDS, words

CANDIDATES = 50
"""Chunks that each of the two searches puts forward."""
RANK_CONSTANT = 60
"""k of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def word_query(question: str) -> str:
    """Write the FTS5 query for any of the question's words; empty when it has none.

    Every word is quoted, so nothing a person types is read as query syntax.
    """
    found = dict.fromkeys(words(question))
    telling = [word for word in found if word not in STOP_WORDS] or list(found)
    return " OR ".join(f'"{word}"' for word in telling)


def fuse(
    rankings: Sequence[Sequence[int]], constant: int = RANK_CONSTANT
) -> list[tuple[int, float]]:
    """Reciprocal rank fusion: pairs (id, sum of 1 / (constant + rank)), best first."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (constant + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def retrieve(library: Library, question: str, vector: Vectors, limit: int) -> list[Hit]:
    """Return up to `limit` hits for `question`, whose embedding is `vector`, best first."""
    with library.store.database.reading():
        cosines = dict(library.nearest(vector, CANDIDATES))
        query = word_query(question)
        matching = library.store.lexical(query, CANDIDATES) if query else []
        fused = fuse([list(cosines), matching])[:limit]
        return library.store.hits([(i, score, cosines.get(i)) for i, score in fused])
