"""Whether a document's file is still the one that was read."""

import hashlib
from pathlib import Path
from typing import Literal

from index.records import Document

FileState = Literal["same", "changed", "gone"]


def file_state(document: Document) -> FileState:
    """Compare a document with its file; "gone" is also a file that cannot be opened any more.

    Reads the whole file, at about 1 GB a second.
    """
    path = Path(document.source)
    try:
        if not path.is_file():  # a pipe or a device in its place would never end
            return "gone"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "gone"
    return "same" if digest == document.sha256 else "changed"
