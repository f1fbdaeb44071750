"""Second hop: documents that a found passage names by their title.

"Who is the head of the firm that built Hall B?" needs two documents, and the second shares no word
with the question. Where the question names a document by its title (Hall B), the documents whose
titles stand in that document's passages are read too, each for the question with one title in
place of the other ("… of the firm that built Arden Works?").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.library import Library
from index.records import Hit
from index.vectors import Vectors
from rag.words import STOP_WORDS, words

NAMING = 5
"""Best hits whose text is looked through for titles."""
MOST = 3
"""Linked passages that are read."""
LONGEST = 8
"""Words of a title."""
LOWER = 0.05
"""What a link loses, as cosine, for each rank of the hit that names it."""

_NOTE = re.compile(r"\s*\([^()]*\)\s*$")  # "Northern Lights (film)"


@dataclass(frozen=True, slots=True)
class Linked:
    """A passage of a named document, and the question as it is asked of it."""

    hit: Hit
    question: str


def linked(library: Library, question: str, vector: Vectors, hits: Sequence[Hit]) -> list[Linked]:
    """Return the best passage of each document that `hits` name, likeliest first.

    Only hits of documents that `question` names by title count. `vector` is its embedding.
    """
    titles = _by_title(library.store.titles())
    asked = title_words(question)
    first = [h for h in hits[:NAMING] if is_named(h.document.title, question)]
    best: dict[int, tuple[float, Linked]] = {}
    for rank, hit in enumerate(first):
        for name, numbers in _named(hit.chunk.text, titles):
            for number in numbers:
                if f" {name} " in f" {asked} ":
                    continue
                passage = _nearest(library, number, vector)
                score = (passage.cosine or 0.0) - LOWER * rank
                if number not in best or best[number][0] < score:
                    about = _in_place_of(hit.document.title, passage.document.title, question)
                    best[number] = (score, Linked(passage, about))
    chosen = sorted(best.values(), key=lambda pair: -pair[0])
    return [link for _, link in chosen[:MOST]]


def title_words(title: str) -> str:
    """Return the words of a title in lower case, without a note in brackets at its end."""
    return " ".join(words(_NOTE.sub("", title)))


def is_named(title: str, text: str) -> bool:
    """Tell whether `text` names the document with this title; a lone common word names nothing."""
    name = title_words(title)
    return bool(name) and name not in STOP_WORDS and f" {name} " in f" {' '.join(words(text))} "


@lru_cache(maxsize=2)
def _by_title(titles: tuple[tuple[int, str], ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, title in titles:
        name = title_words(title)
        if name and name not in STOP_WORDS:
            found.setdefault(name, []).append(number)
    return found


def _named(text: str, titles: dict[str, list[int]]) -> list[tuple[str, list[int]]]:
    """List the titles that stand in `text` with a capital, the longest at each place."""
    tokens = list(re.finditer(r"\w+", text))
    found: dict[str, list[int]] = {}
    at = 0
    while at < len(tokens):
        step = 1
        if tokens[at][0][0].isupper() or tokens[at][0][0].isdigit():
            for size in range(min(LONGEST, len(tokens) - at), 0, -1):
                name = " ".join(token[0].lower() for token in tokens[at : at + size])
                if name in titles:
                    found[name] = titles[name]
                    step = size
                    break
        at += step
    return list(found.items())


def _nearest(library: Library, number: int, vector: Vectors) -> Hit:
    """Return the chunk of a document that is nearest to the question."""
    ids, vectors = library.store.vectors(number)
    cosines = dict(zip(ids.tolist(), (vectors @ vector).tolist(), strict=True))
    hits = [replace(hit, cosine=cosines[hit.chunk_id]) for hit in library.store.hits_of(number)]
    return max(hits, key=lambda hit: hit.cosine or 0.0)


def _in_place_of(title: str, other: str, question: str) -> str:
    """Return `question` with the name of one document in place of another's."""
    pattern = r"\W+".join(map(re.escape, title_words(title).split()))
    name = _NOTE.sub("", other)
    return re.sub(rf"\b{pattern}\b", lambda _: name, question, count=1, flags=re.IGNORECASE)
