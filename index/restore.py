"""A backup put back: unpacked aside, verified whole, then in place in one step."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import IO, BinaryIO

from index.backup import FORMAT, MANIFEST, Manifest, reachable
from index.database import DATABASE, SCHEMA, plain_errors
from index.durable import make_private
from index.errors import ResourceError, UsageError
from index.examine import examine
from index.history_file import FILE as CONVERSATIONS
from index.takeover import replace_database, take_over
from index.upgrade import STEPS

_LONGEST_MANIFEST = 100_000
_PIECE = 1 << 20


def restore(source: Path, folder: Path, *, replace: bool = False) -> Manifest:
    """Make the library in `folder` what the backup `source` holds, and return what that is.

    Everything is unpacked aside and compared with its hashes first; then SQLite puts it in place
    in one transaction, so that whatever interrupts it the documents are the old or the new ones.
    Conversations follow, where the backup has some. Raises `UsageError` for a file that is no
    whole backup, and for a library that exists unless `replace`; nothing is changed then.
    """
    if (folder / DATABASE).exists() and not replace:
        raise UsageError(
            f"There is a library in {folder} already: choose another one with --library NAME, or "
            "put the backup in its place with --replace."
        )
    if not source.is_file():
        raise UsageError(f"There is no file {source}: check the spelling.")
    with reachable(folder):
        make_private(folder.parent)
        with tempfile.TemporaryDirectory(prefix=".restore.", dir=folder.parent) as name:
            room = Path(name)
            manifest = _unpack(source, room)
            _require_ours(source, room)
            make_private(folder)
            take_over(room / DATABASE, folder)
            if CONVERSATIONS in manifest.files:
                replace_database(room / CONVERSATIONS, folder / CONVERSATIONS)
    return manifest


def _unpack(source: Path, room: Path) -> Manifest:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive, source)
            _require_room(sum(size for size, _ in manifest.files.values()), room)
            for name, (size, sha256) in manifest.files.items():
                with archive.open(name) as packed, _private(room / name) as file:
                    if _copy(packed, file, size) != sha256:
                        raise _broken(source)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError) as error:
        # RuntimeError: locked with a password, or packed in a way that Python does not know
        raise _broken(source) from error
    return manifest


def _manifest(archive: zipfile.ZipFile, source: Path) -> Manifest:
    with archive.open(MANIFEST) as file:
        text = file.read(_LONGEST_MANIFEST)
    try:
        found = json.loads(text)
        if found["format"] > FORMAT:
            raise _newer(source)
        files = {name: (int(size), str(sha256)) for name, (size, sha256) in found["files"].items()}
        manifest = Manifest(
            FORMAT, str(found["made"]), int(found["documents"]), dict(found["fingerprint"]), files
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _broken(source) from error
    # names of our own only: none leads out of the folder
    if DATABASE not in files or not files.keys() <= {DATABASE, CONVERSATIONS}:
        raise _broken(source)
    return manifest


def _copy(packed: IO[bytes], file: BinaryIO, size: int) -> str:
    """Copy at most `size` bytes and one, whatever the archive would unpack to; return the hash."""
    digest, left = hashlib.sha256(), size + 1
    while data := packed.read(min(_PIECE, left)):
        digest.update(data)
        file.write(data)
        left -= len(data)
    return digest.hexdigest() if left == 1 else ""


def _private(path: Path) -> BinaryIO:
    path.touch(mode=0o600)
    return path.open("wb")


def _require_room(size: int, room: Path) -> None:
    free = shutil.disk_usage(room).free
    if free < 2 * size:  # once aside, once in place
        raise ResourceError(
            f"The backup needs {2 * size // 1024**2:,} MB and {free // 1024**2:,} MB are free: "
            "make room and try again; nothing was changed."
        )


def _require_ours(source: Path, room: Path) -> None:
    """Refuse a database that is not ours, whatever its hash: it may hold code in SQL."""
    with plain_errors(room), closing(sqlite3.connect(room / DATABASE)) as run:
        try:
            kinds = {row[0] for row in run.execute("SELECT type FROM sqlite_master")}
            schema = run.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.DatabaseError as error:
            raise _broken(source) from error
    if not kinds <= {"table", "index"} or schema is None:
        raise _broken(source)
    if schema[0] not in {SCHEMA, *STEPS}:
        raise UsageError(
            f"{source} was made by a newer version of Footnote: update Footnote first."
        )
    if schema[0] == SCHEMA and examine(room):
        raise _broken(source)


def _newer(source: Path) -> UsageError:
    return UsageError(f"{source} was made by a newer version of Footnote: update Footnote first.")


def _broken(source: Path) -> UsageError:
    return UsageError(
        f"{source} is no backup of Footnote, or not a whole one: take another copy of it. Nothing "
        "was changed."
    )
