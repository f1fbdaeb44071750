"""How much memory a process and its children hold, although others map the same files."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil


def tree_bytes(pid: int) -> int:
    """Return the bytes of all pages that a process and its descendants have in memory.

    A page counts once, however many of them map it, and wholly, whoever else maps it: all systems
    map the same model file, and a proportional share (PSS) would have each pay for a part of it.
    Pages of one file that several of the tree share are counted as the most that one of them has.
    Where the system tells no mappings, the resident sizes are added. 0 for a process that ended.
    """
    own, shared = 0, {}  # type: int, dict[str, int]
    for process in _tree(pid):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
            if not hasattr(process, "memory_maps"):  # only Linux and Windows tell them
                own += process.memory_info().rss
                continue
            for area in process.memory_maps(grouped=True):
                if not hasattr(area, "shared_clean"):
                    own += area.rss
                    continue
                own += area.private_clean + area.private_dirty
                common = area.shared_clean + area.shared_dirty
                shared[area.path] = max(common, shared.get(area.path, 0))
    return own + sum(shared.values())


def _tree(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Peak:
    """The most memory seen of one process and its children, in bytes."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid

    def look(self) -> None:
        """Measure now."""
        self.bytes = max(self.bytes, tree_bytes(self._pid))

    @contextmanager
    def watching(self, every: float) -> Iterator[None]:
        """Measure every so many seconds inside the block, and once at its end.

        A look at the mappings of a system takes a tenth of a second of a processor.
        """
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop, every), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _watch(self, stop: threading.Event, every: float) -> None:
        while not stop.wait(every):
            self.look()
        self.look()
