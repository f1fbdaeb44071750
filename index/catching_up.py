"""An index of an earlier generation, brought up to the present one by what changed since.

The id of a chunk is never given again and its vector never changes, so that ids tell all. Building
an index of 100,000 vectors anew takes seconds, and during an ingest every document begins a new
generation: each search would build one.
"""

from collections.abc import Sequence

import numpy as np

from index.database import Database
from index.vectors import Ids, VectorIndex, Vectors

MOST = 0.5
"""Share of vectors that are new or gone, above which building anew is no slower."""


def caught_up(index: VectorIndex, database: Database) -> bool:
    """Change `index` into that of the present generation, inside a transaction.

    False where building anew is as good; the index may then not be used any more.
    """
    known = index.ids()
    with database.reading() as run:
        newest = int(known.max()) if len(known) else 0
        new = run.execute(
            "SELECT id, vector FROM chunks WHERE id > ? ORDER BY id", (newest,)
        ).fetchall()
        (count,) = run.execute("SELECT count(*) FROM chunks").fetchone()
        gone = known[:0]
        if count - len(new) != len(known):
            # the plus has SQLite read the small index of the table, not past every vector
            rows = run.execute("SELECT id FROM chunks WHERE +id <= ?", (newest,)).fetchall()
            gone = np.setdiff1d(known, np.array([row[0] for row in rows], dtype=np.int64))
    if len(new) + len(gone) > MOST * max(count, 1):
        return False
    if len(gone):
        index.remove(gone)
    if new:
        index.add(*_arrays(new, index.dimension))
    return index.count == int(count)


def _arrays(rows: Sequence[tuple[int, bytes]], dimension: int) -> tuple[Ids, Vectors]:
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    data = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f4")
    return ids, data.reshape(len(ids), dimension)
