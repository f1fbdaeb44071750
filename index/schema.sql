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
    blocks  TEXT NOT NULL,   -- JSON rows [start, end, page, level]: enough to cut chunks again
    added   TEXT NOT NULL,
    ocr     REAL
) STRICT;

CREATE TABLE tags (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    tag         TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
    source      TEXT PRIMARY KEY,   -- that of a document, or of a file that cannot be read
    size        INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    changed_ns  INTEGER NOT NULL,
    looked_ns   INTEGER NOT NULL,
    reason      TEXT,               -- why this version of the file could not be read
    reader      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watched (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

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

CREATE TABLE seals (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,   -- of the chunk; below 0 as index/seals.py names them
    seal        BLOB NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
    title, heading, body, tokenize = "porter unicode61 remove_diacritics 2"
);
