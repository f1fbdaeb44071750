"""What a question is limited to: chosen on the page, said in words, and kept with the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import UsageError
from index.records import StoredDocument
from rag.answer import Answer
from rag.scope import NAMED, Scope
from ui.web.language import Texts
from ui.web.words import day

LONGEST_TITLE = 60
"""Characters of a title in the words of a limit."""
_DAY = re.compile(r"(?:(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*)?(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limit:
    """Some of the documents; with nothing in it all of them."""

    documents: tuple[tuple[int, str], ...] = ()
    """Number and title of each document chosen: the title is told even when it is gone."""
    since: str = ""
    """As in `Scope`."""
    until: str = ""
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether this limits anything."""
        return self != Limit()

    def scope(self) -> Scope:
        """Return what the documents are asked with."""
        numbers = frozenset(number for number, _ in self.documents)
        return Scope(numbers or None, self.since or None, self.until or None, frozenset(self.tags))

    def words(self, text: Texts) -> str:
        """Say it: only in “Budget 2024”, since 2021, tagged “draft”. Empty for no limit."""
        parts = []
        if self.documents:
            titles = [_quoted(title, text) for _, title in self.documents[:NAMED]]
            if len(self.documents) > NAMED:
                titles.append(text("limit.more", count=len(self.documents) - NAMED))
            parts.append(text("limit.only", documents=_joined(titles, text)))
        if self.since and self.until:
            first, last = day(self.since, text), day(self.until, text)
            one = self.since == self.until
            parts.append(
                text("limit.of", day=first) if one else text("limit.from", first=first, last=last)
            )
        elif self.since or self.until:
            key = "limit.since" if self.since else "limit.until"
            parts.append(text(key, day=day(self.since or self.until, text)))
        if self.tags:
            tags = [text("page.quote", words=tag) for tag in self.tags]
            parts.append(text("limit.tagged", tags=_joined(tags, text)))
        return ", ".join(parts)

    def sentence(self, text: Texts) -> str:
        """Say it as a line of its own: with a large letter, “All documents” for no limit."""
        told = self.words(text) or text("limit.all")
        return told[:1].upper() + told[1:]


EVERYWHERE = Limit()
"""All documents."""


def limit_from(given: object, documents: Sequence[StoredDocument], text: Texts) -> Limit:
    """Return what was chosen in the form; `given` is what the browser sends, and not trusted.

    Raises `UsageError`, in the page's language, for what is no date and what no document fits.
    """
    fields: dict[str, Any] = given if isinstance(given, dict) else {}
    numbers = fields.get("documents")
    chosen = {n for n in numbers if isinstance(n, int)} if isinstance(numbers, list) else set()
    tag = fields.get("tag")
    limit = Limit(
        tuple((d.id, d.title) for d in documents if d.id in chosen),
        _iso(fields.get("since"), text),
        _iso(fields.get("until"), text),
        (tag,) if isinstance(tag, str) and any(tag in d.tags for d in documents) else (),
    )
    try:
        scope = limit.scope()
    except UsageError as error:
        raise UsageError(text("limit.swapped")) from error
    if limit and not any(scope.holds(d) for d in documents):
        raise UsageError(text("limit.nothing"))
    return limit


def sources(answer: Answer | None) -> list[tuple[int, str]]:
    """Return number and title of each document that an answer shows: the cited ones first."""
    if answer is None:
        return []
    cited = sorted(answer.citations, key=lambda c: c.number)
    shown: dict[int, str] = {}
    for number, title in (
        *((c.document_id, c.title) for c in cited),
        *((p.document_id, p.title) for p in answer.evidence),
    ):
        shown.setdefault(number, title)
    return list(shown.items())


def _iso(given: object, text: Texts) -> str:
    """Read a date as people write it: 2021, 2021-08-05, 5.8.2021, 8.2021; empty for none."""
    written = " ".join(given.split()) if isinstance(given, str) else ""
    if not written:
        return ""
    match = _DAY.fullmatch(written)
    iso = "-".join(p.zfill(2) for p in match.group(3, 2, 1) if p) if match else written
    try:
        Scope(since=iso)
    except UsageError as error:
        told = text("limit.no_date", words=written[:LONGEST_TITLE])
        raise UsageError(told) from error
    return iso


def _quoted(title: str, text: Texts) -> str:
    words = " ".join(title.split())
    short = words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE].rstrip()} …"
    return text("page.quote", words=short)


def _joined(parts: Sequence[str], text: Texts) -> str:
    *first, last = parts
    return text("sources.and", first=", ".join(first), second=last) if first else last
