"""`footnote sync`: the library as the folder is now."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.bars import bar, waiting
from ui.endings import ended_politely
from ui.erased import erase
from ui.lines import echo_json
from ui.options import json_option, settings, settings_options
from ui.reported import is_kept, pages, tell
from ui.setup import embedding_model, fetch_missing

if TYPE_CHECKING:
    from rag.embed import Embedder


@click.command(short_help="Bring the library in step with a folder.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--emptied", is_flag=True, help="Believe that an empty folder is meant to be empty.")
@settings_options("library", "threads")
@json_option
def sync(folder: Path, *, emptied: bool, as_json: bool, **flags: object) -> None:
    """Bring the library in step with a folder: add, replace, rename and remove documents.

    Only files that changed are read; a renamed file costs nothing. The document of a file that is
    gone is removed. Documents from elsewhere stay as they are, and so do all your files. Stop it
    with Ctrl-C whenever you like; the next run goes on from there.
    """
    from rag.ingest import Report
    from rag.late import LateEmbedder
    from rag.opening import open_embedder, open_library
    from rag.sync import sync as bring_in_step

    chosen = settings(**flags)
    fetch_missing(embedding_model(chosen))
    report = Report()
    with ended_politely():
        library = open_library(chosen)
        try:
            with waiting() as say, bar(also=lambda: pages(report)) as draw:

                def load() -> "Embedder":
                    say("Loading the model …")
                    embedder = open_embedder(chosen)
                    say("")
                    return embedder

                embedder = LateEmbedder(load)
                bring_in_step(library, embedder, folder, draw, report=report, emptied=emptied)
            erase(library)
        finally:
            library.close()
    if as_json:
        echo_json(asdict(report))
    else:
        tell(report)
    click.get_current_context().exit(1 if report.failed and not is_kept(report) else 0)
