"""Files -> library: read, cut, embed, store; one durable step a document."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

from index.errors import DocumentError, ResourceError, UsageError
from index.library import Library
from index.records import Chunk, Document, FileStamp
from rag.chunk import chunk
from rag.embed import Embedder
from rag.folder import Aside, as_text, plain, printable, walk
from rag.readers.process import ReaderProcess
from rag.sentences import split
from rag.stamps import digest, look
from rag.turns import adding

ROOM = 200 * 1024**2
"""Bytes that must be free on the library's disk before anything is added."""
SAVING = 25
"""While files are read, the FAISS file is saved whenever reading has taken so many times as long as
the last saving: 4 % at most."""
SELDOM = 10.0
"""Seconds between two savings at least."""

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
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Pairs (old path, new path) of files with the same bytes; only a sync tells."""
    removed: list[str] = field(default_factory=list)
    """Files that are gone, and with them their documents; only a sync removes."""
    chunks: int = 0
    """Chunks that were embedded."""
    pages: int = 0
    """Pages that were read, of files that have pages."""


def ingest(
    library: Library,
    embedder: Embedder,
    paths: Sequence[Path],
    tell: Progress = lambda _done, _all, _name: None,
    report: Report | None = None,
) -> Report:
    """Add files, and folders with everything in them. What is known and unchanged is not read.

    A file that cannot be read is listed in the report and costs its neighbours nothing. `report`
    is filled while it goes on, if you give one. Raises `UsageError` for a path that does not
    exist, `ResourceError` for too little disk.
    """
    report = Report() if report is None else report
    todo = list(_files(paths, report))
    require_room(library.store.folder)
    with adding(library.store.folder):
        add_files(library, embedder, todo, tell, report)
    return report


def add_files(
    library: Library, embedder: Embedder, todo: Sequence[Path], tell: Progress, report: Report
) -> None:
    """Add each file in one durable step; stopped at any moment, those before are in the library."""
    began = time.monotonic()
    saving = 0.0
    try:
        with ReaderProcess() as reader:
            for done, path in enumerate(todo):
                tell(done, len(todo), as_text(path.name))
                _add(library, embedder, reader, path, report)
                now = time.monotonic()
                if now - began > max(SELDOM, SAVING * saving):  # others search meanwhile
                    library.save_index()
                    began = time.monotonic()
                    saving = began - now
        tell(len(todo), len(todo), "")
    finally:
        library.save_index()


def _files(paths: Sequence[Path], report: Report) -> Iterator[Path]:
    seen: set[Path] = set()
    aside = Aside(report.skipped, report.failed)
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}: check the spelling.")
        for file in walk(path, aside) if path.is_dir() else [path]:
            absolute = plain(file)
            if absolute not in seen:
                seen.add(absolute)
                yield absolute


def require_room(folder: Path) -> None:
    """Raise `ResourceError` where the disk of `folder` is too full to add anything."""
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
        stamp = look(path)
        if library.store.hash_of(source) == digest(path):
            report.unchanged.append(source)
            return
        document = replace(_read(library, reader, path, stamp), source=source)
    except DocumentError as error:
        report.failed.append((source, str(error)))
    except OSError as error:
        report.failed.append((source, f"it cannot be opened ({error.strerror})"))
    else:
        replaced, chunks = store(library, embedder, document, stamp)
        (report.replaced if replaced else report.added).append(source)
        report.chunks += chunks
        report.pages += document.pages or 0


def _read(library: Library, reader: ReaderProcess, path: Path, stamp: FileStamp) -> Document:
    """Read a file, or keep why it cannot be read, so that a sync need not try it every time."""
    try:
        return reader.read(path)
    except DocumentError as error:
        library.store.files.refuse(printable(path), stamp, str(error), reader_version())
        raise


def reader_version() -> str:
    """Name the readers: what one version cannot read, another may."""
    return version("footnote-qa")


def store(
    library: Library, embedder: Embedder, document: Document, stamp: FileStamp | None = None
) -> tuple[bool, int]:
    """Cut, embed and store one document; `stamp` is that of its file before it was read.

    Returns whether it took the place of an earlier version, and its number of chunks.
    """
    sentences = split(document)
    sizes = embedder.count_tokens([s.text for s in sentences])
    chunks = chunk(document.text, sentences, sizes)
    vectors = embedder.encode([embedded_text(document.title, c) for c in chunks])
    return library.store.replace(document, sentences, chunks, vectors, stamp), len(chunks)


def embedded_text(title: str, piece: Chunk) -> str:
    """Return what is embedded for a chunk: its title and heading tell what it is about."""
    return f"{title}. {piece.heading}\n{piece.text}"
