"""Readers: one module a format, each turning a file into text with pages, headings and offsets."""

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

from index.errors import DocumentError
from index.records import Document
from rag.readers.assemble import Reading, assemble

SUFFIXES = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""File name endings that can be read, each with the kind of document it stands for."""


def read(path: Path) -> Document:
    """Return the file as a `Document`.

    Files come from anywhere, so the product calls this in a child process with limits:
    `rag.readers.process.ReaderProcess`. Raises DocumentError with a reason for people.
    """
    kind = kind_of(path)
    data = _bytes(path)
    if not data:
        raise DocumentError("it is empty")
    return assemble(
        _reader(kind)(data),
        path=path.absolute(),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=kind,
    )


def kind_of(path: Path) -> str:
    """Return the kind of document that the file's name promises.

    Raises DocumentError for a name that Footnote cannot read.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(SUFFIXES)
        raise DocumentError(f"Footnote cannot read this kind of file; it reads {known}")
    return kind


def _reader(kind: str) -> Callable[[bytes], Reading]:
    """Import only the reader that is needed: together they take a second and 100 MB."""
    match kind:
        case "txt":
            from rag.readers.text import read_text as reader
        case "md":
            from rag.readers.markdown import read_markdown as reader
        case "html":
            from rag.readers.html import read_html as reader
        case "pdf":
            from rag.readers.pdf import read_pdf as reader
        case _:
            from rag.readers.docx import read_docx as reader
    return reader


def _bytes(path: Path) -> bytes:
    try:
        # Opening a named pipe would wait for ever, and opening a device can do anything.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError("it is not a regular file")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("it is not there any more; check the path") from error
    except PermissionError as error:
        raise DocumentError("you have no permission to open it") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = getattr(error, "strerror", None) or "its path is not valid"
        raise DocumentError(f"it cannot be opened ({reason})") from error
