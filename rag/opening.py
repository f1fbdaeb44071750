"""From settings to the running parts: the library, the embedding model, the answer model."""

import json
from pathlib import Path

import psutil

from index.database import stored_fingerprint
from index.errors import LibraryError, ResourceError
from index.library import Library
from rag.assistant import Assistant
from rag.chunk import PARAMETERS
from rag.config import Settings, library_folder, models_folder, states_folder, thread_count
from rag.embed import Embedder
from rag.fitness import held
from rag.generate import Generator
from rag.ingest import Progress, store
from rag.models import find, model_path
from rag.reader import EvidenceReader

FITTED = "default"
"""The answer model whose judgement the estimate of errors is fitted on."""


def fingerprint(settings: Settings) -> dict[str, str]:
    """Say how vectors of a library are made now; a library made otherwise is refused."""
    folder = model_path(settings.embedding, models_folder())
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    return {
        "embedding model": find(settings.embedding).sha256,
        "dimension": str(pooling["word_embedding_dimension"]),
        "chunker": PARAMETERS,
    }


def open_library(settings: Settings) -> Library:
    """Open the chosen library for searching and adding, creating it where there is none."""
    return Library(library_folder(settings), fingerprint(settings))


def open_existing(settings: Settings) -> Library:
    """Open the chosen library to list or remove documents; needs no model.

    Raises `LibraryError` where there is none.
    """
    folder = library_folder(settings)
    made = stored_fingerprint(folder)
    if made is None:
        raise LibraryError(
            f"There is no library in {folder} yet: 'footnote ingest FOLDER' makes one."
        )
    return Library(folder, made)


def rebuild_library(settings: Settings, tell: Progress) -> int:
    """Cut and embed every stored document anew, in one transaction; return how many.

    Whatever interrupts it, the library is afterwards either the old one or the new one.
    """
    made = fingerprint(settings)
    library = open_existing(settings)
    try:
        embedder = open_embedder(settings)
        documents = library.store.documents()
        with library.store.database.writing():
            for done, stored in enumerate(documents):
                tell(done, len(documents), stored.title)
                document = library.store.document(stored.id)
                if document is not None:
                    store(library, embedder, document)
            library.store.set_fingerprint(made)
        library.save_index()
        tell(len(documents), len(documents), "")
    finally:
        library.close()
    return len(documents)


def open_embedder(settings: Settings) -> Embedder:
    """Load the embedding model."""
    return Embedder(model_path(settings.embedding, models_folder()), thread_count(settings))


def open_reader(settings: Settings) -> EvidenceReader:
    """Load the evidence reader, which comes with the program."""
    return EvidenceReader(thread_count(settings))


def open_generator(settings: Settings) -> Generator:
    """Begin to load the answer model in a process of its own, and return at once."""
    generator = _generator(settings)
    generator.start()
    return generator


def _generator(settings: Settings, instead: Generator | None = None) -> Generator:
    model = find(settings.model)
    path = model_path(settings.model, models_folder())
    require_memory(model.memory_mb, path, held(instead) if instead else 0)
    template = model.chat_template_sha256 or ""
    return Generator(path, template, thread_count(settings), settings.context, states_folder())


def require_memory(needed_mb: int, path: Path, released_mb: int = 0) -> None:
    """Raise `ResourceError` unless so much memory is free, with what is about to be released."""
    free_mb = psutil.virtual_memory().available // 1024**2 + released_mb
    if free_mb < needed_mb:
        raise ResourceError(
            f"{path.name} needs {needed_mb:,} MB of free memory, and {free_mb:,} MB are free: "
            "close other programs, or take the small model with '--model small'."
        )


def open_assistant(settings: Settings) -> Assistant:
    """Open everything that answering takes. The models load side by side, in seconds."""
    generator = open_generator(settings)
    try:
        library = open_library(settings)
        return Assistant(
            library,
            open_embedder(settings),
            open_reader(settings),
            generator,
            settings.passages,
            judged_errors(settings),
        )
    except BaseException:
        generator.close()
        raise


def judged_errors(settings: Settings) -> float:
    """Return the share of wrong answers to allow (0 to 1): all, where the model is no judge.

    What others than `FITTED` say of answers was not measured.
    """
    return settings.errors / 100 if settings.model == FITTED else 1.0


def change_model(assistant: Assistant, settings: Settings) -> None:
    """Have the next question answered by `settings.model`; answers in progress keep theirs.

    Raises `ModelError` where it is not here or altered, and `ResourceError` without the memory.
    """
    generator = _generator(settings, assistant.generator)
    assistant.change_model(generator, judged_errors(settings))
