"""Question -> what the documents hold on it, before any model writes: hits and ranked sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from index.records import Hit
from rag.embed import Embedder
from rag.evidence import Evidence, passage_text, rank
from rag.reader import EvidenceReader, Reading, calibration
from rag.retrieve import retrieve

READ = 20
"""Passages that the reader reads: 0.3 s on two cores."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question."""

    hits: tuple[Hit, ...]
    """The passages to show, best first."""
    ranked: tuple[Evidence, ...]
    """All their sentences, likeliest first."""
    answers: tuple[float, ...]
    """Log-odds that a passage answers, of every passage that was read, highest first."""


def search(library: Library, embedder: Embedder, question: str, passages: int) -> list[Hit]:
    """Retrieve what the reader is to read: at least so many passages, best first."""
    vector = embedder.encode([question])[0]
    return retrieve(library, question, vector, max(passages, READ))


def reorder(
    reader: EvidenceReader, question: str, hits: Sequence[Hit]
) -> list[tuple[Hit, Reading]]:
    """Read the hits and order them by how likely they are to answer, best first."""
    readings = reader.read(question, [passage_text(hit)[0] for hit in hits])
    weights = calibration()["passage"]

    def score(pair: tuple[Hit, Reading]) -> float:
        hit, reading = pair
        found = weights["answers"] * reading.answers + weights["cosine"] * (hit.cosine or 0.0)
        return float(found + weights["fused"] * hit.score)

    return sorted(zip(hits, readings, strict=True), key=score, reverse=True)


def weigh(reader: EvidenceReader, question: str, hits: Sequence[Hit], passages: int) -> Found:
    """Read the hits; keep so many passages and rank their sentences."""
    ordered = reorder(reader, question, hits)
    kept = ordered[:passages]
    chosen = [hit for hit, _ in kept]
    ranked = rank(question, chosen, [reading for _, reading in kept])
    answers = sorted((reading.answers for _, reading in ordered), reverse=True)
    return Found(tuple(chosen), tuple(ranked), tuple(answers))
