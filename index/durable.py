"""Folders of a library: their changes survive a loss of power, and nobody else looks inside."""

import os
from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, and so every folder above that is missing.

    One that is there keeps its rights: it may be shared on purpose.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable (a no-op where folders cannot be opened)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
