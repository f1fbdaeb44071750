"""How fast the answer model reads and writes here: measured on request, and remembered."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from index.errors import ModelError
from rag.config import home
from rag.generate import End, Generator, Read

WRITTEN = 32
"""Tokens to write at most: three seconds with the default model on two slow cores."""
_TEXT = "The board met in the town hall and agreed on the budget of the coming year. " * 16


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second; a token is about three quarters of an English word."""

    read: float
    written: float
    measured: str
    """UTC, ISO 8601."""


def measure(generator: Generator, now: Callable[[], float] = time.perf_counter) -> Speed:
    """Have the model read some 260 new tokens and write up to `WRITTEN`, and return its speed.

    It waits until the model is loaded, and for answers in progress. Raises `ModelError` when the
    process dies, and where nothing can be told.
    """
    generator.context()  # to load the model is not to read
    # begins with what no job before it began with, so that all of it is read
    asked = [("user", f"{uuid4()} {_TEXT}Retell this in your own words, at length.")]
    begun = now()
    read, written, taken = 0, 0, begun
    with closing(generator.write(asked, WRITTEN)) as events:
        for event in events:
            if isinstance(event, Read):
                read, taken = event.tokens - event.kept, now()
            elif isinstance(event, End):
                written = event.written
    ended = now()
    if not read or not written or taken <= begun or ended <= taken:
        raise ModelError("The model wrote nothing, so its speed cannot be told: measure again.")
    day = datetime.now(UTC).isoformat(timespec="seconds")
    return Speed(round(read / (taken - begun), 1), round(written / (ended - taken), 1), day)


def speeds() -> dict[str, Speed]:
    """Return what was measured on this machine, by the name of the model; nothing if unreadable."""
    try:
        found = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: speed for name, value in found.items() if (speed := _speed(value)) is not None}


def remember(name: str, speed: Speed) -> None:
    """Keep what was measured with the model `name`; on a full disk it is only not kept."""
    found = {each: asdict(value) for each, value in (speeds() | {name: speed}).items()}
    place = _place()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_suffix(".new").write_text(json.dumps(found, indent=1), encoding="utf-8")
        place.with_suffix(".new").replace(place)
    except OSError:
        return


def _place() -> Path:
    return home() / "speeds.json"


def _speed(value: object) -> Speed | None:
    match value:
        case Mapping():
            read, written, day = (value.get(key) for key in ("read", "written", "measured"))
            numbers = isinstance(read, int | float) and isinstance(written, int | float)
            if numbers and isinstance(day, str):
                return Speed(float(read), float(written), day)  # type: ignore[arg-type]  # numbers
    return None
