"""What the first use needs: models fetched, sample documents indexed."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import click

from rag.config import Settings, models_folder
from ui.bars import bar

if TYPE_CHECKING:
    from rag.assistant import Assistant


def fetch_missing(*names: str) -> None:
    """Fetch the named models where they are not here yet, each with a bar."""
    from rag.fetch import fetch
    from rag.models import find, ready

    for model in [find(name) for name in names]:
        if not ready(model, models_folder()):
            click.echo(f"Fetching {model.title} ({model.size / 1e6:,.0f} MB, once) …", err=True)
            with bar(in_bytes=True) as tell:
                fetch(model, models_folder(), tell)


def ready_assistant(settings: Settings) -> "Assistant":
    """Open an assistant; on first use fetch the models and index the sample documents."""
    from rag.opening import open_assistant

    fetch_missing(settings.embedding, settings.model)
    assistant = open_assistant(settings)
    try:
        if assistant.library.store.is_new():
            _add_samples(assistant)
    except BaseException:
        assistant.close()
        raise
    return assistant


def _add_samples(assistant: "Assistant") -> None:
    from rag.ingest import ingest

    click.echo("The library is new: adding the five sample documents.", err=True)
    with as_file(files("seeds")) as folder:
        samples = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
        with bar() as tell:
            ingest(assistant.library, assistant.embedder, samples, tell)
