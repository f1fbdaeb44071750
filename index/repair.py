"""What is whole in a damaged library, saved into a new one that takes its place."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index import seals
from index.database import DATABASE, Database, open_reader, plain_errors
from index.errors import LibraryError
from index.examine import numbers, state
from index.reopen import reopened
from index.takeover import take_over

Progress = Callable[[int, int, str], None]
_UNKNOWN = "unknown"
_WORDS = """
    INSERT INTO words (rowid, title, heading, body)
    SELECT c.id, d.title, c.heading, substr(d.text, c."start" + 1, c."end" - c."start")
    FROM chunks c JOIN documents d ON d.id = c.document_id WHERE d.id = ? ORDER BY c.id
"""


@dataclass(slots=True)
class Repaired:
    """What became of a damaged library."""

    whole: int = 0
    """Documents that are as they were."""
    uncut: list[str] = field(default_factory=list)
    """Sources of documents of which only the text was whole: they wait for 'footnote rebuild'."""
    lost: list[str] = field(default_factory=list)
    """Sources of documents to be added again; "document N" where not even that can be read."""
    aside: Path | None = None
    """Where the damaged database lies now."""


def repair(folder: Path, tell: Progress = lambda _done, _all, _name: None) -> Repaired:
    """Save what is whole of the library in `folder`, and put the damaged file aside.

    Every document keeps its number and its tags; only what has its seal is taken. Whatever
    interrupts it, the library is afterwards the damaged one or the repaired one. Raises
    `LibraryError` where nothing can be read at all, or somebody else changed it meanwhile.
    """
    with (
        plain_errors(folder),
        tempfile.TemporaryDirectory(prefix="repair.", dir=folder) as name,
        closing(_open_damaged(folder, Path(name))) as old,
    ):
        found = numbers(old)
        before = _meta(old)
        fresh = Database(Path(name), _fingerprint(old, before))
        try:
            report = _save(old, fresh, found, tell)
        finally:
            fresh.close()
        if _meta(old).get("generation") != before.get("generation"):
            raise LibraryError(
                f"The library in {folder} was changed during the repair: close every other "
                "Footnote and run 'footnote repair' again."
            )
        report.aside = _keep_aside(folder)
        old.close()
        take_over(Path(name) / DATABASE, folder)
    return report


def _open_damaged(folder: Path, room: Path) -> sqlite3.Connection:
    """Open the database as it is, else a copy in `room` that SQLite can open again."""
    old = open_reader(folder, folder / DATABASE)
    if _has_lists(old):
        return old
    old.close()
    for copy in reopened(folder / DATABASE, room):
        old = sqlite3.connect(copy)
        if _has_lists(old):
            return old
        old.close()
    raise LibraryError(
        f"Nothing can be read of the library in {folder}: restore a backup with 'footnote restore "
        "FILE --replace', or move it away and add your documents again."
    )


def _has_lists(old: sqlite3.Connection) -> bool:
    try:
        tables = {row[0] for row in old.execute("SELECT name FROM sqlite_master")}
        return tables.issuperset({"documents", "sentences", "chunks", "seals"}) and bool(
            numbers(old)
        )
    except sqlite3.DatabaseError:
        return False


def _meta(old: sqlite3.Connection) -> dict[str, str]:
    try:
        return dict(old.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.DatabaseError:
        return {}


def _fingerprint(old: sqlite3.Connection, meta: dict[str, str]) -> dict[str, str]:
    """Say how the library was built; what cannot be read asks for a rebuild."""
    made = {key: meta.get(key, _UNKNOWN) for key in ("embedding model", "dimension", "chunker")}
    query = "SELECT length(vector) FROM chunks GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    try:
        made["dimension"] = str(old.execute(query).fetchone()[0] // 4)
    except (sqlite3.DatabaseError, TypeError):
        if not made["dimension"].isdecimal():
            made["dimension"] = "1"
    return made


def _save(old: sqlite3.Connection, fresh: Database, found: list[int], tell: Progress) -> Repaired:
    report = Repaired()
    with fresh.writing() as run:
        for done, number in enumerate(found):
            tell(done, len(found), "")
            kept = state(old, number)
            if kept != "lost" and not _copy_document(old, run, number, whole=kept == "whole"):
                kept = "lost"
            if kept == "whole":
                report.whole += 1
            else:
                (report.uncut if kept == "text" else report.lost).append(_source(old, number))
        for (folder,) in _readable(old, "SELECT folder FROM watched"):
            run.execute("INSERT OR IGNORE INTO watched VALUES (?)", (folder,))
        # numbers of what was lost are not given again: saved conversations name them
        run.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'documents'",
            (max(found, default=0),),
        )
        if report.uncut:  # refused until they are cut again: nobody would find them
            fresh.set("chunker", _UNKNOWN)
    tell(len(found), len(found), "")
    return report


def _copy_document(
    old: sqlite3.Connection, run: sqlite3.Connection, number: int, *, whole: bool
) -> bool:
    """Copy a document, with all that was cut from it if that is `whole`; False where it fails."""
    run.execute("SAVEPOINT document")
    try:
        _copy_rows(old, run, "documents", "id", number)
        for table in ("sentences", "chunks") if whole else ():
            _copy_rows(old, run, table, "document_id", number)
        if whole:
            run.execute(_WORDS, (number,))
        seals.seal(run, number)
    except sqlite3.DatabaseError:
        run.execute("ROLLBACK TO document")
        return False
    finally:
        run.execute("RELEASE document")
    for (tag,) in _readable(old, "SELECT tag FROM tags WHERE document_id = ?", number):
        run.execute("INSERT OR IGNORE INTO tags VALUES (?, ?)", (number, tag))
    return True


def _copy_rows(
    old: sqlite3.Connection, run: sqlite3.Connection, table: str, key: str, number: int
) -> None:
    columns = [f'"{row[1]}"' for row in run.execute(f"PRAGMA table_info({table})")]
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = ?"  # noqa: S608 - our names
    places = ", ".join("?" * len(columns))
    rows = old.execute(query, (number,)).fetchall()
    run.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def _readable(old: sqlite3.Connection, query: str, *values: int) -> list[tuple[str]]:
    """Return rows of one text each that have no seal, as far as they can be read."""
    try:
        return [row for row in old.execute(query, values).fetchall() if isinstance(row[0], str)]
    except sqlite3.DatabaseError:
        return []


def _source(old: sqlite3.Connection, number: int) -> str:
    # by the index of sources, which may be whole where the document is not
    found = _readable(old, "SELECT source FROM documents WHERE +id = ?", number)
    return found[0][0] if found else f"document {number}"


def _keep_aside(folder: Path) -> Path:
    """Copy the damaged database, and what is left of its log, under a name of its own."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    aside = folder / f"damaged-{moment}.sqlite3"
    for log in ("", "-wal"):
        path = folder / f"{DATABASE}{log}"
        if path.exists() and path.stat().st_size:
            copy = aside.with_name(aside.name + log)
            copy.touch(mode=0o600)
            shutil.copyfile(path, copy)
    return aside
