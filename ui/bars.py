"""Progress on standard error, so that standard output can be piped; a pipe sees none of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Never

Tell = Callable[[int, int, str], None]
"""Takes what is done, what there is in all, and a few words on what is happening."""

Say = Callable[[str], None]
"""Takes a few words on what is happening, or "" when it is over."""


@contextmanager
def bar(
    *, in_bytes: bool = False, unit: str = "file", also: Callable[[], str] = lambda: ""
) -> Iterator[Tell]:
    """Draw one bar after another: a new one whenever the count begins again.

    It tells the time left, and at its end what `also` returns.
    """
    from tqdm import tqdm

    shown: tqdm[Never] | None = None
    last = ""

    def tell(done: int, total: int, what: str) -> None:
        nonlocal shown, last
        begins = shown is None or done < shown.n or total != shown.total
        if begins or (in_bytes and what != last):
            if shown is not None:
                shown.close()
            shown = tqdm(
                total=total,
                unit="B" if in_bytes else unit,
                unit_scale=in_bytes,
                unit_divisor=1000,
                leave=not in_bytes,
                disable=not sys.stderr.isatty(),
            )
        last = what
        if shown is not None:
            shown.set_description_str(what[:40], refresh=False)
            shown.set_postfix_str(also(), refresh=False)
            shown.update(done - shown.n)

    try:
        yield tell
    finally:
        if shown is not None:
            shown.close()


@contextmanager
def waiting() -> Iterator[Say]:
    """Show a line that the next one wipes away, and leave nothing at the end."""
    width = 0

    def say(text: str) -> None:
        nonlocal width
        if sys.stderr.isatty() and (text or width):
            sys.stderr.write(f"\r{' ' * width}\r{text}")
            sys.stderr.flush()
            width = len(text)

    try:
        yield say
    finally:
        say("")
