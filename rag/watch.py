"""Folders that the library keeps up with: synced at the start, and whenever their files change."""

import threading
import time
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.erasing import is_marked
from index.errors import FootnoteError
from index.library import Library
from rag.embed import Embedder
from rag.folder import is_hidden
from rag.ingest import Report
from rag.sync import sync

QUIET = 2.0
"""Seconds without a change that are waited for: whoever copies files writes many in a row."""
PATIENCE = 30.0
"""Seconds after the first change when it is synced all the same."""
ANYWAY = 900.0
"""Seconds after which a folder is synced without a change told: network drives tell of none."""
AGAIN = 30.0
"""Seconds after which a folder that could not be synced is tried again."""
ERASING = 25
"""Traces of removed text are erased when so many times as long as the last time has passed."""
ERASING_SELDOM = 60.0
"""Seconds between two times at least: an open note may be saved every minute."""

Folders = dict[str, tuple[int, int] | None]
"""Device and inode of each watched folder: another drive in its place has others. None: gone."""


@dataclass(frozen=True, slots=True)
class Pass:
    """How the last sync of a folder went."""

    at: str
    """UTC time when it ended, ISO 8601 to the second."""
    report: Report | None
    """What was done; None where nothing could be."""
    error: str = ""
    """Why not, in plain words."""


class _StoppedError(Exception):
    """Footnote is about to end."""


class Watching:
    """Syncs the folders that the library remembers, one at a time, in one thread."""

    def __init__(self, library: Library, embedder: Embedder, quiet: float = QUIET) -> None:
        """Prepare; nothing happens before `start`. `quiet` is in seconds."""
        self._library = library
        self._embedder = embedder
        self._quiet = quiet
        self._last: dict[str, Pass] = {}
        self._now = ""
        self._due: dict[str, tuple[float, float]] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._own = library.store.folder.absolute()
        self._erase_from = 0.0

    @property
    def last(self) -> dict[str, Pass]:
        """The last sync of each watched folder, by its path; without those not synced yet."""
        watched = self._library.store.files.watched()
        return {folder: self._last[folder] for folder in watched if folder in self._last}

    @property
    def now(self) -> str:
        """What is being done at this moment, in a few words; empty while all is quiet."""
        return self._now

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def close(self) -> None:
        """Stop: between two files, with what was read in the library. Waits 10 seconds at most."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        before: Folders = {}
        with suppress(_StoppedError):
            while not self._stop.is_set():
                folders = self._folders()
                for folder, identity in folders.items():
                    if folder not in before or identity != before[folder]:  # a drive is back
                        self._due[folder] = (0.0, 0.0)
                before = folders
                # watched first, then synced: what changes in between is not missed
                with closing(self._changes(folders)) as told:
                    for changed in told:
                        self._note(changed)
                        self._work(folders)
                        if self._folders() != folders:
                            break

    def _folders(self) -> Folders:
        """Return the watched folders, each with what tells whether it is still the same one."""
        with suppress(FootnoteError):
            found = self._library.store.files.watched()
            return {folder: _identity(Path(folder)) for folder in found}
        return {}

    def _changes(self, folders: Folders) -> Generator[set[str], None, None]:
        """Yield paths that changed, twice a second, even if there are none."""
        from watchfiles import Change, watch

        there = [folder for folder, identity in folders.items() if identity]

        def matters(_change: Change, path: str) -> bool:
            return not is_hidden(Path(path).name) and not Path(path).is_relative_to(self._own)

        try:
            if there:
                for told in watch(
                    *there, watch_filter=matters, debounce=500, step=100, rust_timeout=500,
                    yield_on_timeout=True, stop_event=self._stop, ignore_permission_denied=True,
                ):  # fmt: skip
                    yield {path for _, path in told}
                return
        except (OSError, RuntimeError):  # too many folders for this system, or one just went away
            pass
        while not self._stop.wait(0.5):
            yield set()

    def _note(self, changed: set[str]) -> None:
        now = time.monotonic()
        for folder in self._due:
            if any(Path(path).is_relative_to(folder) for path in changed):
                _, last = self._due[folder]
                last = min(last, now + PATIENCE)
                self._due[folder] = (min(now + self._quiet, last), last)

    def _work(self, folders: Folders) -> None:
        for folder in folders:
            if time.monotonic() >= self._due[folder][0]:
                self._sync(folder)
        if time.monotonic() >= self._erase_from:
            self._erase()

    def _sync(self, folder: str) -> None:
        report, error = Report(), ""
        try:
            sync(self._library, self._embedder, Path(folder), self._tell, report=report)
        except FootnoteError as trouble:
            error = str(trouble)
        except OSError as trouble:
            error = f"The system refused to read {folder} ({trouble.strerror})."
        finally:
            self._now = ""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._last[folder] = Pass(at, None if error else report, error)
        again = time.monotonic() + (AGAIN if error else ANYWAY)
        self._due[folder] = (again, again)

    def _tell(self, done: int, total: int, name: str) -> None:
        if self._stop.is_set():
            raise _StoppedError
        self._now = f"{done + 1} of {total}: {name}" if name else ""

    def _erase(self) -> None:
        began = time.monotonic()
        with suppress(FootnoteError):
            if is_marked(self._library.store.database):
                self._library.store.erase()
                took = time.monotonic() - began
                self._erase_from = began + max(ERASING_SELDOM, ERASING * took)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        told = folder.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino
