"""The sample documents, and questions that they answer."""

from pathlib import Path

from rag.assistant import Assistant
from rag.ingest import ingest

EXAMPLES = (
    ("02-joint-exercise-ningxia-2021.md", "Where is the exercise West/Interaction-2021 held?"),
    ("04-china-belarus-brest-2024.md", "How far is Brest from Poland?"),
    ("02-joint-exercise-ningxia-2021.md", "Who leads the Chinese troops in the exercise?"),
)
"""Questions about the sample documents, each with the file that answers it."""


def folder() -> Path:
    """Return the folder of the sample documents."""
    import seeds

    return Path(seeds.__file__).absolute().parent


def add(assistant: Assistant) -> None:
    """Add the sample documents to the library. Takes a few seconds.

    Raises `FootnoteError` as `rag.ingest.ingest`.
    """
    files = sorted(path for path in folder().glob("*.md") if path.name != "README.md")
    ingest(assistant.library, assistant.embedder, files)


def examples(assistant: Assistant) -> list[str]:
    """Return questions that the sample documents in this library answer."""
    sources = {Path(d.source) for d in assistant.library.store.documents()}
    return [question for name, question in EXAMPLES if folder() / name in sources]
