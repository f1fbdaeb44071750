"""The PDFs of a set that comes with its documents as files."""

from pathlib import Path

from index.errors import UsageError


def pdfs(data: Path) -> list[Path]:
    """Return the PDFs in the folder `docs` of a set, by name.

    Raises `UsageError` where there is none.
    """
    found = sorted((data / "docs").glob("*.pdf"))
    if not found:
        raise UsageError(f"There is no PDF in {data / 'docs'}: is --data the right folder?")
    return found
