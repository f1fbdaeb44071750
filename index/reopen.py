"""Copies of a damaged database in which what SQLite needs to open it is put right.

Only the seals tell afterwards whether what is read from them is what was stored.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.database import Database

PAGE = 4096
_SIZE = slice(28, 32)
"""Where the header holds the number of pages, as 4 bytes (https://sqlite.org/fileformat.html)."""
_FREE = slice(32, 40)
"""Where it holds the list of unused pages."""
_ANY = {"embedding model": "", "dimension": "1", "chunker": ""}


def reopened(path: Path, room: Path) -> Iterator[Path]:
    """Make copies of the database at `path` in the folder `room`, each tried another way.

    First one whose header tells the length of the file, which may have been cut short. Then ones
    with the first page of a new library, where the places of the tables stand.
    """
    pages = -(-path.stat().st_size // PAGE)
    with path.open("rb") as file:
        first = file.read(PAGE)
    for number, page in enumerate([first, *_first_pages(room)]):
        copy = room / f"reopened-{number}.sqlite3"
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            file.truncate(pages * PAGE)
            whole = bytearray(page.ljust(PAGE, b"\0"))
            whole[_SIZE] = pages.to_bytes(4, "big")
            whole[_FREE] = bytes(8)
            whole[18:20] = b"\1\1"  # no log beside it
            file.write(whole)
        yield copy


def _first_pages(room: Path) -> list[bytes]:
    """Return the first pages of an empty library: as it is made, and as VACUUM orders it."""
    folder = room / "empty"
    Database(folder, _ANY).close()
    path = next(folder.glob("*.sqlite3"))
    pages = [path.read_bytes()[:PAGE]]
    with closing(sqlite3.connect(path)) as run:
        run.execute("VACUUM")
    return [*pages, path.read_bytes()[:PAGE]]
