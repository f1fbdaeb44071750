"""What an export shows, before any format: paragraphs, versions side by side and sources."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "title", "subtitle", "question", "understood", "status", "answer", "item", "about",
    "explanation", "sureness", "label", "passage", "sources", "value", "place", "closing",
]  # fmt: skip
"""What a paragraph is; each format has a look for each."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look, or a footnote number."""

    text: str
    strong: bool = False
    source: int | None = None
    """Number of the source that this run leads to; `text` is then that number in brackets."""
    first: bool = False
    """The source leads back here."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or more of text."""

    kind: Kind
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What documents say where they disagree: for each its value and where it stands."""

    cells: tuple[tuple[Paragraph, Paragraph], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source."""

    number: int
    title: str
    place: str
    """Date, page, heading and file name, as far as they are known."""
    quote: str
    """In quotation marks, or empty."""
    cited: bool
    """Whether there is a footnote to lead back to."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An export in reading order; every text in it is clean (see `clean`)."""

    title: str
    day: str
    blocks: tuple[Paragraph | Versions | Source, ...]


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the reading direction of what follows, beyond the text that holds them."""


def clean(text: str) -> str:
    """Return text on one line, without characters that a file cannot hold or that deceive.

    These are control characters, halves of surrogate pairs, code points that are no characters
    (XML and with it DOCX forbids them), and marks that reverse the text after them. The ends may
    keep one space.
    """
    kept = (c for c in re.sub(r"\s+", " ", text) if _is_kept(c))
    return re.sub(" +", " ", "".join(kept))


def _is_kept(character: str) -> bool:
    if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs"):
        return False
    code = ord(character)
    return (code & 0xFFFE) != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF


def line(text: str) -> str:
    """Return clean text without spaces at its ends."""
    return clean(text).strip()


def text_of(paragraph: Paragraph) -> str:
    """Return what a paragraph says, footnote numbers in brackets."""
    return "".join(run.text for run in paragraph.runs)
