"""Question -> which two things it compares, and in what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rag.comparing.wording import order, same


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things, what of them is compared, and which one is asked for."""

    one: str
    other: str
    what: str
    """birth, death, life (its length), age, start, cost, country, place, or one of `EVENTS`."""
    pick: str
    """earliest, latest, largest, smallest, or same: a question for Yes or No."""
    role: str = ""
    """Not the things are compared but who plays this role for them, for example the director."""


ROLES = "director|author|writer|composer|producer|founder|architect"
_PREDICATE = r"(?P<ask>[^,:]+?)"
_MOST_NOUNS = 3  # "which silent feature film"
_NOT_NOUNS = re.compile(r"'s?$|^(?:whose|with|has|had|of|by|not|never)$", re.IGNORECASE)
_OF = r"(?:(?P<of>out of|between|of|among) )?"
_AMONG = r"(?P<among>out of|between|among)"
_PAIR = r"(?P<pair>.+)"
_HAS = r"(?: (?:has|had|with|whose) (?:the |an? )?|'s )"
_AFTER_WHO = r"(?P<ask>(?:is|was|were|died|came|lived|costs?|opened|started|began|ended) ?.*)"
_AFTER_PAIR = (
    r"(?P<ask>(?:born|older|younger|released|published|founded|established|formed|opened|built|"
    r"constructed|completed|signed|die|come|live|start|begin|open|end|cheaper|more expensive|cost)"
    r"\b.*?)"
)
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?P<who>which|what)(?: [\w-]+){{0,3}}?{_HAS}(?P<role>{ROLES}) "
            rf"(?:(?:who|that|which) )?{_PREDICATE}[,:] ?{_OF}{_PAIR}"
        ),
        rf"(?P<who>who|which|what) {_PREDICATE}(?:[,:] ?{_OF}| {_AMONG} ){_PAIR}",
        rf"(?P<who>who|which)(?: one)? (?P<of>of) {_PAIR} {_AFTER_WHO}",
        rf"(?P<of>of|between|out of) {_PAIR}, ?(?P<who>who|which)(?: one)? {_AFTER_WHO}",
        rf"(?:was|were|is|did|does) (?P<who>){_PAIR} {_AFTER_PAIR}",
    )
]
_BOTH_THINGS = r"(?P<pair>.+?)"
_BOTH = r"(?:both )?(?:of )?"
_KIND = r"(?:(?:the )?(?:two |both )?[a-z]+s[,:]? )?"  # "the villages", also before a comma
_TAIL = (
    r",? (?:both |all )?(?P<ask>(?:[a-z]+ ){0,3}(?:the|a) (?:(?:same|common) [a-z ]+|nationality))"
)
_HELP = r"(?i:are|were|was|is|do|did|does|have|has)"
_SAME_FORMS = [
    re.compile(pattern)
    for pattern in (
        (
            rf"{_HELP} {_BOTH}(?:the )?(?P<role>{ROLES}) of (?:the )?(?:[a-z]+ )?(?P<one>.+?) and "
            rf"(?:the )?(?P=role) of (?:the )?(?:[a-z]+ )?(?P<other>.+?){_TAIL}"
        ),
        rf"{_HELP} {_BOTH}(?:the )?(?P<role>{ROLES})s of (?:both )?{_KIND}{_BOTH_THINGS}{_TAIL}",
        (
            rf"{_HELP} {_BOTH}{_KIND}{_BOTH_THINGS},? have (?:the )?(?P<role>{ROLES})s "
            r"(?:(?:who|that) )?(?:are )?(?P<ask>(?:[a-z]+ ){1,3}(?:the|a) same [a-z ]+)"
        ),
        rf"{_HELP} {_BOTH}{_KIND}{_BOTH_THINGS}{_TAIL}",
    )
]

Known = Callable[[str], bool]


def comparison(question: str, known: Known | None = None) -> Comparison | None:
    """Return what `question` compares; None for any other question.

    `known(name)` tells whether documents have a thing of this name. It decides where a name holds
    an "or" or "and" of its own; without it such a question is not read as a comparison.
    """
    plain = " ".join(question.split()).rstrip("?. ").replace("\u2019", "'")
    return _ordering(plain, known) or _sameness(plain, known)


def _ordering(plain: str, known: Known | None) -> Comparison | None:
    for form in _FORMS:
        found = form.fullmatch(plain)
        if not found:
            continue
        parts = found.groupdict()
        role = (parts.get("role") or "").lower()
        person = bool(role) or found["who"].lower() == "who"
        asked = _asked(found["ask"], person=person)
        of = parts.get("of") or parts.get("among")
        pair = _pair(found["pair"], "and|or" if of else "or", known) if asked else None
        if asked and pair:
            return Comparison(*pair, *asked, role)
    return None


def _asked(ask: str, *, person: bool) -> tuple[str, str] | None:
    """Read "was released first", also after the noun of "which film was released first"."""
    if (asked := order(ask, person=person)) or person:
        return asked
    spoken = ask.split()
    for count in range(1, min(_MOST_NOUNS, len(spoken) - 1) + 1):
        if _NOT_NOUNS.search(spoken[count - 1]):
            return None
        if asked := order(" ".join(spoken[count:]), person=False):
            return asked
    return None


def _sameness(plain: str, known: Known | None) -> Comparison | None:
    for form in _SAME_FORMS:
        found = form.fullmatch(plain)
        what = same(found["ask"]) if found else None
        if not found or not what:
            continue
        parts = found.groupdict()
        both = (parts.get("one"), parts.get("other"))
        pair = both if all(both) else _pair(parts.get("pair") or "", "and", known)
        if pair and pair[0] and pair[1]:
            role = (parts.get("role") or "").lower()
            return Comparison(pair[0].strip(" ,"), pair[1].strip(" ,"), what, "same", role)
    return None


def _pair(text: str, join: str, known: Known | None) -> tuple[str, str] | None:
    """Part "A or B" in two; None where that can be done in several ways."""
    splits = list(_splits(text, join))
    if len(splits) > 1 and known:
        splits = [pair for pair in splits if all(map(known, pair))]
    return splits[0] if len(splits) == 1 else None


def _splits(text: str, join: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(rf",? (?:{join}) ", text, re.IGNORECASE):
        one, other = text[: found.start()].strip(" ,"), text[found.end() :].strip(" ,")
        if one and other and one.lower() != other.lower():
            yield one, other
