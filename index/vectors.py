"""The FAISS index: derived from the store, thrown away and rebuilt whenever it disagrees."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.durable import sync_folder

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]
_BINARY = getattr(os, "O_BINARY", 0)  # Windows alone tells text from bytes


class VectorIndex:
    """Inner product with every normalised vector, which is cosine similarity, to within 0.0005."""

    def __init__(self, faiss_index: Any) -> None:  # noqa: ANN401  (faiss has no types)
        self._index = faiss_index

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors) -> "VectorIndex":
        """Index `vectors` (count x dimension, rows of length 1) under `ids`."""
        import faiss

        # 16 bits a number: half the memory and the time, the same 10 nearest (eval/RESULTS.md)
        rows = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        index = faiss.IndexIDMap2(rows)
        index.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))
        return cls(index)

    @property
    def count(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def ids(self) -> Ids:
        """Return the id of every vector, in the order in which they were added."""
        import faiss

        found: Ids = faiss.vector_to_array(self._index.id_map)
        return found

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add `vectors` (count x dimension, rows of length 1) under new `ids`."""
        self._index.add_with_ids(np.ascontiguousarray(vectors), np.ascontiguousarray(ids))

    def remove(self, ids: Ids) -> None:
        """Remove the vectors of `ids`."""
        self._index.remove_ids(np.ascontiguousarray(ids))

    def search(
        self, query: Vectors, limit: int, among: Ids | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `limit` pairs (id, cosine), best first, ties by the lower id.

        With `among` only those ids are searched, whatever lies nearer.
        """
        most = min(limit, self.count if among is None else len(among))
        if not self.count or not most:
            return []
        only = None if among is None else _only(among)
        scores, ids = self._index.search(query.reshape(1, -1), most, params=only)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, query: Vectors, ids: Iterable[int]) -> dict[int, float]:
        """Return the cosine of `query` and the vector of each id, all of which must be indexed."""
        return {number: float(self._index.reconstruct(number) @ query) for number in ids}

    def write(self, path: Path) -> str:
        """Put the index at `path` atomically and durably; return its SHA-256."""
        import faiss

        data = faiss.serialize_index(self._index).tobytes()
        aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            handle = os.open(aside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | _BINARY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        sync_folder(path.parent)
        return hashlib.sha256(data).hexdigest()

    @classmethod
    def load(cls, path: Path, sha256: str) -> "VectorIndex | None":
        """Return the index at `path`, or None unless it is byte for byte the one recorded.

        The hash is checked first because faiss loads most damaged files without complaint.
        """
        import faiss

        try:
            data = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))


def _only(ids: Ids) -> Any:  # noqa: ANN401  (faiss has no types)
    import faiss

    untyped: Any = faiss  # its own annotations do not know of parameters
    return untyped.SearchParameters(sel=untyped.IDSelectorBatch(np.ascontiguousarray(ids)))
