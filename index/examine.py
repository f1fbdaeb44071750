"""Whether a library is what was stored: every page, every seal, every word."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from index import seals
from index.database import DATABASE, open_reader, plain_errors, trouble

State = Literal["whole", "text", "lost"]
"""A document: whole; only what was read from its file is, so that it can be cut anew; or lost."""

_WORDS = """
    SELECT c.heading, c."start", c."end", w.title, w.heading, w.body
    FROM chunks c LEFT JOIN words w ON w.rowid = c.id WHERE c.document_id = ?
"""
_MOST = 1_000_000
"""So many numbers are tried one by one where a list of documents cannot be read to its end."""


def examine(folder: Path) -> list[str]:
    """Read the whole library and say in plain words what is not as it was stored.

    Nothing is changed; empty where all is well. Other processes can read meanwhile, and wait with
    writing for a moment while the index of words is compared.
    """
    path = folder / DATABASE
    with plain_errors(folder), closing(open_reader(folder, path)) as run:
        try:
            run.execute("BEGIN")  # one moment of a library that may be in use
            return _broken_pages(run) + _broken_documents(run) + _broken_index(path)
        except sqlite3.DatabaseError as error:
            if trouble(error) != "damaged":
                raise
            return [f"it cannot be read to its end ({error})"]


def _broken_pages(run: sqlite3.Connection) -> list[str]:
    found = str(run.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return [] if found == "ok" else [f"pages are broken ({found.splitlines()[-1]})"]


def _broken_documents(run: sqlite3.Connection) -> list[str]:
    found = []
    for number in numbers(run):
        kept = state(run, number)
        if kept != "whole":
            how = "not what was stored" if kept == "lost" else "not cut as it was"
            found.append(f"document {number} is {how}")
        elif not _words_agree(run, number):
            found.append(f"the words of document {number} are not those of its text")
    words, chunks = run.execute(
        "SELECT (SELECT count(*) FROM words), (SELECT count(*) FROM chunks)"
    ).fetchone()
    return found if found or words == chunks else ["there are words of no document"]


def _words_agree(run: sqlite3.Connection, document_id: int) -> bool:
    query = "SELECT title, text FROM documents WHERE id = ?"
    title, text = run.execute(query, (document_id,)).fetchone()
    return all(
        (title, heading, text[start:end]) == tuple(stored)
        for heading, start, end, *stored in run.execute(_WORDS, (document_id,))
    )


def _broken_index(path: Path) -> list[str]:
    """Have FTS5 compare its index with its words, which it does as if it wrote."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return []
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as run:
        run.execute("BEGIN IMMEDIATE")
        try:
            run.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if trouble(error) != "damaged":
                raise
            return ["the index of words is broken"]
        finally:
            run.execute("ROLLBACK")
    return []


def state(run: sqlite3.Connection, document_id: int) -> State:
    """Tell how much of a document is as it was stored."""
    try:
        stored = seals.kept(run, document_id)
        file = seals.of_file(run, document_id)
    except sqlite3.DatabaseError:
        return "lost"
    if not file or any(stored.get(ordinal) != value for ordinal, value in file.items()):
        return "lost"
    try:
        made = file | seals.of_pieces(run, document_id)
    except (sqlite3.DatabaseError, TypeError):  # a number of a row became something else
        return "text"
    return "whole" if made == stored else "text"


def numbers(run: sqlite3.Connection) -> list[int]:
    """Every document's number, also of those that only leave traces."""
    found: set[int] = set()
    complete = True
    for query in (
        "SELECT id FROM documents NOT INDEXED",
        "SELECT id FROM documents",  # the index of sources, which holds the numbers too
        f"SELECT document_id FROM seals WHERE ordinal = {seals.HEADER}",  # noqa: S608
    ):
        try:
            for row in run.execute(query):
                found.add(int(row[0]))
        except sqlite3.DatabaseError:
            complete = False
    last = _last(run)
    if not complete:
        found |= {number for number in range(1, last + 1) if _is_there(run, number)}
    return sorted(number for number in found if 0 < number <= last)  # others were never given


def _last(run: sqlite3.Connection) -> int:
    try:
        query = "SELECT seq FROM sqlite_sequence WHERE name = 'documents'"
        return min(_MOST, int((run.execute(query).fetchone() or [0])[0]))
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return _MOST


def _is_there(run: sqlite3.Connection, document_id: int) -> bool:
    try:
        query = "SELECT 1 FROM documents WHERE id = ?"
        return run.execute(query, (document_id,)).fetchone() is not None
    except sqlite3.DatabaseError:
        return False
