"""The documents that a suite asks about, in a library of their own that later runs use again."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from index.library import Library
from rag import config
from rag.embed import Embedder
from rag.ingest import Progress, Report, ingest
from rag.opening import fingerprint


def folder_for(name: str, where: str, settings: config.Settings) -> Path:
    """Return the folder of a collection: another one for other files or another embedding."""
    made = "\n".join([where, *sorted(fingerprint(settings).values())])
    return config.home() / "eval" / f"{name}-{hashlib.sha256(made.encode()).hexdigest()[:8]}"


def fill(library: Library, embedder: Embedder, paths: Sequence[Path], tell: Progress) -> Report:
    """Have the library hold these files and nothing else; what is unchanged costs nothing."""
    report = ingest(library, embedder, paths, tell)
    wanted = {*report.added, *report.unchanged, *report.replaced}
    documents = library.store.documents()
    library.store.remove(*(each.id for each in documents if each.source not in wanted))
    library.save_index()
    return report


def sha256(library: Library) -> str:
    """Hash of all documents, whatever their names."""
    hashes = sorted(document.sha256 for document in library.store.documents())
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def failed(report: Report) -> list[str]:
    """Say which files could not be read, and why."""
    return [f"{Path(source).name}: {reason}" for source, reason in report.failed]
