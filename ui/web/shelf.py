"""Files that came in through the page: kept in the library's folder, so that sources stay valid."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import ResourceError
from index.library import Library
from index.records import StoredDocument
from rag.embed import Embedder
from rag.folder import printable
from rag.ingest import Progress, Report, ingest
from rag.reread import reread
from ui.web.language import Texts


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed last, so that it can be brought back."""

    files: tuple[tuple[Path, Path | None], ...] = ()
    """Each document's file, and where its copy waits if it was one."""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The tags that the documents had, by their files."""


class Shelf:
    """The folder `files` of a library, and the documents made from it."""

    def __init__(self, library: Library, embedder: Embedder, text: Texts) -> None:
        self._text = text
        self.library = library
        self._embedder = embedder
        self.folder = library.store.folder.absolute() / "files"
        self._removed = self.folder.with_name("removed")

    def add(self, uploads: Sequence[Path], tell: Progress, report: Report | None = None) -> Report:
        """Move uploaded files into the folder and add them to the library.

        A file that cannot be read is not kept, nor one that was not read before somebody stopped
        it. `report` is filled while it goes on. Raises `FootnoteError` as `rag.ingest.ingest`.
        """
        kept = list(dict.fromkeys(self._keep(upload) for upload in uploads))
        try:
            return ingest(self.library, self._embedder, kept, tell, report)
        finally:
            for path in kept:
                if self.library.store.hash_of(printable(path)) is None:
                    path.unlink(missing_ok=True)

    def documents(self, ids: Iterable[int]) -> list[StoredDocument]:
        """Return those of the documents that are (still) in the library, by title."""
        wanted = set(ids)
        return [d for d in self.library.store.documents() if d.id in wanted]

    def is_copy(self, document: StoredDocument) -> bool:
        """Tell whether the document's file is a copy in this folder."""
        return Path(document.source).is_relative_to(self.folder)

    def remove(self, ids: Iterable[int]) -> Removed:
        """Remove documents; the copies of those that were uploaded wait for `undo`.

        What was removed before cannot be brought back any more.
        """
        self.forget()
        documents = self.documents(ids)
        files = []
        try:
            for document in documents:
                self.library.store.remove(document.id)
                source = Path(document.source)
                files.append((source, self._put_aside(source) if self.is_copy(document) else None))
        finally:
            self.library.save_index()
        return Removed(tuple(files), {d.source: d.tags for d in documents if d.tags})

    def undo(self, removed: Removed, tell: Progress, report: Report | None = None) -> Report:
        """Bring back what was removed last, read anew from its files.

        A file that is gone is reported as not read. Raises `FootnoteError` as `add`.
        """
        report = Report() if report is None else report
        for source, aside in removed.files:
            if aside is not None and aside.exists():
                shutil.move(aside, source)
        sources = [source for source, _ in removed.files]
        there = [s for s in sources if s.exists()]
        ingest(self.library, self._embedder, there, tell, report)
        for document in self.library.store.documents():
            if tags := removed.tags.get(document.source):
                self.library.store.tag(document.id, tags)
        gone = self._text("documents.file_gone")
        report.failed += [(str(s), gone) for s in sources if not s.exists()]
        return report

    def reread(self, ids: Iterable[int], tell: Progress, report: Report) -> None:
        """Read documents again from their files, and fill the report.

        A document whose file is gone stays as it is and is reported as not read. Raises
        `FootnoteError` as `rag.reread.reread`.
        """
        documents = self.documents(ids)
        there = [d for d in documents if _is_file(Path(d.source))]
        gone = self._text("documents.file_gone_kept")
        report.failed += [(d.source, gone) for d in documents if d not in there]
        reread(self.library, self._embedder, there, tell, report)

    def forget(self) -> None:
        """Delete the copies that wait for `undo`."""
        shutil.rmtree(self._removed, ignore_errors=True)

    def _put_aside(self, copy: Path) -> Path | None:
        if not copy.exists():
            return None
        self._removed.mkdir(mode=0o700, exist_ok=True)
        aside = self._removed / copy.name
        shutil.move(copy, aside)
        return aside

    def _keep(self, upload: Path) -> Path:
        """Move a file here under its own name; a different one of that name keeps its place."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            digest = _hash(upload)
            number = 1
            while True:
                mark = "" if number == 1 else f" ({number})"
                path = self.folder / f"{upload.stem}{mark}{upload.suffix}"
                if not path.exists():
                    shutil.move(upload, path)
                    return path
                if _hash(path) == digest:
                    return path
                number += 1
        except OSError as error:
            key, reason = "documents.not_kept", error.strerror
            told = self._text(key, name=upload.name, folder=self.folder, reason=reason)
            raise ResourceError(told) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
