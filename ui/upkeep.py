"""`footnote backup`, `restore` and `repair`: a library in one file, put back, or mended."""

from pathlib import Path

import click

from ui.bars import bar
from ui.lines import counted, visible
from ui.options import settings, settings_options

_FILE = click.Path(path_type=Path)


@click.command(short_help="Keep the library in one file.")
@click.argument("file", type=_FILE, metavar="FILE")
@settings_options("library")
def backup(file: Path, **flags: object) -> None:
    """Keep the library, with its conversations, in one file.

    It may be in use meanwhile. The file holds the text of your documents: keep it as safe as them.
    """
    from index.backup import back_up
    from rag.config import library_folder
    from rag.opening import open_existing

    chosen = settings(**flags)
    open_existing(chosen).close()  # one of an earlier version is brought up to date first
    made = back_up(library_folder(chosen), file.absolute())
    size = file.stat().st_size / 1e6
    click.echo(
        f"Kept {counted(made.documents, 'document')} in {visible(str(file))} ({size:,.1f} MB)."
    )


@click.command(short_help="Put a library back from such a file.")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--replace", is_flag=True, help="Take the place of the library that is there.")
@settings_options("library")
def restore(file: Path, *, replace: bool, **flags: object) -> None:
    """Put a library back from the file that 'footnote backup' made, on this machine or another.

    The file is verified before anything is changed. No network is needed.
    """
    from index.restore import restore as put_back
    from rag.config import library_folder
    from rag.opening import open_existing

    chosen = settings(**flags)
    made = put_back(file.absolute(), library_folder(chosen), replace=replace)
    library = open_existing(chosen)
    try:
        library.save_index()
        count = counted(library.store.count(), "document")
    finally:
        library.close()
    click.echo(f"Restored: {count}, as they were on {made.made[:10]}.")
    _tell_model(made.fingerprint.get("embedding model", ""))


def _tell_model(sha256: str) -> None:
    """Say which model the library needs, where it is not here yet: there may be no network."""
    from rag.models import catalogue, ready
    from ui.options import models_folder

    for model in catalogue():
        if model.sha256 == sha256 and not ready(model, models_folder()):
            click.echo(
                f"It needs the model {model.name}, which is not here: 'footnote models fetch "
                f"{model.name}', or without a network 'footnote models import'."
            )


@click.command(short_help="Save what is whole of a damaged library.")
@settings_options("library")
def repair(**flags: object) -> None:
    """Check the whole library, and save what is whole of a damaged one.

    Every document is compared with its seal. The search index is built anew where it does not
    agree. The damaged file is kept aside.

    Exit codes: 0 the library is whole now, 1 documents have to be added again.
    """
    from index.database import DATABASE
    from index.errors import LibraryError
    from rag.config import library_folder

    folder = library_folder(settings(**flags))
    if not (folder / DATABASE).exists():
        raise LibraryError(f"There is no library in {folder}: 'footnote restore FILE' makes one.")
    whole = _repair(folder)
    _build_index(folder)
    click.get_current_context().exit(0 if whole else 1)


def _repair(folder: Path) -> bool:
    from index.errors import DamagedError
    from index.examine import examine
    from index.repair import repair as save

    try:
        _bring_up_to_date(folder)
        problems = examine(folder)
    except DamagedError as error:
        problems = [str(error)]
    if not problems:
        click.echo("Every document is as it was stored.")
        return True
    click.echo(f"Damaged: {visible(problems[0])}")
    with bar(unit="document") as tell:
        report = save(folder, tell)
    click.echo(f"Saved: {counted(report.whole + len(report.uncut), 'document')}.")
    if report.lost:
        click.echo("Not whole; add these again with 'footnote ingest FILE':")
        for source in report.lost:
            click.echo(f"  {visible(source)}")
    if report.uncut:
        click.echo(
            f"Of {counted(len(report.uncut), 'document')} only the text was whole: run 'footnote "
            "rebuild' once."
        )
    click.echo(
        f"The damaged file is kept as {visible(str(report.aside))}; delete it when all is well."
    )
    return not (report.lost or report.uncut)


def _bring_up_to_date(folder: Path) -> None:
    from index.database import Database, stored_fingerprint

    made = stored_fingerprint(folder)
    if made is not None:
        Database(folder, made).close()


def _build_index(folder: Path) -> None:
    from index.database import stored_fingerprint
    from index.library import Library

    made = stored_fingerprint(folder) or {}
    library = Library(folder, made)
    try:
        if not library.agrees():
            library.save_index()
            click.echo("The search index is built anew.")
    finally:
        library.close()
