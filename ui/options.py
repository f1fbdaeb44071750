"""Options that several commands share, and how they become `Settings`."""

from collections.abc import Callable
from typing import Any

import click

from rag.config import Settings, load

Decorator = Callable[[Any], Any]

_SETTINGS: dict[str, Decorator] = {
    "library": click.option(
        "--library", metavar="NAME|PATH", help="Which library to use: a name, or a folder."
    ),
    "model": click.option(
        "--model", metavar="NAME", help="Answer model: default, small, or one of 'models list'."
    ),
    "threads": click.option("--threads", type=int, metavar="N", help="Processor cores to use."),
    "port": click.option("--port", type=int, metavar="N", help="Port of the page (7860)."),
}

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def settings_options(*names: str) -> Decorator:
    """Add settings as options of a command."""

    def decorate(command: Any) -> Any:  # noqa: ANN401  (click's decorators have no useful type)
        for name in reversed(names):
            command = _SETTINGS[name](command)
        return command

    return decorate


def settings(**flags: object) -> Settings:
    """Merge the command's flags over those before it, the environment and the file."""
    before = click.get_current_context().find_root().params
    merged = {key: before.get(key) for key in _SETTINGS}
    return load(merged | {key: value for key, value in flags.items() if value is not None})
