"""Reading the files of a set, and writing its texts as documents that the real ingest reads."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.cases import json_values
from index.errors import UsageError

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~&$=:\"'])")


def read_text(path: Path) -> str:
    """Return the text of a set's file. Raises `UsageError` for one that is not there or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}): is --data the right folder?") from error


def read_json(path: Path) -> Any:  # noqa: ANN401  (whatever the file holds)
    """Return the content of a JSON file. Raises `UsageError` for one that is not JSON."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise UsageError(f"{path} is not JSON ({error}).") from error


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each line stands ("FILE, line 3", for messages) and the object on it.

    Raises `UsageError` for a line that is no JSON object, and for a field asked for in vain.
    """
    for where, fields in json_values(read_text(path), path):
        if not isinstance(fields, dict):
            raise UsageError(f"{where}: this is not a JSON object.")
        yield where, fields


def field(fields: dict[str, Any], name: str, where: str) -> Any:  # noqa: ANN401  (JSON)
    """Return a field that has to be there. Raises `UsageError` that names it."""
    if name not in fields:
        raise UsageError(f"{where}: the field {name!r} is missing.")
    return fields[name]


def write_document(folder: Path, name: str, title: str, text: str, date: str | None = None) -> Path:
    """Write a text as `NAME.md`, with title and ISO date in its front matter; return the path.

    Whatever looks like markup in it is escaped, so that it is read back as it stands here. Empty
    lines separate paragraphs.
    """
    stated = {"title": title, "date": date}
    front = [f"{key}: {json.dumps(value)}" for key, value in stated.items() if value]
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    body = "\n\n".join(_MARKUP.sub(r"\\\1", part) for part in paragraphs if part)
    path = folder / f"{name}.md"
    path.write_text("\n".join(["---", *front, "---", "", body, ""]), encoding="utf-8")
    return path
