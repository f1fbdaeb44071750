"""Mails as every program saves them (.eml): headers, text, and the files attached."""

import email.header
import email.parser
import email.utils
import mimetypes
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from functools import partial
from typing import cast

from index.errors import DocumentError
from rag.readers.archive import Allowance
from rag.readers.assemble import Piece, Reading, stated
from rag.readers.inside import Inside, kind_inside, read_inside, sections
from rag.readers.letter import (
    SMALLEST_PICTURE,
    heading_piece,
    html_body,
    plain_body,
    richer,
    shown_time,
)
from rag.readers.text import decode

_HEADERS = ("From", "To", "Cc", "Date", "Subject", "Received", "Message-ID")
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_TYPES = mimetypes.MimeTypes()  # Python's own table: the system's differs from one to the next


@dataclass(slots=True)
class _Found:
    """The text of a mail, and the parts that are files."""

    body: list[Piece] = field(default_factory=list)
    files: list[Message] = field(default_factory=list)


def read_mail(data: bytes, allowance: Allowance | None = None) -> Reading:
    """Return the text of a mail, with a section for each attachment that can be read.

    Raises DocumentError when the bytes are no mail.
    """
    try:
        message = email.parser.BytesParser().parsebytes(data)
        if not any(name in message for name in _HEADERS):
            raise DocumentError("it is damaged, or not a mail at all")
        return _reading(message, allowance or Allowance())
    except RecursionError as error:
        raise DocumentError("its parts are nested too deeply; it may be damaged") from error


def _reading(message: Message, allowance: Allowance) -> Reading:
    found = _Found()
    _collect(message, found)
    moment = _moment(_header(message, "Date"))
    names = ("From", "To", "Cc")
    fields = [(name, _header(message, name)) for name in names]
    top = heading_piece([*fields, ("Date", shown_time(moment) if moment else None)])
    files = [_file(part, allowance) for part in found.files]
    inside = sections(files, allowance, before="Attachment: ")
    return Reading(
        pieces=[top, *found.body, *inside.unread_lines("Attachment"), *inside.pieces],
        title=stated(_header(message, "Subject")),
        date=moment.date().isoformat() if moment else None,
    )


def _collect(part: Message, found: _Found) -> None:
    """Sort the parts of a message into its text and its files."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        found.files.append(part)
    elif part.is_multipart():
        children = cast("list[Message]", part.get_payload())
        if kind == "multipart/alternative":
            _collect_alternative(children, found)
        else:
            for child in children:
                _collect(child, found)
    elif kind in {"text/plain", "text/html"} and not _name(part) and not _is_attached(part):
        text = _text(part)
        found.body += html_body(text) if kind == "text/html" else plain_body(text)
    elif _is_file(part):
        found.files.append(part)


def _collect_alternative(children: list[Message], found: _Found) -> None:
    versions = []
    for child in children:
        version = _Found()
        _collect(child, version)
        versions.append(version.body)
        # A part without a name is the same text in another form: an invitation, a watch's version.
        found.files += filter(_name, version.files)
    found.body += richer(versions)


def _is_file(part: Message) -> bool:
    """Whether a part is more than a signature, or the logo below one."""
    if part.get_content_type() in _SIGNATURES:
        return False
    return not _is_embedded(part) or len(_bytes(part)) >= SMALLEST_PICTURE


def _is_embedded(part: Message) -> bool:
    return "Content-ID" in part and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _file(part: Message, allowance: Allowance) -> Inside:
    if part.get_content_type() == "message/rfc822":
        inner = cast("list[Message]", part.get_payload())[0]
        name = _name(part) or f"{_header(inner, 'Subject') or 'mail'}.eml"
        return Inside(name, partial(_reading, inner, allowance))
    name = _file_name(part)
    return Inside(name, lambda: read_inside(name, _bytes(part), allowance), _is_embedded(part))


def _file_name(part: Message) -> str:
    """Return an attachment's name; where that cannot be read, what the mail says it is counts."""
    kind = part.get_content_type()
    name = _name(part) or kind
    if kind_inside(name) is None:
        guess = f"{_name(part) or 'file'}{_TYPES.guess_extension(kind) or ''}"
        return guess if kind_inside(guess) else name
    return name


def _name(part: Message) -> str:
    """Return the name of an attached file without folders, or an empty string."""
    try:
        name = _decoded(part.get_filename() or "")
    except (LookupError, ValueError, TypeError):  # nonsense in the encoding of the name
        return ""
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    data = _bytes(part)
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # no charset is called that, or it is another one
        pass
    try:
        return decode(data)
    except DocumentError:
        return data.decode("cp1252", errors="replace")


def _header(message: Message, name: str) -> str:
    """Return a header as people wrote it, with its encoded words decoded."""
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    return _decoded(str(raw))


def _decoded(value: str) -> str:
    # Bytes beyond ASCII, which the standard did not foresee, come as lone surrogates.
    raw = value.encode("utf-8", errors="surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        return str(email.header.make_header(email.header.decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def _moment(value: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
