"""The SQLite database of a library: opening it, transactions, and its errors in plain words."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Literal

from index.durable import make_private
from index.errors import DamagedError, LibraryError
from index.upgrade import STEPS, upgrade

DATABASE = "library.sqlite3"
SCHEMA = "2"


class Database:
    """One connection, shared between threads behind a lock; every transaction is short."""

    def __init__(self, folder: Path, fingerprint: Mapping[str, str]) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._fingerprint = {"schema": SCHEMA, **fingerprint}
        with plain_errors(folder), _reachable(folder):
            self._connection = self._connect()
            try:
                self._refuse_other_builds()
            except BaseException:
                self._connection.close()
                raise

    def _connect(self) -> sqlite3.Connection:
        path = self.folder / DATABASE
        self.read_only = self.disk_full = False
        if path.exists() and not _writable(self.folder, path):
            self.read_only = True
            return open_reader(self.folder, path)
        make_private(self.folder)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        try:
            return self._connect_writer(path)
        except sqlite3.OperationalError as error:
            # without room for a log it can still be read, if none is there to be read
            if trouble(error) != "full" or _has_log(path) or not path.stat().st_size:
                raise
            self.read_only = self.disk_full = True
            return open_reader(self.folder, path)

    def _connect_writer(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=60, check_same_thread=False, isolation_level=None
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            self._create(connection)
            upgrade(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_again(self) -> None:
        """Open for writing what was opened on a full disk, now that there may be room."""
        with self._lock, plain_errors(self.folder), _reachable(self.folder):
            fresh = self._connect()
            self._connection.close()
            self._connection = fresh
            if self.disk_full:
                raise sqlite3.OperationalError("the disk is full")

    def _create(self, connection: sqlite3.Connection) -> None:
        if _has_tables(connection):  # asked first without a lock: a rebuild holds it for minutes
            return
        connection.execute("BEGIN IMMEDIATE")
        if not _has_tables(connection):
            schema = files("index").joinpath("schema.sql").read_text(encoding="utf-8")
            for statement in filter(str.strip, schema.split(";\n")):
                connection.execute(statement)
            rows = [*self._fingerprint.items(), ("generation", "0")]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        connection.execute("COMMIT")

    def _refuse_other_builds(self) -> None:
        found = dict(self._connection.execute("SELECT key, value FROM meta"))
        different = [k for k, v in self._fingerprint.items() if found.get(k) != v]
        if self.read_only and found.get("schema") in STEPS:
            raise LibraryError(
                f"The library in {self.folder} was made by an earlier version of Footnote and can "
                "only be read: allow writing to that folder once, so that it can be brought up to "
                "date."
            )
        if "schema" in different:
            raise LibraryError(
                f"The library in {self.folder} was made by another version of Footnote: choose "
                "another one with --library NAME and add the documents again."
            )
        if different:
            raise LibraryError(
                f"The library in {self.folder} was built with another {' and '.join(different)}: "
                "run 'footnote rebuild' once to build it anew from the text it holds."
            )

    def close(self) -> None:
        """Close the connection; the database cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Everything read inside belongs to one generation. May be nested."""
        with self._lock, plain_errors(self.folder):
            if self._connection.in_transaction:
                yield self._connection
            else:
                with self._transaction("BEGIN"):
                    yield self._connection

    @contextmanager
    def writing(self, *, bump: bool = True) -> Iterator[sqlite3.Connection]:
        """One durable change, or none. `bump` starts a new generation. May be nested."""
        if self.disk_full:
            self._connect_again()
        if self.read_only:
            raise LibraryError(
                f"The library in {self.folder} can only be read: allow writing to that folder, "
                "or choose another one with --library PATH."
            )
        with self._lock, plain_errors(self.folder):
            if self._connection.in_transaction:
                yield self._connection
                return
            with self._transaction("BEGIN IMMEDIATE"):
                yield self._connection
                if bump:
                    self.set("generation", str(self.generation() + 1))

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def get(self, key: str) -> str | None:
        """Read one entry of `meta`, inside a transaction."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Write one entry of `meta`, inside a transaction."""
        self._connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def generation(self) -> int:
        """Return the number of changes so far, inside a transaction."""
        value = self.get("generation") or "0"
        if not value.isdecimal():
            raise sqlite3.DatabaseError("its count of changes cannot be read")
        return int(value)


def stored_fingerprint(folder: Path) -> dict[str, str] | None:
    """How the library in `folder` was built, None where there is no library."""
    path = folder / DATABASE
    with plain_errors(folder), _reachable(folder):
        if not path.exists():
            return None
        with closing(open_reader(folder, path)) as connection:
            if not _has_tables(connection):
                return None
            found = dict(connection.execute("SELECT key, value FROM meta"))
            if not str(found.get("dimension", "1")).isdecimal():
                raise sqlite3.DatabaseError("its dimension cannot be read")
    return {k: v for k, v in found.items() if k not in {"schema", "generation", "faiss", "era"}}


def open_reader(folder: Path, path: Path) -> sqlite3.Connection:
    """Open a database for reading only."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    if _writable(folder, path) or _has_log(path):
        connection = _open(uri)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        except sqlite3.OperationalError as error:
            connection.close()
            if trouble(error) != "full" or _has_log(path):
                raise
        except sqlite3.DatabaseError:  # whoever reads on is told
            return connection
        else:
            return connection
    # SQLite would want to create its log beside the database; one that is there is read
    return _open(f"{uri}&immutable=1")


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _has_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    return found is not None


def _writable(folder: Path, path: Path) -> bool:
    # effective ids, as open() would use them, where the system can tell
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK, effective_ids=effective) and os.access(
        path, os.W_OK, effective_ids=effective
    )


Trouble = Literal["full", "locked", "closed", "damaged"]
_OF_DAMAGE = ("malformed", "no such", "decode", "constructor", "SQL logic error", "fts5")
"""Words of operational errors that no whole library gives."""


def trouble(error: sqlite3.DatabaseError) -> Trouble:
    """Say what is behind an error of SQLite: the disk, another process, the place or the file."""
    words = str(error)
    if "full" in words or "disk I/O" in words:
        return "full"
    if "locked" in words:
        return "locked"
    if any(each in words for each in _OF_DAMAGE):
        return "damaged"
    return "closed" if isinstance(error, sqlite3.OperationalError) else "damaged"


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turn the words of SQLite into ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told: dict[Trouble, str] = {
            "full": f"Nothing was lost, but the disk of {folder} is full or does not work: make "
            "room and try again.",
            "locked": "Another Footnote is writing to this library: wait until it is done, "
            "try again.",
            "closed": f"The library in {folder} cannot be opened ({error}): check the folder.",
            "damaged": f"The library in {folder} is damaged ({error}): run 'footnote repair', "
            "which saves what is whole; the documents themselves are untouched.",
        }
        what = trouble(error)
        kind = DamagedError if what == "damaged" else LibraryError
        raise kind(told[what]) from error


@contextmanager
def _reachable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(
            f"The library cannot be kept in {folder} ({error.strerror}): choose another folder "
            "with --library PATH or FOOTNOTE_HOME."
        ) from error
