"""Read files in a child process, so that a bad file costs one line in a report and no more."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Any, Self, cast

from index.errors import DocumentError
from index.records import Block, Document
from rag.readers.progress import Listener

SECONDS = 120.0
"""For a file, or, where pages are told one by one, for each page."""
MOST_SECONDS = 3600.0
"""For a file in all: 600 to 1,000 pages of a scan on two slow cores."""
MEMORY_BYTES = 2 * 1024**3

_ROOT = Path(__file__).resolve().parents[2]
_STOPPED = "reading it made the reader stop unexpectedly; the file may be damaged"


class ReaderProcess:
    """A child process that turns files into documents, within limits of time and memory.

    It starts with the first file, serves many, and is replaced after a file that breaks it. Use it
    as a context manager; it is for one thread at a time. `listener` hears of each page that took
    long.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        most_seconds: float = MOST_SECONDS,
        listener: Listener | None = None,
    ) -> None:
        self._seconds = seconds
        self._most_seconds = most_seconds
        self._heard = listener
        self._memory_bytes = memory_bytes
        self._child: subprocess.Popen[str] | None = None
        self._replies: SimpleQueue[str] = SimpleQueue()
        self._listener = threading.Thread()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path) -> Document:
        """Return the file as a `Document`.

        Raises DocumentError with a reason for people, whatever is wrong with the file.
        """
        try:
            reply = self._ask(path.absolute())
        except BaseException:  # Ctrl-C too: a child left amid a file would answer the next one
            self.close()
            raise
        if "document" in reply:
            return _document(reply["document"])
        if "reason" in reply:
            raise DocumentError(reply["reason"])
        self.close()  # after a refused allocation its libraries may be in any state
        size = _gigabytes(self._memory_bytes)
        raise DocumentError(f"reading it needs more memory than Footnote allows ({size})")

    def close(self) -> None:
        """End the child process, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        self._listener.join()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):  # what was still to be sent has no reader
                cast("IO[str]", pipe).close()

    def _ask(self, path: Path) -> dict[str, Any]:
        requests = cast("IO[str]", self._running().stdin)
        # An OSError means that it died before it was asked: the listener has said so with "".
        with contextlib.suppress(OSError):
            # JSON in ASCII keeps even a path whose bytes are not text.
            requests.write(json.dumps({"path": str(path)}) + "\n")
            requests.flush()
        end = time.monotonic() + self._most_seconds
        page = None
        while True:
            reply = self._next_reply(end, page)
            if "page" not in reply:
                return reply
            page = reply["page"]
            if self._heard:
                self._heard(page, reply["of"])

    def _next_reply(self, end: float, page: int | None) -> dict[str, Any]:
        """Wait for a reply, or for word of the page after `page`, no longer than the limits."""
        left = end - time.monotonic()
        try:
            line = self._replies.get(timeout=max(0.0, min(self._seconds, left)))
        except Empty:
            if left < self._seconds and page is not None:
                limit = _duration(self._most_seconds)
                raise DocumentError(
                    f"it took longer than {limit} to read: split it into smaller files"
                ) from None
            limit = _duration(self._seconds)
            what = "it" if page is None else f"what comes after page {page}"
            raise DocumentError(f"{what} took longer than {limit} to read") from None
        if not line:
            raise DocumentError(_STOPPED)
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _running(self) -> subprocess.Popen[str]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._replies = SimpleQueue()
        self._child = subprocess.Popen(
            # -P: a file named json.py in the folder Footnote is started in must not be run.
            [sys.executable, "-P", "-m", "rag.readers.child", str(self._memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        self._listener = threading.Thread(
            target=_listen, args=(cast("IO[str]", self._child.stdout), self._replies), daemon=True
        )
        self._listener.start()
        return self._child


def _listen(lines: IO[str], replies: SimpleQueue[str]) -> None:
    """Queue every reply, then an empty string when the child has ended.

    A queue can be waited for with a time limit on every system; a pipe cannot.
    """
    for line in lines:
        replies.put(line)
    replies.put("")


def _document(fields: dict[str, Any]) -> Document:
    blocks = tuple(Block(**block) for block in fields.pop("blocks"))
    return Document(**fields, blocks=blocks)


def _duration(seconds: float) -> str:
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"


def _gigabytes(size: int) -> str:
    return f"{size / 1024**3:.2g} GB"
