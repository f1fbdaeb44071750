"""The files of a folder, and the one name that each goes by in a library."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rag.readers import SUFFIXES


@dataclass(slots=True)
class Aside:
    """What a walk met and did not yield."""

    skipped: list[str] = field(default_factory=list)
    """Files of kinds that cannot be read."""
    closed: list[tuple[str, str]] = field(default_factory=list)
    """Pairs (folder that cannot be opened, reason)."""


def walk(folder: Path, aside: Aside, avoid: Path | None = None) -> Iterator[Path]:
    """Yield every file in `folder` whose kind can be read, except in the folder `avoid`."""

    def refuse(error: OSError) -> None:
        reason = f"this folder cannot be opened ({error.strerror})"
        aside.closed.append((printable(Path(error.filename)), reason))

    # links to folders are not followed: they may lead out of the folder, or in circles
    for parent, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(
            n for n in folders if not n.startswith(".") and Path(parent, n) != avoid
        )
        for name in sorted(names):
            if is_hidden(name):
                continue
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES:
                yield path
            else:
                aside.skipped.append(printable(path))


def is_hidden(name: str) -> bool:
    """Tell whether a file is none of a person's documents; Word locks what it edits with ~$."""
    return name.startswith((".", "~$"))


def printable(path: Path) -> str:
    """Absolute path as text; bytes that are no text are shown as escapes."""
    return as_text(plain(path))


def plain(path: Path) -> Path:
    """Return the one absolute path that a file goes by here."""
    # "a/../b" and "b" are one file and must have one name; links keep theirs
    return path.parent.resolve() / path.name if ".." in path.parts else path.absolute()


def as_text(path: Path | str) -> str:
    """Return a name as text; bytes that are no text are shown as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
