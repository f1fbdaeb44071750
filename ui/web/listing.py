"""The list of documents as somebody wants to see it: some of them, in some order."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.records import StoredDocument

PAGE = 200
"""Documents that are shown at first, and more of them with each wish for more."""
MANY = 20
"""Documents from which on they can be searched."""

_ORDERS: dict[str, Callable[[StoredDocument], Any]] = {
    "title": lambda d: d.title.casefold(),
    "kind": lambda d: d.kind,
    "pages": lambda d: d.pages or 0,
    "date": lambda d: d.date or "",
    "added": lambda d: d.added,
}


@dataclass(frozen=True, slots=True)
class View:
    """What one window shows of the list."""

    words: str = ""
    """Each must stand in the title, the file's name, the kind or a tag."""
    order: str = "title"
    backwards: bool = False
    most: int = PAGE

    def by(self, order: object) -> "View":
        """Return the view in another order; the same one again turns it around."""
        if not isinstance(order, str) or order not in _ORDERS:
            return self
        return replace(self, order=order, backwards=order == self.order and not self.backwards)


def listed(documents: Iterable[StoredDocument], view: View) -> list[StoredDocument]:
    """Return the documents that a view wants, in its order."""
    words = _plain(view.words).split()
    found = [d for d in documents if not words or _holds(d, words)]
    return sorted(found, key=_ORDERS[view.order], reverse=view.backwards)


def _holds(document: StoredDocument, words: Sequence[str]) -> bool:
    name = Path(document.source).name
    text = _plain(" ".join((document.title, name, document.kind, *document.tags)))
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """Return letters without their marks, in small: who types Muller finds Müller as well."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
