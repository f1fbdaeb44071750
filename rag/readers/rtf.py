"""Rich text (RTF): paragraphs, headings, lists, tables and notes.

Read here instead of with striprtf, which gives the words but no headings and no rows of cells,
drops footnotes, shows hidden text, and loses characters beyond 16 bits.
"""

import re
from dataclasses import dataclass, replace

from index.errors import DocumentError
from rag.readers.assemble import Piece, Reading, stated
from rag.readers.rtf_head import RtfHead
from rag.readers.rtf_text import RtfText
from rag.readers.rtf_words import (
    CHARACTERS,
    ENDS,
    SILENT,
    SPOKEN,
    SYMBOLS,
)

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_DESTINATIONS = frozenset({"fonttbl", "stylesheet", "info", "title", "footnote"})


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside one pair of braces, and ends with it."""

    into: str = "body"
    """Where text goes: body, title, footnote, stylesheet; "" is nowhere."""
    font: int = -1
    skipped: int = 1
    """Characters that follow a Unicode character for programs that do not know it."""
    hidden: bool = False
    html: bool = False
    """Inside what only a program shows that does not know the mail's HTML."""
    marked: bool = False
    """A "*" came: if the next word is unknown, the group is to be ignored."""


def read_rtf(data: bytes) -> Reading:
    """Return the text of an RTF document, with the title that it states.

    Raises DocumentError when the bytes are no RTF.
    """
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*\{\s*\\rtf", data):
        raise DocumentError("it is damaged, or not an RTF document at all")
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    return Reading(pieces=reader.pieces(), title=stated(reader.title))


class _Reader:
    """Follows the groups and words of a file from its start to its end."""

    def __init__(self) -> None:
        self.title = ""
        self._head = RtfHead()
        self._text = RtfText(self._head.levels)
        self._group = _Group()
        self._outer: list[_Group] = []
        self._bytes = bytearray()
        self._to_skip = 0

    def pieces(self) -> list[Piece]:
        """Return what was read."""
        return self._text.finish()

    def read(self, markup: str) -> None:
        position = markup.index("{")
        while match := _TOKEN.search(markup, position):
            position = match.end()
            kind = match.lastgroup
            if kind in {"word", "number"}:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == "bin":  # that many bytes follow, whatever they look like
                    position += max(0, number or 0)
                else:
                    self._word(match["word"], number)
            elif kind == "brace":
                self._brace(match["brace"])
                if not self._outer:
                    break
            elif kind == "sign":
                self._sign(match["sign"])
            else:
                self._raw(
                    bytes.fromhex(match["byte"])
                    if match["byte"]
                    else match["text"].encode("latin-1")
                )
        self._flush()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        if brace == "{":
            self._outer.append(self._group)
            self._group = replace(self._group, marked=False)
            return
        if self._group.into == "stylesheet":
            self._head.end_style()
        self._group = self._outer.pop()

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._set(marked=True)
        elif sign in ENDS:
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._put(SYMBOLS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        self._to_skip = 0
        into, marked = self._group.into, self._group.marked
        if not into:
            return
        self._set(marked=False)
        if word in SILENT or (marked and word not in SPOKEN):
            self._set(into="")
            self._text.style(word, number)  # a list's number is not read, but makes it an item
        elif word in _DESTINATIONS:
            self._set(into=word)
            if word == "footnote":
                self._text.start_note()
        elif into == "fonttbl":
            if word == "f":
                self._set(font=number or 0)
            self._head.declare_font(self._group.font, word, number)
        elif into == "stylesheet":
            self._head.declare_style(word, number)
        elif word in ENDS:
            self._end_paragraph()
        else:
            self._put(CHARACTERS.get(word, ""))
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        match word:
            case "u" if number is not None:
                self._put(chr(number % 0x10000))
                self._to_skip = self._group.skipped
            case "uc":
                self._set(skipped=max(0, number or 0))
            case "f":
                self._set(font=number or 0)
            case "deff":
                self._head.default_font = number or 0
                self._set(font=number or 0)
            case "plain":
                self._set(font=self._head.default_font, hidden=False)
            case "v" | "deleted":
                self._set(hidden=number != 0)
            case "htmlrtf":
                self._set(html=number != 0)
            case _:
                self._head.declare_page(word, number)
                if self._group.into == "body":
                    self._text.style(word, number)

    def _end_paragraph(self) -> None:
        if self._group.into == "body":
            self._text.end_paragraph()
        else:
            self._put(" ")

    def _raw(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Decode what came as bytes: two of them may be one character."""
        if self._bytes:
            encoding = self._head.encoding(self._group.font)
            self._put(self._bytes.decode(encoding, errors="replace"))
            self._bytes.clear()

    def _put(self, text: str) -> None:
        if self._group.hidden or self._group.html:
            return
        match self._group.into:
            case "body":
                self._text.add(text)
            case "footnote":
                self._text.add_note(text)
            case "title":
                self.title += text
            case "stylesheet":
                self._head.name_style(text)

    def _set(self, **changes: str | int | bool) -> None:
        self._group = replace(self._group, **changes)  # type: ignore[arg-type]
