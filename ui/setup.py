"""What the first use needs: models fetched, sample documents indexed."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from rag.config import Settings, library_folder
from ui.bars import Say, bar
from ui.options import models_folder

if TYPE_CHECKING:
    from index.library import Library
    from rag.assistant import Assistant
    from rag.embed import Embedder
    from rag.model_catalogue import Model, Role


def silent(_text: str) -> None:
    """Say nothing."""


def embedding_model(settings: Settings) -> "Model":
    """Return the chosen embedding model. Raises `UsageError` for a name that is none."""
    return _in_role(settings.embedding, "embeddings")


def answer_model(settings: Settings) -> "Model":
    """Return the chosen answer model. Raises `UsageError` for a name that is none."""
    return _in_role(settings.model, "answers")


def _in_role(name: str, role: "Role") -> "Model":
    from rag.models import catalogue, find

    model = find(name)
    if model.role != role:
        fit = ", ".join(model.name for model in catalogue() if model.role == role)
        raise UsageError(f"The model {name} is for {model.role}; for {role} choose one of {fit}.")
    return model


def fetch_missing(*models: "Model") -> None:
    """Fetch the models that are not here yet, each with a bar."""
    from rag.models import ready

    for model in models:
        if not ready(model, models_folder()):
            fetch_with_bar(model)


def fetch_with_bar(model: "Model") -> None:
    """Fetch one model, or what is missing of it, in place of an altered one."""
    from rag.fetch import fetch

    click.echo(f"Fetching {model.title} ({model.size / 1e6:,.0f} MB, once) …", err=True)
    with bar(in_bytes=True) as tell:
        fetch(model, models_folder(), tell)


def require_library(settings: Settings) -> None:
    """Raise `LibraryError` where asking would be in vain, before anything is fetched or loaded.

    The default library may be new: it gets the sample documents. Another one, perhaps a name
    mistyped, must have documents.
    """
    from index.database import stored_fingerprint
    from rag.opening import open_existing

    if _takes_samples(settings) and stored_fingerprint(library_folder(settings)) is None:
        return
    library = open_existing(settings)
    try:
        if not (_takes_samples(settings) and library.store.is_new()):
            library.require_documents()
    finally:
        library.close()


def ready_assistant(settings: Settings, say: Say = silent) -> "Assistant":
    """Open an assistant; on first use fetch the models and index the sample documents."""
    from rag.opening import open_assistant

    fetch_missing(embedding_model(settings), answer_model(settings))
    say("Loading the models …")
    assistant = open_assistant(settings)
    say("")
    try:
        add_samples(settings, assistant.library, assistant.embedder)
    except BaseException:
        assistant.close()
        raise
    return assistant


def add_samples(settings: Settings, library: "Library", embedder: "Embedder") -> None:
    """Add the sample documents to the default library if nothing was ever added to it."""
    from rag.ingest import ingest

    if not (_takes_samples(settings) and library.store.is_new()):
        return
    click.echo("The library is new: adding the five sample documents.", err=True)
    with as_file(files("seeds")) as folder:
        samples = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
        with bar() as tell:
            ingest(library, embedder, samples, tell)


def _takes_samples(settings: Settings) -> bool:
    return settings.library == Settings().library
