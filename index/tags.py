"""Words that a person gives to documents, so that a question can be limited to them."""

import sqlite3
import unicodedata
from collections.abc import Iterable

from index.errors import UsageError

LONGEST = 50
"""Characters of a tag."""


def plain_tag(word: str) -> str:
    """Return a tag as it is kept: in small letters, on one line, composed (NFC).

    Raises `UsageError` for one that is empty, too long or cannot be seen.
    """
    tag = unicodedata.normalize("NFC", " ".join(word.split()).casefold())
    if not tag or len(tag) > LONGEST or "," in tag or not tag.isprintable():
        raise UsageError(
            f"“{tag[:LONGEST]}” cannot be a tag: give a word or a few, without commas, of "
            f"{LONGEST} characters at most."
        )
    return tag


def add(run: sqlite3.Connection, document_id: int, tags: Iterable[str]) -> None:
    """Give tags to a document, inside a transaction; one that it has already stays."""
    rows = [(document_id, tag) for tag in tags]
    run.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", rows)


def take(run: sqlite3.Connection, document_id: int, tags: Iterable[str]) -> None:
    """Take tags from a document, inside a transaction; one that it has not is no error."""
    rows = [(document_id, tag) for tag in tags]
    run.executemany("DELETE FROM tags WHERE document_id = ? AND tag = ?", rows)


def of(run: sqlite3.Connection, document_id: int) -> list[str]:
    """Return the tags of a document by the alphabet."""
    query = "SELECT tag FROM tags WHERE document_id = ? ORDER BY tag"
    return [row[0] for row in run.execute(query, (document_id,))]
