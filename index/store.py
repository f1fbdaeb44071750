"""What a library holds and how it changes: documents, sentences, chunks, vectors, words.

One transaction changes one document. Each bumps the generation, so that everything derived from
the store (the FAISS file) can tell whether it still agrees.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index import seals, tags
from index.database import Database
from index.erasing import erase, mark
from index.files import Files, save_stamp
from index.records import (
    Block,
    Chunk,
    Document,
    FileStamp,
    Hit,
    Sentence,
    StoredDocument,
)
from index.rows import DOCUMENT, delete, forget_file, hit, insert_chunk, insert_document, stored
from index.vectors import Ids, Vectors


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
        self.files = Files(self.database)

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
        stamp: FileStamp | None = None,
    ) -> bool:
        """Store a document whole, in place of the one with the same source; True if there was one.

        `vectors` is (len(chunks) x dimension), float32, rows of length 1. `stamp` is what the
        system said of the file before it was read. Tags stay as they were.
        """
        with self.database.writing() as run:
            old = run.execute(
                "SELECT id FROM documents WHERE source = ?", (document.source,)
            ).fetchone()
            kept = tags.of(run, old[0]) if old else []
            if old:
                delete(run, old[0])
            number = insert_document(run, old[0] if old else None, document)
            tags.add(run, number, kept)
            if stamp:
                save_stamp(run, document.source, stamp)
            else:  # a stamp of before stays true: it tells when the bytes may be other ones
                run.execute("UPDATE files SET reason = NULL WHERE source = ?", (document.source,))
            run.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)",
                [(number, s.ordinal, s.start, s.end, s.page, s.heading) for s in sentences],
            )
            for chunk, vector in zip(chunks, vectors, strict=True):
                insert_chunk(run, number, document.title, chunk, vector)
            seals.seal(run, number)
        return old is not None

    def remove(self, *document_ids: int) -> None:
        """Take documents out, with everything derived from them, in one transaction.

        `erase` then removes the last traces of their text from the library's files.
        """
        with self.database.writing() as run:
            for number in document_ids:
                forget_file(run, number)
                delete(run, number)

    def erase(self, wait: float = 5.0) -> bool:
        """Remove the traces of what was replaced or removed from the library's files.

        False while another process reads, or the disk has no room for it; then try later. Costs
        nothing where there is nothing to erase. `wait` are the seconds that others are waited for.
        """
        return erase(self.database, wait)

    def rename(self, document_id: int, source: str, title: str | None = None) -> None:
        """Tell that a document's file is now `source`, and perhaps its title `title`.

        Nothing is read or embedded, and no new generation begins: the vectors stay, in which an
        earlier title may live on until the next rebuild. The words that are searched change.
        """
        with self.database.writing(bump=False) as run:
            forget_file(run, document_id)
            run.execute("UPDATE documents SET source = ? WHERE id = ?", (source, document_id))
            if title is not None:
                run.execute("UPDATE documents SET title = ? WHERE id = ?", (title, document_id))
                run.execute(
                    "UPDATE words SET title = ? "
                    "WHERE rowid IN (SELECT id FROM chunks WHERE document_id = ?)",
                    (title, document_id),
                )
                mark(run)
            seals.seal_header(run, document_id)

    def tag(self, document_id: int, words: Sequence[str]) -> None:
        """Give tags to a document. Raises `UsageError` for a word that cannot be one."""
        wanted = [tags.plain_tag(word) for word in words]
        with self.database.writing(bump=False) as run:
            tags.add(run, document_id, wanted)

    def untag(self, document_id: int, words: Sequence[str]) -> None:
        """Take tags from a document; one that it has not is no error."""
        unwanted = [tags.plain_tag(word) for word in words]
        with self.database.writing(bump=False) as run:
            tags.take(run, document_id, unwanted)

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
        try:
            generation, sha256, count = json.loads(value or "")
            return int(generation), str(sha256), int(count)
        except (ValueError, TypeError):  # none yet, or damaged: it is built anew
            return None

    def vectors(self, document_id: int | None = None) -> tuple[Ids, Vectors]:
        """All chunk ids (ascending), or one document's, and their vectors (count x dimension)."""
        with self.database.reading() as run:
            if document_id is None:
                rows = run.execute("SELECT id, vector FROM chunks ORDER BY id").fetchall()
            else:
                query = "SELECT id, vector FROM chunks WHERE document_id = ? ORDER BY id"
                rows = run.execute(query, (document_id,)).fetchall()
            if any(len(row[1] or b"") != 4 * self.dimension for row in rows):
                raise sqlite3.DatabaseError("a vector is cut short")
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        data = b"".join(row[1] for row in rows)
        return ids, np.frombuffer(data, dtype="<f4").reshape(len(ids), self.dimension)

    def documents(self) -> list[StoredDocument]:
        """List every document by title."""
        with self.database.reading() as run:
            rows = run.execute(DOCUMENT + "ORDER BY d.title, d.id").fetchall()
            return [stored(row) for row in rows]

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
                "SELECT source, sha256, kind, title, text, blocks, date, outlet, pages, ocr "
                "FROM documents WHERE id = ?",
                (document_id,),
            ).fetchone()
            if row is None:
                return None
            source, sha256, kind, title, text, blocks, date, outlet, pages, ocr = row
            header = (document_id, source, sha256, kind, title, date, outlet, pages, ocr)
            for ordinal, values in ((seals.HEADER, header), (seals.TEXT, (text,)),
                                    (seals.BLOCKS, (blocks,))):  # fmt: skip
                seals.require(run, document_id, ordinal, seals.digest(*values))
        cut = tuple(Block(*values) for values in json.loads(blocks))
        return Document(source, sha256, kind, title, text, cut, date, outlet, pages, ocr)

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
            found = [hit(run, *row) for row in scored]
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
            seals.require(run, document_id, seals.TEXT, seals.digest(row[0]))
            rows = run.execute(
                'SELECT ordinal, "start", "end", page, heading FROM sentences '
                "WHERE document_id = ? ORDER BY ordinal",
                (document_id,),
            ).fetchall()
            sealed = seals.digest([list(each) for each in rows])
            seals.require(run, document_id, seals.SENTENCES, sealed)
        return [Sentence(o, s, e, row[0][s:e], p, h) for o, s, e, p, h in rows]
