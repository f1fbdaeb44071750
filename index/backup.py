"""A library in one file, taken while it is in use, and put back on this laptop or another."""

import errno
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.database import DATABASE, open_reader, plain_errors, stored_fingerprint
from index.durable import sync_folder
from index.erasing import forget
from index.errors import LibraryError, ResourceError, UsageError
from index.examine import examine
from index.history_file import FILE as CONVERSATIONS

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; every hash is compared before anything is put back."""

    format: int
    made: str
    """UTC, ISO 8601 to the second."""
    documents: int
    fingerprint: dict[str, str]
    files: dict[str, tuple[int, str]]
    """For each file of the library its bytes and their SHA-256."""


def back_up(folder: Path, target: Path) -> Manifest:
    """Write the library in `folder`, as it is at one moment, into the one file `target`.

    It may be in use meanwhile. `target` is complete or not there. Raises `UsageError` where it is
    there already, `LibraryError` for a library that is damaged: such a backup would be no help.
    """
    if target.exists():
        raise UsageError(f"{target} is there already: give another name, or move it away.")
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent}: make it first.")
    with (
        reachable(target.parent),
        tempfile.TemporaryDirectory(prefix=".backup.", dir=target.parent) as name,
    ):
        room = Path(name)
        names = [name for name in (DATABASE, CONVERSATIONS) if (folder / name).exists()]
        for each in names:
            _snapshot(folder, each, room)
        problems = examine(room)
        if problems:
            raise LibraryError(
                f"The library in {folder} is damaged ({problems[0]}), and nothing was written: run "
                "'footnote repair' first."
            )
        manifest = _manifest(room, names)
        _pack(room, manifest, target)
    return manifest


def _snapshot(folder: Path, name: str, room: Path) -> None:
    """Copy a database as it is at one moment, without the traces of what was deleted."""
    copy = room / name
    copy.touch(mode=0o600)
    with (
        plain_errors(folder),
        closing(open_reader(folder, folder / name)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        source.backup(target)  # all pages in one step: a writer beside it makes none of them newer
        target.execute("PRAGMA journal_mode = DELETE")
        if name == DATABASE:  # deleted words live on in FTS5 until it merges
            forget(target)
        target.execute("VACUUM")


def _manifest(room: Path, names: list[str]) -> Manifest:
    with closing(sqlite3.connect(room / DATABASE)) as run:
        count = int(run.execute("SELECT count(*) FROM documents").fetchone()[0])
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    files = {name: ((room / name).stat().st_size, file_sha256(room / name)) for name in names}
    return Manifest(FORMAT, made, count, stored_fingerprint(room) or {}, files)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(room: Path, manifest: Manifest, target: Path) -> None:
    packed = room / "packed"
    packed.touch(mode=0o600)
    with packed.open("wb") as file:
        # text packs well and vectors hardly: the fastest level gives nearly all there is to gain
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            for name in manifest.files:
                archive.write(room / name, name)
        file.flush()
        os.fsync(file.fileno())
    packed.rename(target)
    sync_folder(target.parent)


@contextmanager
def reachable(folder: Path) -> Iterator[None]:
    """Turn what the system says of a disk into our words."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ResourceError(
                f"The disk of {folder} is full: make room and try again; nothing was changed."
            ) from error
        raise
