"""Files inside files: attachments of a mail, members of a zip file. Each becomes a section."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from index.errors import DocumentError
from rag.readers import SUFFIXES, reader_of
from rag.readers.archive import LEVELS, Allowance
from rag.readers.assemble import Piece, Reading, clean, one_line
from rag.readers.progress import page_done

_LEVEL = 2  # of a section's heading; the first level is the title of the file around it
_DEEPEST = 6
_NAMED = 20  # files that are named as not read; an album of 5,000 photos needs no 5,000 lines
_LONGEST_NAME = 150  # characters

UNKNOWN_KIND = "Footnote cannot read this kind of file"
_TOO_DEEP = "it lies too deep inside other files; save it by itself and add that"


@dataclass(frozen=True, slots=True)
class Inside:
    """A file inside another: its name, and how it is read when its turn comes."""

    name: str
    read: Callable[[], Reading]
    """Raises DocumentError with the reason why it cannot be read."""
    embedded: bool = False
    """A picture in the text of a mail: where nothing can be read on it, nobody misses it."""


@dataclass(frozen=True, slots=True)
class Sections:
    """What the files inside a file hold, and which were not read, for what reason."""

    pieces: list[Piece]
    unread: list[tuple[str, str]]

    def unread_lines(self, label: str) -> list[Piece]:
        """Return "Attachment photo.heic was not read: …" and its like, one for each file."""
        lines = [f"{label} {name} was not read: {reason}." for name, reason in self.unread[:_NAMED]]
        if len(self.unread) > _NAMED:
            lines.append(f"{len(self.unread) - _NAMED:,} more were not read.")
        return [Piece(line, close=number > 0) for number, line in enumerate(lines)]


def sections(files: Sequence[Inside], allowance: Allowance, *, before: str = "") -> Sections:
    """Return a section for each file, headed by its name, with `before` before it.

    The headings of a file become "name › heading", one level below: a sentence is cited under
    the nearest heading, and that must say which file it is from.
    """
    pieces: list[Piece] = []
    unread: list[tuple[str, str]] = []
    outermost = allowance.levels == LEVELS
    for number, file in enumerate(files):
        if outermost and number:  # so that the time limit is for each file, not for a thousand
            page_done(number, len(files))
        name = shown_name(file.name)
        try:
            reading = _read(file, allowance)
        except DocumentError as error:
            if not file.embedded:
                unread.append((name, str(error)))
            continue
        pieces.append(Piece(before + name, level=_LEVEL))
        pieces += _content(name.rpartition("/")[2], reading)
    return Sections(pieces, unread)


def read_inside(name: str, data: bytes, allowance: Allowance) -> Reading:
    """Read the bytes of a file inside another by its name's ending; raises DocumentError."""
    if not data:
        raise DocumentError("it is empty")
    match kind_inside(name):
        case "eml":
            from rag.readers.mail import read_mail

            return read_mail(data, allowance)
        case "msg":
            from rag.readers.outlook import read_outlook

            return read_outlook(data, allowance)
        case "zip":
            from rag.readers.zipped import read_zip

            return read_zip(data, allowance)
        case None:
            raise DocumentError(UNKNOWN_KIND)
        case kind:
            return reader_of(kind)(data)


def kind_inside(name: str) -> str | None:
    """Return the kind of document that a name promises, None for one that cannot be read."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower())


def shown_name(name: str) -> str:
    """Return a name on one line, of bearable length: it is shown, and used for nothing else."""
    name = one_line(name) or "without a name"
    return name if len(name) <= _LONGEST_NAME else "…" + name[1 - _LONGEST_NAME :]


def _read(file: Inside, allowance: Allowance) -> Reading:
    if allowance.levels == 0:
        raise DocumentError(_TOO_DEEP)
    allowance.levels -= 1
    try:
        reading = file.read()
    finally:
        allowance.levels += 1
    if not any(clean(piece.text).strip() for piece in reading.pieces):
        raise DocumentError("there is no text in it")
    return reading


def _content(name: str, reading: Reading) -> list[Piece]:
    highest = min((piece.level for piece in reading.pieces if piece.level), default=1)
    # Pages would be those of the file inside, and nobody could turn to them.
    return _title(reading) + [
        replace(
            piece,
            page=None,
            text=f"{name} › {one_line(piece.text)}" if piece.level else piece.text,
            level=min(_DEEPEST, _LEVEL + 1 + piece.level - highest) if piece.level else 0,
        )
        for piece in reading.pieces
        if clean(piece.text).strip()
    ]


def _title(reading: Reading) -> list[Piece]:
    """Keep what the file states about itself, unless its first lines say so anyway."""
    opening = [one_line(piece.text) for piece in reading.pieces[:5]]
    title = None if reading.title in opening else reading.title
    date = reading.date if reading.date and reading.date not in " ".join(opening) else None
    stated = (("Title", title), ("Date", date), ("Published by", reading.outlet))
    line = "; ".join(f"{name}: {value}" for name, value in stated if value)
    return [Piece(line)] if line else []
