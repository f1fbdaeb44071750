"""Peak memory of this process and all its children."""

import threading
from typing import Self

import psutil

EVERY = 0.5
"""Seconds between two looks; reading the pages of a model takes some milliseconds."""


class Memory:
    """Watches the memory in use while it is open, shared pages counted once."""

    def __init__(self) -> None:
        self.peak = 0
        """Bytes, since the beginning or the last `take`."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def take(self) -> int:
        """Return the peak since the last call, in bytes."""
        peak, self.peak = max(self.peak, in_use()), 0
        return peak

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            self.peak = max(self.peak, in_use())


def in_use() -> int:
    """Return the bytes in use now: proportional set size, resident where the system has none."""
    me = psutil.Process()
    return sum(map(_bytes, [me, *me.children(recursive=True)]))


def _bytes(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(full, "pss", 0) or full.rss)
