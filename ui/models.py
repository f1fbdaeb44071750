"""`footnote models`: what there is, what is here, and whether it is what it should be."""

from pathlib import Path

import click

from index.errors import ModelError
from rag.config import models_folder
from ui.bars import bar


@click.group()
def models() -> None:
    """Fetch, check and remove the models that Footnote works with."""


@models.command("list")
def list_models() -> None:
    """List all models and what is here of them."""
    from rag.models import listing

    for row in listing(models_folder()):
        tested = "" if row.tested else ", not tested"
        click.echo(f"{row.name:<13} {row.state:<14} {row.title}")
        click.echo(f"{'':<13} {row.role}, {row.size / 1e6:,.0f} MB, {row.licence}{tested}")
    click.echo(f"Folder: {models_folder()}")


@models.command()
@click.argument("name")
def fetch(name: str) -> None:
    """Fetch model NAME; one that was begun is taken up where it stopped."""
    from ui.setup import fetch_missing

    fetch_missing(name)
    click.echo(f"{name} is here.")


@models.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def import_model(file: Path) -> None:
    """Take a model from FILE (a GGUF, or an embedding model's folder or zip)."""
    from rag.model_import import import_file

    with bar(in_bytes=True) as tell:
        model = import_file(file, models_folder(), tell)
    click.echo(f"{model.name} is here: {model.title}.")


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME…]")
def verify(names: tuple[str, ...]) -> None:
    """Read the models that are here in full and compare their hashes."""
    from rag.models import State, catalogue, find, state
    from rag.models import verify as check

    wanted = [find(name) for name in names] or [
        model for model in catalogue() if state(model, models_folder()) is not State.ABSENT
    ]
    bad = False
    for model in wanted:
        with bar(in_bytes=True) as tell:
            verdict = check(model, models_folder(), tell)
        bad |= not verdict.ok
        click.echo(f"{model.name}: {'whole' if verdict.ok else verdict.reason}")
    if bad:
        raise ModelError("Fetch what is not whole again: 'footnote models fetch NAME'.")


@models.command("remove")
@click.argument("name")
def remove_model(name: str) -> None:
    """Delete model NAME from this machine."""
    from rag.models import find, remove

    gone = remove(find(name), models_folder())
    click.echo(f"{name} is removed." if gone else f"{name} was not here.")
