"""Which sentences are likely to answer a question, before any model has read a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Hit, Sentence, StoredDocument
from rag.answer import Passage
from rag.reader import Reading, calibration
from rag.words import stems


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a found chunk, with how likely it is to answer."""

    document: StoredDocument
    sentence: Sentence
    score: float = 0.0
    """Log-odds that the sentence holds the answer, by the fit in `rag.reader.calibration`."""
    span: tuple[int, int] | None = None
    """Characters of the document that the answer would be, the likeliest ones in the sentence."""

    @property
    def words(self) -> str:
        """The words of `span`; empty without one."""
        begin = self.sentence.start
        return self.sentence.text[self.span[0] - begin : self.span[1] - begin] if self.span else ""


def candidates(hits: Sequence[Hit]) -> list[Evidence]:
    """All sentences of the hits, each once, best hit first."""
    seen: dict[tuple[int, int], Evidence] = {}
    for hit in hits:
        for sentence in hit.sentences:
            seen.setdefault((hit.document.id, sentence.ordinal), Evidence(hit.document, sentence))
    return list(seen.values())


def passage_text(hit: Hit) -> tuple[str, int]:
    """Write what the reader is given of a hit; return it and where the chunk begins in it.

    A chunk seldom says what its document is about: title and heading stand before it.
    """
    front = f"{hit.document.title}. "
    if hit.chunk.heading and hit.chunk.heading != hit.document.title:
        front += f"{hit.chunk.heading}. "
    return front + hit.chunk.text, len(front)


def rank(question: str, hits: Sequence[Hit], readings: Sequence[Reading]) -> list[Evidence]:
    """Score every sentence of `hits` as an answer to `question`, likeliest first.

    `readings[i]` is what the reader made of `passage_text(hits[i])`.
    """
    weights, asked = calibration()["sentence"], stems(question)
    scored: list[Evidence] = []
    for hit, reading in zip(hits, readings, strict=True):
        _, front = passage_text(hit)
        shift = front - hit.chunk.start
        for sentence in hit.sentences:
            found, span = reading.best(sentence.start + shift, sentence.end + shift)
            there = stems(f"{sentence.heading} {sentence.text}")
            score = (
                weights["constant"]
                + weights["span"] * found
                + weights["answers"] * reading.answers
                + weights["words"] * len(asked & there) / max(1, len(asked))
                + weights["cosine"] * (hit.cosine or 0.0)
            )
            place = (span[0] - shift, span[1] - shift) if span else None
            scored.append(Evidence(hit.document, sentence, float(score), place))
    return best_of(scored)


def best_of(scored: Sequence[Evidence]) -> list[Evidence]:
    """Order evidence, likeliest first; a sentence of two chunks keeps its better score."""
    best: dict[tuple[int, int], Evidence] = {}
    for evidence in scored:
        key = _place(evidence)
        if key not in best or best[key].score < evidence.score:
            best[key] = evidence
    return sorted(best.values(), key=lambda e: -e.score)


def passage(hit: Hit, likely: Sequence[Evidence]) -> Passage:
    """Show a hit, with the sentences in `likely` and the first one's answer highlighted."""
    wanted = {(e.document.id, e.sentence.ordinal): e for e in likely}
    shown = [s for s in hit.sentences if (hit.document.id, s.ordinal) in wanted]
    begin = hit.chunk.start
    span = likely[0].span if likely else None
    here = span and any((hit.document.id, s.ordinal) == _place(likely[0]) for s in shown)
    d, c = hit.document, hit.chunk
    return Passage(
        d.id, d.source, d.title, d.date, c.page, c.heading, c.start, c.end, c.text,
        tuple((s.start - begin, s.end - begin) for s in shown),
        hit.score,
        (span[0] - begin, span[1] - begin) if span and here else None,
    )  # fmt: skip


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.document.id, evidence.sentence.ordinal
