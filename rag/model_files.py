"""Copy, hash and place files so that a crash at any moment leaves either the old or the new one."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

from index.durable import sync_folder
from index.errors import ModelError
from rag.model_catalogue import Model, ModelFile

Progress = Callable[[int, int, str], None]
"""Called with bytes done, bytes in all and a few words on what is being done."""

CHUNK = 1 << 20


class Mismatch(ModelError):  # noqa: N818 - the reason inside a message, not yet the message
    """Bytes are not those of the catalogue; the message is the reason, without advice."""


def no_progress(_done: int, _total: int, _what: str) -> None:
    """Report to nobody."""


def copy_hashed(source: IO[bytes], target: Path, limit: int, tell: Callable[[int], None]) -> str:
    """Append `source` to `target`, flushed to disk; return the SHA-256 of what was appended.

    Reads at most `limit` + 1 bytes, so that a zip that lies about a size cannot fill the disk.
    """
    digest = hashlib.sha256()
    done = 0
    make_private(target.parent)
    with os.fdopen(_open_private(target, os.O_APPEND), "ab") as out:
        while done <= limit and (chunk := source.read(min(CHUNK, limit + 1 - done))):
            out.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            tell(done)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def require(path: Path, expected: ModelFile, tell: Callable[[int], None]) -> None:
    """Raise Mismatch unless a file is the expected one: there, of that size and SHA-256."""
    if not path.is_file():
        raise Mismatch(f"{expected.name} is missing")
    size = path.stat().st_size
    if size != expected.size:
        raise Mismatch(f"{expected.name} has {size:,} bytes instead of {expected.size:,}")
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            tell(source.tell())
    if digest.hexdigest() != expected.sha256:
        raise Mismatch(
            f"{expected.name} has the SHA-256 {digest.hexdigest()} instead of {expected.sha256}"
        )


def require_model(model: Model, place: Path, progress: Progress, what: str) -> None:
    """Raise Mismatch unless every byte of what lies at `place` is the model's."""
    before = 0
    for file in model.files:

        def tell(done: int, start: int = before) -> None:
            progress(start + done, model.size, what)

        require(model.locate(place, file), file, tell)
        before += file.size


def put_in_place(staged: Path, place: Path) -> None:
    """Move a checked file or folder to its place, replacing what lies there, and sync it."""
    if staged.is_dir():
        # A folder cannot replace a folder in one step: the old one first steps aside. A crash
        # between the two leaves no model, which the next fetch sees and mends.
        aside = staged.with_name("replaced")
        discard(aside)
        if place.exists():
            place.rename(aside)
        for inner in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
            sync_folder(inner)
    elif place.is_dir():
        discard(place)
    staged.replace(place)
    sync_folder(place.parent)


def make_private(folder: Path) -> None:
    """Create a folder, and what is missing above it, for its owner only."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def discard(path: Path) -> None:
    """Delete a file, or a folder with all in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """Replace a small text file in one step, readable by its owner only."""
    aside = path.with_name(path.name + ".new")
    with os.fdopen(_open_private(aside, os.O_TRUNC), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)


def folder_size(folder: Path) -> int:
    """Return the bytes of all files below a folder, which may change while it is counted."""
    total = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += Path(place, name).lstat().st_size
    return total


def _open_private(path: Path, how: int) -> int:
    binary: int = getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | how | binary, 0o600)
