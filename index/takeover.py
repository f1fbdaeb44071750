"""A new database in the place of a library's: all of it or nothing, whatever happens between."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from index.database import DATABASE, plain_errors, trouble
from index.durable import sync_folder

LOGS = ("-wal", "-shm")


def take_over(new: Path, folder: Path) -> None:
    """Put the database `new` in the place of the one in `folder`; `new` is used up.

    SQLite copies it over in one transaction, so that other processes that have the library open
    see the old one or the new one. Where the old one is too broken for that, the file is replaced.
    The new one begins an era of its own, so that nobody takes a FAISS index of before for its own.
    """
    path = folder / DATABASE
    with plain_errors(folder):
        _begin_era(new, _generation(path) + 1)
    replace_database(new, path)


def replace_database(new: Path, path: Path) -> None:
    """Put the database `new` in the place of the one at `path`, as `take_over` does."""
    with plain_errors(path.parent):
        try:
            _copy_over(new, path)
        except sqlite3.DatabaseError as error:
            if trouble(error) != "damaged":
                raise
            _replace(new, path)
    new.unlink(missing_ok=True)
    sync_folder(path.parent)


def _copy_over(new: Path, path: Path) -> None:
    if not path.exists():  # SQLite would make it readable for all
        raise sqlite3.DatabaseError("there is none")
    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path)) as target:
        target.execute("PRAGMA busy_timeout = 60000")
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _replace(new: Path, path: Path) -> None:
    for log in LOGS:  # first: a log that was left would be played into the new file
        path.with_name(path.name + log).unlink(missing_ok=True)
    new.chmod(0o600)
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)


def _generation(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as run:
            query = "SELECT value FROM meta WHERE key = 'generation'"
            return int(run.execute(query).fetchone()[0])
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return 0


def _begin_era(new: Path, least: int) -> None:
    generation = max(_generation(new), least)
    with closing(sqlite3.connect(new, isolation_level=None)) as run:
        run.execute("BEGIN IMMEDIATE")
        run.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),))
        run.execute("DELETE FROM meta WHERE key = 'faiss'")
        run.execute("INSERT OR REPLACE INTO meta VALUES ('era', ?)", (secrets.token_hex(8),))
        run.execute("COMMIT")
        # one file, without a log beside it
        run.execute("PRAGMA journal_mode = DELETE")
