"""Packages of office programs: zip files of XML parts that refer to each other."""

import posixpath
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.archive import archive, xml_member
from rag.readers.tree import memory_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

PROTECTED = "it is protected by a password: save a copy without the password and add that"

_OLE = b"\xd0\xcf\x11\xe0"  # the container of the formats before 2007, and of encrypted packages
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of an Office package says of another."""

    id: str
    kind: str
    """The last word of its type: slide, worksheet, styles …"""
    target: str
    """The other part's name in the package."""


@contextmanager
def office(data: bytes, what: str, *, program: str, suffix: str) -> "Iterator[zipfile.ZipFile]":
    """Open a package of Microsoft Office; `what` names it for people ("a Word document").

    Raises DocumentError when it is protected, in the format before 2007, too large, or damaged.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DocumentError(PROTECTED)
        raise DocumentError(f"it is in the old {program} format: save it as {suffix} and add that")
    with archive(data, what) as package:
        yield package


def relations(package: zipfile.ZipFile, part: str) -> list[Relation]:
    """Return what a part, or the package itself (""), says of the other parts, in its order."""
    folder, name = posixpath.split(part)
    try:
        listed = xml_member(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    except KeyError:
        return []
    return [
        Relation(
            id=relation.get("Id", ""),
            kind=relation.get("Type", "").rpartition("/")[2],
            target=posixpath.normpath(
                posixpath.join("/", folder, relation.get("Target", ""))
            ).lstrip("/"),
        )
        for relation in listed
        if relation.get("TargetMode") != "External"
    ]


def related(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the last word of what they are to it."""
    return {each.kind: each.target for each in relations(package, part)}


def stated_title(package: zipfile.ZipFile, part: str | None) -> str | None:
    """Return the title in the part that holds the package's properties."""
    if part is None or part not in package.namelist():
        return None
    return next((each.text for each in xml_member(package, part).iter("{*}title")), None)


def stream(package: zipfile.ZipFile, part: str, name: str) -> "Iterator[_Element]":
    """Yield the elements of that local name one by one, so that a part of any size takes no memory.

    Each is emptied when the next is asked for.
    """
    from lxml import etree

    with package.open(part) as file, memory_errors():
        for _, element in etree.iterparse(
            file, tag="{*}" + name, resolve_entities=False, no_network=True
        ):
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
