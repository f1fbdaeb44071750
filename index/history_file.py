"""The file of the conversations: opened, changed in transactions, and erased without traces."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.database import Trouble, trouble
from index.durable import make_private
from index.errors import LibraryError

FILE = "conversations.sqlite"
SCHEMA = 1

_SCHEMA = """
CREATE TABLE conversations (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- a window may still show a deleted one
    title   TEXT NOT NULL DEFAULT '',           -- empty: its first question
    created TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT;
CREATE TABLE turns (
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL,
    question        TEXT NOT NULL,
    answer          TEXT NOT NULL,
    content         TEXT NOT NULL,
    verdict         INTEGER NOT NULL DEFAULT 0 CHECK (verdict IN (-1, 0, 1)),
    word            TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation_id, number)
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    title, said, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE TABLE erasing (since TEXT NOT NULL) STRICT
"""


class HistoryFile:
    """One connection to the file, behind a lock.

    Not one a call: every transaction takes milliseconds, and what is deleted is only gone from the
    log once nobody reads in it.
    """

    def __init__(self, folder: Path) -> None:
        """Open the file in `folder`, creating it where there is none.

        Raises `LibraryError` where it is damaged, of a newer version or out of reach: Footnote
        goes on without it.
        """
        self.path = folder / FILE
        self.lock = threading.RLock()
        with _plain_errors(self.path):
            make_private(folder)
            self.path.touch(mode=0o600)  # before SQLite does, which would let others read it
            self._connection = sqlite3.connect(
                self.path, timeout=10, check_same_thread=False, isolation_level=None
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
                        "secure_delete = ON", "temp_store = MEMORY"):  # fmt: skip
            self._connection.execute(f"PRAGMA {setting}")
        with self.transaction("BEGIN IMMEDIATE") as run:
            version = run.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                raise LibraryError(
                    f"The conversations in {self.path} were saved by a newer version of Footnote: "
                    "update Footnote, or move that file away to begin anew."
                )
            if version == 0:
                for statement in _SCHEMA.split(";\n"):
                    run.execute(statement)
                run.execute(f"PRAGMA user_version = {SCHEMA}")
            elif (found := run.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(str(found))
            unfinished = run.execute("SELECT 1 FROM erasing").fetchone()
        if unfinished:
            self.erase()

    def close(self) -> None:
        """Close the file; the history cannot be used afterwards."""
        with self.lock:
            self._connection.close()

    @contextmanager
    def transaction(self, begin: str = "BEGIN") -> Iterator[sqlite3.Connection]:
        """Hold one consistent reading, or one durable change or none."""
        with self.lock, _plain_errors(self.path):
            self._connection.execute(begin)
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def erase(self) -> bool:
        """Remove the traces of what was deleted; False while another process reads.

        `secure_delete` misses the copies that SQLite leaves where it moved text between pages: in
        6 of 450 random histories some stayed without VACUUM, in none with it. Takes about a second
        for 1,000 conversations (80 MB).
        """
        with self.lock, _plain_errors(self.path):
            self._connection.execute("VACUUM")
            log = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not log[0]:
                self._connection.execute("DELETE FROM erasing")
            return not log[0]


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn the words of SQLite and of the system into ours."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):  # a mistake of ours, not damage
        raise
    except sqlite3.DatabaseError as error:
        told: dict[Trouble, str] = {
            "full": f"The disk of {path} is full: make room and try again; nothing saved is lost.",
            "locked": "Another Footnote is saving a conversation: wait until it is done, "
            "try again.",
            "closed": f"The conversations in {path} cannot be opened ({error}): check that folder.",
            "damaged": f"The conversations in {path} are damaged ({error}): move that file away "
            "and start Footnote again; your documents are unharmed.",
        }
        raise LibraryError(told[trouble(error)]) from error
    except OSError as error:
        raise LibraryError(
            f"Conversations cannot be kept in {path.parent} ({error.strerror}): allow writing to "
            "that folder, or choose another one with --library PATH or FOOTNOTE_HOME."
        ) from error
