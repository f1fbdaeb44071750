"""Whether a file may have changed, told from what the system says of it and not from its bytes."""

import hashlib
import stat
import time
from pathlib import Path

from index.errors import DocumentError
from index.records import FileStamp

RACY_NS = 2_000_000_000
"""A change so soon before (or after) we looked may share its time with an earlier one: the clock
of FAT counts in steps of 2 s. Git's rule for such "racily clean" files: look at the bytes again."""


def look(path: Path) -> FileStamp:
    """Return what the system says of a file now.

    Raises `DocumentError` where it is not a regular file, `OSError` where it is out of reach.
    """
    now = time.time_ns()  # before, so that a change in between counts as later
    try:
        told = path.stat()
    except FileNotFoundError:  # a link to nothing
        told = None
    if told is None or not stat.S_ISREG(told.st_mode):  # a pipe or a device would never end
        raise DocumentError("it is not a regular file")
    return FileStamp(told.st_size, told.st_mtime_ns, told.st_ctime_ns, now)


def trusted(kept: FileStamp, now: FileStamp) -> bool:
    """Tell whether the file must still have the bytes that it had when `kept` was taken."""
    same = (kept.size, kept.modified_ns, kept.changed_ns) == (
        now.size,
        now.modified_ns,
        now.changed_ns,
    )
    return same and max(kept.modified_ns, kept.changed_ns) < kept.looked_ns - RACY_NS


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, at about 1 GB a second. Raises as `look`."""
    look(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
