"""One setting written into the user's `config.toml`, which otherwise stays as it is."""

import json
import re
import tomllib
from pathlib import Path

from index.errors import UsageError
from rag.config import home


def remember(key: str, value: str) -> Path:
    """Set a text in HOME/config.toml, for the next start; return the file.

    Its line is replaced, or put first where there is none; comments and all else stay. Raises
    `UsageError` where that cannot be done without a change to anything else.
    """
    path = home() / "config.toml"
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = _with(before, key, value)
        if tomllib.loads(after) != tomllib.loads(before) | {key: value}:
            raise UsageError(_refusal(path, key, value))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".new").write_text(after, encoding="utf-8")
        path.with_suffix(".new").replace(path)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(_refusal(path, key, value)) from error
    return path


def _with(text: str, key: str, value: str) -> str:
    line = f"{key} = {json.dumps(value)}"
    replaced, count = re.subn(rf"(?m)^[ \t]*{key}[ \t]*=[^\n]*$", lambda _: line, text, count=1)
    return replaced if count else f"{line}\n{text}"


def _refusal(path: Path, key: str, value: str) -> str:
    return (
        f"{path} cannot be changed, so the next start does not know of it: write {key} = "
        f'"{value}" there yourself.'
    )
