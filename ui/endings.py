"""A polite request to end, answered like Ctrl-C: what is finished stays, and a sentence says so."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

POLITE = ("SIGTERM", "SIGHUP")
"""Sent by a system that shuts down, and by a terminal that is closed."""


@contextmanager
def ended_politely() -> Iterator[None]:
    """Raise `KeyboardInterrupt` in here when the system asks this process to end."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is told of signals
        return
    numbers = [getattr(signal, name) for name in POLITE if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
