"""A library that can be searched: the store, and the FAISS index kept in step with it."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from index.catching_up import caught_up
from index.errors import LibraryError
from index.store import Store
from index.vectors import Ids, VectorIndex, Vectors

_INDEX_FILE = re.compile(r"index\.(\d+)(\.\d+\.tmp)?")


class Library:
    """Opens a folder; `search` always answers from the generation that the store holds."""

    def __init__(self, folder: Path, fingerprint: Mapping[str, str]) -> None:
        self.store = Store(folder, fingerprint)
        self._index: VectorIndex | None = None
        self._generation = -1
        self._era: str | None = None

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def require_documents(self) -> None:
        """Raise `LibraryError` where there is nothing to search."""
        if not self.store.count():
            raise LibraryError(
                "There are no documents in this library yet: add some with "
                "'footnote ingest FOLDER'."
            )

    def nearest(
        self, query: Vectors, limit: int, among: Ids | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` pairs (chunk id, cosine), best first; with `among` of those chunks.

        Call it inside `store.database.reading()` to have the chunks of the same generation.
        """
        with self.store.database.reading():
            return self._current().search(query, limit, among)

    def cosines(self, query: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Return the cosine of `query` and each of these chunks, by chunk id.

        Call it inside `store.database.reading()`, where the ids were found.
        """
        with self.store.database.reading():
            return self._current().cosines(query, ids)

    def _current(self) -> VectorIndex:
        generation = self.store.database.generation()
        if self._index is None or self._generation != generation:
            before, self._index = self._index, None
            era = self.store.database.get("era")
            if era != self._era:  # restored or repaired: numbers of chunks mean others now
                before, self._era = None, era
            self._index = (
                self._load(generation)
                or self._caught_up(before or self._load())
                or VectorIndex.build(*self.store.vectors())
            )
            self._generation = generation
        return self._index

    def _caught_up(self, index: VectorIndex | None) -> VectorIndex | None:
        return index if index and caught_up(index, self.store.database) else None

    def _load(self, generation: int | None = None) -> VectorIndex | None:
        """Load the index that was recorded last, if it is that of `generation` or of any."""
        recorded = self.store.recorded_index()
        if recorded is None or generation not in {None, recorded[0]}:
            return None
        index = VectorIndex.load(self._path(recorded[0]), recorded[1])
        return index if index is not None and index.count == recorded[2] else None

    def agrees(self) -> bool:
        """Tell whether the FAISS file on disk is the one that belongs to the store."""
        with self.store.database.reading():
            return self._load(self.store.database.generation()) is not None

    def save_index(self) -> None:
        """Put the FAISS file beside the store, unless it is there already.

        Losing it at any moment costs the next search a rebuild, nothing else; so a library that
        can only be read, or a disk without room, is no error here.
        """
        if self.store.database.read_only or self.agrees():
            return
        with self.store.database.reading():
            generation = self.store.database.generation()
            index = VectorIndex.build(*self.store.vectors())
        try:
            sha256 = index.write(self._path(generation))
            self.store.record_index(generation, sha256, index.count)
        except (OSError, LibraryError):
            return
        with self.store.database.reading():  # holds the lock: a search may be loading another one
            self._index, self._generation = index, generation
        self._sweep(generation)

    def _path(self, generation: int) -> Path:
        return self.store.folder / f"index.{generation}"

    def _sweep(self, generation: int) -> None:
        with suppress(OSError):  # what stays is swept the next time
            for path in self.store.folder.iterdir():
                match = _INDEX_FILE.fullmatch(path.name)
                if match and int(match[1]) < generation:
                    path.unlink(missing_ok=True)
