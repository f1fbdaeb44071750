"""A library made by the first version opens, whole, and is brought up to date once."""

import json
import sqlite3

import numpy as np
import pytest

from index.database import DATABASE, SCHEMA
from index.errors import LibraryError
from index.upgrade import STEPS

# as the first version made it: history, which does not change with schema.sql
FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    source  TEXT NOT NULL UNIQUE,
    sha256  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    title   TEXT NOT NULL,
    date    TEXT,
    outlet  TEXT,
    pages   INTEGER,
    text    TEXT NOT NULL,
    blocks  TEXT NOT NULL,
    added   TEXT NOT NULL
) STRICT;
CREATE TABLE sentences (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    page        INTEGER,
    heading     TEXT NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE chunks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    "start"     INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    page        INTEGER,
    heading     TEXT NOT NULL,
    vector      BLOB NOT NULL,
    UNIQUE (document_id, ordinal)
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (
    title, heading, body, tokenize = "porter unicode61 remove_diacritics 2"
);
"""
ONE = ("Costs", ["The bridge cost 48,000 euros.", "It was cheap."])


@pytest.fixture
def first(tmp_path, make):
    """The folder of a library of the first version with one document, /docs/a.txt."""
    folder = tmp_path / "library"
    folder.mkdir()
    document, sentences, [chunk], [vector] = make.cut("a.txt", ONE, date="2021-08-05", pages=2)
    run = sqlite3.connect(folder / DATABASE, isolation_level=None)
    run.execute("PRAGMA journal_mode = WAL")
    run.executescript(FIRST)
    meta = {**make.fingerprint, "schema": "1", "generation": "1"}
    run.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    d, c = document, chunk
    blocks = json.dumps([[b.start, b.end, b.page, b.level] for b in d.blocks])
    run.execute(
        "INSERT INTO documents VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, '2024-01-01T00:00:00Z')",
        (d.source, d.sha256, d.kind, d.title, d.date, d.outlet, d.pages, d.text, blocks),
    )
    rows = [(1, s.ordinal, s.start, s.end, s.page, s.heading) for s in sentences]
    run.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?)", rows)
    row = (1, c.ordinal, c.first, c.last, c.start, c.end, c.page, c.heading)
    data = vector.astype("<f4").tobytes()
    run.execute("INSERT INTO chunks VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, data))
    run.execute("INSERT INTO words VALUES (?, ?, ?)", (d.title, c.heading, c.text))
    run.close()
    return folder


def tables(folder):
    """Each table's columns, as (name, type, required, default, place in the key)."""
    run = sqlite3.connect(folder / DATABASE)
    try:
        names = [n for (n,) in run.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [row[1:] for row in run.execute(f"PRAGMA table_info({name})")]
            for name in names
            if not name.startswith("sqlite_")
        }
    finally:
        run.close()


def test_a_library_of_the_first_version_opens_with_all_it_held(first, opened, make):
    library = opened(first)
    document, sentences, chunks, vectors = make.cut("a.txt", ONE, date="2021-08-05", pages=2)
    assert library.store.document(1) == document
    [row] = library.store.documents()
    assert (row.added, row.ocr, row.tags) == ("2024-01-01T00:00:00Z", None, ())
    [(number, cosine)] = library.nearest(vectors[0], 5)
    assert (number, cosine) == (1, pytest.approx(1, abs=2**-11))
    [hit] = library.store.hits([(1, 0.5, None)])
    assert (hit.chunk, hit.sentences) == (chunks[0], sentences)
    np.testing.assert_array_equal(library.store.vectors()[1], vectors)
    assert library.store.files.under("/docs")["/docs/a.txt"].stamp is None
    library.store.tag(1, ["old"])
    library.store.replace(*make.cut("b.txt", ONE, ocr=0.5))
    assert [d.tags for d in library.store.documents()] == [("old",), ()]


def test_afterwards_it_is_as_a_new_one(first, opened, tmp_path):
    opened(first).close()
    opened(tmp_path / "new").close()
    assert tables(first) == tables(tmp_path / "new")


def test_every_step_leads_to_the_present_schema():
    schema = "1"
    while schema in STEPS:
        schema = STEPS[schema][0]
    assert schema == SCHEMA


def test_an_upgrade_that_fails_leaves_the_library_as_it_was(first, opened, monkeypatch):
    before = tables(first)
    monkeypatch.setitem(STEPS, "1", ("2", STEPS["1"][1] + ";\nCREATE TABLE tags (x TEXT);\n"))
    with pytest.raises(LibraryError, match="already exists"):
        opened(first)
    assert tables(first) == before
    monkeypatch.undo()
    assert opened(first).store.count() == 1


def test_two_that_open_it_at_once_upgrade_it_once(first, opened):
    one, two = opened(first), opened(first)
    assert (one.store.count(), two.store.count()) == (1, 1)


def test_one_that_can_only_be_read_says_what_to_do(first, opened, monkeypatch):
    monkeypatch.setattr("index.database._writable", lambda *_: False)
    with pytest.raises(LibraryError, match="allow writing to that folder once"):
        opened(first)
