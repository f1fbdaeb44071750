"""Requests for a summary, answered with the documents' own central sentences, without any model."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.library import Library
from index.records import Hit, Sentence, StoredDocument
from index.store import Store
from rag.answer import Answer, AnswerSentence, Citation, Passage
from rag.evidence import Evidence, passage
from rag.summary.central import central
from rag.summary.naming import named
from rag.summary.request import Request, parse
from rag.summary.wording import Extent, left_out

MOST_SENTENCES = 12
MOST_A_DOCUMENT = 3
MOST_TRIED = 60
"""Documents looked into; in more, tables and lists alone have nothing to quote."""
MOST_READ = 3000
"""Sentences looked at in all, which takes a quarter of a second."""

_NOTHING = {
    "en": "There is no whole sentence in them that a summary could quote.",
    "de": "Darin steht kein ganzer Satz, den eine Zusammenfassung zitieren könnte.",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """What a summary may show of one document, best first."""

    document: StoredDocument
    sentences: tuple[Sentence, ...]
    held: int
    """Sentences of the document."""


def is_summary(question: str) -> bool:
    """Tell whether a question is worth `answer`, which may still find it an ordinary one."""
    return parse(question) is not None


def answer(question: str, library: Library) -> Answer | None:
    """Return a summary made of quotations, None for a question that does not ask for one.

    Its `seconds` and its `confidence` are empty: nothing is claimed beyond what is quoted. The
    status is `answered`, or `not_found` where the documents hold no whole sentence. At most
    MOST_SENTENCES are shown, MOST_A_DOCUMENT of each document; `explanation` says of how much.
    """
    request = parse(question)
    if request is None:
        return None
    with library.store.database.reading():
        wanted = _wanted(request, library.store.documents())
        if not wanted:
            return None
        most = _most(request)
        parts = _parts(_ordered(wanted), most, library.store)
        if not parts:
            return Answer(question, "not_found", explanation=_NOTHING[request.language])
        return _composed(question, request, _shared(parts, most), wanted, library.store)


def _wanted(request: Request, documents: Sequence[StoredDocument]) -> Sequence[StoredDocument]:
    if request.scope == "named":
        return named(request.name, documents, called=request.called)
    return documents if request.scope == "all" or len(documents) == 1 else []


def _ordered(documents: Sequence[StoredDocument]) -> list[StoredDocument]:
    """Sort: newest first where most state a date, otherwise longest first."""
    longest = sorted(documents, key=lambda d: -d.characters)
    if not _by_date(documents):
        return longest
    return sorted(longest, key=lambda d: d.date or "", reverse=True)


def _by_date(documents: Sequence[StoredDocument]) -> bool:
    return sum(1 for d in documents if d.date) * 2 > len(documents)


def _parts(documents: Sequence[StoredDocument], most: int, store: Store) -> list[_Part]:
    """Read documents until there are enough that have something to quote."""
    read = MOST_READ // min(most, len(documents))
    parts: list[_Part] = []
    said: set[str] = set()
    for document in islice(documents, MOST_TRIED):
        sentences = store.sentences(document.id)
        new = [s for s in sentences if s.text not in said]
        chosen = central(document.title, new, MOST_A_DOCUMENT, read)
        if chosen:
            parts.append(_Part(document, tuple(chosen), len(sentences)))
            said.update(s.text for s in chosen)
        if len(parts) == most:
            break
    return parts


def _shared(parts: Sequence[_Part], most: int) -> list[_Part]:
    """Give every document its best sentence, then the first ones their next, while there is room.

    The sentences of a document come in its own order.
    """
    counts = [0] * len(parts)
    for turn in range(MOST_A_DOCUMENT):
        for number, part in enumerate(parts):
            if sum(counts) < most and len(part.sentences) > turn:
                counts[number] += 1
    return [
        _Part(p.document, tuple(sorted(p.sentences[:count], key=lambda s: s.ordinal)), p.held)
        for p, count in zip(parts, counts, strict=True)
        if count
    ]


def _composed(
    question: str,
    request: Request,
    parts: Sequence[_Part],
    wanted: Sequence[StoredDocument],
    store: Store,
) -> Answer:
    cited = [(part.document, sentence) for part in parts for sentence in part.sentences]
    return Answer(
        question,
        "answered",
        evidence=tuple(shown for part in parts for shown in _passages(part, store)),
        sentences=tuple(
            AnswerSentence(" ".join(s.text.split()), (number,), quoted=True)
            for number, (_, s) in enumerate(cited, start=1)
        ),
        citations=tuple(
            Citation(n, d.id, d.source, d.title, d.date, s.page, s.heading, s.start, s.end, s.text)
            for n, (d, s) in enumerate(cited, start=1)
        ),
        explanation=left_out(_extent(request, parts, wanted), request.language),
    )


def _extent(request: Request, parts: Sequence[_Part], wanted: Sequence[StoredDocument]) -> Extent:
    room = len(parts) < _most(request) and len(wanted) <= MOST_TRIED
    return Extent(
        sum(len(part.sentences) for part in parts),
        sum(part.held for part in parts),
        len(parts),
        len(wanted),
        wanted[0].title if len(wanted) == 1 else request.name,
        request.length,
        "empty" if room else "newest" if _by_date(wanted) else "longest",
    )


def _most(request: Request) -> int:
    return min(MOST_SENTENCES, request.length or MOST_SENTENCES)


def _passages(part: _Part, store: Store) -> list[Passage]:
    """Show the chunks that hold the cited sentences, each once."""
    evidence = [Evidence(part.document, s) for s in part.sentences]
    hits: dict[int, Hit] = {}
    for sentence in part.sentences:
        hit = store.hit_with(part.document.id, sentence.ordinal)
        if hit is None:  # every sentence is in a chunk
            raise AssertionError(part.document.source)
        hits[hit.chunk_id] = hit
    return [passage(hit, evidence) for hit in hits.values()]
