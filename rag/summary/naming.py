"""Which documents a request names, loosely: by title or by the file's name."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from index.records import StoredDocument
from rag.summary.wordlists import telling

CLOSE = 2 / 3
"""Share of a title's words that are as good as all of it."""
MOST_ALIKE = 4
"""More documents than that have a word in common, not a name."""


def named(name: str, documents: Sequence[StoredDocument], *, called: bool) -> list[StoredDocument]:
    """Return the documents of that name; without an exact one, those whose name has its words.

    A bare name (not `called` a document) must be most of theirs: it may be a thing that the
    documents tell of.
    """
    exact = [d for d in documents if _plain(name) in _names(d)]
    if exact:
        return exact
    wanted = telling(_plain(name))
    if not wanted:
        return []
    shares = [(_share(wanted, d), d) for d in documents]
    close = [d for share, d in shares if share >= CLOSE]
    alike = [d for share, d in shares if share > 0] if called else []
    found = close or alike
    return found if len(found) <= MOST_ALIKE else []


def _names(document: StoredDocument) -> set[str]:
    path = PurePath(document.source)
    return {_plain(document.title), _plain(path.name), _plain(path.stem)}


def _share(wanted: set[str], document: StoredDocument) -> float:
    """Return how much of the document's title or file name the words are; 0: they are not in it."""
    held = [telling(name) for name in _names(document)]
    return max((len(wanted) / len(words) for words in held if wanted <= words), default=0.0)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))
