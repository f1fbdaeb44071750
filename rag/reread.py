"""Documents read again from their files, whether or not these have changed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import DocumentError
from index.library import Library
from index.records import StoredDocument
from rag.embed import Embedder
from rag.ingest import Progress, Report, require_room, store
from rag.readers.process import ReaderProcess
from rag.stamps import look
from rag.turns import adding


def reread(
    library: Library,
    embedder: Embedder,
    documents: Sequence[StoredDocument],
    tell: Progress = lambda _done, _all, _name: None,
    report: Report | None = None,
) -> Report:
    """Put what each document's file says now in the place of what was read of it before.

    A file that is gone or cannot be read any more is listed in the report, and its document stays
    as it was. `report` is filled while it goes on, if you give one. Raises `ResourceError` for too
    little disk.
    """
    report = Report() if report is None else report
    require_room(library.store.folder)
    with adding(library.store.folder):
        try:
            with ReaderProcess() as reader:
                for done, document in enumerate(documents):
                    path = Path(document.source)
                    tell(done, len(documents), path.name)
                    _replace(library, embedder, reader, path, report)
            tell(len(documents), len(documents), "")
        finally:
            library.save_index()
    return report


def _replace(
    library: Library, embedder: Embedder, reader: ReaderProcess, path: Path, report: Report
) -> None:
    source = str(path)
    try:
        stamp = look(path)
        document = replace(reader.read(path), source=source)
    except DocumentError as error:
        report.failed.append((source, str(error)))
    except OSError as error:
        report.failed.append((source, f"it cannot be opened ({error.strerror})"))
    else:
        _, chunks = store(library, embedder, document, stamp)
        report.replaced.append(source)
        report.chunks += chunks
        report.pages += document.pages or 0
