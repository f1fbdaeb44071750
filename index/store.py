"""What a library holds and how it changes: documents, sentences, chunks, vectors, words.

One transaction changes one document. Each bumps the generation, so that everything derived from
the store (the FAISS file) can tell whether it still agrees.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.database import Database
from index.records import Block, Chunk, Document, Hit, Sentence, StoredDocument
from index.vectors import Ids, Vectors

_DOCUMENT = """
    SELECT d.id, d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages,
           length(d.text), (SELECT count(*) FROM chunks c WHERE c.document_id = d.id), d.added
    FROM documents d
"""


class Store:
    """One open library. Safe to share between threads; each call is one short transaction."""

    def __init__(self, folder: Path, fingerprint: Mapping[str, str]) -> None:
        """Open the library in `folder`, creating it where there is none.

        `fingerprint` says how vectors are made (embedding model, dimension, chunker). Raises
        `LibraryError` where the library on disk was made differently, is damaged or out of reach.
        """
        self.folder = folder
        self.dimension = int(fingerprint["dimension"])
        self.database = Database(folder, fingerprint)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self.database.close()

    # --- changing -------------------------------------------------------------------------

    def replace(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        chunks: Sequence[Chunk],
        vectors: Vectors,
    ) -> bool:
        """Store a document whole, in place of the one with the same source; True if there was one.

        `vectors` is (len(chunks) x dimension), float32, rows of length 1.
        """
        with self.database.writing() as run:
            old = run.execute(
                "SELECT id FROM documents WHERE source = ?", (document.source,)
            ).fetchone()
            if old:
                _delete(run, old[0])
            number = _insert_document(run, old[0] if old else None, document)
            run.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
                [(number, s.ordinal, s.start, s.end, s.page, s.heading) for s in sentences],
            )
            for chunk, vector in zip(chunks, vectors, strict=True):
                _insert_chunk(run, number, document.title, chunk, vector)
        return old is not None

    def remove(self, document_id: int) -> None:
        """Take a document out, with everything derived from it."""
        with self.database.writing() as run:
            _delete(run, document_id)
            # FTS5 only marks words as deleted: merged, they are gone from the file as well
            run.execute("INSERT INTO words (words) VALUES ('optimize')")

    def set_fingerprint(self, fingerprint: Mapping[str, str]) -> None:
        """Record that all vectors are now made as `fingerprint` says."""
        with self.database.writing():
            for key, value in fingerprint.items():
                self.database.set(key, value)
        self.dimension = int(fingerprint["dimension"])

    def record_index(self, generation: int, sha256: str, count: int) -> None:
        """Record the FAISS file of `generation`: from this commit on it may be loaded."""
        with self.database.writing(bump=False):
            if self.database.generation() == generation:
                self.database.set("faiss", json.dumps([generation, sha256, count]))

    # --- reading --------------------------------------------------------------------------

    def recorded_index(self) -> tuple[int, str, int] | None:
        """Return generation, SHA-256 and count of the FAISS file that was last recorded."""
        with self.database.reading():
            value = self.database.get("faiss")
        if value is None:
            return None
        generation, sha256, count = json.loads(value)
        return int(generation), str(sha256), int(count)

    def vectors(self, document_id: int | None = None) -> tuple[Ids, Vectors]:
        """All chunk ids (ascending), or one document's, and their vectors (count x dimension)."""
        with self.database.reading() as run:
            if document_id is None:
                rows = run.execute("SELECT id, vector FROM chunks ORDER BY id").fetchall()
            else:
                query = "SELECT id, vector FROM chunks WHERE document_id = ? ORDER BY id"
                rows = run.execute(query, (document_id,)).fetchall()
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        data = b"".join(row[1] for row in rows)
        return ids, np.frombuffer(data, dtype="<f4").reshape(len(ids), self.dimension)

    def documents(self) -> list[StoredDocument]:
        """List every document by title."""
        with self.database.reading() as run:
            rows = run.execute(_DOCUMENT + "ORDER BY d.title, d.id").fetchall()
        return [StoredDocument(*row) for row in rows]

    def titles(self) -> tuple[tuple[int, str], ...]:
        """Pairs (document id, title) of every document."""
        with self.database.reading() as run:
            return tuple(run.execute("SELECT id, title FROM documents ORDER BY id").fetchall())

    def count(self) -> int:
        """Return the number of documents."""
        with self.database.reading() as run:
            return int(run.execute("SELECT count(*) FROM documents").fetchone()[0])

    def is_new(self) -> bool:
        """Tell whether nothing was ever stored here."""
        with self.database.reading():
            return self.database.generation() == 0

    def has_word(self, word: str) -> bool:
        """Tell whether a word, or another form of it, stands anywhere in the library."""
        return bool(self.lexical('"{}"'.format(word.replace('"', "")), 1))

    def hash_of(self, source: str) -> str | None:
        """SHA-256 of the file's bytes when `source` was last read, None where it never was."""
        with self.database.reading() as run:
            row = run.execute("SELECT sha256 FROM documents WHERE source = ?", (source,)).fetchone()
        return None if row is None else str(row[0])

    def document(self, document_id: int) -> Document | None:
        """One document with its whole text."""
        with self.database.reading() as run:
            row = run.execute(
                "SELECT source, sha256, kind, title, text, blocks, date, outlet, pages "
                "FROM documents WHERE id = ?",
                (document_id,),
            ).fetchone()
        if row is None:
            return None
        source, sha256, kind, title, text, blocks, date, outlet, pages = row
        cut = tuple(Block(*values) for values in json.loads(blocks))
        return Document(source, sha256, kind, title, text, cut, date, outlet, pages)

    def lexical(self, query: str, limit: int) -> list[int]:
        """Chunk ids by BM25 for an FTS5 `query`, best first; title and heading weigh less."""
        return [number for number, _ in self.matching(query, limit)]

    def matching(self, query: str, limit: int) -> list[tuple[int, float]]:
        """Pairs (chunk id, BM25) for an FTS5 `query`, best first; BM25 is above 0."""
        with self.database.reading() as run:
            rows = run.execute(
                "SELECT rowid, -bm25(words, 0.5, 0.5, 1.0) AS score FROM words "
                "WHERE words MATCH ? ORDER BY score DESC, rowid LIMIT ?",
                (query, limit),
            ).fetchall()
        return [(row[0], row[1]) for row in rows]

    def hits(self, scored: Sequence[tuple[int, float, float | None]]) -> list[Hit]:
        """Resolve (chunk id, fused score, cosine) into hits, in the given order."""
        with self.database.reading() as run:
            found = [_hit(run, *row) for row in scored]
        return [hit for hit in found if hit is not None]

    def hits_of(self, document_id: int) -> list[Hit]:
        """Every chunk of a document in its order, as hits without a score."""
        with self.database.reading() as run:
            rows = run.execute(
                "SELECT id FROM chunks WHERE document_id = ? ORDER BY ordinal", (document_id,)
            ).fetchall()
            return self.hits([(row[0], 0.0, None) for row in rows])

    def hit_with(self, document_id: int, ordinal: int) -> Hit | None:
        """Return the first chunk that holds a document's sentence of that ordinal."""
        with self.database.reading() as run:
            row = run.execute(
                "SELECT id FROM chunks WHERE document_id = ? AND first <= ? AND last > ? "
                "ORDER BY ordinal",
                (document_id, ordinal, ordinal),
            ).fetchone()
            return next(iter(self.hits([(row[0], 0.0, None)])), None) if row else None

    def sentences(
        self, document_id: int, wanted: Callable[[str], bool] = lambda _text: True
    ) -> list[Sentence]:
        """All sentences of a document in order; none where `wanted` declines its whole text.

        That makes it cheap to pass over most documents of a large library.
        """
        with self.database.reading() as run:
            row = run.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None or not wanted(row[0]):
                return []
            rows = run.execute(
                'SELECT ordinal, "start", "end", page, heading FROM sentences '
                "WHERE document_id = ? ORDER BY ordinal",
                (document_id,),
            ).fetchall()
        return [Sentence(o, s, e, row[0][s:e], p, h) for o, s, e, p, h in rows]


def _insert_document(run: sqlite3.Connection, number: int | None, document: Document) -> int:
    d = document
    blocks = json.dumps([[b.start, b.end, b.page, b.level] for b in d.blocks])
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = (number, d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages, d.text, blocks)
    cursor = run.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id", (*row, now)
    )
    return int(cursor.fetchone()[0])


def _insert_chunk(
    run: sqlite3.Connection, number: int, title: str, chunk: Chunk, vector: Vectors
) -> None:
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


def _delete(run: sqlite3.Connection, number: int) -> None:
    run.execute(
        "DELETE FROM words WHERE rowid IN (SELECT id FROM chunks WHERE document_id = ?)", (number,)
    )
    run.execute("DELETE FROM documents WHERE id = ?", (number,))


def _hit(run: sqlite3.Connection, chunk_id: int, score: float, cosine: float | None) -> Hit | None:
    row = run.execute(
        'SELECT c.document_id, c.ordinal, c.first, c.last, c."start", c."end", c.page, '
        'c.heading, substr(d.text, c."start" + 1, c."end" - c."start") '
        "FROM chunks c JOIN documents d ON d.id = c.document_id WHERE c.id = ?",
        (chunk_id,),
    ).fetchone()
    if row is None:
        return None
    number, ordinal, first, last, start, end, page, heading, text = row
    document = StoredDocument(*run.execute(_DOCUMENT + "WHERE d.id = ?", (number,)).fetchone())
    rows = run.execute(
        'SELECT ordinal, "start", "end", page, heading FROM sentences '
        "WHERE document_id = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal",
        (number, first, last),
    )
    sentences = tuple(
        Sentence(o, s, e, text[s - start : e - start], p, h) for o, s, e, p, h in rows
    )
    chunk = Chunk(ordinal, first, last, start, end, text, page, heading)
    return Hit(chunk_id, document, chunk, sentences, score, cosine)
