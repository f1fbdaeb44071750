"""Plain text: find the encoding, then the paragraphs."""

import re

from index.errors import DocumentError
from rag.readers.assemble import Piece, Reading, clean

# The longer UTF-32 mark begins with the UTF-16 one, so it comes first.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NOT_TEXT = "this is not a text file"
_SAMPLE = 100_000  # bytes; guessing the encoding of 1 MB takes charset-normalizer seconds

_WESTERN = frozenset(
    "äöüßÄÖÜáàâãåæçéèêëíìîïñóòôõøúùûœÁÀÂÃÅÆÇÉÈÊÍÎÑÓÔÕØÚŒªº€£©®§°±²½·¡¿«»–—‘’‚“”„…•\xa0".encode(
        "cp1252"
    )
)

_ITEM = re.compile(r"\s*(?:[-*+•·–‣◦▪●○■]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_NARROW, _WIDE = 45, 120  # characters; programs wrap lines between these widths


def read_text(data: bytes) -> Reading:
    """Return the paragraphs of a plain text file in any common encoding.

    Raises DocumentError when the bytes are not text.
    """
    return Reading(pieces=paragraphs(clean(decode(data))))


def decode(data: bytes) -> str:
    """Return the text in the bytes: by its byte order mark, as UTF-8, else by guessing.

    Raises DocumentError when the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    # A damaged byte or two in UTF-8 is no other encoding: in that almost every letter is wrong.
    if bad and sum(character > "\x7f" for character in text) < 10 * bad:
        text = _decode(data, _guess(data))
    if "\x00" in text:
        text = _decode(data, _wide(data))
    # Text may hold a control character now and then; data is full of them.
    odd = sum(1 for character in text[:_SAMPLE] if character < " " and character not in "\t\n\r\f")
    if odd > len(text[:_SAMPLE]) // 100:
        raise DocumentError(_NOT_TEXT)
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still worth reading.
        if error.end >= len(data) - 3:
            return data.decode(encoding, errors="ignore")
        raise DocumentError(_NOT_TEXT) from error


def _wide(data: bytes) -> str:
    """Name the byte order of UTF-16 without a mark, by where its zero bytes lie."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > 4 * even and odd > len(data) // 8:
        return "utf-16-le"
    if even > 4 * odd and even > len(data) // 8:
        return "utf-16-be"
    raise DocumentError(_NOT_TEXT)


def _guess(data: bytes) -> str:
    """Name the encoding of bytes that are not UTF-8."""
    import charset_normalizer

    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    # charset-normalizer takes Spanish for Baltic and "Käse" for Korean. Where Western letters are
    # sprinkled among plain ones (a third at most; Russian or Greek is nearly all high bytes), the
    # encoding is by far the likeliest to be Western.
    sample = data[:_SAMPLE]
    high = [byte for byte in sample if byte > 127]
    letters = len(high) + len(re.findall(rb"[A-Za-z]", sample))
    if 3 * len(high) <= letters and _WESTERN.issuperset(high):
        return "cp1252"
    best = charset_normalizer.from_bytes(sample).best()
    if best is None:
        raise DocumentError(_NOT_TEXT)
    return best.encoding


def paragraphs(text: str) -> list[Piece]:
    """Split text at empty lines, list items and line breaks that somebody meant.

    Lines wrapped by an editor or a mail program are joined again.
    """
    width = _width(text)
    pieces: list[Piece] = []
    for run in re.split(r"\n[ \t]*\n", text):
        groups: list[list[str]] = []
        for line in filter(str.strip, run.split("\n")):
            if groups and _continues(groups[-1][-1].rstrip(), line, width):
                groups[-1].append(line)
            else:
                groups.append([line])
        pieces += [
            Piece(" ".join(map(str.strip, group)), close=number > 0)
            for number, group in enumerate(groups)
        ]
    return pieces


def _width(text: str) -> int:
    """Return the width at which the text is wrapped, 0 when its lines are as long as they want.

    Nine of ten lines are no longer, so that a single long line does not count.
    """
    lengths = sorted(len(line.rstrip()) for line in text.split("\n") if line.strip())
    width = lengths[round(0.9 * (len(lengths) - 1))] if lengths else 0
    return width if _NARROW <= width <= _WIDE else 0


def _continues(before: str, line: str, width: int) -> bool:
    """Whether the line goes on where the one before was wrapped."""
    if not width or _ITEM.match(line) or max(len(before), len(line)) > _WIDE:
        return False
    word = line.split(maxsplit=1)[0]
    # A program wraps a line because the next word does not fit. Where it would have fitted with
    # room to spare (a quarter of the width), a person broke the line.
    if len(before) + 1 + len(word) > 0.75 * width:
        return True
    return len(before) > width / 2 and word[0].islower() and before[-1] not in ".!?:;"
