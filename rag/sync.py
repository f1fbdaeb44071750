"""A library kept in step with a folder: what was added, changed, renamed and removed there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from index.library import Library
from index.records import Document, KnownFile
from rag.changes import Changes, Move, changes
from rag.embed import Embedder
from rag.folder import plain, printable
from rag.ingest import Progress, Report, add_files, require_room
from rag.readers.assemble import Piece, Reading, assemble
from rag.turns import let_add, syncing

MANY = 5
"""Documents of a folder that is suddenly empty, from which on its drive may be the reason."""


def sync(
    library: Library,
    embedder: Embedder,
    folder: Path,
    tell: Progress = lambda _done, _all, _name: None,
    *,
    report: Report | None = None,
    emptied: bool = False,
) -> Report:
    """Bring the library in step with `folder`, and touch no document from elsewhere.

    Files that say they are unchanged are not even opened; a file with other bytes is read; one
    with the bytes of a document whose own file is gone only gives it a new name. Can be stopped
    at any moment and run again. Traces of what was removed stay in the library's files until
    `store.erase`.

    Raises `UsageError`, with nothing changed, where the folder is out of reach, or is empty while
    the library holds many documents from it: a drive may not be plugged in. `emptied` says that
    it is meant.
    """
    report = Report() if report is None else report
    root = plain(folder)
    before = _identity(root)
    with syncing(library.store.folder, lambda: tell(0, 1, "waiting for another sync")):
        known = library.store.files.under(printable(root))
        made = changes(root, known, library.store.folder.absolute(), report, tell)
        if _identity(root) != before:
            raise UsageError(f"{root} was exchanged while it was read: try again.")
        _require_not_emptied(root, made, list(known.values()), emptied=emptied)
        _carry_out(library, made, report)
        if made.read:
            require_room(library.store.folder)

        def turn(done: int, total: int, name: str) -> None:
            let_add(library.store.folder, lambda: tell(done, total, "waiting for another ingest"))
            tell(done, total, name)

        if made.read or _index_is_behind(library):
            add_files(library, embedder, made.read, turn, report)
    return report


def _identity(root: Path) -> tuple[int, int]:
    try:
        told = root.stat()
        next(root.iterdir(), None)
    except NotADirectoryError as error:
        raise UsageError(f"{root} is a file, not a folder: 'footnote ingest' adds it.") from error
    except OSError as error:
        raise UsageError(
            f"The folder {root} cannot be opened ({error.strerror}): plug in its drive or check "
            "the spelling. Nothing was changed."
        ) from error
    return told.st_dev, told.st_ino


def _require_not_emptied(
    root: Path, made: Changes, known: Sequence[KnownFile], *, emptied: bool
) -> None:
    count = sum(each.document_id is not None for each in known)
    if made.empty and count >= MANY and not emptied:
        raise UsageError(
            f"{root} is empty, and the library holds {count:,} documents from it: is its drive "
            "plugged in? Nothing was removed. If it is meant to be empty, run 'footnote sync "
            "--emptied' with it."
        )


def _index_is_behind(library: Library) -> bool:
    store = library.store
    with store.database.reading():
        recorded = store.recorded_index()
        return recorded is None or recorded[0] != store.database.generation()


@dataclass(frozen=True, slots=True)
class _Name:
    """What a moved document is called from now on."""

    document_id: int
    source: str
    title: str | None
    move: Move


def _carry_out(library: Library, made: Changes, report: Report) -> None:
    """Remove and rename in one transaction, and keep the stamps of what was only looked at."""
    store = library.store
    names = [_name(library, move) for move in made.moves]
    taken = {name.source for name in names}
    if names or made.gone:
        with store.database.writing(bump=bool(made.gone)):
            if made.gone:
                store.remove(*(g.document_id for g in made.gone if g.document_id is not None))
            for name in names:  # in a swap each one's new name is still the other's
                if name.move.old.source in taken:
                    store.rename(name.document_id, f"\0{name.document_id}")
            for name in names:
                store.rename(name.document_id, name.source, name.title)
            store.files.save([(name.source, name.move.stamp) for name in names])
    store.files.save(made.same)
    store.files.forget(made.forgotten)
    report.removed += [each.source for each in made.gone]
    report.renamed += [(name.move.old.source, name.source) for name in names]


def _name(library: Library, move: Move) -> _Name:
    number = move.old.document_id or 0
    document = library.store.document(number)
    title = None if document is None else _title_after(document, move.path)
    return _Name(number, printable(move.path), title, move)


def _title_after(document: Document, path: Path) -> str | None:
    """Return the new title of a document that was called after its file, None for any other.

    Its vectors keep the old title: to make them anew is what a rename must not cost.
    """
    first = [
        Piece(document.text[block.start : block.end], block.page, block.level)
        for block in document.blocks[:5]
    ]

    def named(path: Path) -> str:
        return assemble(Reading(first), path=path, sha256="", kind=document.kind).title

    return named(path) if document.title == named(Path(document.source)) else None
