"""`footnote ingest`, `documents`, `remove` and `rebuild`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from ui.bars import bar, waiting
from ui.endings import ended_politely
from ui.erased import erase
from ui.lines import counted, echo_json, visible
from ui.options import json_option, settings, settings_options
from ui.reported import is_kept, pages, tell
from ui.setup import embedding_model, fetch_missing

if TYPE_CHECKING:
    from index.records import StoredDocument


@click.command(short_help="Add files, or whole folders, to the library.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@settings_options("library", "threads")
@json_option
def ingest(paths: tuple[Path, ...], *, as_json: bool, **flags: object) -> None:
    """Add files, or folders with everything in them, to the library.

    Reads PDF, Word, PowerPoint, Excel, CSV, OpenDocument, RTF, EPUB, mails (.eml, .msg), HTML,
    Markdown, text, pictures and scans, and ZIP archives of these. Files that are known and
    unchanged cost nothing. Stop it with Ctrl-C whenever you like: what was added stays, and the
    rest is taken up next time.
    """
    from rag.ingest import Report
    from rag.ingest import ingest as add
    from rag.opening import open_embedder, open_library

    chosen = settings(**flags)
    _require(paths)
    fetch_missing(embedding_model(chosen))
    library = open_library(chosen)
    report = Report()
    with ended_politely():
        try:
            with waiting() as say:
                say("Loading the model …")
                embedder = open_embedder(chosen)
            with bar(also=lambda: pages(report)) as draw:
                add(library, embedder, paths, draw, report)
        finally:
            library.close()
    if as_json:
        echo_json(asdict(report))
    else:
        tell(report)
    click.get_current_context().exit(1 if report.failed and not is_kept(report) else 0)


def _require(paths: tuple[Path, ...]) -> None:
    """Find a slip of the pen before a model is fetched and loaded for it."""
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise UsageError(
                f"{visible(str(path))} cannot be found or opened ({error.strerror}): "
                "check the spelling. Nothing was added."
            ) from error


@click.command(short_help="List the documents of the library.")
@settings_options("library")
@json_option
def documents(*, as_json: bool, **flags: object) -> None:
    """List the documents of the library, each with the number that 'remove' takes."""
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        found = library.store.documents()
    finally:
        library.close()
    if as_json:
        echo_json([asdict(document) for document in found])
        return
    for document in found:
        _tell_document(document)
    if found:
        click.echo(f"{counted(len(found), 'document')}.")
    else:
        click.echo("The library is empty: 'footnote ingest FOLDER' adds your files.")


def _tell_document(d: "StoredDocument") -> None:
    facts = [d.date or "no date", d.kind, counted(d.pages, "page") if d.pages else ""]
    facts.append(counted(d.chunks, "passage"))
    if d.ocr is not None:
        facts.append(f"text recognised, {d.ocr:.0%} sure")
    click.echo(f"{d.id:>5}  {visible(d.title)}")
    click.echo(f"       {', '.join(fact for fact in facts if fact)}")
    if d.tags:
        click.echo(f"       tags: {visible(', '.join(d.tags))}")
    click.echo(f"       {visible(d.source)}")


@click.command(short_help="Take documents out of the library.")
@click.argument("names", nargs=-1, required=True, metavar="NUMBER|FILE…")
@settings_options("library")
def remove(names: tuple[str, ...], **flags: object) -> None:
    """Take documents out of the library, by number or file. The files themselves stay.

    Nothing of their text stays in the library's files. 'footnote documents' lists the numbers.
    """
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        known = library.store.documents()
        # all are found before one is removed: a slip of the pen costs nothing
        found = dict.fromkeys([named(name, known, "nothing was removed") for name in names])
        library.store.remove(*(document.id for document in found))
        for document in found:
            click.echo(f"Removed: {visible(document.title)}")
        library.save_index()
        erase(library)
    finally:
        library.close()


def named(name: str, known: "list[StoredDocument]", nothing: str) -> "StoredDocument":
    """Return the document with that number or file.

    Raises `UsageError` where there is none; `nothing` says what therefore was not done.
    """
    from rag.folder import printable

    source = printable(Path(name))
    for document in known:
        if name == str(document.id) or document.source == source:
            return document
    raise UsageError(
        f"There is no document {visible(name)} in this library, and {nothing}: "
        "'footnote documents' lists the numbers."
    )


@click.command(short_help="Cut and embed every document anew.")
@settings_options("library", "threads")
def rebuild(**flags: object) -> None:
    """Cut and embed every document anew, from the text that the library holds.

    Needed after a change of the embedding model. The files are not read again.
    """
    from rag.opening import open_existing, rebuild_library

    chosen = settings(**flags)
    open_existing(chosen).close()  # there must be one before a model is fetched for it
    fetch_missing(embedding_model(chosen))
    with bar() as tell:
        count = rebuild_library(chosen, tell)
    click.echo(f"Built anew: {counted(count, 'document')}.")
