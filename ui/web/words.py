"""Dates, amounts and names as people write them, and text made safe for the page."""

from datetime import date, datetime
from html import escape
from pathlib import PurePath

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""Not from the system's locale, which may be any language; the page is in English."""


def safe(text: str) -> str:
    """Escape text from documents, questions, models and file names for HTML."""
    return escape(text, quote=True)


def day(iso: str | None) -> str:
    """Write 2021-08-03 as 3 August 2021; anything else as it stands, None as nothing."""
    if not iso:
        return ""
    try:
        value = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(iso: str) -> str:
    """Write a UTC time in this machine's own time: 21 November 2025, 09:05."""
    try:
        value = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{day(value.date().isoformat())}, {value:%H:%M}"


def count(number: int, noun: str) -> str:
    """Write `1 passage`, `4 passages`, `1,204 documents`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def file_name(source: str) -> str:
    """Return the last part of a path."""
    return PurePath(source).name or source
