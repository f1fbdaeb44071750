"""What was removed is erased from the library's files before a command ends."""

from typing import TYPE_CHECKING

import click

from ui.bars import waiting

if TYPE_CHECKING:
    from index.library import Library


def erase(library: "Library") -> None:
    """Erase the traces of what was removed, and say so where they must stay for now."""
    with waiting() as say:
        say("Erasing what was removed …")
        done = library.store.erase()
    if not done:
        click.echo(
            "Nothing of it is found any more, but traces stay in the library's files until "
            "another Footnote is done, or its disk has room: the next sync or remove erases them.",
            err=True,
        )
