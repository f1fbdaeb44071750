"""What people call a document -> its number."""

from collections.abc import Collection, Sequence
from pathlib import PurePath

from index.errors import UsageError
from index.records import StoredDocument
from rag.scope import NAMED, joined


def numbers_of(names: Collection[str], documents: Sequence[StoredDocument]) -> frozenset[int]:
    """Return the numbers of the documents that `names` say: a number, a file, its name, a title.

    A path may be written from its end on: `budget.pdf`, `2024/budget.pdf`. Raises `UsageError` for
    a name that no document has, or more than one.
    """
    return frozenset(_number_of(name, documents) for name in names)


def _number_of(name: str, documents: Sequence[StoredDocument]) -> int:
    wanted = name.strip()
    for fits in (
        lambda d: wanted == str(d.id),
        lambda d: wanted == d.source,
        lambda d: _ends_with(d.source, wanted),
        lambda d: wanted.casefold() == d.title.casefold(),
    ):
        found = [d for d in documents if fits(d)]
        if len(found) > 1:
            listed = joined([f"{d.id} ({d.source})" for d in found[:NAMED]], "or")
            raise UsageError(f"{len(found)} documents are called {name}: say which, {listed}.")
        if found:
            return found[0].id
    raise UsageError(
        f"There is no document {name} in this library: 'footnote documents' lists the numbers."
    )


def _ends_with(source: str, wanted: str) -> bool:
    end = PurePath(wanted.casefold()).parts
    return bool(end) and PurePath(source.casefold()).parts[-len(end) :] == end
