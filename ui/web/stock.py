"""What a library knows of its files, of those it could not read, and which others there are."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from index.database import DATABASE
from index.errors import DocumentError
from index.library import Library
from index.records import KnownFile, StoredDocument
from index.tags import plain_tag
from rag.folder import printable
from rag.stamps import look

FileNow = Literal["same", "changed", "gone"]
"""What became of a document's file since it was read."""


def files_now(library: Library, documents: Sequence[StoredDocument]) -> dict[int, FileNow]:
    """Tell, by the number of each document, what became of its file. Asks the system, reads none.

    A file whose stamp was not kept counts as the same while it is there.
    """
    folders = {str(Path(d.source).parent) for d in documents}
    stamps: dict[str, KnownFile] = {}
    for folder in _outermost(folders):
        stamps |= library.store.files.under(folder)
    found: dict[int, FileNow] = {}
    for document in documents:
        kept = stamps.get(document.source)
        try:
            now = look(Path(document.source))
        except (OSError, DocumentError, ValueError):
            found[document.id] = "gone"
            continue
        stamp = kept.stamp if kept else None
        was = (stamp.size, stamp.modified_ns) if stamp else None
        found[document.id] = "same" if was in (None, (now.size, now.modified_ns)) else "changed"
    return found


def unread(library: Library) -> list[tuple[str, str]]:
    """Return pairs (file, reason) of all files that could not be read as they are now."""
    files = library.store.files
    # "/", or each drive of Windows that the library knows of
    known = [d.source for d in library.store.documents()] + files.watched()
    roots = {Path(name).anchor for name in [*known, printable(library.store.folder)]}
    found = {
        each.source: each.reason
        for root in sorted(roots - {""})
        for each in files.under(root).values()
        if each.reason and each.document_id is None
    }
    return sorted(found.items())


def forget_unread(library: Library) -> None:
    """Forget which files could not be read; a sync tries those anew that it meets."""
    library.store.files.forget(source for source, _ in unread(library))


def libraries(library: Library, home: Path) -> tuple[str, list[str]]:
    """Return the name of the open library, or its folder, and the names of the others in `home`."""
    shelf, folder = home / "libraries", library.store.folder.absolute()
    try:
        names = sorted(p.name for p in shelf.iterdir() if (p / DATABASE).is_file())
    except OSError:
        names = []
    own = folder.name if folder.parent == shelf else str(folder)
    return own, [name for name in names if name != own]


def retag(library: Library, document_id: int, words: str) -> None:
    """Give a document these tags, divided by commas, and no others.

    Raises `UsageError` for a word that cannot be one, with nothing changed.
    """
    wanted = [plain_tag(word) for word in words.split(",") if word.strip()]
    for document in library.store.documents():
        if document.id == document_id:
            library.store.tag(document_id, wanted)
            library.store.untag(document_id, [t for t in document.tags if t not in wanted])


def _outermost(folders: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for folder in sorted(folders):
        if not any(Path(folder).is_relative_to(each) for each in kept):
            kept.append(folder)
    return kept
