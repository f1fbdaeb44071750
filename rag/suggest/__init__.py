"""Questions to suggest: first ones for a library, and what to ask next after an answer.

Made by plain code from the documents' own sentences, tables and headings, and each checked: the
evidence reader must find the answer in the sentence that the question was made of, before any
other, and be as sure as an answer must be. What fails the check is not shown.
"""

from collections.abc import Callable, Iterator, Sequence
from weakref import WeakKeyDictionary

from index.library import Library
from index.records import StoredDocument
from rag import risk, summary
from rag.answer import Answer
from rag.embed import Embedder
from rag.find import weigh
from rag.reader import EvidenceReader
from rag.retrieve import retrieve
from rag.suggest.candidates import Candidate, candidates
from rag.summary.wordlists import telling

FIRST = 4
NEXT = 3
PASSAGES = 3
"""Nearest passages among which a question must find its own: the reader reads no more of them."""
MOST_TRIED = 10
"""Questions that are checked, which bounds the time."""
MOST_DOCUMENTS = 30
MOST_SENTENCES = 200
"""Of a document; of a longer one its beginning, or what stands around a footnote."""
ERRORS = 0.35
"""Share of wrong answers that a question made of a sentence may risk, which is known to answer …"""
ERRORS_TOPIC = 0.25
"""… and one that is made of a heading alone."""
ALONE = -3.0
"""Log-odds of the second best passage where a library has but one, which tells nothing."""
ALIKE = 0.7
"""Share of a question's words from which on it asks what another did."""

_known: WeakKeyDictionary[Library, tuple[object, list[str]]] = WeakKeyDictionary()


def first_questions(
    library: Library, embedder: Embedder, reader: EvidenceReader, most: int = FIRST
) -> list[str]:
    """Return up to `most` questions that the documents answer, of different kinds and documents.

    The newest documents come first. The same library gives the same questions; they are looked for
    once for each state of it.
    """
    with library.store.database.reading():
        state = (library.store.database.generation(), library.store.titles(), most)
    found = _known.get(library)
    if found is None or found[0] != state:
        chosen = _choose(_of_library(library), [], _check(library, embedder, reader), most)
        found = _known[library] = (state, chosen)
    return list(found[1])


def follow_ups(
    answer: Answer,
    library: Library,
    embedder: Embedder,
    reader: EvidenceReader,
    before: Sequence[str] = (),
    most: int = NEXT,
) -> list[str]:
    """Return up to `most` questions that the documents of an answer's footnotes answer as well.

    What stands near the footnotes comes first; without one, the nearest passages. None asks what
    the answer tells, or what `before`, the questions asked earlier, asked.
    """
    asked = [answer.question, answer.understood, *before]
    check = _check(library, embedder, reader)
    return _choose(_near(answer, library), [q for q in asked if q], check, most)


def _of_library(library: Library) -> list[Iterator[Candidate]]:
    """Give every document's candidates, made only when they are asked for."""
    documents = sorted(library.store.documents(), key=lambda d: (d.date or "", -d.id), reverse=True)

    def of(document: StoredDocument) -> Iterator[Candidate]:
        yield from candidates(document, library.store.sentences(document.id)[:MOST_SENTENCES])

    return [of(document) for document in documents[:MOST_DOCUMENTS]]


def _near(answer: Answer, library: Library) -> list[Iterator[Candidate]]:
    """Give the candidates of the documents of an answer, the nearest to its footnotes first."""
    places = [(c.document_id, c.start) for c in answer.citations]
    places = places or [(p.document_id, p.start) for p in answer.evidence[:2]]
    found = []
    for number in dict.fromkeys(number for number, _ in places):
        opening = library.store.hit_with(number, 0)
        if opening is None:  # removed since
            continue
        sentences = library.store.sentences(number)
        starts = {start for document, start in places if document == number}
        told = {s.ordinal for s in sentences if s.start in starts and answer.citations}
        here = next((i for i, s in enumerate(sentences) if s.start in starts), 0)
        begin = max(0, here - MOST_SENTENCES // 2)
        made = candidates(opening.document, sentences[begin : begin + MOST_SENTENCES])
        made = [c for c in made if not c.ordinals & told]
        # a summary has no place of its own, and comes last
        made.sort(key=lambda c: abs(c.first - here) if c.ordinals else len(sentences))
        found.append(iter(made))
    return found


def _choose(
    sources: Sequence[Iterator[Candidate]],
    asked: Sequence[str],
    check: Callable[[Candidate], bool],
    most: int,
) -> list[str]:
    """Take candidates from each source in turn, of kinds not yet taken where there are."""
    chosen: list[str] = []
    kinds: list[str] = []
    tried = 0
    waiting = [list[Candidate]() for _ in sources]
    left = [True] * len(sources)
    while any(left):
        for i, source in enumerate(sources):
            if left[i] and not waiting[i]:
                waiting[i] = list(source)
            new = [c for c in waiting[i] if not _is_asked(c.question, [*asked, *chosen])]
            if not new:
                left[i] = False
                continue
            candidate = min(new, key=lambda c: kinds.count(c.kind))
            waiting[i] = [c for c in new if c is not candidate]
            left[i] = bool(waiting[i])
            tried += 1
            if check(candidate):
                chosen.append(candidate.question)
                kinds.append(candidate.kind)
            if len(chosen) == most or tried == MOST_TRIED:
                return chosen
    return chosen


def _is_asked(question: str, others: Sequence[str]) -> bool:
    own = telling(question)
    return any(len(own & telling(other)) >= ALIKE * max(1, len(own)) for other in others)


def _check(
    library: Library, embedder: Embedder, reader: EvidenceReader
) -> Callable[[Candidate], bool]:
    """Return what tells whether the documents answer a candidate, and where they should."""

    def check(candidate: Candidate) -> bool:
        text, place = candidate.question, candidate.document_id
        if not candidate.ordinals:
            told = summary.answer(text, library)
            return bool(told and {c.document_id for c in told.citations} == {place})
        hits = retrieve(library, text, embedder.encode([text])[0], PASSAGES)
        held = ((h.document.id, s.ordinal) for h in hits for s in h.sentences)
        if not any(number == place and ordinal in candidate.ordinals for number, ordinal in held):
            return False
        found = weigh(reader, text, hits, PASSAGES)
        best = found.ranked[0]
        own = best.document.id == place and best.sentence.ordinal in candidate.ordinals
        signals = risk.before(found)
        signals["second"] = max(signals["second"], ALONE)
        errors = ERRORS_TOPIC if candidate.kind == "heading" else ERRORS
        return own and risk.sure("before", signals) >= risk.least("before", errors)

    return check
