"""Putting an `Answer` together: footnotes, highlights, confidence."""

from collections.abc import Sequence
from dataclasses import replace

from index.records import Hit
from rag.answer import Answer, AnswerSentence, Citation, Passage
from rag.check import Verdict
from rag.evidence import Evidence, passage

LIKELY = 3
"""Sentences highlighted before the model has read a word."""


def passages(hits: Sequence[Hit], ranked: Sequence[Evidence]) -> tuple[Passage, ...]:
    """Show the hits, the one with the likeliest sentence first, its likeliest highlighted."""
    places: dict[tuple[int, int], int] = {}
    for place, e in enumerate(ranked):
        places.setdefault((e.document.id, e.sentence.ordinal), place)

    def best(hit: Hit) -> int:
        return min(places[hit.document.id, s.ordinal] for s in hit.sentences)

    return tuple(passage(hit, ranked[:LIKELY]) for hit in sorted(hits, key=best))


def with_sentence(answer: Answer, claim: str, verdict: Verdict, doubt: float) -> Answer:
    """Append a checked sentence, with a footnote for each document sentence it rests on."""
    citations = list(answer.citations)
    numbers = []
    for e in verdict.cited:
        number = next((c.number for c in citations if _is_for(c, e)), None)
        if number is None:
            number = len(citations) + 1
            citations.append(_citation(number, e))
        numbers.append(number)
    strength = verdict.strength * (1 - doubt)
    sure = strength if answer.confidence is None else min(strength, answer.confidence)
    return replace(
        answer,
        sentences=(*answer.sentences, AnswerSentence(claim, tuple(sorted(numbers)))),
        citations=tuple(citations),
        confidence=sure,
    )


def finished(answer: Answer, total: float) -> Answer:
    """Make the last snapshot: with a status, and with the cited sentences highlighted."""
    seconds = replace(answer.seconds, total=total)
    if not answer.sentences:
        return replace(answer, status="not_found", confidence=None, seconds=seconds)
    marked = [_marked(p, answer.citations) for p in answer.evidence]
    # stable: what is cited comes first, otherwise the order stays
    marked.sort(key=lambda p: not p.highlights)
    return replace(answer, status="answered", evidence=tuple(marked), seconds=seconds)


def _marked(shown: Passage, citations: Sequence[Citation]) -> Passage:
    ranges = sorted(
        (c.start - shown.start, c.end - shown.start)
        for c in citations
        if c.document_id == shown.document_id and shown.start <= c.start and c.end <= shown.end
    )
    return replace(shown, highlights=tuple(ranges))


def _is_for(citation: Citation, evidence: Evidence) -> bool:
    place = (evidence.document.id, evidence.sentence.start)
    return (citation.document_id, citation.start) == place


def _citation(number: int, evidence: Evidence) -> Citation:
    d, s = evidence.document, evidence.sentence
    return Citation(
        number, d.id, d.source, d.title, d.date, s.page, s.heading, s.start, s.end, s.text
    )
