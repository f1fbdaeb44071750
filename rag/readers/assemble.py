"""From what a reader found to a `Document`: clean text, joined, with exact offsets."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from index.errors import DocumentError
from index.records import Block, Document

_LONGEST_TITLE = 200  # characters; some pages put a summary there

# Line breaks by another name; a form feed or a Unicode paragraph separator ends a paragraph.
_BREAKS = {
    **dict.fromkeys(("\r\n", "\r", "\x0b", "\x85", "\u2028"), "\n"),
    **dict.fromkeys(("\x0c", "\u2029"), "\n\n"),
}
_BREAK = re.compile("|".join(_BREAKS))

# What no reader of the page sees: control characters, soft hyphens, zero-width and direction
# marks, "tag" characters (instructions can be hidden in them), lone surrogates, non-characters.
# The zero-width joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)

# Ligatures are one glyph for two letters, and "ﬁle" is not found by a search for "file"; the
# private-use codes are what Word's Symbol and Wingdings bullets become in PDF and DOCX.
_GLYPHS = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\uf0d8": "•",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One future block: its text, before offsets are known."""

    text: str
    page: int | None = None
    level: int = 0
    close: bool = False
    """Belongs close to the piece before: one line break between them, not an empty line."""
    whole: bool = False
    """Is one sentence, as a table row, however many full stops are in its cells."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file."""

    pieces: list[Piece]
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    pages: int | None = None
    ocr: float | None = None
    """Mean confidence of the characters that were recognised, None where none were."""


def clean(text: str) -> str:
    """Return the text in NFC with plain line breaks and without anything invisible."""
    text = _BREAK.sub(lambda match: _BREAKS[match.group()], text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_GLYPHS))


def one_line(text: str) -> str:
    """Return the clean text with every run of white space made one space."""
    return " ".join(clean(text).split())


def plain_date(value: object) -> str | None:
    """Return a stated date as 2021-08-05, or None when it is not one exact day."""
    if isinstance(value, date):  # a datetime is one too
        return value.strftime("%Y-%m-%d")
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    for form in ("%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 (a day only)
        except ValueError:
            continue
    return None


def stated(value: object) -> str | None:
    """Return a stated name on one line; None for nothing and for a word that means unknown."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = one_line(str(value))
    return None if text.lower() in {"", "unknown", "none", "null", "n/a", "untitled"} else text


def assemble(reading: Reading, *, path: Path, sha256: str, kind: str) -> Document:
    """Join the pieces into a `Document` whose blocks point into its text.

    Raises DocumentError when nothing is left to read.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in reading.pieces:
        text = clean(piece.text).strip()
        if not text:
            continue
        separator = "" if not blocks else "\n" if piece.close else "\n\n"
        start = length + len(separator)
        length = start + len(text)
        parts += (separator, text)
        blocks.append(Block(start, length, piece.page, piece.level, piece.whole))
    if not blocks:
        raise DocumentError("there is no text in it")
    text = "".join(parts)
    return Document(
        source=str(path),
        sha256=sha256,
        kind=kind,
        title=_title(reading, text, blocks, path),
        text=text,
        blocks=tuple(blocks),
        date=reading.date,
        outlet=reading.outlet,
        pages=reading.pages,
        ocr=reading.ocr,
    )


def _title(reading: Reading, text: str, blocks: list[Block], path: Path) -> str:
    title = stated(reading.title) or _first_heading(text, blocks) or _readable(path.stem)
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def _first_heading(text: str, blocks: list[Block]) -> str | None:
    # Further down it is the first chapter's name, not the document's.
    heading = next((block for block in blocks[:5] if block.level == 1), None)
    return one_line(text[heading.start : heading.end]) if heading else None


def _readable(stem: str) -> str:
    """Turn employee_handbook-v2 into "Employee handbook v2"."""
    words = one_line(re.sub(r"[_\-\s]+", " ", stem))
    return words[:1].upper() + words[1:] if words else "Untitled"
