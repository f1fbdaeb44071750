"""The mark beside a model that says it was checked: size, time and hash of each of its files."""

import contextlib
import json
from pathlib import Path

from rag.model_catalogue import Model
from rag.model_files import write_private


def stamp_path(model: Model, folder: Path) -> Path:
    """Return the file that records what was verified and when its files were written."""
    return folder / f"{model.path}.verified.json"


def stamp(model: Model, folder: Path) -> str:
    """Return what the record says if the files now lying there have the catalogue's hashes."""
    files = []
    for file in model.files:
        path = model.locate(model.place(folder), file)
        if path.is_file():
            stat = path.stat()
            files.append([file.name, stat.st_size, stat.st_mtime_ns, file.sha256])
    return json.dumps({"verified": files}, indent=1) + "\n"


def record(model: Model, folder: Path, seen: str) -> None:
    """Record a stamp taken before the files were hashed, and found right."""
    # A folder that only another user may write to is still usable: it is hashed each time.
    with contextlib.suppress(PermissionError):
        write_private(stamp_path(model, folder), seen)


def stamp_agrees(model: Model, folder: Path) -> bool:
    """Return whether a record exists and sizes and times are still as it says."""
    try:
        recorded = stamp_path(model, folder).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return recorded == stamp(model, folder)
