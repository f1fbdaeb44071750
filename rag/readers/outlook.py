"""Mails as Outlook saves them (.msg): a file system in a file, and properties with numbers."""

import email.parser
import email.utils
import io
import struct
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.archive import Allowance
from rag.readers.assemble import Piece, Reading, stated
from rag.readers.inside import Inside, read_inside, sections
from rag.readers.letter import (
    SMALLEST_PICTURE,
    heading_piece,
    html_body,
    plain_body,
    richer,
    shown_time,
)

if TYPE_CHECKING:
    from oxmsg.properties import Properties
    from oxmsg.storage import Storage

# Offsets of the properties in their stream, by what they belong to (MS-OXMSG 2.4).
_OF_MESSAGE, _OF_INNER_MESSAGE, _OF_ATTACHMENT = 32, 24, 8

# Numbers of properties (MS-OXPROPS).
_SUBJECT, _SENT, _DELIVERED, _HEADERS = 0x0037, 0x0039, 0x0E06, 0x007D
_SENDER, _SENDER_SMTP, _SENDER_ADDRESS, _FOR = 0x0C1A, 0x5D01, 0x0C1F, 0x0042
_TO, _CC, _BODY, _HTML = 0x0E04, 0x0E03, 0x1000, 0x1013
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _DATA = 0x3707, 0x3704, 0x3001, 0x3701
_CONTENT_ID = 0x3712


def read_outlook(data: bytes, allowance: Allowance | None = None) -> Reading:
    """Return the text of an Outlook mail, with a section for each attachment that can be read.

    Raises DocumentError when the file is damaged, or another thing that Outlook saves.
    """
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        # Not the bytes themselves: olefile takes fewer than 1,536 of them for a path, and opens it.
        with OleFileIO(io.BytesIO(data)) as ole:
            storage = Storage.from_ole(ole)
        return _reading(storage, _OF_MESSAGE, allowance or Allowance())
    except _damage() as error:
        raise DocumentError("it is damaged, or not an Outlook mail at all") from error


def _reading(storage: "Storage", offset: int, allowance: Allowance) -> Reading:
    fields = _properties(storage, offset)
    moment = _moment(fields)
    top = heading_piece(
        [
            ("From", _sender(fields)),
            ("To", _text(fields, _TO)),
            ("Cc", _text(fields, _CC)),
            ("Date", shown_time(moment) if moment else None),
        ]
    )
    parts = [_file(part, allowance) for part in storage.iter_attachment_storages()]
    inside = sections([part for part in parts if part], allowance, before="Attachment: ")
    return Reading(
        pieces=[top, *_body(fields), *inside.unread_lines("Attachment"), *inside.pieces],
        title=stated(_text(fields, _SUBJECT)),
        date=moment.date().isoformat() if moment else None,
    )


def _properties(storage: "Storage", offset: int) -> "Properties":
    from oxmsg.properties import Properties

    return Properties(storage, properties_header_offset=offset)


def _body(fields: "Properties") -> list[Piece]:
    html = _text(fields, _HTML)
    if page := fields.binary_prop_value(_HTML):
        html = page.decode(fields.body_encoding, errors="replace")
    return richer([plain_body(_text(fields, _BODY)), html_body(html) if html else []])


def _sender(fields: "Properties") -> str:
    """Return "Ann Lee <ann@example.org>"; an address inside one company may be a directory path."""
    name = _text(fields, _SENDER) or _text(fields, _FOR)
    address = _text(fields, _SENDER_SMTP) or _text(fields, _SENDER_ADDRESS)
    if "@" not in address or address == name:
        return name
    return f"{name} <{address}>" if name else address


def _moment(fields: "Properties") -> datetime | None:
    """Return when it was sent: by the header in the sender's time zone, else in UTC."""
    headers = email.parser.HeaderParser().parsestr(_text(fields, _HEADERS))
    try:
        return email.utils.parsedate_to_datetime(headers["Date"])
    except (ValueError, TypeError, OverflowError, IndexError):
        return fields.date_prop_value(_SENT) or fields.date_prop_value(_DELIVERED)


def _file(storage: "Storage", allowance: Allowance) -> Inside | None:
    """Return an attached file; None for the logo below a signature."""
    fields = _properties(storage, _OF_ATTACHMENT)
    name = next(
        (n for pid in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME) if (n := _text(fields, pid))), ""
    )
    mail = next((s for s in storage.storages if s.name == f"__substg1.0_{_DATA:04X}000D"), None)
    if mail is not None:
        inner = partial(_reading, mail, _OF_INNER_MESSAGE, allowance)
        return Inside(name or "mail", _safely(inner))
    data = fields.binary_prop_value(_DATA) or b""
    embedded = bool(_text(fields, _CONTENT_ID))
    if embedded and len(data) < SMALLEST_PICTURE:
        return None
    return Inside(name, partial(read_inside, name, data, allowance), embedded)


def _safely(read: Callable[[], Reading]) -> Callable[[], Reading]:
    """Let a damaged mail inside a mail cost no more than itself."""

    def reading() -> Reading:
        try:
            return read()
        except _damage() as error:
            raise DocumentError("it is damaged") from error

    return reading


def _text(fields: "Properties", pid: int) -> str:
    return (fields.str_prop_value(pid) or "").replace("\x00", "").strip()


def _damage() -> tuple[type[Exception], ...]:
    """Return what oxmsg and olefile raise for damaged bytes; oxmsg checks nothing that it reads."""
    from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError

    return (
        OSError,
        ValueError,
        LookupError,
        struct.error,
        AttributeError,
        TypeError,
        AssertionError,
        ArithmeticError,
        RecursionError,
        UnrecognizedCodePageError,
        UnsupportedEncodingError,
    )
