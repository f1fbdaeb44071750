"""Zip files and the packages that are zip files, opened so that no bomb goes off.

What a zip would expand to is read from its directory and refused before anything is expanded.
zipfile stops at the size that the directory states, so a directory that lies gains nothing.
Nothing is ever written to disk: a path in a zip is a name, wherever it points.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.tree import memory_errors

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 10_000
"""Most members of one zip file; Word, Excel and PowerPoint packages have a few hundred."""

GROWTH = 1024**3
"""Bytes that all members together may grow by when they are expanded.

Growth, not size: a slide show of 2 GB of videos grows by nothing, and a zip whose members share
the same compressed bytes grows by all of them.
"""

MEMBER_GROWTH = 256 * 1024**2
"""Bytes that one member may grow by. Deflate reaches 1,000 to 1: a 275 KB Word file fits."""


LEVELS = 2
"""How deep files inside files are read: a mail, its attached mail, and what is attached to that."""

# KeyError: a part is missing; RuntimeError: encryption and rare compression; ValueError: nonsense
# in the zip directory; OSError: an offset before the file.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    KeyError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What zipfile raises for damaged bytes."""


@dataclass(slots=True)
class Allowance:
    """What may still be expanded, shared by a file and everything inside it."""

    members: int = MEMBERS
    growth: int = GROWTH
    levels: int = LEVELS


@contextmanager
def archive(
    data: bytes, what: str, allowance: Allowance | None = None
) -> Iterator[zipfile.ZipFile]:
    """Open a zip package whose members were counted and weighed; `what` is "a Word document".

    Whatever goes wrong while it is open because its bytes are damaged (zip, compression, XML, a
    missing part) is raised as a DocumentError too: "it is damaged, or not a Word document at all".
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _weigh(package, len(data), allowance or Allowance())
            yield package
    except (*DAMAGE, etree.XMLSyntaxError) as error:
        raise DocumentError(f"it is damaged, or not {what} at all") from error


def member(package: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """Return one expanded member; KeyError when there is none of that name.

    Raises DocumentError when it would grow too much.
    """
    info = name if isinstance(name, zipfile.ZipInfo) else package.getinfo(name)
    if info.file_size - info.compress_size > MEMBER_GROWTH:
        raise DocumentError(
            f"a part of it would unpack to {_size(info.file_size)}, more than Footnote expands; "
            "split it into smaller files"
        )
    return package.read(info)


def xml_member(package: zipfile.ZipFile, name: str) -> "_Element":
    """Return the root of an XML member; KeyError when there is none of that name."""
    return parse_xml(member(package, name))


def parse_xml(data: bytes) -> "_Element":
    """Parse XML that nobody vouches for; raises etree.XMLSyntaxError."""
    from lxml import etree

    # Nothing outside the package is fetched, and entities ("billion laughs") stay unexpanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with memory_errors():
        return etree.fromstring(data, parser)


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """Whether a password is needed to expand the member."""
    return bool(info.flag_bits & 0x1)


def _weigh(package: zipfile.ZipFile, size: int, allowance: Allowance) -> None:
    members = package.infolist()
    if len(members) > allowance.members:
        raise DocumentError(
            f"it holds {len(members):,} files, more than Footnote opens in one ({MEMBERS:,}); "
            "unpack it and add the folder"
        )
    expanded = sum(info.file_size for info in members)
    if expanded - size > allowance.growth:
        raise DocumentError(
            f"it would unpack to {_size(expanded)}, more than Footnote expands; "
            "unpack it and add the files that you need"
        )
    allowance.members -= len(members)
    allowance.growth -= max(0, expanded - size)


def _size(count: int) -> str:
    return f"{count / 1024**3:,.1f} GB" if count >= 1024**3 else f"{count / 1024**2:,.0f} MB"
