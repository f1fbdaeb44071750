"""Suites: questions, and the documents they ask about."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from eval.adapters import ANSWERS, NAMES, RETRIEVAL, adapter, folder_of
from eval.cases import Case, load_cases
from index.errors import UsageError

OWN = ("seeds",)
"""Suites that Footnote brings; everything else is a public set or a file of the user's."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The questions of a suite, and where its documents lie."""

    name: str
    cases: list[Case]
    data: Path | None
    """Folder of a public set, or of the documents of a user's suite."""

    @property
    def only_finds(self) -> bool:
        """Whether only finding can be judged."""
        return self.name in RETRIEVAL

    @property
    def where(self) -> str:
        """Tells one collection of documents from another."""
        return "" if self.data is None else str(self.data.absolute())

    def sha256(self) -> str:
        """Hash of all questions and what counts as right."""
        return hash_of(self.cases)

    @contextmanager
    def documents(self, folder: Path) -> Iterator[list[Path]]:
        """Give the files to ingest; what is no file yet is written into `folder`."""
        if self.name in OWN:
            with as_file(files("seeds")) as seeds:
                yield sorted(path for path in seeds.glob("*.md") if path.name != "README.md")
        elif self.name in NAMES and self.data is not None:
            folder.mkdir(parents=True, exist_ok=True)
            yield adapter(self.name).documents(self.data, folder)
        else:
            yield [self.data] if self.data else []


def hash_of(items: Sequence[object]) -> str:
    """Hash of everything that the questions or claims of a suite say."""
    return hashlib.sha256("\n".join(map(repr, items)).encode()).hexdigest()


def open_suite(name: str, data: Path | None = None, documents: Path | None = None) -> Suite:
    """Read a suite of Footnote's, a public set (with `data`), or a file (with `documents`).

    Raises `UsageError` for one that is not there, and for what is malformed in it.
    """
    if name in OWN:
        return Suite(name, load_cases(Path(__file__).with_name(f"{name}.jsonl")), None)
    if name in NAMES:
        folder = folder_of(name, data)
        return Suite(name, _distinct(adapter(name).cases(folder), folder), folder)
    path = Path(name)
    if not path.is_file():
        known = ", ".join((*OWN, *ANSWERS, *RETRIEVAL))
        raise UsageError(f"There is no suite {name!r}: take {known}, or a JSONL file of your own.")
    if documents is None:
        raise UsageError("A suite of your own needs its documents: add --documents FOLDER.")
    return Suite(path.stem, load_cases(path), documents)


def _distinct(cases: list[Case], folder: Path) -> list[Case]:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UsageError(f"Two questions in {folder} have the id {case.id!r}: mend the data.")
        seen.add(case.id)
    return cases
