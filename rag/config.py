"""Settings: flags over environment over `config.toml` over defaults. An unknown key is an error."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can set. Field names are the TOML keys and, as FOOTNOTE_X, variables."""

    library: str = "default"
    """Name of a library under the home folder, or a path (anything with a separator)."""
    model: str = "default"
    """Answer model, a name of `footnote models list`."""
    embedding: str = "minilm"
    """Embedding model; a library is bound to the one it was built with."""
    threads: int = 0
    """Threads for the models; 0 takes the processor's cores."""
    context: int = 4096
    """Tokens the answer model can read and write at once."""
    passages: int = 6
    """Found passages that are shown and considered for the answer."""
    errors: int = 25
    """How sure Footnote must be: of 100 answers, so many may be wrong before it refuses instead."""
    port: int = 7860
    """Port of the page on this machine."""


def home() -> Path:
    """Folder of everything Footnote keeps: FOOTNOTE_HOME, or the system's place for user data."""
    if value := os.environ.get("FOOTNOTE_HOME"):
        return Path(value).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("footnote", appauthor=False)


def models_folder() -> Path:
    """Where models are kept."""
    return home() / "models"


def states_folder() -> Path:
    """Where the answer model's states of fixed prompts are kept; it may be deleted any time."""
    return home() / "states"


def library_folder(settings: Settings) -> Path:
    """Folder of the chosen library."""
    name = settings.library
    if not name.strip() or "\0" in name:
        raise UsageError("A library needs a name, for example: --library reports.")
    if os.sep in name or "/" in name or name in {".", ".."}:
        return Path(name).expanduser().absolute()
    return home() / "libraries" / name


def thread_count(settings: Settings) -> int:
    """Threads to compute with: the setting, else the real cores this process may use."""
    if settings.threads > 0:
        return settings.threads
    import psutil

    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    # Hyper-threads share the units that multiply matrices: one thread a core is fastest. Virtual
    # machines often report one core for two real ones, so a count of one is not believed.
    cores = psutil.cpu_count(logical=False) or 1
    return max(1, min(usable or 1, cores if cores > 1 else 2))


def load(flags: Mapping[str, object] | None = None) -> Settings:
    """Merge flags (None means not given), FOOTNOTE_* variables and HOME/config.toml.

    Raises `UsageError` naming the key and where it stands.
    """
    path = home() / "config.toml"
    values: dict[str, object] = {}
    if path.exists():
        values |= _checked(_read(path), f"in {path}")
    known = {f.name for f in fields(Settings)}
    variables = {
        key: value for key in known if (value := os.environ.get(f"FOOTNOTE_{key.upper()}"))
    }
    values |= _checked(variables, "in the environment (FOOTNOTE_…)")
    given = {k: v for k, v in (flags or {}).items() if v is not None}
    values |= _checked(given, "on the command line")
    return Settings(**values)  # type: ignore[arg-type]  # _checked made them of the right type


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML ({error}): mend or remove it.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): check the file.") from error


def _checked(values: Mapping[str, object], where: str) -> dict[str, object]:
    kinds = {f.name: type(f.default) for f in fields(Settings)}
    checked: dict[str, object] = {}
    for key, value in values.items():
        if key not in kinds:
            raise UsageError(f"There is no setting {key!r} ({where}); known: {', '.join(kinds)}.")
        if kinds[key] is str and isinstance(value, str):
            checked[key] = value
        elif kinds[key] is int and _WHOLE.fullmatch(str(value)):
            checked[key] = _in_range(key, int(str(value)), where)
        else:
            kind = "a whole number" if kinds[key] is int else "a text"
            raise UsageError(f"The setting {key!r} ({where}) must be {kind}, not {value!r}.")
    return checked


_WHOLE = re.compile(r"-?[0-9]{1,9}")
_RANGES = {"threads": (0, 256), "context": (1024, 131072), "passages": (1, 20),
           "errors": (0, 100), "port": (0, 65535)}  # fmt: skip


def _in_range(key: str, value: int, where: str) -> int:
    low, high = _RANGES[key]
    if not low <= value <= high:
        raise UsageError(f"The setting {key!r} ({where}) must lie between {low} and {high}.")
    return value
