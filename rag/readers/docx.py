"""Word documents: open the package and find its text.

The package is opened with zipfile and lxml instead of python-docx, which leaves out tracked
insertions, content controls, text boxes and footnotes, loads every picture, and gives up on a
document with a lost picture, which Word opens without a word.
"""

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.assemble import Reading, stated
from rag.readers.tree import memory_errors
from rag.readers.word_body import Body
from rag.readers.word_xml import attribute, heading_levels, name_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0"  # the container of old .doc files, and of encrypted .docx ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_docx(data: bytes) -> Reading:
    """Return the text of a Word document.

    Raises DocumentError when it is protected, in the old format, or damaged.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DocumentError(
                "it is protected by a password: save a copy without the password and add that"
            )
        raise DocumentError("it is in the old Word format: save it as .docx and add that")
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _reading(package)
    # KeyError: a part is missing; RuntimeError and NotImplementedError: zip encryption and
    # compression that Word does not use; ValueError: nonsense in the zip directory.
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        KeyError,
        EOFError,
        RuntimeError,
        ValueError,
    ) as error:
        raise DocumentError("it is damaged, or not a Word document at all") from error


def _reading(package: zipfile.ZipFile) -> Reading:
    top = _related(package, "")
    main = top["officeDocument"]
    parts = _related(package, main)
    body = Body(
        heading_levels(_parse(package, parts["styles"])) if "styles" in parts else {},
        {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            if kind + "s" in parts
            for note in _parse(package, parts[kind + "s"])
        },
    )
    body.add(_parse(package, main))
    return Reading(pieces=body.pieces, title=_title(package, top.get("core-properties")))


def _related(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the last word of what they are to it."""
    folder, name = posixpath.split(part)
    try:
        relations = _parse(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    except KeyError:
        return {}
    return {
        relation.get("Type", "").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", ""))
        ).lstrip("/")
        for relation in relations
        if relation.get("TargetMode") != "External"
    }


def _parse(package: zipfile.ZipFile, part: str) -> "_Element":
    from lxml import etree

    # Nothing outside the package is fetched, and entities ("billion laughs") stay unexpanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with memory_errors():
        return etree.fromstring(package.read(part), parser)


def _title(package: zipfile.ZipFile, part: str | None) -> str | None:
    if part is None or part not in package.namelist():
        return None
    titles = (each.text for each in _parse(package, part) if name_of(each) == "title")
    return stated(next(titles, None))
