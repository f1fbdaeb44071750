"""Dates and names as people write them, and text made safe for the page."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from pathlib import PurePath

from ui.web.language import Texts

_SLIDES = frozenset({"pptx", "odp"})
"""Kinds of documents, as in `rag.readers.SUFFIXES`, that have slides in the place of pages."""


def safe(text: str) -> str:
    """Escape text from documents, questions, models and file names for HTML."""
    return escape(text, quote=True)


def day(iso: str | None, text: Texts) -> str:
    """Write 2021-08-03 as 3 August 2021; anything else as it stands, None as nothing.

    The names of the months are not from the system's locale, which may be any language.
    """
    if not iso:
        return ""
    try:
        value = date.fromisoformat(iso)
    except ValueError:
        return iso
    month = text.series("dates.months")[value.month - 1]
    return text("dates.day", day=value.day, month=month, year=value.year)


def moment(iso: str, text: Texts) -> str:
    """Write a UTC time in this machine's own time: 21 November 2025, 09:05."""
    try:
        value = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return text("dates.moment", day=day(value.date().isoformat(), text), time=f"{value:%H:%M}")


def place(parts: Iterable[str]) -> str:
    """Join what is known of a place: `3 August 2021 · page 4 · Elections`."""
    return " · ".join(part for part in parts if part)


def page_place(source: str, number: int | None, text: Texts) -> str:
    """Write on which page something stands, or on which slide of a presentation; None as nothing.

    `source` is the document's path: its ending tells which of the two it has.
    """
    if not number:
        return ""
    from rag.readers import SUFFIXES

    kind = SUFFIXES.get(PurePath(source).suffix.lower())
    return text("page.slide" if kind in _SLIDES else "page.place", number=number)


def file_name(source: str) -> str:
    """Return the last part of a path."""
    return PurePath(source).name or source
