"""Some of the documents, by name, date or tag: what a question is limited to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.errors import UsageError
from index.library import Library
from index.limited import LimitedLibrary
from index.records import StoredDocument
from index.tags import plain_tag

NAMED = 3
"""Documents that are named one by one."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that are each of those numbered, from that period and with one of the tags."""

    documents: frozenset[int] | None = None
    """Numbers of documents, None for any."""
    since: str | None = None
    """First ISO date: 2021-08-05, 2021-08 for the whole month or 2021 for the whole year."""
    until: str | None = None
    """Last ISO date, written likewise; with 2021 the last day of that year."""
    tags: frozenset[str] = frozenset()
    """Tags of which a document has one or more, in large letters or small; none for any."""

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            _require_date(day)
        _plain(self.tags)
        if self.since and self.until and not _overlap(self.since, self.until):
            raise UsageError(
                f"No day is both since {self.since} and until {self.until}: swap the two dates."
            )

    def __bool__(self) -> bool:
        """Tell whether this limits anything."""
        return self != Scope()

    def admits(self, documents: Sequence[StoredDocument]) -> frozenset[int]:
        """Return the numbers of those of `documents` that are inside.

        A document without a date is in no period; one that states only its month or year counts
        if a day of that is inside. Raises `UsageError` where none is left, saying why.
        """
        found = frozenset(d.id for d in documents if self.holds(d))
        if not found:
            raise UsageError(self._why_empty(documents))
        return found

    def holds(self, document: StoredDocument) -> bool:
        """Tell whether a document is inside."""
        if self.documents is not None and document.id not in self.documents:
            return False
        if self.tags and not _plain(self.tags).intersection(document.tags):
            return False
        if not self.since and not self.until:
            return True
        stated = document.date
        return bool(stated) and self._in_period(str(stated))

    def _in_period(self, stated: str) -> bool:
        after = not self.since or _overlap(self.since, stated)
        return after and (not self.until or _overlap(stated, self.until))

    def words(self, documents: Sequence[StoredDocument]) -> str:
        """Say in plain words what this is limited to: only “Budget 2024”, from 2021 to 2023.

        `documents` are all of the library. Empty where nothing is limited.
        """
        parts = []
        if self.documents is not None:
            parts.append(f"only {_named([d.title for d in documents if d.id in self.documents])}")
        if self.since or self.until:
            parts.append(self._period())
        if self.tags:
            parts.append(f"tagged {joined([f'“{tag}”' for tag in sorted(self.tags)], 'or')}")
        return ", ".join(parts)

    def _period(self) -> str:
        if self.since and self.until:
            one = self.since == self.until
            return f"from {self.since}" if one else f"from {self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}"

    def _why_empty(self, documents: Sequence[StoredDocument]) -> str:
        """Name the first limit that leaves nothing, or say that they do so only together."""
        if self.documents is not None and not any(d.id in self.documents for d in documents):
            return "The documents chosen are no longer in this library: choose others."
        tagged = replace(self, documents=None, since=None, until=None)
        if self.tags and not any(tagged.holds(d) for d in documents):
            return f"None of your documents is {tagged.words(documents)}: {_known_tags(documents)}."
        dated = replace(self, documents=None, tags=frozenset())
        if not any(dated.holds(d) for d in documents):
            return f"None of your documents is {self._period()}: {_known_dates(documents)}."
        told = self.words(documents)
        return f"None of your documents is all of this: {told}. Take one of the limits away."


def limited(library: Library, scope: Scope | None) -> tuple[Library, str]:
    """Return the library as if it held only what `scope` admits, and that in words.

    Without a limit it is `library` itself, and no words. Raises `UsageError` for a scope that
    admits nothing.
    """
    if not scope:
        return library, ""
    documents = library.store.documents()
    return LimitedLibrary(library, scope.admits(documents)), scope.words(documents)


def _require_date(day: str | None) -> None:
    if day is None:
        return
    match = _DATE.fullmatch(day)
    try:
        known = match and date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:  # the 30th of February
        known = None
    if not known:
        raise UsageError(
            f"{day} is no date: write a year, a month or a day as 2021, 2021-08 or 2021-08-05."
        )


def _overlap(first: str, last: str) -> bool:
    """Tell whether a day of the date `first` comes no later than one of `last`; parts are open."""
    known = min(len(first), len(last))
    return first[:known] <= last[:known]


def _plain(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(plain_tag(tag) for tag in tags)


def _known_tags(documents: Sequence[StoredDocument]) -> str:
    tags = sorted({tag for d in documents for tag in d.tags})
    if not tags:
        return "no document has a tag yet"
    more = f" and {len(tags) - 10} more" if len(tags) > 10 else ""
    return f"the tags are {', '.join(tags[:10])}{more}"


def _known_dates(documents: Sequence[StoredDocument]) -> str:
    dates = sorted(d.date for d in documents if d.date)
    if not dates:
        return "no document states a date, so leave the period away"
    if dates[0] == dates[-1]:
        return f"those that state a date are from {dates[0]}"
    return f"those that state a date are from {dates[0]} to {dates[-1]}"


def _named(titles: Sequence[str]) -> str:
    shown = [f"“{title}”" for title in titles[:NAMED]]
    if len(titles) > NAMED:
        shown.append(f"{len(titles) - NAMED} more")
    return joined(shown, "and")


def joined(parts: Sequence[str], word: str) -> str:
    """Join a list as people do: a, b and c."""
    return f" {word} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
