"""Misspelt words of a question, corrected from the passages found for it.

A word is doubted only if it stands neither in the library nor among the whole words that the
evidence reader knows (some 20,000 common English ones); what takes its place is always a word of
the found passages or a question word. The result is shown as what was understood.
"""

import json
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from index.library import Library
from rag.embed import Embedder
from rag.language import other_language
from rag.phrases import MISSPELT, OPENERS
from rag.retrieve import retrieve
from rag.words import STOP_WORDS

SHORTEST = 4
"""Letters of a word that may be doubted: shorter ones have too many neighbours."""
MANY = 3
"""Doubted words from which on a question counts as misspelt."""
ALMOST = 0.9
"""Similarity (difflib) that is needed where fewer are doubted: a lone one is often just rare."""
LOOKED_AT = 20
"""Passages whose words are offered."""

_WORD = re.compile(r"[^\W\d_]+")


def spelled(library: Library, embedder: Embedder, question: str) -> str:
    """Return `question` with its misspelt words corrected, or itself where none is doubted.

    One in another language than the passages stays as it is: they have none of its words.
    """
    if not doubted(question, library.store.has_word):
        return question
    hits = retrieve(library, question, embedder.encode([question])[0], LOOKED_AT)
    texts = [f"{hit.document.title} {hit.chunk.heading} {hit.chunk.text}" for hit in hits]
    if other_language(question, texts):
        return question
    return corrected(question, texts, library.store.has_word)


def doubted(question: str, occurs: Callable[[str], bool]) -> list[str]:
    """List the words that neither the library (`occurs`) nor the reader's vocabulary knows."""
    found = (word for word in _WORD.findall(question) if len(word) >= SHORTEST)
    return [word for word in found if word.lower() not in _vocabulary() and not occurs(word)]


def corrected(question: str, texts: Sequence[str], occurs: Callable[[str], bool]) -> str:
    """Return `question` with each doubted word replaced by the nearest word of `texts`, if any."""
    offered = {word: word for word in STOP_WORDS | OPENERS}
    for word in (word for text in texts for word in _WORD.findall(text)):
        if word.islower():  # and so it is no name
            offered[word] = word
        else:
            offered.setdefault(word.lower(), word)
    unknown = doubted(question, occurs)
    needed = MISSPELT if len(unknown) >= MANY else ALMOST
    for word in unknown:
        lower = word.lower()
        alike = [o for o in offered if o[0] == lower[0] and not lower.startswith(o)]
        nearest = get_close_matches(lower, alike, 1, needed)
        if nearest:
            question = re.sub(rf"\b{word}\b", offered[nearest[0]], question)
    return question


@cache
def _vocabulary() -> frozenset[str]:
    """Whole words of the evidence reader's tokenizer (BERT's, uncased)."""
    text = files("rag").joinpath("reader_model", "tokenizer.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)["model"]["vocab"])
