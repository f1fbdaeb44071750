"""Web pages: the main text, or all of it where the page is short or unlike an article."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rag.readers.assemble import Piece, Reading, plain_date, stated
from rag.readers.text import decode
from rag.readers.tree import memory_errors, pieces_of, remove_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

_SHORT = 3000  # characters of a page that is kept whole: there is little to strip, much to lose
_ASIDE = frozenset({"a", "nav", "aside", "footer", "form", "header", "menu"})


def read_html(data: bytes) -> Reading:
    """Return the text of a web page, with the title, date and site name it states.

    Raises DocumentError when the bytes are not text.
    """
    page = _page(_DECLARATION.sub("", _markup(data)))
    if page is None:
        return Reading(pieces=[])
    pieces = pieces_of(page)
    if _length(pieces) > _SHORT:
        article = _article(page)
        if _length(article) >= 0.5 * _own_words(page):
            pieces = article
    return _with_statements(pieces, page)


def pieces_in(markup: str) -> list[Piece]:
    """Return the text of a fragment of HTML, as it occurs in Markdown."""
    page = _page(markup)
    return [] if page is None else pieces_of(page)


def _page(markup: str) -> "HtmlElement | None":
    """Parse what a browser would show; None when there is nothing."""
    from lxml import etree, html

    try:
        with memory_errors():
            page = html.document_fromstring(markup)
    except etree.ParserError:  # empty, or nothing but comments
        return None
    remove_hidden(page)
    return page


def _markup(data: bytes) -> str:
    """Decode; a page in an older encoding says which, and the word is not always true."""
    declared = _CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _article(page: "HtmlElement") -> list[Piece]:
    """Return the main text alone, without navigation, teasers and comments."""
    import trafilatura

    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=True)
    return [] if found is None or found.body is None else pieces_of(found.body)


def _with_statements(pieces: list[Piece], page: "HtmlElement") -> Reading:
    from trafilatura.metadata import extract_metadata

    # Only dates in the page's markup: a guess from its words would be dated wrongly and silently.
    dates: dict[str, Any] = {"extensive_search": False, "original_date": True}
    found = extract_metadata(page, date_config=dates)
    title, outlet = stated(found.title), stated(found.sitename)
    return Reading(
        pieces=pieces,
        title=title if title != outlet else None,  # some sites give every page the site's name
        date=plain_date(found.date),
        outlet=outlet,
    )


def _length(pieces: list[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _own_words(page: "HtmlElement") -> int:
    """Count the characters that are neither links nor parts that every page of a site repeats."""
    return sum(len(text.strip()) for text in _own_texts(page))


def _own_texts(page: "HtmlElement") -> Iterator[str]:
    from lxml import etree

    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag in _ASIDE:
            walk.skip_subtree()
        elif event == "start":
            yield element.text or ""
        if event != "start":
            yield element.tail or ""
