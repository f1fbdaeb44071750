"""Which documents, and which of their sentences, are about what a question asks of the texts."""

import re
from collections.abc import Sequence

from rag.asked import asked_value, canonical, content
from rag.dates import dates
from rag.evidence import Evidence
from rag.question_words import is_silent_on
from rag.words import TIMES, names, numbers, same_name, words

NEAR = 2.5
"""Log-odds by which a sentence may be less likely than the likeliest one."""
FEW = 0.25
"""Share of a subject's words that a sentence and what stands around it may lack …"""
DESCRIBED = 0.5
"""… and where names tell what it is about."""
AROUND = 2
"""Sentences before and after one that also say what it is about."""

# words of the question's form, which no document need hold
_FORM = content(
    f"""
    {" ".join(TIMES)}
    agree disagree differ differs difference differences discrepancy contradict contradiction
    conflict diverge match coincide consistent compare between among same other another both two
    three one each every various several say call describe name put give state mention report
    claim tell explain quote cite list expect write written note place locate spell estimate
    recommend present characterise refer show as using use used text article document source
    file memo news item story paper letter email newsletter briefing bulletin newest oldest
    earliest recent recently newer older later earlier first last published released issued
    regarding concerning our my your we you i do does did while but
    """
)

_DESCRIBED = re.compile(r"(?i)\b(?:describe|characteri[sz]e|present|call|name)(?:s|d|ed)?\b")
_OPEN = re.compile(r"(?i)\b(?:when|who|where)\b")
_NUMBERED = re.compile(
    r"(?i)\b(?:how (?:many|much)|prices?|costs?|fees?|budgets?|rent|salary|salaries|dates?"
    r"|deadlines?|years?|amounts?|numbers?|percentage|share|distance|size|length|height|weight)\b"
)
# the thing asked for: no document says "part of town", it says which
_ASKED_FOR = re.compile(
    r"(?i)\b(?:what|which)(?! (?:the|our|my|your|an?|this|that|it|they|he|she|about|of|on|for)\b)"
    r"(?: [\w-]+){0,3}? "
    r"(?:is|are|was|were|do|does|did|ha[sd]|have|will|would|can|could|should)\b"
    r"|\b(?:what|which) \w+(?=[?,.]|$)"
    r"|\b(?:a )?different \w+(?: of \w+)?"
)


def about(
    subject: str, ranked: Sequence[Evidence], *, missing: float, near: float = NEAR
) -> list[Evidence]:
    """Keep the sentences that are about `subject` and within `near` of the best, likeliest first.

    What stands around a sentence counts with it: its title, its heading, its neighbours in
    `ranked`. All names must be there, and of all words no more than the share `missing` may lack.
    """
    topic = content(_ASKED_FOR.sub(" ", subject)) - _FORM or content(subject) - _FORM
    # the first word of a subject may be a name as well
    proper = {n for n in names(f"x {subject}") if canonical(n) in topic}
    if not ranked or not topic:
        return []
    found: list[Evidence] = []
    for e in ranked:
        if e.score < ranked[0].score - near:
            break
        said = _around(e, ranked)
        if len(topic - content(said)) <= missing * len(topic) and _holds(proper, said):
            found.append(e)
    return found


def compared(subject: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Keep the sentences that may be one text's version of `subject`, likeliest first.

    Only the thing that texts describe or name may be called otherwise in them, and only where a
    name says which it is; what is asked for as a number or a time must stand there.
    """
    free = _DESCRIBED.search(subject) and names(subject)
    found = about(subject, ranked, missing=DESCRIBED if free else FEW)
    return [e for e in found if _may_answer(subject, e.sentence.text)]


def _may_answer(subject: str, text: str) -> bool:
    value = asked_value(subject)
    if value and not value.values(text):
        return False
    if _NUMBERED.search(subject) and not (numbers(text) or dates(text)):
        return False
    asked = (match[0].lower() for match in _OPEN.finditer(subject))
    return not any(is_silent_on(word, text, subject) for word in asked)


def one_each(found: Sequence[Evidence]) -> list[Evidence]:
    """Keep the first sentence of each document."""
    first: dict[int, Evidence] = {}
    for e in found:
        first.setdefault(e.document.id, e)
    return list(first.values())


def _around(evidence: Evidence, ranked: Sequence[Evidence]) -> str:
    near = [
        e.sentence.text
        for e in ranked
        if e.document.id == evidence.document.id
        and abs(e.sentence.ordinal - evidence.sentence.ordinal) <= AROUND
    ]
    return f"{evidence.document.title}. {evidence.sentence.heading}. {' '.join(near)}"


def _holds(proper: set[str], text: str) -> bool:
    there = set(words(text))
    return all(any(same_name(name, word) for word in there) for name in proper)
