"""How far a long file is read: told by the reader of a page, heard by whoever waits for it.

A page of a scan takes seconds, and the page may be in a PDF in an archive in a mail: so it is not
an argument of every reader on the way.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

Listener = Callable[[int, int], None]
"""Takes the number of pages read and how many there are."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextlib.contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have `listener` called after every page that is read within the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def page_done(page: int, of: int) -> None:
    """Tell that page number `page` (from 1) of `of` is read."""
    listener = _listener.get()
    if listener:
        listener(page, of)
