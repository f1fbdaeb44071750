"""What the last answer rests on stays at hand: a follow-up is often answered beside it."""

from collections.abc import Sequence

from index.library import Library
from index.records import Hit
from rag.followup import Turn

MOST = 3
"""Passages: the reader reads each, and what a question names is found without them."""


def cited_before(library: Library, history: Sequence[Turn]) -> list[Hit]:
    """Return the passages of the newest answer's footnotes, without those that are gone."""
    newest = history[-1].cited if history else ()
    found: dict[int, Hit] = {}
    for document_id, start in newest:
        for sentence in library.store.sentences(document_id):
            if sentence.start == start:
                hit = library.store.hit_with(document_id, sentence.ordinal)
                if hit is not None:
                    found.setdefault(hit.chunk_id, hit)
    return list(found.values())[:MOST]


def with_earlier(hits: Sequence[Hit], earlier: Sequence[Hit]) -> list[Hit]:
    """Put the earlier passages after the hits, each passage once."""
    known = {hit.chunk_id for hit in hits}
    return [*hits, *(hit for hit in earlier if hit.chunk_id not in known)]
