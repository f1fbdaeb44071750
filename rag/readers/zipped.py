"""Zip files of documents: one document, with a section for each file in it."""

import re
import zipfile
from functools import partial

from index.errors import DocumentError
from rag.readers.archive import DAMAGE, Allowance, archive, is_encrypted, member
from rag.readers.assemble import Reading
from rag.readers.inside import UNKNOWN_KIND, Inside, kind_inside, read_inside, sections

# Folders, and what systems leave in them unseen: "__MACOSX/._report.docx" is no report.
_HIDDEN = re.compile(r"/$|(^|/)(__MACOSX/|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UTF8 = 0x800
_PASSWORD = "it is protected by a password: unpack it and add the files"  # noqa: S105 (no secret)


def read_zip(data: bytes, allowance: Allowance | None = None) -> Reading:
    """Return what the files in a zip file hold, in the order of their names.

    Raises DocumentError when it is protected, damaged or too large, or nothing in it can be read.
    """
    allowance = allowance or Allowance()
    with archive(data, "a zip file", allowance) as package:
        names = {_name(info): info for info in package.infolist()}
        names = {name: names[name] for name in sorted(names) if not _HIDDEN.search(name)}
        if not names:
            raise DocumentError("there are no files in it")
        if all(map(is_encrypted, names.values())):
            raise DocumentError(_PASSWORD)
        files = [
            Inside(name, partial(_read, package, info, name, allowance))
            for name, info in names.items()
        ]
        found = sections(files, allowance)
    if not found.pieces:
        name, reason = found.unread[0]
        raise DocumentError(f"nothing in it can be read, beginning with {name}: {reason}")
    return Reading(pieces=found.unread_lines("File") + found.pieces)


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: Allowance) -> Reading:
    if kind_inside(name) is None:  # not worth expanding
        raise DocumentError(UNKNOWN_KIND)
    if is_encrypted(info):
        raise DocumentError(_PASSWORD)
    try:
        data = member(package, info)
    except NotImplementedError as error:
        raise DocumentError("it is packed in a way that Footnote does not know") from error
    except DAMAGE as error:
        raise DocumentError("it is damaged") from error
    return read_inside(name, data, left)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name; programs that write UTF-8 do not always say so."""
    if not info.flag_bits & _UTF8:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename
