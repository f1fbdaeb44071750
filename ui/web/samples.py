"""The sample documents."""

from pathlib import Path

from rag.assistant import Assistant
from rag.ingest import ingest


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
