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
    whole: bool = False
    """One sentence, whatever stands in it: a table row, which names its columns once."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: its text, and where pages and headings lie in it."""

    source: str
    """Absolute path of the file."""
    sha256: str
    """Hash of the file's bytes; the same hash means nothing has to be read again."""
    kind: str
    """The format: txt, md, html, pdf, docx, pptx, xlsx … (`rag.readers.SUFFIXES`)."""
    title: str
    text: str
    blocks: tuple[Block, ...]
    date: str | None = None
    """ISO date (2021-08-05) that the document states for itself, never the file's own."""
    outlet: str | None = None
    """Who published it, where the document says so."""
    pages: int | None = None
    ocr: float | None = None
    """Mean confidence (0 to 1) of text recognition, None where the text was not recognised."""


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
    ocr: float | None = None
    """Mean confidence (0 to 1) of text recognition, None where the text was not recognised."""
    tags: tuple[str, ...] = ()
    """Words that a person gave it, in small letters, by the alphabet."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What the system says of a file. While it says the same, the file need not be read again."""

    size: int
    """Bytes."""
    modified_ns: int
    """Last change of the bytes, which anyone can set back."""
    changed_ns: int
    """Last change of the file's entry, which nobody can set (on Windows: when it was made)."""
    looked_ns: int
    """When the system was asked."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the library knows of a file: the document it gave, or why it gave none."""

    source: str
    stamp: FileStamp | None
    """None where it was never kept, as in libraries of the first version."""
    reason: str | None = None
    """Why the file as it is now could not be read."""
    reader: str = ""
    """Version of Footnote that gave the reason."""
    document_id: int | None = None
    sha256: str | None = None
    title: str = ""


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
