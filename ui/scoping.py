"""The options that limit a question to some documents, and how they become a `Scope`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from rag.config import Settings, library_folder
from ui.lines import filled

if TYPE_CHECKING:
    from index.library import Library
    from rag.scope import Scope

_NAMES = ("only", "since", "until", "tag")

_OPTIONS = (
    click.option(
        "--only",
        multiple=True,
        metavar="NUMBER|FILE",
        help="Only this document; repeat it to name more.",
    ),
    click.option(
        "--since", metavar="DATE", help="Only documents of that date (2021, 2021-08 …) or later."
    ),
    click.option("--until", metavar="DATE", help="Only documents of that date or earlier."),
    click.option(
        "--tag",
        multiple=True,
        metavar="TAG",
        help="Only documents so tagged; repeat it for other tags.",
    ),
)


def scope_options(command: Any) -> Any:  # noqa: ANN401  (click's decorators have no useful type)
    """Add `--only`, `--since`, `--until` and `--tag` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def split(flags: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part a command's flags into those that limit a question (none: all empty) and the others."""
    limits = {name: flags[name] for name in _NAMES if flags[name] not in (None, ())}
    return limits, {name: value for name, value in flags.items() if name not in _NAMES}


def scope(limits: Mapping[str, Any], library: "Library") -> "Scope":
    """Return what the flags limit a question to.

    Raises `UsageError` for a document that is not there, a date that is none, and limits that
    leave no document.
    """
    from rag.document_names import numbers_of
    from rag.scope import Scope

    documents = library.store.documents()
    only = numbers_of(limits["only"], documents) if "only" in limits else None
    tags = frozenset(limits.get("tag", ()))
    made = Scope(only, limits.get("since"), limits.get("until"), tags)
    made.admits(documents)
    return made


def require_scope(limits: Mapping[str, Any], settings: Settings) -> None:
    """Find a slip of the pen before a model is fetched and loaded for it.

    Raises `UsageError` as `scope` does. A library that is new is not looked into.
    """
    from index.database import stored_fingerprint
    from rag.opening import open_existing

    if not limits or stored_fingerprint(library_folder(settings)) is None:
        return
    library = open_existing(settings)
    try:
        if library.store.count():
            scope(limits, library)
    finally:
        library.close()


def echo_scope(limits: str) -> None:
    """Print what a question was limited to, if it was."""
    if limits:
        click.echo(filled(f"Documents: {limits}") + "\n")
