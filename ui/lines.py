"""How things look as lines of text on a terminal, and as JSON in a pipe."""

import codecs
import json
import sys
import textwrap
import unicodedata

import click

from ui.web.language import ENGLISH, language
from ui.web.words import page_place

WIDTH = 88
"""Columns that text is filled to, as in a book, however wide the window is."""


def visible(text: str) -> str:
    """Return `text` with its control characters escaped.

    Names of files and texts come from anywhere; a terminal would obey an escape sequence in them.
    """
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in {"Cc", "Cs"}:
        return character
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def filled(text: str, first: str = "", rest: str = "", lines: int | None = None) -> str:
    """Fill `text` into lines that begin with `first` and `rest`; cut with "…" after `lines`."""
    return textwrap.fill(
        visible(" ".join(text.split())),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        max_lines=lines,
        placeholder=" …",
        break_long_words=False,
        break_on_hyphens=False,
    )


def place(
    title: str, heading: str, date: str | None, page: int | None = None, source: str = ""
) -> str:
    """Say where something stands: `Title · 2021-08-05 · page 3 · Heading`.

    `source` is the document's path, whose ending tells pages from slides.
    """
    parts = [title, date or "", page_place(source, page, language(ENGLISH))]
    if heading != title:
        parts.append(heading)
    return " · ".join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    """Return `1 passage` or `2 passages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def echo_json(value: object) -> None:
    """Print JSON on one line; in ASCII where the pipe is not UTF-8 or the text is no text."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
        plain = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
    except UnicodeEncodeError:  # half a surrogate pair: bytes of a name that are not UTF-8
        plain = False
    click.echo(text if plain else json.dumps(value))
