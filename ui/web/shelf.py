"""Files that came in through the page: kept in the library's folder, so that sources stay valid."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.errors import ResourceError
from index.library import Library
from index.records import StoredDocument
from rag.embed import Embedder
from rag.ingest import Progress, Report, ingest, printable


class Shelf:
    """The folder `files` of a library, and the documents made from it."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self.folder = library.store.folder.absolute() / "files"

    def add(self, uploads: Sequence[Path], tell: Progress) -> Report:
        """Move uploaded files into the folder and add them to the library.

        A file that cannot be read is not kept. Raises `FootnoteError` as `rag.ingest.ingest`.
        """
        kept = list(dict.fromkeys(self._keep(upload) for upload in uploads))
        try:
            return ingest(self._library, self._embedder, kept, tell)
        finally:
            for path in kept:
                if self._library.store.hash_of(printable(path)) is None:
                    path.unlink(missing_ok=True)

    def documents(self, ids: Iterable[int]) -> list[StoredDocument]:
        """Return those of the documents that are (still) in the library, by title."""
        wanted = set(ids)
        return [d for d in self._library.store.documents() if d.id in wanted]

    def is_copy(self, document: StoredDocument) -> bool:
        """Tell whether the document's file is a copy in this folder."""
        return Path(document.source).is_relative_to(self.folder)

    def remove(self, ids: Iterable[int]) -> int:
        """Remove documents, and the copies of those that were uploaded; returns how many."""
        documents = self.documents(ids)
        try:
            for document in documents:
                self._library.store.remove(document.id)
                if self.is_copy(document):
                    Path(document.source).unlink(missing_ok=True)
        finally:
            self._library.save_index()
        return len(documents)

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
            raise ResourceError(
                f"{upload.name} cannot be kept in {self.folder} ({error.strerror}): make room on "
                "that disk, or allow writing to that folder."
            ) from error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
