"""What the model has made of the fixed beginnings of its prompts, kept so they are read only once.

In memory for this process, and in files for the next one: reading the instructions and examples
takes the default model 15 to 30 seconds, its state of them 28 KB a token. They hold nothing of a
user's documents or questions.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

MOST_FILES = 6
"""Files that are kept: the beginnings of three models, some 25 MB each with the default one."""

Beginning = tuple[int, ...]
"""The tokens a prompt begins with."""


class Beginnings:
    """States of one model, by the tokens that led to them."""

    def __init__(self, folder: Path | None, model: Sequence[str | int]) -> None:
        """`model` is what a state depends on: the model's file, the program that runs it.

        Without `folder` states are kept in memory alone.
        """
        self._folder = folder
        self._model = list(model)
        self._known: dict[Beginning, bytes] = {}

    def state(self, beginning: Beginning) -> bytes | None:
        """Return the state after `beginning`; None if it must be read. Damaged files are none."""
        if beginning not in self._known and self._folder is not None:
            path = self._path(self._folder, beginning)
            with suppress(OSError):
                checked = path.read_bytes()
                state = checked[: -hashlib.sha256().digest_size]
                if checked == _with_hash(state):
                    self._known[beginning] = state
                    path.touch()  # the oldest ones are removed
        return self._known.get(beginning)

    def keep(self, beginning: Beginning, state: bytes) -> None:
        """Keep the state after `beginning`. A disk without room costs the next start its time."""
        self._known[beginning] = state
        if self._folder is not None:
            with suppress(OSError):
                self._write(self._folder, beginning, state)

    def _write(self, folder: Path, beginning: Beginning, state: bytes) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in files[MOST_FILES - 1 :]:
            old.unlink()
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_with_hash(state))
            Path(name).replace(self._path(folder, beginning))
        except OSError:
            Path(name).unlink()
            raise

    def _path(self, folder: Path, beginning: Beginning) -> Path:
        told = json.dumps([self._model, beginning])
        return folder / f"{hashlib.sha256(told.encode()).hexdigest()}.state"


def _with_hash(state: bytes) -> bytes:
    """Add what tells a whole file from a damaged one, which would crash the model."""
    return state + hashlib.sha256(state).digest()
