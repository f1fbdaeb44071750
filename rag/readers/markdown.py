"""Markdown: headings, paragraphs, list items, table rows and code, without any markup."""

import re
from typing import TYPE_CHECKING

from rag.readers.assemble import Piece, Reading, clean, one_line, plain_date, stated
from rag.readers.tables import row_pieces, table_rows
from rag.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


def read_markdown(data: bytes) -> Reading:
    """Return the text of a Markdown file, with what its YAML front matter states.

    Raises DocumentError when the bytes are not text.
    """
    from markdown_it import MarkdownIt

    fields, body = _front_matter(clean(decode(data)))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    return Reading(
        pieces=_pieces(tokens),
        title=stated(fields.get("title")),
        date=plain_date(fields.get("date")),
        outlet=stated(fields.get("outlet")),
    )


def _front_matter(text: str) -> tuple[dict[object, object], str]:
    """Split off the YAML block at the top; text that only looks like one stays text."""
    import yaml

    match = _FRONT_MATTER.match(text.lstrip("\n"))
    if not match:
        return {}, text
    try:
        fields = yaml.safe_load(match.group(1) or "")
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2021-02-30
        fields = _lines(match.group(1))
    if not isinstance(fields, dict | None):
        return {}, text
    return fields or {}, text.lstrip("\n")[match.end() :]


def _lines(block: str) -> dict[object, object] | str:
    """Read "name: value" lines that are not YAML, most often because a title holds a colon."""
    pairs = [line.partition(":") for line in block.splitlines() if line.strip()]
    if not all(colon and re.fullmatch(r"\w[\w -]*", name) for name, colon, _ in pairs):
        return block
    return {name: value.strip().strip("\"'") for name, _, value in pairs}


def _pieces(tokens: "Sequence[Token]") -> list[Piece]:
    pieces: list[Piece] = []
    level, item = 0, False
    remaining = iter(tokens)
    for token in remaining:
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "list_item_open":
                item = True
            case "inline":
                close = item and bool(pieces) and not pieces[-1].level
                pieces.append(Piece(_plain(token), level=level, close=close))
                level, item = 0, False
            case "table_open":
                pieces += _table(remaining)
            case "fence" | "code_block":
                pieces.append(Piece(token.content))
            case "html_block":
                pieces += _html(token.content)
    return pieces


def _table(tokens: "Iterator[Token]") -> list[Piece]:
    """Take the tokens up to the end of the table."""
    rows: list[list[str]] = []
    for token in tokens:
        match token.type:
            case "tr_open":
                rows.append([])
            case "inline":
                rows[-1].append(one_line(_plain(token)))
            case "table_close":
                break
    return row_pieces(table_rows(rows, headed=True))


def _plain(inline: "Token") -> str:
    """Return the words of a line: a link's text without its address, a picture's description."""
    parts = []
    for token in inline.children or ():
        match token.type:
            case "text" | "code_inline" | "image":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if token.content.startswith("<br"):
                parts.append("\n")
    return "".join(parts)


def _html(content: str) -> list[Piece]:
    from rag.readers.html import pieces_in

    return pieces_in(content)
