"""Options that several commands share, and how they become `Settings`."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from index.errors import UsageError
from rag import config
from rag.config import Settings

Decorator = Callable[[Any], Any]

_SETTINGS: dict[str, Decorator] = {
    "library": click.option(
        "--library", metavar="NAME|PATH", help="Library to use: a name, or the path of a folder."
    ),
    "model": click.option(
        "--model", metavar="NAME", help="Answer model: default, small or one of 'models list'."
    ),
    "threads": click.option(
        "--threads", type=int, metavar="N", help="Processor cores to use; 0 takes all."
    ),
    "errors": click.option(
        "--errors",
        type=int,
        metavar="N",
        help="Wrong answers allowed in 100 (25); fewer: more refusals.",
    ),
    "port": click.option("--port", type=int, metavar="N", help="Port of the page (7860)."),
}

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


def settings_options(*names: str) -> Decorator:
    """Add settings as options of a command."""

    def decorate(command: Any) -> Any:  # noqa: ANN401  (click's decorators have no useful type)
        for name in reversed(names):
            command = _SETTINGS[name](command)
        return command

    return decorate


def settings(**flags: object) -> Settings:
    """Merge the command's flags over those before it, the environment and the file.

    Raises `UsageError` for a setting that cannot be, and for a home that is no folder.
    """
    _home()
    before = click.get_current_context().find_root().params
    merged = {key: before.get(key) for key in _SETTINGS}
    given = {key: value for key, value in flags.items() if value is not None}
    return config.load(merged | given)


def models_folder() -> Path:
    """Return the folder of the models. Raises `UsageError` for a home that is no folder."""
    _home()
    return config.models_folder()


def _home() -> None:
    home = config.home()
    try:
        found = home.stat()
        (home / "config.toml").exists()  # in a folder of somebody else even this is refused
    except FileNotFoundError:
        return  # it is made when there is something to keep
    except OSError as error:
        raise UsageError(
            f"{home} cannot be used ({error.strerror}): set FOOTNOTE_HOME to a folder of yours."
        ) from error
    if not stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{home} is a file: set FOOTNOTE_HOME to a folder.")
