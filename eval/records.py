"""What a run leaves behind: a manifest, and one line of JSON a case, durable as it is written."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.judge import Record
from index.errors import ResourceError, UsageError


class RunFolder:
    """A folder with `manifest.json` and `records.jsonl`; a run that was killed goes on in it."""

    def __init__(self, folder: Path, told: Record) -> None:
        """Open the folder for the run that `told` describes.

        Raises `UsageError` if another run, with other settings or questions, lies there.
        """
        self.folder = folder
        self.told = told
        self._path = folder / "records.jsonl"
        with _disk(folder):
            folder.mkdir(parents=True, exist_ok=True)
        before = read_manifest(folder) if (folder / "manifest.json").exists() else told
        self._require_same({key: before.get(key) for key in told}, told)
        self.told = before | told
        self.tell()

    def tell(self, **more: object) -> None:
        """Add to the manifest what is known only once the documents are read.

        Raises `UsageError` if the run that lies here was about other documents.
        """
        self._require_same({key: self.told.get(key, more[key]) for key in more}, more)
        self.told |= more
        self.write("manifest.json", json.dumps(self.told, indent=1) + "\n")

    def _require_same(self, before: Record, now: Record) -> None:
        different = [key for key in now if before[key] != now[key]]
        if different:
            raise UsageError(
                f"Another run lies in {self.folder} (other {', '.join(different)}): choose another "
                "folder with --out, or delete it."
            )

    def records(self) -> list[Record]:
        """Return the cases that are done; a line that a kill cut off is dropped from the file."""
        if not self._path.exists():
            return []
        data = self._path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if whole != data:
            os.truncate(self._path, len(whole))
        return [json.loads(line) for line in whole.splitlines()]

    def append(self, record: Record) -> None:
        """Write one record and have it on the disk before the next case begins."""
        with _disk(self.folder), self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def write(self, name: str, text: str) -> Path:
        """Write a whole file beside the records; return its path."""
        path = self.folder / name
        aside = self.folder / f"{name}.part"
        with _disk(self.folder):
            aside.write_text(text, encoding="utf-8")
            aside.replace(path)
        return path


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ResourceError(
            f"The run could not be written to {folder} ({error.strerror}): make room or choose "
            "another folder with --out. What is recorded is safe; the same command goes on."
        ) from error


def read_manifest(folder: Path) -> Record:
    """Return the manifest of a run. Raises `UsageError` where there is none."""
    path = folder / "manifest.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"There is no run in {folder}: name a folder that 'footnote eval' wrote."
        ) from error
    return dict(told)


def read_run(folder: Path) -> tuple[Record, list[Record]]:
    """Return manifest and records of a finished run.

    Raises `UsageError` where there is none, or where it is not finished.
    """
    told = read_manifest(folder)
    path = folder / "records.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if len(lines) != told.get("cases"):
        raise UsageError(
            f"The run in {folder} is not finished ({len(lines)} of {told.get('cases')} cases): "
            "the command that began it goes on."
        )
    return told, [json.loads(line) for line in lines]
