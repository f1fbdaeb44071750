"""Which sentences are likely to answer a question, before any model has read a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.records import Hit, Sentence, StoredDocument
from index.vectors import Vectors
from rag.answer import Passage
from rag.words import stems

WORDS_WEIGHT = 0.3
"""What the share of the question's words in a sentence adds to its cosine."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a found chunk, with how likely it is to answer."""

    document: StoredDocument
    sentence: Sentence
    score: float = 0.0


def candidates(hits: Sequence[Hit]) -> list[Evidence]:
    """All sentences of the hits, each once, best hit first."""
    seen: dict[tuple[int, int], Evidence] = {}
    for hit in hits:
        for sentence in hit.sentences:
            seen.setdefault((hit.document.id, sentence.ordinal), Evidence(hit.document, sentence))
    return list(seen.values())


def rank(
    question: str, question_vector: Vectors, found: Sequence[Evidence], vectors: Vectors
) -> tuple[list[int], list[Evidence]]:
    """Score `found`, whose embeddings are the rows of `vectors`, for `question`.

    Returns the order (positions in `found`, best first) and the scored evidence in that order.
    """
    asked = stems(question)
    shares = [
        len(asked & stems(f"{e.sentence.heading} {e.sentence.text}")) / max(1, len(asked))
        for e in found
    ]
    scores = vectors @ question_vector + WORDS_WEIGHT * np.array(shares, dtype=np.float32)
    order = [int(i) for i in np.argsort(-scores, kind="stable")]
    return order, [replace(found[i], score=float(scores[i])) for i in order]


def passage(hit: Hit, likely: Sequence[Evidence]) -> Passage:
    """Show a hit, with the sentences in `likely` highlighted."""
    wanted = {(e.document.id, e.sentence.ordinal) for e in likely}
    highlights = tuple(
        (s.start - hit.chunk.start, s.end - hit.chunk.start)
        for s in hit.sentences
        if (hit.document.id, s.ordinal) in wanted
    )
    d, c = hit.document, hit.chunk
    return Passage(
        d.id, d.source, d.title, d.date, c.page, c.heading, c.start, c.end, c.text, highlights,
        hit.score,
    )  # fmt: skip
