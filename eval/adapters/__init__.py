"""Public question sets, each read from its own format by the module of its name.

An adapter has two functions:

    cases(data)              the questions of the set in folder `data`, as `Case`s, in file order
    documents(data, folder)  the whole collection that they are asked against, as files to ingest;
                             what is no file yet is written into `folder`, each time the same

Both raise `UsageError`, naming the file and the line or field, for data that is not as expected.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from eval.cases import Case
from index.errors import UsageError

ANSWERS = ("squad2", "clapnq", "contoso", "realtimeqa", "twowiki", "mtrag", "sec10q", "bipia")
RETRIEVAL = ("scifact", "cacm")
"""Judged for finding documents; they have no answers."""
NAMES = (*ANSWERS, *RETRIEVAL)


class Adapter(Protocol):
    """What an adapter's module provides."""

    def cases(self, data: Path) -> list[Case]:
        """Return the questions of the set."""

    def documents(self, data: Path, folder: Path) -> list[Path]:
        """Return the files to ingest."""


def adapter(name: str) -> Adapter:
    """Return the adapter of a set in NAMES."""
    return cast("Adapter", import_module(f"eval.adapters.{name}"))


def folder_of(name: str, data: Path | None) -> Path:
    """Return the folder of a set: `data` itself, or the folder of the set's name in it.

    Raises `UsageError` where there is none.
    """
    if data is None:
        raise UsageError(
            f"The set {name!r} is not part of Footnote: add --data FOLDER of its files."
        )
    for folder in (data / name, data):
        if folder.is_dir():
            return folder
    raise UsageError(f"There is no folder {data}: --data is the folder of the files of {name!r}.")
