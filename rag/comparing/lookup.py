"""Question and library -> a decided comparison, with the passages that it stands on."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.library import Library
from index.records import Hit
from rag.comparing.decide import Decided, decide, decide_roles
from rag.comparing.question import Comparison, comparison
from rag.comparing.roles import holder
from rag.comparing.subject import titled
from rag.evidence import Evidence, candidates
from rag.linked import title_words

_AMBIGUOUS = re.compile(r"\b(or|and)\b.*\b\1\b", re.IGNORECASE)
"""Which of them parts the two things, and which belongs to a name?"""


@dataclass(frozen=True, slots=True)
class Compared:
    """A decided comparison and the passages to show beside it."""

    decided: Decided
    hits: tuple[Hit, ...]


def compared(question: str, library: Library) -> Compared | None:
    """Answer a question that compares two things which documents of the library are titled like.

    None for any other question, and where the documents do not decide it for certain.
    """
    parsed = comparison(question)
    if parsed is None and not _AMBIGUOUS.search(question):
        return None  # like most questions, before any title is read
    titles = library.store.titles()
    if parsed is None:
        known = {title_words(title) for _, title in titles}
        parsed = comparison(question, known=lambda name: title_words(name) in known)
    if parsed is None:
        return None
    looked_up: list[Hit] = []

    def told_of(thing: str) -> list[Evidence]:
        numbers = [number for number, title in titles if titled(thing, title)]
        hits = [hit for number in numbers for hit in library.store.hits_of(number)]
        looked_up.extend(hits)
        return candidates(hits)

    decided = _decided(parsed, told_of(parsed.one), told_of(parsed.other), told_of)
    if decided is None:
        return None
    return Compared(decided, _holding(decided.cited, looked_up))


def _decided(
    parsed: Comparison,
    of_one: Sequence[Evidence],
    of_other: Sequence[Evidence],
    told_of: Callable[[str], Sequence[Evidence]],
) -> Decided | None:
    if not parsed.role:
        return decide(parsed, of_one, of_other)
    one = holder(parsed.role, parsed.one, of_one)
    other = holder(parsed.role, parsed.other, of_other)
    if one is None or other is None:
        return None
    return decide_roles(parsed, (one, other), told_of(one.name), told_of(other.name))


def _holding(cited: Sequence[Evidence], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Take one passage with each cited sentence, each passage once."""
    found: dict[int, Hit] = {}
    for e in cited:
        place = (e.document.id, e.sentence.ordinal)
        holding = (h for h in hits if place in {(h.document.id, s.ordinal) for s in h.sentences})
        hit = next(holding)
        found.setdefault(hit.chunk_id, hit)
    return tuple(found.values())
