"""Questions over the whole collection, answered from the index without any model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.library import Library
from index.limited import LimitedStore
from index.records import Sentence, StoredDocument
from index.store import Store
from rag.answer import Answer, AnswerSentence, Citation, Passage
from rag.collection.question import Asked, parse
from rag.collection.wording import WORDING
from rag.collection.words import Mention, first_mention
from rag.evidence import Evidence, passage

MOST_LISTED = 20
"""Documents listed one by one."""
DESCRIPTION = 3
"""Words from which on a topic that nothing mentions may be described in other words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document that meets the conditions, and what shows it; no sentence: its first will do."""

    document: StoredDocument
    sentences: tuple[Sentence, ...] = ()
    words: frozenset[str] = field(default=frozenset())
    """The words that mention a topic, in lower case."""


def is_about_collection(question: str) -> bool:
    """Tell whether a question is worth `answer`, which may still find it an ordinary one."""
    return parse(question) is not None


def answer(question: str, library: Library) -> Answer | None:
    """Return the answer to a question over the whole collection, None for any other question.

    Its `seconds` are empty. The status is `answered` or `not_found`. Every sentence has citations:
    where a document is asked for by what it mentions, the first sentence that does; otherwise its
    first sentence.
    """
    asked = parse(question)
    if asked is None:
        return None
    with library.store.database.reading():
        documents = library.store.documents()
        if not documents or _is_clause_number(asked, library.store):
            return None
        found = [f for row in documents if (f := _meets(asked, row, library.store))]
        dated, undated = _dated(asked, found)
        if not dated and _may_be_ordinary(asked):
            return None
        return _composed(question, asked, dated, undated, len(documents), library.store)


def _is_clause_number(asked: Asked, store: Store) -> bool:
    """In a treaty or a contract, "which articles mention …" means its parts."""
    return asked.noun.startswith("arti") and any(
        store.lexical(f'"{word} {number}"', 1)
        for word in ("article", "artikel")
        for number in (1, 2, 3)
    )


def _may_be_ordinary(asked: Asked) -> bool:
    described = any(len(t.text.split()) >= DESCRIPTION and not t.exact for t in asked.topics)
    return described or not asked.sure


def _meets(asked: Asked, row: StoredDocument, store: Store) -> Found | None:
    """Check the conditions on what a document says and who published it; dates come later."""
    if asked.outlet and _outlet(row.outlet or "") != _outlet(asked.outlet):
        return None
    if not asked.topics:
        return Found(row)
    mentions = [Mention(topic) for topic in asked.topics]
    wanted = any if asked.either else all

    def worth_reading(text: str) -> bool:
        return wanted(mention.found_in(f"{row.title} {text}") for mention in mentions)

    sentences = store.sentences(row.id, worth_reading)
    firsts = [first_mention(mention, sentences, row.title) for mention in mentions]
    if not sentences or not wanted(firsts):
        return None
    held = [first for first in firsts if first]
    shown = {sentence.ordinal: sentence for sentence, _ in held}
    words = frozenset().union(*(words for _, words in held))
    return Found(row, tuple(shown[ordinal] for ordinal in sorted(shown)), words)


def _outlet(name: str) -> str:
    return re.sub(r"^(?:the|der|die|das|dem) ", "", name.casefold())


def _dated(asked: Asked, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Keep what the question's dates hold, oldest first; and name what states no date."""
    if not asked.span and not asked.end:
        return found, []
    undated = [f for f in found if not f.document.date]
    dated = sorted((f for f in found if f.document.date), key=_date)
    if asked.span:
        span = asked.span
        dated = [f for f in dated if span.holds(_date(f))]
    if asked.end and dated:
        wanted = _date(dated[-1 if asked.end == "newest" else 0])
        dated = [f for f in dated if _date(f) == wanted]
    return dated, undated


def _date(found: Found) -> str:
    return found.document.date or ""


def _composed(
    question: str,
    asked: Asked,
    dated: Sequence[Found],
    undated: Sequence[Found],
    total: int,
    store: Store,
) -> Answer:
    """Put the sentences and their footnotes together."""
    wording = WORDING[asked.language]
    if isinstance(store, LimitedStore):
        wording = replace(wording, holds=wording.chosen)
    shown = [_shown(f, store) for f in dated[:MOST_LISTED]]
    aside = [_shown(f, store) for f in undated[:MOST_LISTED]]
    evidence = tuple(_passage(f, store) for f in (*shown, *aside))
    words = frozenset().union(*(f.words for f in dated))
    summary = wording.summary(asked, len(dated), total, words, _date(dated[0]) if dated else "")
    if len(dated) > MOST_LISTED:
        summary += " " + wording.rest.format(MOST_LISTED, len(dated) - MOST_LISTED)
    names = [wording.name(f.document, file) for f, file in _with_files(aside)]
    not_counted = wording.undated(names, len(undated)) if undated else ""
    if not dated:
        told = f"{summary} {not_counted}".strip()
        return Answer(question, "not_found", evidence=evidence, explanation=told)
    citations = _citations((*shown, *aside))
    sentences = [AnswerSentence(summary, _numbers(shown, citations))]
    for found, file in _with_files(shown):
        text = f"{wording.document(found.document, file)}."
        sentences.append(AnswerSentence(text, _numbers([found], citations)))
    if not_counted:
        sentences.append(AnswerSentence(not_counted, _numbers(aside, citations)))
    return Answer(
        question,
        "answered",
        evidence=evidence,
        sentences=tuple(sentences),
        citations=citations,
        confidence=1.0,
    )


def _citations(found: Sequence[Found]) -> tuple[Citation, ...]:
    cited = ((f.document, s) for f in found for s in f.sentences)
    return tuple(
        Citation(n, d.id, d.source, d.title, d.date, s.page, s.heading, s.start, s.end, s.text)
        for n, (d, s) in enumerate(cited, start=1)
    )


def _numbers(found: Sequence[Found], citations: Sequence[Citation]) -> tuple[int, ...]:
    documents = {f.document.id for f in found}
    return tuple(c.number for c in citations if c.document_id in documents)


def _with_files(found: Sequence[Found]) -> list[tuple[Found, str]]:
    """Pair each document with its file's name where its title is not enough to tell it."""
    titles = [f.document.title for f in found]
    return [
        (f, Path(f.document.source).name if titles.count(f.document.title) > 1 else "")
        for f in found
    ]


def _shown(found: Found, store: Store) -> Found:
    """Have something to cite: without another sentence the document's first."""
    return (
        found
        if found.sentences
        else replace(found, sentences=tuple(store.sentences(found.document.id)[:1]))
    )


def _passage(found: Found, store: Store) -> Passage:
    """Show the chunk around the first cited sentence."""
    hit = store.hit_with(found.document.id, found.sentences[0].ordinal)
    if hit is None:  # every sentence is in a chunk
        raise AssertionError(found.document.source)
    return passage(hit, [Evidence(found.document, s) for s in found.sentences])
