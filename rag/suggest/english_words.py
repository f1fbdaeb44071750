"""Parts of an English sentence, as they stand inside a question made of it."""

import re

from rag.comparing.countries import ADJECTIVES, PLACES
from rag.dates import dates
from rag.followup.grammar import AUXILIARIES, is_verb, singular
from rag.spelling import doubted
from rag.words import TIMES

LONGEST_SUBJECT = 8
"""Words."""
ARTICLES = frozenset({"The", "A", "An", "Each", "Every", "Any"})
BASES = {
    "opened": "open", "began": "begin", "started": "start", "ended": "end", "closed": "close",
    "expired": "expire", "opens": "open", "begins": "begin", "starts": "start", "ends": "end",
    "closes": "close", "expires": "expire", "arrived": "arrive", "arrives": "arrive",
}  # fmt: skip
"""Verbs of which one asks when."""
AGENTS = {
    "led": ("leads", "led"), "headed": ("heads", "headed"), "chaired": ("chairs", "chaired"),
    "managed": ("manages", "managed"), "run": ("runs", "ran"), "handled": ("handles", "handled"),
    "approved": ("approves", "approved"), "signed": ("signs", "signed"),
    "written": ("writes", "wrote"), "founded": ("founds", "founded"), "built": ("builds", "built"),
    "organised": ("organises", "organised"), "organized": ("organizes", "organized"),
    "designed": ("designs", "designed"), "owned": ("owns", "owned"),
}  # fmt: skip
"""What somebody does, now and in the past, by how it is said in the passive."""
IRREGULAR = {
    "took": "take", "held": "hold", "won": "win", "made": "make", "left": "leave", "met": "meet",
    "bought": "buy", "sold": "sell", "built": "build", "wrote": "write", "gave": "give",
    "flew": "fly", "sent": "send", "founded": "found", "launched": "launch", "became": "become",
    "adopted": "adopt", "introduced": "introduce",
}  # fmt: skip

_NO_SUBJECT = re.compile(
    r"(?i)[,;:()\"“”]|^(?:in|on|at|by|from|for|with|to|of|as|if|when|while|after|before|since|under|"
    r"during|there|here|it|he|she|they|we|i|you|this|these|that|those|such|both|all|one|some|many|"
    r"more|most|what|who|how|not|no|its|his|her|their|my|our|other|another)\b"
    r"|\b(?:who|which|that|whose|because|and|or|but|also|it|they|them|he|she|we|you|i|his|her|"
    r"their|its|this|these|those|two|same|former|latter)\b"
)
_COMMON = re.compile(r"(?:s|ing|tion|ment|ance|ence|ity|ship|staff)$")
_WHEN = r"\s(?:on|in|at|from|by|before|until|within|after)\s(?:the\s)?"
_MONTH_OR_DAY = re.compile(rf"(?i){_WHEN}(?:end of\s)?(?:next\s)?(?:{'|'.join(sorted(TIMES))})\b")
_MORE = re.compile(r"[,;:()]| (?:which|who|while|but) ")
_LEANING = re.compile(
    r"(?i)\b(?:that|because|it|its|they|them|their|this|these|those|he|his|she|her)\b"
)
_SPANS = frozenset("day days week weeks month months hours am pm o end".split())  # noqa: SIM905


def subject(text: str) -> str:
    """Return a subject as it stands inside a question; empty for one that needs its context."""
    count = len(text.split())
    if not 1 <= count <= LONGEST_SUBJECT or _NO_SUBJECT.search(text) or has_auxiliary(text):
        return ""
    return inside(text)


def inside(text: str) -> str:
    """Write what opens a sentence, or a heading, with a small letter unless that is a name's."""
    first, *rest = text.split()
    lowered = first.lower() + text[len(first) :]
    if first in ARTICLES:
        return lowered
    if first in ADJECTIVES or first in PLACES or not first[1:].islower():
        return text
    if not rest:
        return lowered if _COMMON.search(first) else text
    # a word that is in no dictionary is a name
    known = not doubted(singular(first.lower()), lambda _word: False)
    return lowered if known and rest[0].islower() else text


def has_auxiliary(text: str) -> bool:
    """Tell whether a form of to be, to have, will … stands in a text, which is then no noun."""
    return any(word.lower() in AUXILIARIES for word in text.split())


def clause(text: str) -> str:
    """Cut what follows a comma or says when; empty where a pronoun is left."""
    text = _MORE.split(text)[0]
    for found in dates(text):
        text = re.split(_WHEN + re.escape(found.text), text)[0]
    by = _MONTH_OR_DAY.search(text)
    text = (text[: by.start()] if by else text).strip()
    return "" if _LEANING.search(text) else text


def base(past: str) -> str:
    """Return the plain form of a common verb; empty where it is not known for certain."""
    if past in IRREGULAR:
        return IRREGULAR[past]
    forms = (past[:-2], past[:-1], past[:-3], f"{past[:-3]}y") if past.endswith("ed") else ()
    return next((form for form in forms if is_verb(form)), "")


def is_time(text: str) -> bool:
    """Tell whether a text says when, or within how many days."""
    found = set(re.findall(r"\w+", text.lower()))
    counted = found & _SPANS and re.search(r"\d|end", text)
    return bool(dates(text) or found & TIMES or {"noon", "midnight"} & found or counted)
