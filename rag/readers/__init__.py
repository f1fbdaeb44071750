"""Readers: one module a format, each turning a file into text with pages, headings and offsets."""

import hashlib
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

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
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".odt": "odt",
    ".ods": "ods",
    ".odp": "odp",
    ".rtf": "rtf",
    ".epub": "epub",
    ".eml": "eml",
    ".msg": "msg",
    ".zip": "zip",
    ".png": "png",
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".bmp": "bmp",
    ".webp": "webp",
}
"""File name endings that can be read, each with the kind of document it stands for."""

_IMAGES = ("rag.readers.images", "read_image")
_READERS = {
    "txt": ("rag.readers.text", "read_text"),
    "md": ("rag.readers.markdown", "read_markdown"),
    "html": ("rag.readers.html", "read_html"),
    "pdf": ("rag.readers.pdf", "read_pdf"),
    "docx": ("rag.readers.docx", "read_docx"),
    "pptx": ("rag.readers.slides", "read_pptx"),
    "xlsx": ("rag.readers.sheets", "read_xlsx"),
    "csv": ("rag.readers.delimited", "read_delimited"),
    "odt": ("rag.readers.opendocument", "read_odt"),
    "ods": ("rag.readers.opendocument", "read_ods"),
    "odp": ("rag.readers.opendocument", "read_odp"),
    "rtf": ("rag.readers.rtf", "read_rtf"),
    "epub": ("rag.readers.epub", "read_epub"),
    "eml": ("rag.readers.mail", "read_mail"),
    "msg": ("rag.readers.outlook", "read_outlook"),
    "zip": ("rag.readers.zipped", "read_zip"),
    **dict.fromkeys(("png", "jpg", "tiff", "bmp", "webp"), _IMAGES),
}
"""The module and the function that read each kind."""


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
        reader_of(kind)(data),
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


def reader_of(kind: str) -> Callable[[bytes], Reading]:
    """Return the function that reads the bytes of one kind of file.

    Only the reader that is needed is imported: together they take a second and 100 MB.
    """
    module, name = _READERS[kind]
    return cast("Callable[[bytes], Reading]", getattr(import_module(module), name))


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
