"""Question -> what the documents hold on it, before any model writes: hits and ranked sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from index.records import Hit
from rag.embed import Embedder
from rag.evidence import Evidence, best_of, passage_text, rank
from rag.linked import Linked, linked
from rag.question_words import is_question
from rag.reader import EvidenceReader, Reading, calibration
from rag.retrieve import retrieve

READ = 10
"""Passages that the reader reads; twenty take twice as long and give no better order."""
BEFORE_LINKS = 2
"""Passages that stand before those of documents which they name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question."""

    hits: tuple[Hit, ...]
    """The passages to show, best first."""
    ranked: tuple[Evidence, ...]
    """All their sentences, likeliest first."""
    answers: tuple[float, ...]
    """Log-odds that a passage answers, of every passage that was read, highest first."""


def search(
    library: Library, embedder: Embedder, question: str, passages: int
) -> tuple[list[Hit], list[Linked]]:
    """Retrieve what the reader is to read: at least so many passages, best first, and links."""
    vector = embedder.encode([question])[0]
    hits = retrieve(library, question, vector, max(passages, READ))
    return hits, linked(library, question, vector, hits)


def reorder(
    reader: EvidenceReader, question: str, hits: Sequence[Hit]
) -> list[tuple[Hit, Reading]]:
    """Read the hits and order them by how likely they are to answer, best first.

    For what is no question, keywords or a statement, the order stays: on `scifact` and `cacm` the
    reader, which was trained on questions, makes it worse.
    """
    readings = reader.read(question, [passage_text(hit)[0] for hit in hits])
    if not is_question(question):
        return list(zip(hits, readings, strict=True))
    weights = calibration()["passage"]

    def score(pair: tuple[Hit, Reading]) -> float:
        hit, reading = pair
        found = weights["answers"] * reading.answers + weights["cosine"] * (hit.cosine or 0.0)
        return float(found + weights["fused"] * hit.score)

    return sorted(zip(hits, readings, strict=True), key=score, reverse=True)


def with_links(ordered: Sequence[Hit], links: Sequence[Linked]) -> list[Hit]:
    """Put linked passages after the best two, which they continue."""
    new = {link.hit.chunk_id: link.hit for link in links}
    rest = [hit for hit in ordered if hit.chunk_id not in new]
    return [*rest[:BEFORE_LINKS], *new.values(), *rest[BEFORE_LINKS:]]


def weigh(
    reader: EvidenceReader,
    question: str,
    hits: Sequence[Hit],
    passages: int,
    links: Sequence[Linked] = (),
) -> Found:
    """Read the hits; keep so many passages and rank their sentences."""
    ordered = reorder(reader, question, hits)
    kept = with_links([hit for hit, _ in ordered], links)[:passages]
    readings = {hit.chunk_id: reading for hit, reading in ordered}
    asked = {link.hit.chunk_id: link.question for link in links}
    ranked: list[Evidence] = []
    for hit in kept:
        about = asked.get(hit.chunk_id, question)
        if hit.chunk_id in asked:
            reading = reader.read(about, [passage_text(hit)[0]])[0]
        else:
            reading = readings[hit.chunk_id]
        ranked += rank(about, [hit], [reading])
    answers = sorted((reading.answers for _, reading in ordered), reverse=True)
    return Found(tuple(kept), tuple(best_of(ranked)), tuple(answers))
