"""Conversations kept on this machine, in a file of their own: the library works without it.

A turn is stored as whoever saves it wrote it down (`content`), beside the plain words that it is
searched by. Deleting is for good: no byte of the text stays in any file of the database.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import LibraryError, UsageError
from index.history_file import HistoryFile

LONGEST_TITLE = 60
"""Characters of the first question, before the sign that it goes on."""
LONGEST_SEARCH = 500
"""Characters of a search that are looked at; more than anyone types."""

_SUMMARY = """
    SELECT c.id, c.title, t.question, c.created, c.changed,
           (SELECT count(*) FROM turns WHERE conversation_id = c.id)
    FROM conversations c JOIN turns t ON t.conversation_id = c.id AND t.number =
         (SELECT min(number) FROM turns WHERE conversation_id = c.id)
"""
_MATCHING = " WHERE c.id IN (SELECT rowid FROM words WHERE words MATCH ?)"
_NEWEST_FIRST = " ORDER BY c.changed DESC, c.id DESC"
_SAVE = """
    INSERT INTO turns (conversation_id, number, question, answer, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (conversation_id, number) DO UPDATE SET
        verdict = iif(question = excluded.question AND answer = excluded.answer, verdict, 0),
        word = iif(question = excluded.question AND answer = excluded.answer, word, ''),
        question = excluded.question, answer = excluded.answer, content = excluded.content
"""
_WORDS = """
    INSERT INTO words (rowid, title, said)
    SELECT c.id, c.title, group_concat(t.question || char(10) || t.answer, char(10))
    FROM conversations c JOIN turns t ON t.conversation_id = c.id WHERE c.id = ? GROUP BY c.id
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """A row of the list of conversations. Times are UTC, ISO 8601."""

    id: int
    title: str
    created: str
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """One question of a conversation and what became of it."""

    number: int
    question: str
    answer: str
    """Plain text, to be searched."""
    content: str
    """The whole turn, in whatever form it was saved."""
    verdict: int = 0
    """1 for thumbs up, -1 for thumbs down, 0 for none."""
    word: str = ""
    """What the person added to the verdict."""


class History:
    """The conversations of one library. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file in `folder`, creating it where there is none.

        Raises `LibraryError` where it is damaged, of a newer version or out of reach: Footnote
        goes on without it.
        """
        self._file = HistoryFile(folder)
        self.path = self._file.path

    def close(self) -> None:
        """Close the file; the history cannot be used afterwards."""
        self._file.close()

    def create(self) -> int:
        """Begin a conversation and return its id; it is listed once a turn is saved."""
        now = _now()
        with self._file.transaction("BEGIN IMMEDIATE") as run:
            row = "INSERT INTO conversations (created, changed) VALUES (?, ?) RETURNING id"
            return int(run.execute(row, (now, now)).fetchone()[0])

    def save(self, conversation: int, turn: SavedTurn) -> None:
        """Append the turn, or put it in the place of the one with its number.

        `verdict` and `word` are left to `rate`; they stay while question and answer do. Raises
        `UsageError` where the conversation was deleted meanwhile.
        """
        values = (_plain(turn.question), _plain(turn.answer), _plain(turn.content))
        with self._file.transaction("BEGIN IMMEDIATE") as run:
            changed = "UPDATE conversations SET changed = ? WHERE id = ?"
            _require(run.execute(changed, (_now(), conversation)).rowcount)
            run.execute(_SAVE, (conversation, turn.number, *values))
            _index(run, conversation)

    def rate(self, conversation: int, number: int, verdict: int, word: str = "") -> None:
        """Keep 1, -1 or 0 (none) and a word for a turn, in place of an earlier verdict."""
        if verdict not in {-1, 0, 1}:
            raise UsageError(f"{verdict} is no verdict: give 1 (good), -1 (bad) or 0 (none).")
        with self._file.transaction("BEGIN IMMEDIATE") as run:
            rated = (
                "UPDATE turns SET (verdict, word) = (?, ?) WHERE (conversation_id, number) = (?, ?)"
            )
            _require(run.execute(rated, (verdict, _plain(word), conversation, number)).rowcount)

    def rename(self, conversation: int, title: str) -> None:
        """Give a title, shortened like them all; an empty one makes it the first question again."""
        with self._file.transaction("BEGIN IMMEDIATE") as run:
            renamed = "UPDATE conversations SET title = ? WHERE id = ?"
            _require(run.execute(renamed, (_shortened(title), conversation)).rowcount)
            _index(run, conversation)

    def conversations(self) -> list[Summary]:
        """List the conversations, the one that changed last first."""
        with self._file.transaction() as run:
            return [_summary(row) for row in run.execute(_SUMMARY + _NEWEST_FIRST)]

    def search(self, words: str) -> list[Summary]:
        """List those that hold each of the words, or begin with it; all where there is no word.

        Titles, questions and answers are searched. Any text will do: nothing in it is an operator.
        """
        typed = _plain(words)[:LONGEST_SEARCH].replace('"', " ").split()
        if not typed:
            return self.conversations()
        query = " ".join(f'"{word}"*' for word in typed)
        with self._file.transaction() as run:
            rows = run.execute(_SUMMARY + _MATCHING + _NEWEST_FIRST, (query,))
            return [_summary(row) for row in rows]

    def load(self, conversation: int) -> tuple[SavedTurn, ...]:
        """Return the turns in their order. Raises `UsageError` where it is deleted or empty."""
        with self._file.transaction() as run:
            rows = run.execute(
                "SELECT number, question, answer, content, verdict, word FROM turns "
                "WHERE conversation_id = ? ORDER BY number",
                (conversation,),
            ).fetchall()
            _require(len(rows))
        return tuple(SavedTurn(*row) for row in rows)

    def delete(self, conversation: int) -> None:
        """Delete one for good: when this returns, no file holds its text any more."""
        self._delete(conversation)

    def delete_all(self) -> None:
        """Delete every conversation for good."""
        self._delete(None)

    def _delete(self, conversation: int | None) -> None:
        with self._file.lock:
            with self._file.transaction("BEGIN IMMEDIATE") as run:
                for table in ("words", "conversations"):
                    which = f"DELETE FROM {table} WHERE ?1 IS NULL OR rowid = ?1"  # noqa: S608
                    run.execute(which, (conversation,))
                # FTS5 only marks words as deleted
                run.execute("INSERT INTO words (words) VALUES ('rebuild')")
                run.execute("INSERT INTO erasing VALUES (?)", (_now(),))
            if not self._file.erase():
                raise LibraryError(
                    "It is deleted, but another Footnote is reading the conversations: close "
                    "both and start one again, which removes the last traces from the disk."
                )


def _index(run: sqlite3.Connection, conversation: int) -> None:
    run.execute("DELETE FROM words WHERE rowid = ?", (conversation,))
    run.execute(_WORDS, (conversation,))


def _summary(row: tuple[int, str, str, str, str, int]) -> Summary:
    number, title, question, created, changed, turns = row
    return Summary(number, title or _shortened(question), created, changed, turns)


def _shortened(text: str) -> str:
    """Return one line of at most `LONGEST_TITLE` characters and "…", cut between words."""
    line = " ".join(_plain(text).split())
    if len(line) <= LONGEST_TITLE:
        return line
    head = line[: LONGEST_TITLE + 1].rpartition(" ")[0] or line[:LONGEST_TITLE]
    return head + "…"


def _plain(text: str) -> str:
    """Return the text as SQLite can hold it: no half characters, and none that ends it."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")  # two in one second have an order


def _require(found: int) -> None:
    if not found:
        raise UsageError("This conversation is not kept any more: ask in a new one.")
