"""What the page says, in the language of whoever reads it: one file of texts for each language."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ENGLISH = "en"
"""The language of who asks for none that there is."""
_FILES = Path(__file__).with_name("texts")

Entry = str | Sequence[str] | Mapping[str, str]
"""A text, a series of texts, or a text for `one` and one for `other` amounts."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of one language, by keys such as `ask.stop`."""

    code: str
    """As in `<html lang>`: the name of the file."""
    entries: Mapping[str, Entry]

    def __call__(self, key: str, *, count: int | None = None, **values: object) -> str:
        """Return a text with its places filled, `{count}` with the amount as people write it.

        An amount of 1 chooses `one`, any other `other`. The texts themselves need no escaping in
        HTML; values that come from outside do. Raises `KeyError` for what is not in the file.
        """
        entry = self.entries[key]
        if count is not None:
            values["count"] = self.number(count)
        if isinstance(entry, Mapping):
            entry = entry["one" if count == 1 else "other"]
        if not isinstance(entry, str):
            raise KeyError(key)
        return entry.format(**values)

    def has(self, key: str) -> bool:
        """Tell whether this is the key of a text."""
        return key in self.entries

    def series(self, key: str) -> Sequence[str]:
        """Return texts that belong together, such as the months."""
        entry = self.entries[key]
        if isinstance(entry, str | Mapping):
            raise KeyError(key)
        return entry

    def number(self, value: int) -> str:
        """Write an amount: 1,204 in English, 1.204 in German."""
        return f"{value:,}".replace(",", self("numbers.thousands"))

    def decimal(self, value: float) -> str:
        """Write an amount with one decimal place: 4.2 in English, 4,2 in German."""
        return f"{value:.1f}".replace(".", self("numbers.decimal"))


@cache
def language(code: str) -> Texts:
    """Return the texts of a language, one of `languages`."""
    with (_FILES / f"{code}.toml").open("rb") as file:
        return Texts(code, dict(_flat("", tomllib.load(file))))


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have a file, English first."""
    codes = {path.stem for path in _FILES.glob("*.toml")}
    return (ENGLISH, *sorted(codes - {ENGLISH}))


def chosen(cookie: str, accepted: str) -> str:
    """Return the language to greet somebody in.

    `cookie` is what was chosen on the page before, `accepted` the header `Accept-Language`: its
    languages, most wanted first, with weights (RFC 9110, section 12.5.4).
    """
    if cookie in languages():
        return cookie
    return next((code for code in _wanted(accepted) if code in languages()), ENGLISH)


def _wanted(accepted: str) -> list[str]:
    weighed = []
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        try:
            share = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            share = 0.0
        if share > 0:
            weighed.append((share, name.strip().lower().partition("-")[0]))
    return [name for _, name in sorted(weighed, key=lambda pair: -pair[0])]


def _flat(before: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "other"}:
            yield from _flat(f"{before}{name}.", value)
        else:
            yield f"{before}{name}", value
