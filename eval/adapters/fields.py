"""Fields of a set's records, checked for what they hold."""

from typing import Any

from eval.adapters.files import field
from index.errors import UsageError


def text(fields: dict[str, Any], name: str, where: str) -> str:
    """Return a field that is a text. Raises `UsageError` that names it."""
    value = field(fields, name, where)
    if not isinstance(value, str):
        raise UsageError(f"{where}: the field {name!r} must be a text.")
    return value


def texts(fields: dict[str, Any], name: str, where: str) -> list[str]:
    """Return a field that is a list of texts. Raises `UsageError` that names it."""
    value = field(fields, name, where)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UsageError(f"{where}: the field {name!r} must be a list of texts.")
    return value


def objects(fields: dict[str, Any], name: str, where: str) -> list[tuple[str, dict[str, Any]]]:
    """Return a field that is a list of objects, each with its place ("FILE, line 3, turns 2").

    Raises `UsageError` that names the field.
    """
    value = field(fields, name, where)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise UsageError(f"{where}: the field {name!r} must be a list of objects.")
    return [(f"{where}, {name} {number}", each) for number, each in enumerate(value, start=1)]
