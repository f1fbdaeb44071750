"""Question -> what the documents hold on it, before any model reads: hits and ranked sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from index.records import Hit
from index.vectors import Vectors
from rag.embed import Embedder
from rag.evidence import Evidence, candidates, rank
from rag.retrieve import retrieve


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question."""

    hits: tuple[Hit, ...]
    ranked: tuple[Evidence, ...]
    """All sentences of the hits, likeliest first."""
    vectors: Vectors
    """Their embeddings, in the same order (count x dimension)."""


def find(library: Library, embedder: Embedder, question: str, passages: int) -> Found:
    """Retrieve so many passages, then rank their sentences."""
    vector = embedder.encode([question])[0]
    return _ranked(embedder, question, vector, retrieve(library, question, vector, passages))


def find_in(embedder: Embedder, question: str, hits: Sequence[Hit]) -> Found:
    """Rank the sentences of passages that were chosen otherwise."""
    return _ranked(embedder, question, embedder.encode([question])[0], hits)


def _ranked(embedder: Embedder, question: str, vector: Vectors, hits: Sequence[Hit]) -> Found:
    sentences = candidates(hits)
    vectors = embedder.encode([e.sentence.text for e in sentences])
    order, ranked = rank(question, vector, sentences, vectors)
    return Found(tuple(hits), tuple(ranked), vectors[order])
