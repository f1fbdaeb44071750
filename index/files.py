"""What is known of files on disk beside their documents, and which folders are kept up with.

None of it changes what a question finds, so no change here begins a new generation.
"""

import os
import sqlite3
from collections.abc import Iterable

from index.database import Database
from index.records import FileStamp, KnownFile

_SAVE = """
    INSERT INTO files (source, size, modified_ns, changed_ns, looked_ns, reason, reader)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source) DO UPDATE SET
        (size, modified_ns, changed_ns, looked_ns, reason, reader) =
        (excluded.size, excluded.modified_ns, excluded.changed_ns, excluded.looked_ns,
         excluded.reason, excluded.reader)
"""
_OF_DOCUMENTS = """
    SELECT d.source, d.id, d.sha256, d.title,
           f.size, f.modified_ns, f.changed_ns, f.looked_ns, f.reason, f.reader
    FROM documents d LEFT JOIN files f ON f.source = d.source
    WHERE d.source >= ? AND d.source < ? ORDER BY d.source
"""
_OF_NONE = """
    SELECT f.source, NULL, NULL, '',
           f.size, f.modified_ns, f.changed_ns, f.looked_ns, f.reason, f.reader FROM files f
    WHERE f.source >= ? AND f.source < ?
      AND f.source NOT IN (SELECT source FROM documents) ORDER BY f.source
"""


class Files:
    """The files of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def under(self, folder: str) -> dict[str, KnownFile]:
        """Return every known file in `folder`, however deep, by its path."""
        prefix = folder if folder.endswith(os.sep) else folder + os.sep
        # paths that begin with "/docs/" are those from there up to "/docs0", the next character
        bounds = (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1))
        with self._database.reading() as run:
            rows = [*run.execute(_OF_DOCUMENTS, bounds), *run.execute(_OF_NONE, bounds)]
        return {row[0]: _known(*row) for row in rows}

    def save(self, stamps: Iterable[tuple[str, FileStamp]]) -> None:
        """Keep the stamps of files whose documents, by their hash, are as the files are."""
        rows = [(source, stamp) for source, stamp in stamps]
        if rows:
            with self._database.writing(bump=False) as run:
                for source, stamp in rows:
                    save_stamp(run, source, stamp)

    def refuse(self, source: str, stamp: FileStamp, reason: str, reader: str) -> None:
        """Keep why a file, as it was at `stamp`, could not be read by that version of Footnote."""
        with self._database.writing(bump=False) as run:
            save_stamp(run, source, stamp, reason, reader)

    def forget(self, sources: Iterable[str]) -> None:
        """Forget files that gave no document."""
        rows = [(source,) for source in sources]
        if rows:
            with self._database.writing(bump=False) as run:
                run.executemany("DELETE FROM files WHERE source = ?", rows)

    def watched(self) -> list[str]:
        """Return the folders that are kept up with, by the alphabet."""
        with self._database.reading() as run:
            return [row[0] for row in run.execute("SELECT folder FROM watched ORDER BY folder")]

    def watch(self, folder: str) -> None:
        """Keep up with `folder` from now on."""
        with self._database.writing(bump=False) as run:
            run.execute("INSERT OR IGNORE INTO watched VALUES (?)", (folder,))

    def unwatch(self, folder: str) -> bool:
        """No longer keep up with `folder`; False where nobody did."""
        with self._database.writing(bump=False) as run:
            return run.execute("DELETE FROM watched WHERE folder = ?", (folder,)).rowcount > 0


def save_stamp(
    run: sqlite3.Connection,
    source: str,
    stamp: FileStamp,
    reason: str | None = None,
    reader: str = "",
) -> None:
    """Keep a file's stamp, inside a transaction."""
    s = stamp
    row = (source, s.size, s.modified_ns, s.changed_ns, s.looked_ns, reason, reader)
    run.execute(_SAVE, row)


def _known(
    source: str,
    number: int | None,
    sha256: str | None,
    title: str,
    size: int | None,
    *rest: int | str | None,
) -> KnownFile:
    *times, reason, reader = rest
    stamp = None if size is None else FileStamp(size, *times)  # type: ignore[arg-type]
    why = None if reason is None else str(reason)
    return KnownFile(source, stamp, why, str(reader or ""), number, sha256, title)
