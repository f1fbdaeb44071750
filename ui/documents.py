"""`footnote ingest`, `documents`, `remove` and `rebuild`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from ui.bars import bar
from ui.options import json_option, settings, settings_options

if TYPE_CHECKING:
    from index.records import StoredDocument
    from rag.ingest import Report


@click.command()
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
    from ui.setup import fetch_missing

    chosen = settings(**flags)
    fetch_missing(chosen.embedding)
    library = open_library(chosen)
    try:
        with bar() as tell:
            report = add(library, open_embedder(chosen), paths, tell)
    finally:
        library.close()
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _tell(report)
    failed_all = report.failed and not (report.added or report.replaced or report.unchanged)
    click.get_current_context().exit(1 if failed_all else 0)


def _tell(report: "Report") -> None:
    click.echo(
        f"Added {len(report.added)}, replaced {len(report.replaced)}, "
        f"already known {len(report.unchanged)}, not read {len(report.failed)}. "
        f"Passages embedded: {report.chunks}."
    )
    for source, reason in report.failed:
        click.echo(f"Not read: {source}: {reason}.")
    if report.skipped:
        kinds = sorted({Path(name).suffix.lower() or Path(name).name for name in report.skipped})
        click.echo(f"Passed over {len(report.skipped)} files of other kinds: {', '.join(kinds)}.")


@click.command()
@settings_options("library")
@json_option
def documents(*, as_json: bool, **flags: object) -> None:
    """List the documents of the library."""
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        found = library.store.documents()
    finally:
        library.close()
    if as_json:
        click.echo(json.dumps([asdict(document) for document in found], ensure_ascii=False))
        return
    for d in found:
        pages = f", {d.pages} pages" if d.pages else ""
        click.echo(f"{d.id:>5}  {d.title}")
        click.echo(f"       {d.date or 'no date'}, {d.kind}{pages}, {d.chunks} passages")
        click.echo(f"       {d.source}")
    click.echo(f"{len(found)} document{'' if len(found) == 1 else 's'}.")


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ID|FILE…")
@settings_options("library")
def remove(names: tuple[str, ...], **flags: object) -> None:
    """Take documents out of the library, by number or file. The files themselves stay."""
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        known = library.store.documents()
        for document in [_named(name, known) for name in names]:
            library.store.remove(document.id)
            click.echo(f"Removed: {document.title}")
        library.save_index()
    finally:
        library.close()


def _named(name: str, known: "list[StoredDocument]") -> "StoredDocument":
    from rag.ingest import printable

    source = printable(Path(name))
    for document in known:
        if name == str(document.id) or document.source == source:
            return document
    raise UsageError(f"There is no document {name!r}: 'footnote documents' lists all.")


@click.command()
@settings_options("library", "threads")
def rebuild(**flags: object) -> None:
    """Cut and embed every document anew, from the text that the library holds.

    Needed after a change of the embedding model. The files are not read again.
    """
    from rag.opening import rebuild_library

    with bar() as tell:
        count = rebuild_library(settings(**flags), tell)
    click.echo(f"Built anew: {count} documents.")
