"""`footnote start`: the page in the browser."""

import click

from ui.options import settings, settings_options


@click.command()
@settings_options("model", "library", "port", "threads")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def start(*, no_browser: bool, **flags: object) -> None:
    """Open the page on this machine; on first use, fetch the models and the samples.

    The page can be reached from this machine only. End it with Ctrl-C.
    """
    from ui.setup import ready_assistant
    from ui.web.app import require_port, serve

    chosen = settings(**flags)
    require_port(chosen.port)
    click.echo("Loading the models …", err=True)
    assistant = ready_assistant(chosen)
    try:
        serve(
            assistant,
            chosen.port,
            open_browser=not no_browser,
            ready=lambda address: click.echo(f"Footnote is at {address}  (Ctrl-C ends it)"),
        )
    finally:
        assistant.close()
