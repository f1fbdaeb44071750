"""A library as if it held only some of its documents.

Whatever reads a library (retrieval, lists, summaries, comparisons) reads this one in the same way,
so that a question limited to documents cannot see another. The limit holds before any number of
best ones is taken: hits outside never use up the places of those inside. Nothing is copied: the
database and the FAISS index are the whole library's.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from index.library import Library
from index.records import Document, Hit, Sentence, StoredDocument
from index.store import Store
from index.vectors import Ids, Vectors

# a list of any length is one parameter; the plus keeps SQLite from matching anew for every chunk
_IDS = """
    SELECT id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_MATCHING = """
    SELECT rowid, -bm25(words, 0.5, 0.5, 1.0) AS score FROM words
    WHERE words MATCH ? AND +rowid IN (
        SELECT id FROM chunks WHERE document_id IN (SELECT value FROM json_each(?))
    ) ORDER BY score DESC, rowid LIMIT ?
"""


class LimitedStore(Store):
    """Reads some documents of a store; what changes the store does so for the whole one."""

    def __init__(self, whole: Store, documents: AbstractSet[int]) -> None:
        vars(self).update(vars(whole))  # the open database above all
        self._only = frozenset(documents)
        self._listed = json.dumps(sorted(self._only))

    def chunk_ids(self) -> Ids:
        """Ids of the documents' chunks, ascending."""
        with self.database.reading() as run:
            rows = run.execute(_IDS, (self._listed,)).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64)

    def vectors(self, document_id: int | None = None) -> tuple[Ids, Vectors]:
        """Chunk ids (ascending) of all or one of the documents, and their vectors."""
        if document_id is not None:
            return super().vectors(document_id if document_id in self._only else -1)
        ids, vectors = super().vectors()
        inside = np.isin(ids, self.chunk_ids())
        return ids[inside], vectors[inside]

    def documents(self) -> list[StoredDocument]:
        """List the documents by title."""
        return [document for document in super().documents() if document.id in self._only]

    def titles(self) -> tuple[tuple[int, str], ...]:
        """Pairs (document id, title) of the documents."""
        return tuple(pair for pair in super().titles() if pair[0] in self._only)

    def count(self) -> int:
        """Return the number of the documents."""
        return len(self.titles())

    def document(self, document_id: int) -> Document | None:
        """One of the documents with its whole text."""
        return super().document(document_id) if document_id in self._only else None

    def matching(self, query: str, limit: int) -> list[tuple[int, float]]:
        """Pairs (chunk id, BM25) for an FTS5 `query`, best first; words count as in all of it."""
        with self.database.reading() as run:
            rows = run.execute(_MATCHING, (query, self._listed, limit)).fetchall()
        return [(row[0], row[1]) for row in rows]

    def hits(self, scored: Sequence[tuple[int, float, float | None]]) -> list[Hit]:
        """Resolve (chunk id, fused score, cosine) into hits of the documents, in that order."""
        return [hit for hit in super().hits(scored) if hit.document.id in self._only]

    def sentences(
        self, document_id: int, wanted: Callable[[str], bool] = lambda _text: True
    ) -> list[Sentence]:
        """All sentences of one of the documents in order; none where `wanted` declines its text."""
        return super().sentences(document_id, wanted) if document_id in self._only else []


class LimitedLibrary(Library):
    """Searches some documents of a library. Closing it leaves the library open."""

    store: LimitedStore

    def __init__(self, whole: Library, documents: AbstractSet[int]) -> None:
        self._whole = whole
        self.store = LimitedStore(whole.store, documents)

    def close(self) -> None:
        """Do nothing: the whole library may be in use."""

    def nearest(
        self, query: Vectors, limit: int, among: Ids | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` pairs (chunk id, cosine) of the documents' chunks, best first."""
        with self.store.database.reading():
            inside = self.store.chunk_ids()
            kept = inside if among is None else np.intersect1d(inside, among)
            return self._whole.nearest(query, limit, kept)

    def cosines(self, query: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Return the cosine of `query` and each of these chunks, by chunk id."""
        return self._whole.cosines(query, ids)

    def agrees(self) -> bool:
        """Tell whether the FAISS file on disk is the one that belongs to the whole store."""
        return self._whole.agrees()

    def save_index(self) -> None:
        """Put the FAISS file of the whole library beside the store."""
        self._whole.save_index()
