"""Pronouns and demonstratives of a question -> what they stand for."""

import re

from rag.followup.grammar import DETERMINERS, is_content, is_verb
from rag.followup.referents import phrases
from rag.followup.topics import Context

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PERSON = frozenset("he him his she her hers".split())  # noqa: SIM905
_THING = frozenset(["it", "its"])
_GROUP = frozenset("they them their theirs".split())  # noqa: SIM905
_POINTING = frozenset("this that these those".split())  # noqa: SIM905
_OWNING = frozenset("his hers its their theirs".split())  # noqa: SIM905
_TIMES = frozenset(
    "year month week weekend day time quarter morning afternoon evening days".split()  # noqa: SIM905
)
_BEFORE_THAT = frozenset(
    """
    about of is was are were did does do for like by after before with than to from in on at will
    can could would should has had have and why how when where
    """.split()  # noqa: SIM905
)
_EMPTY = re.compile(  # "it" that stands for nothing
    r"it (?:take|takes|took|cost|costs)(?: [\w']+){0,3} to \w|it \w+ (?:to|that|for|if|when)\b|"
    r"it(?:'s| is| was)?(?: still| really| even)? (?:possible|necessary|true|legal|allowed|"
    r"required|correct|mandatory) "
    r"(?:to|that|for|if)\b|it like to\b|it (?:seems|sounds|looks|rains)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[,;]|\b(?:if|when|because|while|although|that|which|who|once|before|after|"
    r"(?:and|or|but)(?= (?:who|what|when|where|why|how|is|are|was|does|do|did|can|will|if|"
    r"i|i'm|we|you|my|our)\b))\b",
    re.IGNORECASE,
)
_VAGUE_NOUNS = frozenset(
    "case way reason regard context sense point question kind sort type".split()  # noqa: SIM905
)


def resolve(text: str, context: Context) -> tuple[str, bool]:
    """Put what they stand for in the place of the first pronouns of each kind.

    Returns the new text, and whether something in it still points back.
    """
    unsure = False
    done: set[str] = set()
    pieces: list[str] = []
    at = 0
    for match in _WORD.finditer(text):
        kind = _kind(text, match)
        if not kind or kind in done or _own_antecedent(text[: match.start()], kind):
            continue
        done.add(kind)
        found, end = _referent(text, match, kind, context)
        if found is None:
            unsure = True
            continue
        pieces += [text[at : match.start()], _fitted(found, text, match)]
        at = end
    return "".join([*pieces, text[at:]]), unsure


def _kind(text: str, match: re.Match[str]) -> str:
    word = match[0].lower()
    for kind, members in (("person", _PERSON), ("group", _GROUP)):
        if word in members:
            return kind
    if word in _THING:
        empty = word == "it" and _EMPTY.match(text, match.start())
        return "" if empty else "thing"
    if word in _POINTING:
        return _pointing(text, match, word)
    return ""


def _pointing(text: str, match: re.Match[str], word: str) -> str:
    following = _WORD.match(text[match.end() :].lstrip())
    if following and following[0].lower() in _TIMES:
        return ""
    if word == "that":
        before = _WORD.findall(text[: match.start()])
        if before and before[-1].lower() not in _BEFORE_THAT and following:
            return ""
    noun = _noun_after(text, match.end())
    if noun:
        return "pointed"
    return "event" if word in {"this", "that"} else "group"


def _noun_after(text: str, end: int) -> str:
    following = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if following and is_content(following[0]) and not is_verb(following[0]):
        return following[0]
    return ""


def _own_antecedent(before: str, kind: str) -> bool:
    """Tell whether the question itself names what its pronoun stands for."""
    earlier = phrases(before)
    if kind == "person":
        return any(phrase.named or phrase.kind == "person" for phrase in earlier)
    breaks = [m.start() for m in _BREAK.finditer(before)]
    ends = max(before.rfind(sign) for sign in ".!?:")
    inside = bool(breaks) and bool(phrases(before[ends + 1 : breaks[-1]]))
    return inside or bool(phrases(before[: ends + 1]))


def _referent(
    text: str, match: re.Match[str], kind: str, context: Context
) -> tuple[str | None, int]:
    """Return what to put in, None where that is not sure, and where the replaced text ends."""
    if kind == "event":  # a whole answer rather than a thing in it
        return None, match.end()
    if kind == "pointed":
        return _pointed(text, match, context)
    phrase = context.pick(kind)
    if phrase is None:
        return None, match.end()
    bare = kind == "group" and not phrase.named and phrase.text.split()[0] not in DETERMINERS
    return f"the {phrase.text}" if bare else phrase.text, match.end()


def _pointed(text: str, match: re.Match[str], context: Context) -> tuple[str | None, int]:
    noun = _noun_after(text, match.end())
    end = match.end() + 1 + len(noun)
    same = context.with_head(noun)
    if same:
        return same.text, end
    name = context.pick("named")
    if name and name.kind in {"name", "place"} and noun.lower() not in _VAGUE_NOUNS:
        bare = name.text.removeprefix("the ")
        return f"the {noun} {bare}", end
    return None, end


def _fitted(found: str, text: str, match: re.Match[str]) -> str:
    word = match[0].lower()
    owning = word in _OWNING or (word == "her" and bool(_noun_after(text, match.end())))
    if owning:
        found += "’" if found.endswith("s") else "’s"
    return found[0].upper() + found[1:] if match.start() == 0 else found
