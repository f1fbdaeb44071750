"""What was removed leaves no trace in the files of a library.

`PRAGMA secure_delete` overwrites deleted rows, but misses the copies that SQLite leaves where it
moved rows between pages; FTS5 keeps deleted words until it merges; the write-ahead log keeps whole
old pages. So the words are merged, the file is written anew and the log is cut to nothing.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from index.database import DATABASE, Database, plain_errors
from index.errors import LibraryError

_MARK = "PRAGMA user_version"
"""A number that SQLite keeps in the file for the program: here, of the removals not erased yet. It
changes with the transaction around it, and VACUUM keeps it."""
_MOST = 2**31 - 1
_GROWN = 1000
"""Bytes of FTS5's record of its structure from which on its index is built anew: see `forget`."""


def mark(run: sqlite3.Connection) -> None:
    """Note, in the transaction that removes text, that traces of it are left."""
    run.execute(f"{_MARK} = {_marked(run) % _MOST + 1}")


def forget(run: sqlite3.Connection) -> None:
    """Merge the index of words, in which deleted ones live on until then.

    SQLite 3.40 leaves two empty levels behind with every 'optimize', and an index of 2,000
    cannot be opened any more, "malformed" (seen after 1,001 removals). So it is built anew in time;
    that takes ten times as long.
    """
    grown = run.execute("SELECT length(block) FROM words_data WHERE id = 10").fetchone()[0]
    how = "rebuild" if grown > _GROWN else "optimize"
    run.execute("INSERT INTO words (words) VALUES (?)", (how,))


def is_marked(database: Database) -> bool:
    """Tell whether traces of removed text may be left."""
    with database.reading() as run:
        return bool(_marked(run))


def _marked(run: sqlite3.Connection) -> int:
    return int(run.execute(_MARK).fetchone()[0])


def erase(database: Database, wait: float = 5.0) -> bool:
    """Remove the traces of removed text; False while another process reads or writes.

    False as well on a disk without room for a second copy of the library, and for a library that
    can only be read. What was removed is out of reach of every question in any case, and the mark
    stays: the next call tries again. `wait` are the seconds that others are waited for.
    """
    if not is_marked(database):
        return True
    if database.read_only or not _has_room(database.folder):
        return False
    try:
        with database.writing(bump=False) as run:
            forget(run)
        return _write_anew(database.folder, wait)
    except LibraryError:
        return False


def _has_room(folder: Path) -> bool:
    # VACUUM makes a copy beside the library, and then writes that one through the log
    return shutil.disk_usage(folder).free > 2 * (folder / DATABASE).stat().st_size


def _write_anew(folder: Path, wait: float) -> bool:
    # in a connection of its own, so that this process can go on searching meanwhile
    with (
        plain_errors(folder),
        closing(sqlite3.connect(folder / DATABASE, timeout=wait, isolation_level=None)) as run,
    ):
        before = _marked(run)
        run.execute("VACUUM")
        busy = run.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            return False
        run.execute("BEGIN IMMEDIATE")
        if _marked(run) == before:  # nothing was removed meanwhile
            run.execute(f"{_MARK} = 0")
        run.execute("COMMIT")
        return True
