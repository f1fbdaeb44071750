"""Who may change a library now: what a person adds goes first, folders are synced one by one.

The locks are files in the library's folder, which the system lets go when a process dies.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError

if TYPE_CHECKING:
    from filelock import BaseFileLock

POLL = 0.1
"""Seconds between two looks at a lock that another holds."""


@contextmanager
def adding(folder: Path) -> Iterator[None]:
    """Let every sync of the library in `folder` wait while files are added here.

    Two that add at once do not wait for each other: the database orders what they store.
    """
    from filelock import Timeout

    lock = _lock(folder, "adding")
    try:
        lock.acquire(timeout=2 * POLL, poll_interval=POLL / 4)  # a sync that looks holds it shortly
    except Timeout:
        yield
        return
    except OSError:  # a library that can only be read, which storing will say
        yield
        return
    try:
        yield
    finally:
        lock.release()


def let_add(folder: Path, waits: Callable[[], None] = lambda: None) -> None:
    """Return once nobody adds files to the library in `folder`; calls `waits` until then."""
    from filelock import Timeout

    lock = _lock(folder, "adding")
    while True:
        try:
            with lock.acquire(timeout=POLL, poll_interval=POLL):
                return
        except Timeout:
            waits()


@contextmanager
def syncing(folder: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Sync alone; calls `waits` again and again while another sync goes on.

    Raises `LibraryError` where the library's folder cannot be written.
    """
    from filelock import Timeout

    lock = _lock(folder, "syncing")
    while True:
        try:
            lock.acquire(timeout=POLL, poll_interval=POLL)
            break
        except Timeout:
            waits()
        except OSError as error:
            raise LibraryError(
                f"The library in {folder} can only be read ({error.strerror}): allow writing to "
                "that folder, or choose another one with --library PATH."
            ) from error
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path, name: str) -> "BaseFileLock":
    from filelock import FileLock

    return FileLock(folder / f"{name}.lock", mode=0o600)
