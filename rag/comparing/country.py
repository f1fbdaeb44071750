"""Which country a sentence says that its subject is from, or lies in."""

import re
from itertools import zip_longest

from rag.comparing.countries import ADJECTIVES, PLACES


def _any(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


# "American football" says nothing of the player, nor "English-language" of the film
_NOT_OF = (
    r"(?![ -](?:football|rules|language|literature|horn|studies|folk|Catholic|Orthodox|"
    r"Championship|Open|Cup|descent|origin|ancestry|Army|Navy))"
)
_BEFORE = r"(?<!North )(?<!Latin )(?<!Central )(?<!South )(?<!Ancient )(?<!ancient )"
_ADJECTIVE = re.compile(rf"{_BEFORE}(?<![\w.])({_any(ADJECTIVES)})(?!\w){_NOT_OF}")
_PLACE = re.compile(rf"(?<![\w.])({_any(PLACES)})(?!\w)(?! (?:Sea|River|national))")
_COPULA = re.compile(
    r"\b(?:is|was|were|are)\b(?: (?:also|now))? (?=(?:an?|the|one|two|in|located)\b)"
)
# where the kind of thing has been said, and something else begins
_NOUN_ENDS = re.compile(
    r"\b(?:of|in|for|by|from|who|which|that|at|on|and also|with|to|about|based|starring|directed|"
    r"written|released|where|whose|best|known|(?<!-)(?<!- )born|playing|after|during|set)\b|"
    r"[,;.(](?!\S)"
)
_PLACE_ENDS = re.compile(
    r"\b(?:who|which|that|near|with|about|approximately|whose|where|bordering|border|playing|"
    r"played|founded|formed|created|built|since|km|kilometres|miles|known|born|"
    r"and (?:is|was|has|it|its|one|lies|the))\b|[;(]"
)
_BORN_ELSEWHERE = re.compile(r"-\s?(?:born|descended)\b")
_FROM = re.compile(r"\b(?:from|in|of|at)\s")
_CHAIN = re.compile(r",\s*(?:in\s+)?(?:the\s+)?")


def origin(text: str, end: int) -> frozenset[str]:
    """Return the countries that the subject ending at `end` is said to be from; empty if none.

    "An American baker", else "a baker from Bonn, Germany"; several where the text names several.
    """
    copula = _COPULA.search(text, end)
    if not copula or ";" in text[end : copula.start()]:
        return frozenset()
    rest = text[copula.end() :]
    stop = _NOUN_ENDS.search(rest)
    before = rest[: stop.start()] if stop else rest
    if _BORN_ELSEWHERE.search(before):  # it does not say which of two countries is meant
        return frozenset()
    found = frozenset(ADJECTIVES[name] for name in _ADJECTIVE.findall(before))
    found |= _american_states(before)
    return found or location(text, end)


def _american_states(before: str) -> frozenset[str]:
    """Return the countries that stand before a noun as they are: "a United States senator"."""
    return frozenset(PLACES[name] for name in _PLACE.findall(before))


def location(text: str, end: int) -> frozenset[str]:
    """Return the countries that the subject ending at `end` is said to lie in; empty if none."""
    copula = _COPULA.search(text, end)
    if not copula:
        return frozenset()
    rest = text[copula.end() :]
    stop = _PLACE_ENDS.search(rest)
    rest = rest[: stop.start()] if stop else rest
    begin = _FROM.search(rest)
    if not begin:
        return frozenset()
    places = list(_PLACE.finditer(rest, begin.start()))
    # "Lebanon, Pennsylvania" is in the last one
    last = [
        place
        for place, after in zip_longest(places, places[1:])
        if after is None or not _CHAIN.fullmatch(rest, place.end(), after.start())
    ]
    return frozenset(PLACES[place[1]] for place in last)
