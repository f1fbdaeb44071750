"""A stream of text pieces -> whole, plain sentences."""

import re
from collections.abc import Iterable, Iterator

_MARKUP = re.compile(
    r"</?[A-Za-z!][^<>]*>|!?\[([^\]]*)\]\([^)]*\)"
    r"|(?<!\w)[*_`#]{1,3}(?=\w)|(?<=[\w.,;:!?)])[*_`]{1,3}(?!\w)"  # not in snake_case or 2*3
)
_WHOLE_WORD = re.compile(r"\W*\w+\W")
_BRACKETED = re.compile(r"\s*\[\d+(?:,\s*\d+)*\]")
_ADDRESS = re.compile(r"\b(?:https?|ftp|file|data|javascript|mailto):\S+|\bwww\.\S+", re.IGNORECASE)


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Yield each sentence as soon as the next one has begun, the last at the end."""
    text = ""
    for piece in pieces:
        text += piece
        *whole, text = _split(text)
        yield from _plain(whole)
    yield from _plain(_split(text))


def _split(text: str) -> list[str]:
    """Cut after every sentence that is certainly over; the rest comes last."""
    from sentencex import get_sentence_boundaries

    parts = [str(found["text"]) for found in get_sentence_boundaries("en", text)]
    if len(parts) > 1 and not parts[-1].strip():
        parts[-2:] = [parts[-2] + parts[-1]]
    # "Dr. We" may yet become "Dr. Weber": a sentence is over when the next has a whole word
    if len(parts) > 1 and not _WHOLE_WORD.match(parts[-1]):
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts or [""]


def _plain(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        sentence = plain(part)
        if any(c.isalnum() for c in sentence):
            yield sentence


def plain(text: str) -> str:
    """Take markup, addresses and bracketed numbers out of what a model wrote.

    The numbers would look like footnotes, which only the program may set.
    """
    before = ""
    while text != before:  # what is left may have come together anew: <*script>, [[1]2]
        before = text
        text = _MARKUP.sub(lambda match: match[1] or "", text)
        text = _BRACKETED.sub("", _ADDRESS.sub("", text))
    return " ".join(text.split()).lstrip("-•*# ").strip()
