"""Rows of the library's tables: written inside a transaction, read as records with their seals."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from index import seals
from index.erasing import mark
from index.records import Chunk, Document, Hit, Sentence, StoredDocument
from index.vectors import Vectors

DOCUMENT = """
    SELECT d.id, d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages,
           length(d.text), (SELECT count(*) FROM chunks c WHERE c.document_id = d.id), d.added,
           d.ocr, (SELECT json_group_array(tag) FROM
                   (SELECT tag FROM tags WHERE document_id = d.id ORDER BY tag)),
           (SELECT seal FROM seals WHERE document_id = d.id AND ordinal = -1)
    FROM documents d
"""


def insert_document(run: sqlite3.Connection, number: int | None, document: Document) -> int:
    """Store what a document says of itself and return its number, `number` if that is given."""
    d = document
    blocks = json.dumps([[b.start, b.end, b.page, b.level, b.whole] for b in d.blocks])
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = (number, d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages, d.text, blocks)
    cursor = run.execute(
        "INSERT INTO documents (id, source, sha256, kind, title, date, outlet, pages, text, "
        "blocks, added, ocr) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*row, now, d.ocr),
    )
    return int(cursor.fetchone()[0])


def insert_chunk(
    run: sqlite3.Connection, number: int, title: str, chunk: Chunk, vector: Vectors
) -> None:
    """Store one chunk of a document, with its vector and its words."""
    c = chunk
    row = (number, c.ordinal, c.first, c.last, c.start, c.end, c.page, c.heading)
    cursor = run.execute(
        "INSERT INTO chunks VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, vector.astype("<f4").tobytes()),
    )
    run.execute(
        "INSERT INTO words (rowid, title, heading, body) VALUES (?, ?, ?, ?)",
        (cursor.lastrowid, title, c.heading, c.text),
    )


def forget_file(run: sqlite3.Connection, number: int) -> None:
    """Forget what the system said of a document's file."""
    run.execute(
        "DELETE FROM files WHERE source = (SELECT source FROM documents WHERE id = ?)", (number,)
    )


def delete(run: sqlite3.Connection, number: int) -> None:
    """Delete a document with all that hangs on it, and note that traces of its text are left."""
    run.execute(
        "DELETE FROM words WHERE rowid IN (SELECT id FROM chunks WHERE document_id = ?)", (number,)
    )
    run.execute("DELETE FROM documents WHERE id = ?", (number,))
    mark(run)


def hit(run: sqlite3.Connection, chunk_id: int, score: float, cosine: float | None) -> Hit | None:
    """Return a chunk with its sentences once its seal is seen to be whole; None if it is gone."""
    row = run.execute(
        'SELECT c.id, c.document_id, c.ordinal, c.first, c.last, c."start", c."end", c.page, '
        'c.heading, substr(d.text, c."start" + 1, c."end" - c."start") '
        "FROM chunks c JOIN documents d ON d.id = c.document_id WHERE c.id = ?",
        (chunk_id,),
    ).fetchone()
    if row is None:
        return None
    _, number, ordinal, first, last, start, end, page, heading, text = row
    document = stored(run.execute(DOCUMENT + "WHERE d.id = ?", (number,)).fetchone())
    rows = run.execute(
        'SELECT ordinal, "start", "end", page, heading FROM sentences '
        "WHERE document_id = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal",
        (number, first, last),
    ).fetchall()
    seals.require(run, number, ordinal, seals.piece(row[:-1], text, rows))
    sentences = tuple(
        Sentence(o, s, e, text[s - start : e - start], p, h) for o, s, e, p, h in rows
    )
    chunk = Chunk(ordinal, first, last, start, end, text, page, heading)
    return Hit(chunk_id, document, chunk, sentences, score, cosine)


def stored(row: Sequence[Any]) -> StoredDocument:
    """Return a row of `DOCUMENT` once its seal, the last column, is seen to be whole."""
    *facts, listed, sealed = row
    document = StoredDocument(*[*facts, tuple(json.loads(listed))])
    d = document
    header = (d.id, d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages, d.ocr)
    if sealed != seals.digest(*header):
        raise seals.broken(d.id)
    return document
