"""The record of one case: everything that scores and reports read."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eval.cases import Case
from eval.judge import Record
from index.records import Hit
from rag.answer import Answer


def record(
    case: Case, status: str, answer: Answer | None, hits: Sequence[Hit], memory: int | None
) -> Record:
    """Make the record of one case; `answer` is None where asking ended in an error."""
    made = _answered(answer) if answer else dict(_EMPTY)
    exact = any(place.text for place in case.evidence)
    return {
        "id": case.id,
        "kind": case.kind,
        "question": case.question,
        "history": case.history,
        "answerable": case.answerable,
        "gold": {
            "answers": case.answers,
            "required": case.required,
            "reference": case.reference,
            "evidence": [asdict(place) for place in case.evidence],
            "attack": case.attack,
        },
        "status": status,
        **made,
        "hits": [_hit(hit, exact) for hit in hits],
        "memory_bytes": memory,
    }


_EMPTY: dict[str, Any] = {
    "text": "", "short": "", "sentences": [], "citations": [], "dropped": [], "confidence": None,
    "passages": [], "model": None,
    "seconds": {"evidence": None, "first_sentence": None, "total": None},
}  # fmt: skip


def _answered(answer: Answer) -> Record:
    return {
        "text": " ".join(sentence.text for sentence in answer.sentences),
        "short": answer.short,
        "sentences": [asdict(sentence) for sentence in answer.sentences],
        "citations": [asdict(citation) for citation in answer.citations],
        "dropped": answer.dropped,
        "confidence": answer.confidence,
        "passages": [
            {"source": p.source, "page": p.page, "start": p.start, "end": p.end, "text": p.text}
            for p in answer.evidence
        ],
        "model": asdict(answer.work) if answer.work else None,
        "seconds": asdict(answer.seconds),
    }


def _hit(hit: Hit, exact: bool) -> Record:  # noqa: FBT001
    """Keep the place of a hit, and its text where the gold evidence is sentences."""
    chunk = hit.chunk
    kept = {"source": hit.document.source, "page": chunk.page, "start": chunk.start,
            "end": chunk.end, "score": round(hit.score, 6)}  # fmt: skip
    return kept | {"text": chunk.text} if exact else kept
