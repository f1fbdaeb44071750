"""One question clause about two names or years, cut into one that asks for each.

Only where grammar shows that it is said of each: a preposition said twice, a verb in the plural
before two names, a plural noun of two names, or two years. Names with an "and" in them (Marks and
Spencer), what two do together, and the search for one thing that fits both stay whole.
"""

import re
from itertools import chain, pairwise

from rag.followup.grammar import PREPOSITIONS, is_plural, is_verb
from rag.partial import ONE_NAME, TOGETHER
from rag.phrases import YEAR, phrases
from rag.question_words import AUXILIARY

_LED = "|".join(PREPOSITIONS - {"between", "under"})
# asks for something of each, not for the one thing that fits both ("Which mill …")
_ASKED = re.compile(
    rf"(?:(?:in|on|at|to|from|for) )?(?:what|when|where|how|who)(?: [\w-]+){{0,6}}? {AUXILIARY}\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:(?P<place>when|where|how(?: \w+)?)|who|what) (?P<verb>are|were|have|do|did) $",
    re.IGNORECASE,
)
_OF_BOTH = re.compile(r"(?:what|who|when|where) (?:are|were) the (?:[a-z-]+ ){1,4}$", re.IGNORECASE)
_NAMED = re.compile(r"(?: (?:called|named|known as|like|about|for|made of|located))?$")
PARTICIPLE = re.compile(
    r"(?:[a-z]{2,}(?:ed|wn|ung|aught|ought)|built|held|made|sold|set|kept|led|born|found|lost|paid"
    r"|sent|shut|put|won|fought|read|cut|laid|spent|[a-z]{2,}t?ten|chosen|begun|based|taken|given"
    r"|driven|opened?|spoken|woven|stolen|frozen|sunk|spun|hung|shot|struck|dug|bound|broken)\b"
)
# two years in one breath are compared, or bound a change
_CHANGE = re.compile(
    r"\b(?:chang|grow|grew|increas|decreas|reduc|ris|rose|fall|fell|declin|evol|average|total"
    r"|overall|all)\w*\b",
    re.IGNORECASE,
)
# with "with A and with B" each is said apart, even if it is a meeting
_COMPARED = re.compile(
    r"\b(?:compar|differ|similar|relat|connect|link|shar|common|both|same|between|together|distan"
    r"|versus|first|older|young|more|most|less|least|larg|or|respective)\w*\b",
    re.IGNORECASE,
)
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does"}


def for_each(asked: str) -> list[str]:
    """Return the clause `asked`, without its question mark, once for each of two names or years.

    Nothing where it names no two, or where it may be said of both together.
    """
    for one, other in chain(pairwise(phrases(asked)), pairwise(YEAR.findall(asked))):
        joined = re.search(
            rf"(?P<lead>(?:\b(?P<first>{_LED}) )?(?P<the>the )?)\b{re.escape(one)},? and "
            rf"(?P<again>(?:(?P<second>{_LED}) )?(?P<same>the )?){re.escape(other)}\b",
            asked,
        )
        if joined is None or joined["the"] != joined["same"]:
            continue
        before, after = asked[: joined.start()], asked[joined.end() :]
        apart = f"{before}| {after}"
        together = _COMPARED if joined["second"] else TOGETHER
        if together.search(apart) or " and " in apart or "," in before:
            continue
        if _is_of_each(before, joined, (one, other), after):
            if _SUBJECT.match(before):
                before = _in_singular(before)
            again = joined["again"] if joined["second"] else joined["lead"]
            return [f"{before}{joined['lead']}{one}{after}", f"{before}{again}{other}{after}"]
    return []


def _is_of_each(before: str, joined: re.Match[str], pair: tuple[str, str], after: str) -> bool:
    """Tell whether the grammar around a pair shows that something is said of each."""
    asks = _ASKED.match(before) is not None
    if joined["second"]:
        return asks and joined["first"] == joined["second"]
    if pair[0].isdigit():
        within = joined["first"] in {"in", "during", "for"}
        once = not (after or _CHANGE.search(before))
        return asks and within and once
    last = [name.split()[-1] for name in pair]
    shared = " " not in pair[0] and " " in pair[1]  # North and South Korea
    if shared or any(word in ONE_NAME or is_plural(word) for word in last):
        return False
    if phrases(f"so{after}"):  # they do something with a third
        return False
    of_both, subject = _OF_BOTH.match(before), _SUBJECT.match(before)
    if joined["first"]:
        return bool(of_both and _NAMED.fullmatch(after))
    return subject is not None and _is_verb_of_each(subject, pair, after)


def _is_verb_of_each(subject: re.Match[str], pair: tuple[str, str], after: str) -> bool:
    """Tell whether a verb that follows two subjects is said of each."""
    if subject["verb"].lower() == "did":  # "When did Tom and Jerry appear?" may be about a film
        verb = re.fullmatch(r" ([a-z]+)(?: [a-z]+){0,2}", after)
        longer = all(len(name.split()) > 1 for name in pair)
        met = verb and verb[1] in {"get", "live", "perform", "work"}
        return bool(subject["place"] and longer and verb and is_verb(verb[1]) and not met)
    if subject["verb"].lower() in {"do", "have"}:
        verb = re.match(r" ([a-z]+)", after)
        return bool(subject["place"] and verb and is_verb(verb[1]))
    return bool(_NAMED.fullmatch(after) or (subject["place"] and PARTICIPLE.match(after.lstrip())))


def _in_singular(before: str) -> str:
    *words, verb = before.split()
    return " ".join([*words, _SINGULAR.get(verb.lower(), verb)]) + " "
