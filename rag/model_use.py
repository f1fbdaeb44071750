"""Answers in progress keep the model they began with: it changes between answers, not in them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK = 0.2
"""Seconds between two looks at whether a waiting question was cancelled."""


class ModelUse:
    """Counts the answers in progress, and makes a change when there is none. Threads share it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0
        self._change: Callable[[], None] | None = None
        self._closed = False

    @contextmanager
    def answering(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Hold off changes; one that was asked for before is waited for, unless `cancelled`."""
        with self._changed:
            while self._change is not None and not cancelled():
                self._changed.wait(_LOOK)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._make()

    def change(self, change: Callable[[], None]) -> None:
        """Call `change` as soon as no answer is in progress: now, or by whoever ends the last one.

        It takes the place of one that is still waiting, and is never called after `close`.
        """
        with self._changed:
            self._change = change
            self._make()

    def close(self) -> None:
        """Forget a change that is still waiting, and make none from now on."""
        with self._changed:
            self._closed = True
            self._make()

    def _make(self) -> None:
        if self._closed:
            self._change = None
        if self._change is not None and not self._running:
            try:
                self._change()
            finally:
                self._change = None
        self._changed.notify_all()
