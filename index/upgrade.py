"""Libraries made by earlier versions of Footnote, brought up to the present schema."""

import sqlite3

from index import seals

_TO_2 = """
ALTER TABLE documents ADD COLUMN ocr REAL;
CREATE TABLE tags (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    tag         TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE files (
    source      TEXT PRIMARY KEY,
    size        INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    changed_ns  INTEGER NOT NULL,
    looked_ns   INTEGER NOT NULL,
    reason      TEXT,
    reader      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE watched (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seals (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    seal        BLOB NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;
"""
STEPS = {"1": ("2", _TO_2)}
"""For each earlier schema the one after it and the statements that lead there. They are history:
what was released is never changed, and `schema.sql` says the same for a new library."""


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring a library of an earlier schema to the present one, in one transaction.

    A library of the present schema, or of one not known here, is left alone.
    """
    if _schema(connection) not in STEPS:  # asked first without a lock: a rebuild holds it long
        return
    connection.execute("BEGIN IMMEDIATE")  # undone when the connection is closed on an error
    while (found := _schema(connection)) in STEPS:
        after, statements = STEPS[found]
        for statement in filter(str.strip, statements.split(";\n")):
            connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (after,))
        if found == "1":
            seals.seal_all(connection)
    connection.execute("COMMIT")


def _schema(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return "" if row is None else str(row[0])
