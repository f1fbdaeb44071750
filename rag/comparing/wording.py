"""What a comparing question asks for: the words after "who", "which film", "was A or B"."""

import re

EVENTS = {
    "release": "released|published|issued|premiered|aired|broadcast",
    "found": "founded|established|formed|set up|created",
    "open": "opened|inaugurated",
    "build": "built|constructed|erected",
    "complete": "completed|finished",
    "sign": "signed|concluded|dated|entered into",
    "begin": "began|begun|started|commenced|launched",
    "end": "ended|expires|expired|closed",
}
"""Events that happen to a thing once, and the verbs that state them."""

_QUESTION_VERBS = {
    **EVENTS,
    "release": EVENTS["release"] + "|come out|came out|comes out|premiere|appear|appeared",
    "open": EVENTS["open"] + "|open|opens",
    "sign": "signed|concluded",
    "begin": EVENTS["begin"] + "|begin|start|starts|begins",
    "end": EVENTS["end"] + "|end|ends|expire|close|closes",
    "birth": "born",
    "death": "died|die|passed away|pass away",
    "start": "come|came|comes",
}
_EARLY = r"first|earlier|earliest|(?:before|earlier than) the other(?: one)?"
_LATE = (
    r"last|later|latest|(?:more|most) recently|after the other(?: one)?|"
    r"later than the other(?: one)?"
)
_THE_OTHER = r"(?: than the other(?: one)?)?"
_ORDERED = [
    (what, re.compile(rf"(?:(?P<first>{_EARLY})|{_LATE})? ?\b(?:{verbs})"
                      rf"(?: (?:(?P<early>{_EARLY})|(?P<late>{_LATE})))?", re.IGNORECASE))
    for what, verbs in _QUESTION_VERBS.items()
]  # fmt: skip
_AGE = re.compile(
    rf"(?:the )?(?:(?P<early>older|oldest|elder|eldest)|younger|youngest|newer|newest)"
    rf"(?: one)?{_THE_OTHER}", re.IGNORECASE,
)  # fmt: skip
_LIFE = re.compile(
    rf"(?:live|lived) (?:(?:for )?(?:the )?(?:(?P<long>longer|longest)|shorter|shortest)|"
    rf"(?P<more>a longer life)){_THE_OTHER}", re.IGNORECASE,
)  # fmt: skip
_COST = re.compile(
    r"(?:costs? |the )?(?:(?P<more>more(?: expensive)?|most expensive|dearer)|"
    rf"less(?: expensive)?|cheaper|cheapest){_THE_OTHER}", re.IGNORECASE,
)  # fmt: skip
_AUXILIARY = re.compile(r"^(?:is|was|were|are|did|does|do|has|had|got|been|be) ", re.IGNORECASE)

_NATION = r"(?:country|nation|nationality|citizenship)"
_SAME = (
    (re.compile(rf"(?:from|of) (?:one and )?the same {_NATION}|(?:come|came|originate|hail)s? "
                rf"from the same {_NATION}|(?:have|share|had|shared) (?:the|a)(?: same| common)? "
                rf"(?:{_NATION}|country of origin)|in the same country", re.IGNORECASE), "country"),
    (re.compile(r"(?:located|situated|based|found|lying|lie|set up) (?:with)?in the same country",
                re.IGNORECASE), "place"),
)  # fmt: skip
_SAME_YEAR = re.compile(r"(?P<verb>[a-z ]+?) in the same year", re.IGNORECASE)


def order(text: str, *, person: bool) -> tuple[str, str] | None:
    """Return what is compared and which end is asked for, of "was born first" or "is older".

    `person` tells that the question began with "who". The ends are earliest, latest, largest and
    smallest. None if the words ask for something else.
    """
    plain = text.strip(" ,:")
    while _AUXILIARY.match(plain):
        plain = _AUXILIARY.sub("", plain)
    if found := _AGE.fullmatch(plain):
        return "birth" if person else "age", "earliest" if found["early"] else "latest"
    if found := _LIFE.fullmatch(plain):
        return "life", "largest" if found["long"] or found["more"] else "smallest"
    bare = plain in {"more", "less"}  # only "costs more" is about money
    if not person and not bare and (found := _COST.fullmatch(plain)):
        return "cost", "largest" if found["more"] else "smallest"
    return _ordered(plain)


def _ordered(plain: str) -> tuple[str, str] | None:
    for what, pattern in _ORDERED:
        found = pattern.fullmatch(plain)
        if found and (found["early"] or found["late"]) and not plain.startswith("last "):
            return what, "earliest" if found["early"] else "latest"
    return None


def same(text: str) -> str | None:
    """Return what is asked to be the same in "from the same country": country, place or an event.

    `place` is where a thing lies. An event stands for its year. None for anything else.
    """
    plain = text.strip(" ,:")
    for pattern, what in _SAME:
        if pattern.fullmatch(plain):
            return what
    if year := _SAME_YEAR.fullmatch(plain):
        verb = year["verb"].strip().lower()
        return next(
            (what for what, verbs in _QUESTION_VERBS.items()
             if what != "start" and verb in verbs.split("|")), None,
        )  # fmt: skip
    return None
