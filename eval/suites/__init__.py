"""Suites: where their questions lie, and the documents they ask about."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from index.errors import UsageError

OWN = ("seeds",)
"""Suites that Footnote brings; everything else is a file of the user's."""


def path_of(suite: str) -> Path:
    """Return the file of a suite. Raises `UsageError` for one that is not there."""
    if suite in OWN:
        return Path(__file__).with_name(f"{suite}.jsonl")
    path = Path(suite)
    if not path.is_file():
        raise UsageError(f"There is no suite {suite!r}: take {', '.join(OWN)}, or a JSONL file.")
    return path


@contextmanager
def documents_of(suite: str, documents: Path | None) -> Iterator[list[Path]]:
    """Give the files and folders that a suite asks about.

    Raises `UsageError` for a suite of the user's without documents.
    """
    if documents is not None:
        yield [documents]
    elif suite in OWN:
        with as_file(files("seeds")) as folder:
            yield sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    else:
        raise UsageError("A suite of your own needs its documents: add --documents FOLDER.")
