"""`footnote models`: what there is, what is here, and whether it is what it should be."""

from pathlib import Path

import click

from index.errors import ModelError
from ui.bars import bar
from ui.commands import Commands
from ui.options import models_folder


@click.group(cls=Commands, short_help="List, fetch, check and remove models.")
def models() -> None:
    """List, fetch, check and remove the models that Footnote works with."""


models.stopped = {
    "fetch": "Stopped. What has come stays; run the same command again to go on.",
}


@models.command("list", short_help="List all models and what is here of them.")
def list_models() -> None:
    """List all models and what is here of them."""
    from rag.models import listing

    folder = models_folder()
    for row in listing(folder):
        tested = "" if row.tested else ", not tested"
        click.echo(f"{row.name:<13} {row.state:<14} {row.title}")
        click.echo(f"{'':<13} for {row.role}, {row.size / 1e6:,.0f} MB, {row.licence}{tested}")
    click.echo(f"Folder: {folder}")


@models.command(short_help="Fetch a model, or what is missing of it.")
@click.argument("name")
def fetch(name: str) -> None:
    """Fetch model NAME; one that was begun is taken up where it stopped."""
    from rag.models import State, find, state
    from ui.setup import fetch_with_bar

    model = find(name)
    if state(model, models_folder()) is State.READY:
        click.echo(f"{name} is here already.")
        return
    fetch_with_bar(model)
    click.echo(f"{name} is here.")


@models.command("import", short_help="Take a model from a file that you bring.")
@click.argument("file", type=click.Path(path_type=Path))
def import_model(file: Path) -> None:
    """Take a model from FILE: a GGUF, or an embedding model's folder or zip.

    It is recognised by its content, whatever its name; FILE itself stays as it is.
    """
    from rag.model_import import import_file

    with bar(in_bytes=True) as tell:
        model = import_file(file, models_folder(), tell)
    click.echo(f"{model.name} is here: {model.title}.")


@models.command(short_help="Read the models in full and compare their hashes.")
@click.argument("names", nargs=-1, metavar="[NAME…]")
def verify(names: tuple[str, ...]) -> None:
    """Read the named models, or all that are here, in full and compare their hashes."""
    from rag.models import State, catalogue, find, state
    from rag.models import verify as check

    folder = models_folder()
    wanted = [find(name) for name in names] or [
        model for model in catalogue() if state(model, folder) is not State.ABSENT
    ]
    if not wanted:
        raise ModelError("No model is here yet: 'footnote models fetch default' brings one.")
    bad = []
    for model in wanted:
        with bar(in_bytes=True) as tell:
            verdict = check(model, folder, tell)
        click.echo(f"{model.name}: {'whole' if verdict.ok else verdict.reason}")
        if not verdict.ok:
            bad.append(model.name)
    if bad:
        commands = " and ".join(f"'footnote models fetch {name}'" for name in bad)
        raise ModelError(f"Not everything is whole: run {commands}.")


@models.command("remove", short_help="Delete a model from this machine.")
@click.argument("name")
def remove_model(name: str) -> None:
    """Delete model NAME from this machine."""
    from rag.models import find, remove

    gone = remove(find(name), models_folder())
    click.echo(f"{name} is removed." if gone else f"{name} was not here.")
