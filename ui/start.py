"""`footnote start`: the page in the browser."""

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from index.errors import ModelError
from ui.options import settings, settings_options

if TYPE_CHECKING:
    from rag.assistant import Assistant


@click.command(short_help="Open the page in your browser.")
@settings_options("model", "library", "port", "threads", "errors")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def start(*, no_browser: bool, **flags: object) -> None:
    """Open the page on this machine; on first use, fetch the models and add the samples.

    The page can be reached from this machine only. End it with Ctrl-C.
    """
    from rag.watch import Watching
    from ui.setup import ready_assistant
    from ui.web.app import require_port, serve

    chosen = settings(**flags)
    require_port(chosen.port)  # before minutes of fetching, not after
    click.echo("Loading the models …", err=True)
    assistant = ready_assistant(chosen)
    threading.Thread(target=_warm, args=(assistant,), daemon=True).start()
    watching = Watching(assistant.library, assistant.embedder)
    watching.start()
    try:
        serve(
            assistant,
            chosen.port,
            open_browser=not no_browser,
            ready=lambda address: click.echo(f"Footnote is at {address}  (Ctrl-C ends it)"),
            settings=chosen,
            watching=watching,
        )
    finally:
        watching.close()
        assistant.close()


def _warm(assistant: "Assistant") -> None:
    # the first question would meet the same error, and show it
    with suppress(ModelError):
        assistant.warm()
