"""EPUB books: a zip of web pages, and a list that says in which order they are read."""

import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from index.errors import DocumentError
from rag.readers.archive import archive, member, xml_member
from rag.readers.assemble import Piece, Reading, one_line, plain_date, stated
from rag.readers.text import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_epub(data: bytes) -> Reading:
    """Return the chapters of a book in their order, with the title and date that it states.

    A chapter without a heading of its own gets the one that the table of contents gives it.
    Raises DocumentError when the book is protected or damaged.
    """
    with archive(data, "an EPUB book") as book:
        package = _path("", _first(xml_member(book, _CONTAINER), "rootfile").get("full-path", ""))
        root = xml_member(book, package)
        items = {item.get("id", ""): item for item in _all(root, "item")}
        paths = {id_: _path(package, item.get("href", "")) for id_, item in items.items()}
        locked = _locked(book)
        names = _contents(book, root, items, paths)
        present = set(book.namelist())
        pieces: list[Piece] = []
        # Each page once, however often a hostile list names it.
        for id_ in dict.fromkeys(each.get("idref", "") for each in _all(root, "itemref")):
            if _is_page(items.get(id_)) and paths[id_] in present:
                if paths[id_] in locked:
                    raise DocumentError("it is protected by its seller against being read here")
                pieces += _chapter(member(book, paths[id_]), names.get(paths[id_]))
        return Reading(
            pieces=pieces,
            title=stated(_value(root, "title")),
            date=plain_date(_value(root, "date")),
            outlet=stated(_value(root, "publisher")),
        )


def _chapter(data: bytes, name: str | None) -> list[Piece]:
    from rag.readers.html import pieces_in

    pieces = pieces_in(_DECLARATION.sub("", decode(data)))
    if not name or not pieces or any(piece.level for piece in pieces[:3]):
        return pieces
    # Many books make a heading of a plain paragraph: then its words are there already.
    if one_line(pieces[0].text).casefold() == name.casefold():
        return [Piece(name, level=1), *pieces[1:]]
    return [Piece(name, level=1), *pieces]


def _is_page(item: "_Element | None") -> bool:
    """Whether it is a page of text, and not the table of contents, which repeats the headings."""
    if item is None or "nav" in item.get("properties", "").split():
        return False
    return item.get("media-type", "") in _PAGES


def _contents(
    book: zipfile.ZipFile,
    root: "_Element",
    items: dict[str, "_Element"],
    paths: dict[str, str],
) -> dict[str, str]:
    """Return what the table of contents calls each page; the first name of a page counts."""
    from lxml import etree

    toc = _first(root, "spine").get("toc", "")
    nav = next((i for i, e in items.items() if "nav" in e.get("properties", "").split()), "")
    names: dict[str, str] = {}
    for id_, entries in ((toc, "navPoint"), (nav, "a")):
        try:
            root = xml_member(book, paths[id_])
        except (KeyError, etree.XMLSyntaxError):  # missing or damaged: the chapters are there
            continue
        for entry in _all(root, entries):
            link = entry.get("href") or next((e.get("src", "") for e in _all(entry, "content")), "")
            label = next(iter(_all(entry, "text")), entry)
            name = one_line("".join(map(str, label.itertext())))
            names.setdefault(_path(paths[id_], link), name)
    return names


def _locked(book: zipfile.ZipFile) -> set[str]:
    """Return the paths that are encrypted: fonts often are, pages only in protected books."""
    if _ENCRYPTION not in book.namelist():
        return set()
    references = _all(xml_member(book, _ENCRYPTION), "CipherReference")
    return {_path("", reference.get("URI", "")) for reference in references}


def _path(base: str, link: str) -> str:
    """Return the path in the zip that a link in the member `base` leads to."""
    joined = posixpath.join("/", posixpath.dirname(base), unquote(urldefrag(link)[0]))
    return posixpath.normpath(joined).lstrip("/")


def _all(root: "_Element", name: str) -> list["_Element"]:
    return list(root.iter(f"{{*}}{name}"))


def _first(root: "_Element", name: str) -> "_Element":
    """Return the first element of that name in any namespace; KeyError when there is none."""
    found = next(root.iter(f"{{*}}{name}"), None)
    if found is None:
        raise KeyError(name)
    return found


def _value(root: "_Element", name: str) -> str | None:
    found = next(root.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return found.text if found is not None else None
