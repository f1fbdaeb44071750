"""Files -> library: read, cut, embed, store; one durable step a document."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.errors import DocumentError, ResourceError, UsageError
from index.library import Library
from index.records import Chunk, Document
from rag.chunk import chunk
from rag.embed import Embedder
from rag.readers import SUFFIXES
from rag.readers.process import ReaderProcess
from rag.sentences import split

ROOM = 200 * 1024**2
"""Bytes that must be free on the library's disk before anything is added."""

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file being read."""


@dataclass(slots=True)
class Report:
    """What happened to each file; names are paths as they were found."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Pairs (path, reason)."""
    skipped: list[str] = field(default_factory=list)
    """Files in a folder whose kind cannot be read."""
    chunks: int = 0
    """Chunks that were embedded."""


def ingest(
    library: Library,
    embedder: Embedder,
    paths: Sequence[Path],
    tell: Progress = lambda _done, _all, _name: None,
) -> Report:
    """Add files, and folders with everything in them. What is known and unchanged is not read.

    A file that cannot be read is listed in the report and costs its neighbours nothing. Raises
    `UsageError` for a path that does not exist, `ResourceError` for too little disk.
    """
    report = Report()
    todo = list(_files(paths, report))
    _require_room(library.store.folder)
    try:
        with ReaderProcess() as reader:
            for done, path in enumerate(todo):
                tell(done, len(todo), _text(path.name))
                _add(library, embedder, reader, path, report)
        tell(len(todo), len(todo), "")
    finally:
        library.save_index()
    return report


def _files(paths: Sequence[Path], report: Report) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}: check the spelling.")
        for file in _walk(path, report) if path.is_dir() else [path]:
            absolute = _absolute(file)
            if absolute not in seen:
                seen.add(absolute)
                yield absolute


def _walk(folder: Path, report: Report) -> Iterator[Path]:
    # links to folders are not followed: they may lead out of the folder, or in circles
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~$")):
                continue
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES:
                yield path
            else:
                report.skipped.append(printable(path))


def _require_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise ResourceError(
            f"Only {free // 1024**2} MB are free on the disk of {folder}; adding documents needs "
            f"{ROOM // 1024**2} MB. Make room and try again; nothing was changed."
        )


def _add(
    library: Library, embedder: Embedder, reader: ReaderProcess, path: Path, report: Report
) -> None:
    source = printable(path)
    try:
        if library.store.hash_of(source) == _hash(path):
            report.unchanged.append(source)
            return
        document = replace(reader.read(path), source=source)
        replaced, chunks = store(library, embedder, document)
    except DocumentError as error:
        report.failed.append((source, str(error)))
    except OSError as error:
        report.failed.append((source, f"it cannot be opened ({error.strerror})"))
    else:
        (report.replaced if replaced else report.added).append(source)
        report.chunks += chunks


def store(library: Library, embedder: Embedder, document: Document) -> tuple[bool, int]:
    """Cut, embed and store one document.

    Returns whether it took the place of an earlier version, and its number of chunks.
    """
    sentences = split(document)
    sizes = embedder.count_tokens([s.text for s in sentences])
    chunks = chunk(document.text, sentences, sizes)
    vectors = embedder.encode([embedded_text(document.title, c) for c in chunks])
    return library.store.replace(document, sentences, chunks, vectors), len(chunks)


def embedded_text(title: str, piece: Chunk) -> str:
    """Return what is embedded for a chunk: its title and heading tell what it is about."""
    return f"{title}. {piece.heading}\n{piece.text}"


def printable(path: Path) -> str:
    """Absolute path as text; bytes that are no text are shown as escapes."""
    return _text(_absolute(path))


def _absolute(path: Path) -> Path:
    # "a/../b" and "b" are one file and must have one name; links keep theirs
    return path.parent.resolve() / path.name if ".." in path.parts else path.absolute()


def _text(path: Path | str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _hash(path: Path) -> str:
    if not path.is_file():  # a pipe or a device would never end
        raise DocumentError("it is not a regular file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
