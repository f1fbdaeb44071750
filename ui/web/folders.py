"""A folder on this computer that somebody has typed or pasted."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from index.errors import UsageError
from rag.folder import plain, printable
from ui.web.language import Texts

_QUOTES = "\"'“”„«»"


def folder_named(words: str, own: Path, text: Texts) -> Path:
    """Return the folder that is meant. Its whole path is needed, with or without quotation marks.

    `own` is the folder of the library, which must not be read as documents. Raises `UsageError`
    for what is no folder that can be opened.
    """
    typed = words.strip().strip(_QUOTES).strip()
    if not typed or "\0" in typed:
        raise UsageError(text("folders.none_named"))
    if typed.startswith("file://"):  # as file managers copy it
        typed = unquote(urlparse(typed).path)
    folder = Path(os.path.expanduser(typed))  # noqa: PTH111  # Path's own raises for ~nobody
    if not folder.is_absolute():
        raise UsageError(text("folders.not_whole", name=typed))
    try:
        is_folder = folder.is_dir()
        next(folder.iterdir(), None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(text("folders.not_opened", name=typed, reason=reason)) from error
    folder = plain(folder)
    if not is_folder or printable(folder) != str(folder):
        raise UsageError(text("folders.not_opened", name=typed, reason=text("folders.odd_name")))
    if own.resolve().is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(own):
        raise UsageError(text("folders.own", name=typed))
    return folder
