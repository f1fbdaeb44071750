"""`footnote watch`: the folders that the library keeps up with while the page is open."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from ui.lines import visible
from ui.options import settings, settings_options
from ui.setup import embedding_model, fetch_missing

if TYPE_CHECKING:
    from index.library import Library


@click.command(short_help="Keep up with a folder while 'start' runs.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--stop", is_flag=True, help="No longer keep up with FOLDER; its documents stay.")
@settings_options("library")
def watch(folder: Path | None, *, stop: bool, **flags: object) -> None:
    """Keep up with a folder: 'footnote start' syncs it at once, and whenever its files change.

    Without FOLDER, lists those that are watched. 'footnote sync FOLDER' does it once, now.
    """
    from rag.opening import open_existing, open_library

    chosen = settings(**flags)
    if folder is None:
        if stop:
            raise UsageError("Say which folder to stop: footnote watch --stop FOLDER.")
        _tell(open_existing(chosen))
        return
    name = _name(folder, there=not stop)
    if not stop:
        fetch_missing(embedding_model(chosen))
    library = open_existing(chosen) if stop else open_library(chosen)
    try:
        if stop and not library.store.files.unwatch(name):
            raise UsageError(
                f"{visible(name)} is not watched: 'footnote watch' lists the folders that are."
            )
        if not stop:
            library.store.files.watch(name)
    finally:
        library.close()
    if stop:
        click.echo(f"No longer watched: {visible(name)}. Its documents stay.")
    else:
        click.echo(f"Watched from now on, while 'footnote start' runs: {visible(name)}")


def _name(folder: Path, *, there: bool) -> str:
    from rag.folder import plain, printable

    if there:
        try:
            is_folder = folder.is_dir()
            next(folder.iterdir(), None)
        except OSError as error:
            raise UsageError(
                f"The folder {visible(str(folder))} cannot be opened ({error.strerror}): check "
                "the spelling."
            ) from error
        name = printable(folder)
        if not is_folder or name != str(plain(folder)):
            raise UsageError(f"The name of {visible(name)} is not text: give it another one.")
    return printable(folder)


def _tell(library: "Library") -> None:
    try:
        watched = library.store.files.watched()
    finally:
        library.close()
    for folder in watched:
        missing = "" if Path(folder).is_dir() else "  (not there now)"
        click.echo(f"{visible(folder)}{missing}")
    if not watched:
        click.echo("No folder is watched: 'footnote watch FOLDER' adds one.")
