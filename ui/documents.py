"""`footnote ingest`, `documents`, `remove` and `rebuild`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from ui.bars import bar, waiting
from ui.lines import counted, echo_json, visible
from ui.options import json_option, settings, settings_options
from ui.setup import embedding_model, fetch_missing

if TYPE_CHECKING:
    from index.records import StoredDocument
    from rag.ingest import Report


@click.command(short_help="Add files, or whole folders, to the library.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@settings_options("library", "threads")
@json_option
def ingest(paths: tuple[Path, ...], *, as_json: bool, **flags: object) -> None:
    """Add files, or folders with everything in them, to the library.

    Reads .txt, .md, .html, .pdf and .docx. Files that are known and unchanged cost nothing. Stop
    it with Ctrl-C whenever you like: what was added stays, and the rest is taken up next time.
    """
    from rag.ingest import ingest as add
    from rag.opening import open_embedder, open_library

    chosen = settings(**flags)
    _require(paths)
    fetch_missing(embedding_model(chosen))
    library = open_library(chosen)
    try:
        with waiting() as say:
            say("Loading the model …")
            embedder = open_embedder(chosen)
        with bar() as tell:
            report = add(library, embedder, paths, tell)
    finally:
        library.close()
    if as_json:
        echo_json(asdict(report))
    else:
        _tell(report)
    click.get_current_context().exit(1 if report.failed and not _kept(report) else 0)


def _kept(report: "Report") -> bool:
    return bool(report.added or report.replaced or report.unchanged)


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


def _tell(report: "Report") -> None:
    counts = {
        "added": len(report.added),
        "replaced": len(report.replaced),
        "unchanged": len(report.unchanged),
        "not read": len(report.failed),
    }
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    passages = f" ({counted(report.chunks, 'passage')})" if report.chunks else ""
    click.echo(f"Files: {told}{passages}." if told else "There was no file that can be read.")
    if report.failed:
        click.echo("Not read:")
        for source, reason in report.failed:
            click.echo(f"  {visible(source)}: {reason}")
        safe = "The others are in the library; mend" if _kept(report) else "Mend"
        click.echo(f"{safe} what you can of these and run the same command again.")
    if report.skipped:
        kinds = sorted({Path(name).suffix.lower() or Path(name).name for name in report.skipped})
        files = counted(len(report.skipped), "file")
        click.echo(f"Passed over {files} of other kinds: {visible(', '.join(kinds))}")


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
    click.echo(f"{d.id:>5}  {visible(d.title)}")
    click.echo(f"       {', '.join(fact for fact in facts if fact)}")
    click.echo(f"       {visible(d.source)}")


@click.command(short_help="Take documents out of the library.")
@click.argument("names", nargs=-1, required=True, metavar="NUMBER|FILE…")
@settings_options("library")
def remove(names: tuple[str, ...], **flags: object) -> None:
    """Take documents out of the library, by number or file. The files themselves stay.

    'footnote documents' lists the numbers.
    """
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        known = library.store.documents()
        # all are found before the first is removed: a slip of the pen costs nothing
        for document in dict.fromkeys([_named(name, known) for name in names]):
            library.store.remove(document.id)
            click.echo(f"Removed: {visible(document.title)}")
        library.save_index()
    finally:
        library.close()


def _named(name: str, known: "list[StoredDocument]") -> "StoredDocument":
    from rag.ingest import printable

    source = printable(Path(name))
    for document in known:
        if name == str(document.id) or document.source == source:
            return document
    raise UsageError(
        f"There is no document {visible(name)} in this library, and nothing was removed: "
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
