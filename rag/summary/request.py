"""Recognising a request for a summary of everything or of one document.

Only whole sentences of a fixed form are taken. Whatever has a word more is an ordinary question,
which a summary would not answer.
"""

import re
from dataclasses import dataclass
from typing import Literal

from rag.summary.forms import ENGLISH, GERMAN, Grammar, Language
from rag.summary.lengths import without_length


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be summarised."""

    language: Language
    scope: Literal["all", "only", "named"]
    """`only`: "this document", which is clear in a library of one; `named`: see `name`."""
    name: str = ""
    """Words of a title or a file's name, as they were written."""
    called: bool = True
    """Whether it was called a document; a bare name may be something that the documents tell of."""
    length: int | None = None
    """Sentences asked for."""


def parse(question: str) -> Request | None:
    """Return what a request asks to summarise, None for every other question.

    One with the scope `named` is a request only if a document has that name.
    """
    text, length = without_length(" ".join(question.split()).strip(" ?.!:"))
    for grammar in (ENGLISH, GERMAN):
        plain = grammar.edges.sub("", grammar.edges.sub("", text)).strip(" ,?.!:")
        if grammar.whole.fullmatch(plain):
            return Request(grammar.language, "all", length=length)
        found = _requests(grammar, plain, length)
        # "the document library" is all of it before it is a document called so
        for scope in ("all", "only", "named"):
            for request in found:
                if request.scope == scope:
                    return request
    return None


def _requests(grammar: Grammar, text: str, length: int | None) -> list[Request]:
    found = []
    for forms, bare in ((grammar.summarise, True), (grammar.about, False)):
        for form in forms:
            match = form.fullmatch(text)
            request = match and _request(grammar, match["t"].strip(), length, bare=bare)
            if request:
                found.append(request)
    return found


def _request(grammar: Grammar, target: str, length: int | None, *, bare: bool) -> Request | None:
    """Tell what a target is; a bare name counts only where a summary was surely asked for."""
    language = grammar.language
    if grammar.all.fullmatch(target):
        # "each document in two sentences" is not two sentences in all
        return Request(language, "all", length=None if _EACH.match(target) else length)
    if grammar.one.fullmatch(target) or (bare and target.lower() in _IT):
        return Request(language, "only", length=length)
    names = [
        grammar.article.sub("", m["name"])
        for form in grammar.named
        if (m := form.fullmatch(target))
    ]
    if names:
        return Request(language, "named", _unquoted(names[0]), length=length)
    name = grammar.article.sub("", target)
    called = bool(_FILE.search(name)) or name != _unquoted(name)
    if called or bare:
        return Request(language, "named", _unquoted(name), called, length)
    return None


def _unquoted(name: str) -> str:
    quoted = _QUOTED.fullmatch(name)
    return quoted[1].strip() if quoted else name


_QUOTED = re.compile(r"[\"“”„«»'‘’`]([^\"“”„«»`]+)[\"“”„«»'‘’`]")
_IT = ("it", "that", "es")
_EACH = re.compile(r"(?i)each|every |jede")
_FILE = re.compile(r"(?i)\w\.(?:md|txt|pdf|docx?|html?|odt|rtf|epub|eml|pptx?|xlsx?|csv)$")
