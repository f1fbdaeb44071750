"""What mails have in common, whichever program saved them: sender, text, quoted history."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from rag.readers.assemble import Piece, clean, one_line
from rag.readers.text import paragraphs

_QUOTE = re.compile(r"(?:> ?)+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SMALLEST_PICTURE = 10_000
"""Bytes of a picture in a mail's text that may be more than the logo below a signature."""

_LONGEST_LIST = 400  # characters of a header; a mail to 500 people names the first few


def heading_piece(fields: Iterable[tuple[str, str | None]]) -> Piece:
    """Return "From: …; To: …; Date: …" as one paragraph: who wrote, to whom and when."""
    lines = []
    for name, value in fields:
        text = one_line(value or "")
        if len(text) > _LONGEST_LIST:
            text = text[:_LONGEST_LIST].rpartition(",")[0] or text[:_LONGEST_LIST]
            text += " and others"
        if text:
            lines.append(f"{name}: {text}")
    return Piece("; ".join(lines))


def shown_time(moment: datetime) -> str:
    """Return a date and time as "2021-08-05 14:30", in the sender's own time zone."""
    return moment.strftime("%Y-%m-%d %H:%M")


def plain_body(text: str) -> list[Piece]:
    """Return the paragraphs of a plain text mail; those that are quoted begin with ">"."""
    pieces: list[Piece] = []
    for depth, lines in groupby(clean(text).split("\n"), key=_depth):
        passage = "\n".join(_QUOTE.sub("", line, count=1) if depth else line for line in lines)
        mark = ">" * depth + " " if depth else ""
        pieces += [Piece(mark + each.text, close=each.close) for each in paragraphs(passage)]
    return pieces


def html_body(markup: str) -> list[Piece]:
    """Return all text of a mail that is a web page: no part of a mail is an advertisement."""
    from rag.readers.html import pieces_in

    return pieces_in(_DECLARATION.sub("", markup))


def richer(versions: list[list[Piece]]) -> list[Piece]:
    """Return the last, richest version of a text, unless it lacks half of what another says.

    Mails say everything twice, plain and as a web page, and some programs leave one of the two
    nearly empty.
    """
    most = max(map(_length, versions), default=0)
    return next((v for v in reversed(versions) if 2 * _length(v) >= most), [])


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _depth(line: str) -> int:
    quote = _QUOTE.match(line)
    return quote.group().count(">") if quote else 0
