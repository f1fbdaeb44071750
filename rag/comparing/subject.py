"""Whether a sentence is about a thing, and where its subject ends."""

import re

from rag.linked import title_words
from rag.words import words

LONGEST = 14
"""Words of a subject, with its other names."""

_HEAD = re.compile(r"\s*\(|,|;|:|\s(?:is|was|were|are|has|had|died|opened|premiered|costs?)\b")
_PRONOUN = re.compile(r"(?:He|She|It|They|The (?!same\b|other\b|first\b|second\b)[a-z]+)(?=\s)")
_PARTICLES = frozenset(
    """
    of the de la le du von van der den da di do dos del e y and bin ibn al el a an in for to at on
    or
    """.split()  # noqa: SIM905  (a list of strings would take ten lines)
)
_COPULA = re.compile(r"\b(?:is|was|were|are)\b")
_NOTE = re.compile(r"\(([^()]*)\)\s*$")


def titled(thing: str, title: str) -> bool:
    """Tell whether a document with this title is about `thing`.

    Notes in brackets, "Northern Lights (film)", must agree where both have one.
    """
    name = title_words(thing)
    notes = [found[1].lower() if (found := _NOTE.search(text)) else "" for text in (thing, title)]
    return bool(name) and name == title_words(title) and (not all(notes) or notes[0] == notes[1])


def subject(thing: str, title: str, text: str) -> int | None:
    """Return where the subject of the sentence `text` ends if that is `thing`, else None.

    In a document with its title (`title`) "he" and "the film" are taken for it.
    """
    own = titled(thing, title)
    start = len(text) - len(text.lstrip(" \"'“‘«*_"))
    if own and (pronoun := _PRONOUN.match(text, start)):
        return pronoun.end()
    name = title_words(thing).split()
    end = _named(thing, text, start)
    if end is not None:
        return end
    head = _HEAD.search(text, start)
    said = words(text[start : head.start()]) if head else []
    if head is None or not own or not said or len(said) > LONGEST:
        return None
    first = text[start : head.start()]
    strange = {w for w in re.findall(r"\w+", first) if w[0].islower()} - _PARTICLES - set(name)
    if strange or not (first[0].isupper() or first[0].isdigit()):
        return None
    return head.start() if _same_name(name, said, thing) or _called(thing, text) else None


def _same_name(name: list[str], said: list[str], thing: str) -> bool:
    """Tell whether half of the name stands there: "Ann Mary Roe", or "Ayr" for "Ayr, Ontario"."""
    return 2 * len(set(name) & set(said)) >= len(name) or said == words(thing.partition(",")[0])


def _named(thing: str, text: str, start: int) -> int | None:
    """Return where the name ends, if the sentence begins with it and its subject is no longer."""
    pattern = r"\W+".join(map(re.escape, title_words(thing).split()))
    found = re.compile(rf"(?:the\s+)?{pattern}[\"'”’*_]*", re.IGNORECASE).match(text, start)
    return found.end() if found and _HEAD.match(text, found.end()) else None


def _called(thing: str, text: str) -> bool:
    """Tell whether the name is given beside another: "Hans Berg, known as Hansi"."""
    name = r"\W+".join(map(re.escape, title_words(thing).split()))
    found = re.search(rf"\b{name}\b", text, re.IGNORECASE)
    verb = _COPULA.search(text)
    return bool(found and verb and found.end() <= verb.start()) or bool(
        re.search(rf"\bknown(?: \w+)? (?:as|by)\W+(?:\w+\W+){{0,3}}?{name}\b", text, re.IGNORECASE)
    )
