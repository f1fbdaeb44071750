"""The nouns of a library. All offsets are half-open character positions in `Document.text`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that never shares a sentence with its neighbours.

    A paragraph, a heading, a list item or a table row. `level` is 1 to 6 for a heading, else 0.
    `page` counts from 1 and is None where the format has no pages.
    """

    start: int
    end: int
    page: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: its text, and where pages and headings lie in it."""

    source: str
    """Absolute path of the file."""
    sha256: str
    """Hash of the file's bytes; the same hash means nothing has to be read again."""
    kind: str
    """The format: txt, md, html, pdf or docx."""
    title: str
    text: str
    blocks: tuple[Block, ...]
    date: str | None = None
    """ISO date (2021-08-05) that the document states for itself, never the file's own."""
    outlet: str | None = None
    """Who published it, where the document says so."""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """`document.text[start:end] == text`, always."""

    ordinal: int
    start: int
    end: int
    text: str
    page: int | None
    heading: str
    """The nearest heading above, or an empty string."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive whole sentences under one heading: the unit that is embedded and found."""

    ordinal: int
    first: int
    """Ordinal of the first sentence."""
    last: int
    """Ordinal after the last sentence."""
    start: int
    end: int
    text: str
    page: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of the list of documents."""

    id: int
    source: str
    sha256: str
    kind: str
    title: str
    date: str | None
    outlet: str | None
    pages: int | None
    characters: int
    chunks: int
    added: str
    """UTC time of the last ingest, ISO 8601 to the second."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that retrieval found, with its document and its sentences."""

    chunk_id: int
    document: StoredDocument
    chunk: Chunk
    sentences: tuple[Sentence, ...]
    score: float
    """Fused score, comparable only within one question."""
    cosine: float | None
    """Cosine similarity to the question, None when only the words matched."""
