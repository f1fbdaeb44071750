"""Which models there are, which of them lie here, and whether those are still what was fetched.

A 1.1 GB file takes seconds to hash, too long for every start. So after a full check a small
file beside the model (`NAME.verified.json`) records size, time and hash of each of its files; a
start compares size and time, and hashes again only where they differ. `verify` always hashes.
"""

import contextlib
import shutil
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from index.errors import ModelError, UsageError
from rag.model_catalogue import Model, Role, read_catalogue
from rag.model_files import (
    Mismatch,
    Progress,
    discard,
    no_progress,
    require_model,
)
from rag.model_stamp import record, stamp, stamp_agrees, stamp_path


class State(StrEnum):
    """What can be said of a model in a folder of models."""

    READY = "ready"
    ABSENT = "not here"
    PARTIAL = "partly fetched"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a full check; `reason` is empty where `ok`."""

    ok: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `footnote models list`; `size` in bytes."""

    name: str
    role: Role
    title: str
    size: int
    licence: str
    state: State
    tested: bool


@cache
def catalogue() -> tuple[Model, ...]:
    """Return every model of the catalogue that ships with Footnote."""
    return read_catalogue(Path(__file__).with_name("models.toml"))


def find(name: str) -> Model:
    """Return the model of that short name. Raises UsageError with the known names otherwise."""
    for model in catalogue():
        if model.name == name:
            return model
    known = ", ".join(model.name for model in catalogue())
    raise UsageError(f"There is no model called {name!r}; choose one of {known}.")


def model_path(name: str, folder: Path) -> Path:
    """Return the file (GGUF) or folder (embeddings) of a ready model.

    Raises UsageError for an unknown name and ModelError when the model is missing or altered.
    """
    model = find(name)
    if not ready(model, folder):
        raise ModelError(
            f"The model {model.name} ({model.title}) is not here yet; "
            f"run: footnote models fetch {model.name}"
        )
    return model.place(folder)


def ready(model: Model, folder: Path) -> bool:
    """Return whether the model lies in the folder, whole; False where it is not there.

    Raises ModelError when it is there but is not what the catalogue describes.
    """
    if not model.place(folder).exists():
        return False
    if stamp_agrees(model, folder):
        return True
    verdict = verify(model, folder)
    if not verdict.ok:
        raise ModelError(
            f"The model {model.name} was altered: {verdict.reason}. "
            f"Run: footnote models fetch {model.name} "
            f"(footnote models verify {model.name} checks it again)"
        )
    return True


def state(model: Model, folder: Path) -> State:
    """Return the state of one model, hashing it only where size or time changed."""
    if not model.place(folder).exists():
        return State.PARTIAL if _has_parts(staging_folder(model, folder)) else State.ABSENT
    if stamp_agrees(model, folder) or verify(model, folder).ok:
        return State.READY
    return State.ALTERED


def listing(folder: Path) -> list[Row]:
    """Return one row for each model of the catalogue, in its order."""
    return [
        Row(m.name, m.role, m.title, m.size, m.licence, state(m, folder), m.tested)
        for m in catalogue()
    ]


def verify(model: Model, folder: Path, progress: Progress | None = None) -> Verdict:
    """Hash every byte of a model and record or withdraw the mark that says it is whole."""
    place = model.place(folder)
    if not place.exists():
        return Verdict(ok=False, reason=f"{model.path} is not here")
    seen = stamp(model, folder)
    try:
        require_model(model, place, progress or no_progress, f"checking {model.name}")
    except Mismatch as reason:
        with contextlib.suppress(PermissionError):
            stamp_path(model, folder).unlink(missing_ok=True)
        return Verdict(ok=False, reason=str(reason))
    record(model, folder, seen)
    return Verdict(ok=True, reason="")


def remove(model: Model, folder: Path) -> bool:
    """Delete a model with all that was staged for it; return whether there was anything."""
    from filelock import FileLock

    place, staging = model.place(folder), staging_folder(model, folder)
    if not (place.exists() or staging.exists()):
        return False
    with FileLock(lock_path(model, folder)):
        stamp_path(model, folder).unlink(missing_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        discard(place)
    return True


def staging_folder(model: Model, folder: Path) -> Path:
    """Where parts of a model gather; named by its hash, so that two versions never mix."""
    return folder / ".staging" / f"{model.name}-{model.sha256[:12]}"


def lock_path(model: Model, folder: Path) -> Path:
    """Return the lock that one writer of a model holds at a time."""
    return folder / f".{model.name}.lock"


def _has_parts(staging: Path) -> bool:
    """Return whether bytes of the model itself lie there, not only a downloader's notes."""
    for path in staging.rglob("*"):
        notes = {".cache", "hub-home"} & set(path.relative_to(staging).parts)
        if path.is_file() and path.stat().st_size and (not notes or path.suffix == ".incomplete"):
            return True
    return False
