"""English sentence -> a question that it answers, by a few sentence forms that turn round cleanly.

The subject is asked for where it can stay at its place ("Twelve people attended" - how many people
attended?), time and price where the verb is one of a few. Silent on every other sentence.
"""

import re
from collections.abc import Callable

from rag.dates import dates
from rag.followup.grammar import ROLES
from rag.suggest.english_words import (
    AGENTS,
    ARTICLES,
    BASES,
    IRREGULAR,
    base,
    clause,
    has_auxiliary,
    is_time,
    subject,
)

LONGEST = 14
"""Words of a question: longer ones are not read."""

_Match = re.Match[str]
_NUMBER = (
    r"(?:(?:about|around|roughly|nearly|almost|some|up to|more than|over|at least|as many as|"
    r"fewer than|less than|only)\s)?(?:\d[\d,. ]*\d|\d|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"(?:tens|hundreds|thousands|dozens) of)"
)
_HELP = r"(?:am|is|are|was|were|will|must|may|can|should|shall|have|has|had)"
_PAST = r"(?:took|came|went|joined|met|left|made|gave|voted|attended|[a-z]{3,}ed)"
_DONE = r"(?:[a-z]+ed|held|built|sent|paid|made|due|placed|given|taken|written|found)"
_TIME = r"(?P<time>(?:on|in|at|from|by|before|until|within|after) [^,;]{1,40})"
_MONEY = (
    r"(?:about |around |up to |at most )?(?:[$€£]\s?\d|\d[\d.,]*(?:\s(?:million|billion|thousand))?"
    r"\s?(?:€|%|euros?|dollars?|pounds?|EUR|USD|GBP|CHF|percent)(?!\w)).{0,40}"
)
_NAMES = r"[A-Z][\w’'-]+(?: (?:van|von|de|der|[A-Z]\.?|[A-Z][\w’'-]+)){1,3}"
_PERSON = re.compile(rf"(?:(?:Mr|Ms|Mrs|Dr|Prof|Professor|President|Minister|Judge)\.? )?{_NAMES}")
_ROLE = re.compile(rf"(?:{_NAMES}), the (?P<role>[a-zA-Z][^,;.()]{{3,60}})(?=[,;.]|$)")
_KIND = re.compile(
    r"(?<!\w)[\"“‘']?(?P<name>[A-Z][\w/’-]+(?: [A-Z\d][\w/’-]*){0,3})[\"”’',]{1,2}"
    r" an? (?P<rest>[a-z][^,;.()]{3,})"
)


def question(text: str) -> str:
    """Return a question that the sentence `text` answers; empty where it has no such form."""
    line = " ".join(text.split()).rstrip(".")
    for form, ask in _FORMS:
        match = form.fullmatch(line)
        asked = ask(match) if match else ""
        if asked and len(asked.split()) <= LONGEST:
            return f"{asked}?"
    return of_name(line)


def of_name(text: str) -> str:
    """Ask who or what a name is that `text` explains, as in "Ann Roe, the mayor of Ulm"."""
    role = _ROLE.search(text)
    if role and any(ROLES.search(word.lower()) for word in role["role"].split()[:6]):
        return f"Who is the {role['role']}?" if clause(role["role"]) == role["role"] else ""
    kind = _KIND.search(text)
    asked = _what(kind["name"], kind["rest"], "is") if kind and _is_name(kind["name"]) else ""
    return f"{asked}?" if asked else ""


def _how_many(m: _Match) -> str:
    noun, rest = m["noun"], clause(m["rest"])
    if not noun.endswith(("s", "people", "men", "women", "children", "staff")) or not rest:
        return ""
    if {*noun.split()} & {"percent", "euros", "dollars", "pounds", "of"} or has_auxiliary(noun):
        return ""
    return f"How many {noun} {m['verb']} {rest}"


def _which(m: _Match) -> str:
    rest = re.sub(r"^(?:The )?(?:[Oo]ther )?", "", m["s"])
    other = "other " if "ther " in m["s"][: -len(rest)] else ""
    about = subject(rest)
    several = about.split(" of ")[0].endswith("s")
    return f"Which {other}{about} {m['verb']}" if several else ""


def _when_helped(m: _Match) -> str:
    about = subject(m["s"]) if is_time(m["time"]) else ""
    return f"When {m['help']} {about} {m['be'] or ''}{m['verb']}" if about else ""


def _when_does(m: _Match) -> str:
    about, verb = subject(m["s"]) if is_time(m["time"]) else "", m["verb"]
    if not about:
        return ""
    if verb.endswith(" place"):
        helper = {"takes": "does", "take": "do", "took": "did"}[verb.split()[0]]
        return f"When {helper} {about} take place"
    return f"When {'does' if verb.endswith('s') else 'did'} {about} {BASES[verb]}"


def _when_is(m: _Match) -> str:
    about = subject(m["s"]) if is_time(m["time"]) else ""
    return f"When {m['help']} {about}" if about else ""


def _when_will(m: _Match) -> str:
    about = subject(m["s"]) if is_time(m["time"]) else ""
    return f"When will {about} {m['verb']}" if about else ""


def _when_did(m: _Match) -> str:
    about, rest, verb = subject(m["s"]), clause(m["rest"]), base(m["verb"])
    known = dates(m["time"]) and about and rest and verb
    return f"When did {about} {verb} {rest}" if known else ""


def _to_what_date(m: _Match) -> str:
    about = subject(m["s"]) if dates(m["time"]) else ""
    return f"To what date {m['help']} {about} {m['verb']}" if about else ""


def _how_much(m: _Match) -> str:
    about, verb = subject(m["s"]), m["verb"]
    if not about or verb in {"is", "are", "was", "were"}:
        return f"How much {verb} {about}" if about else ""
    return f"How much {'does' if verb == 'costs' else 'did'} {about} cost"


def _who_is_responsible(m: _Match) -> str:
    rest = clause(m["rest"])
    return f"Who {m['help']} responsible for {rest}" if rest else ""


def _who_will(m: _Match) -> str:
    rest = clause(m["rest"])
    does = len(rest.split()) > 1 and rest.split()[0] not in {"not", "be", "also", "have", "only"}
    return f"Who will {rest}" if does and _PERSON.fullmatch(m["s"]) else ""


def _who_did(m: _Match) -> str:
    about, (now, before) = subject(m["s"]), AGENTS[m["verb"]]
    verb = now if m["help"] in {"is", "are"} else before
    return f"Who {verb} {about}" if about and m["by"][0].isupper() else ""


def _what_on(m: _Match) -> str:
    about, verb = subject(m["s"]), m["verb"]
    helper, plain = ("does", "focus") if verb == "focuses" else verb.split()
    return f"What {helper} {about} {plain} on" if about else ""


def _what_is(m: _Match) -> str:
    return _what(m["s"], m["rest"], m["help"]) if _is_name(m["s"]) else ""


def _what(name: str, rest: str, helper: str) -> str:
    first = [word.lower() for word in rest.split()[:4]]
    if "leader" in first:  # a firm as well as a person
        return ""
    return f"{'Who' if any(map(ROLES.search, first)) else 'What'} {helper} {name}"


def _is_name(text: str) -> bool:
    """Tell a name that needs explaining: Peace Mission 2021, the SCO; what Ulm is, people know."""
    words = text.split()
    if not 2 <= len(words) <= 4 and not re.search(r"\d|[A-Z]{3}", text):
        return False
    common = {*ARTICLES, "It", "This", "That", "There", "He", "She", "One", "No", "In", "On", "At"}
    return words[0] not in common and all(w[0].isupper() or w.isdigit() for w in words)


_S = "(?P<s>.+?)"
_BE = "(?P<help>is|are|was|were)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Match], str]], ...] = tuple(
    (re.compile(form), ask)
    for ask, form in (
        (_how_many, (rf"(?i:{_NUMBER})\s(?P<noun>(?:[A-Za-z-]+\s){{0,2}}?[a-z-]+)\s"
         rf"(?P<verb>{_HELP}|{_PAST})\s(?P<rest>.+)")),
        (_which, r"(?P<s>[^,:;]{3,40}?) (?P<verb>(?:are|were|will) [^,:;]{5,60}): .+(?:and|,) .+"),
        (_who_is_responsible, rf"{_S} {_BE} responsible for (?P<rest>.+)"),
        (_who_did, rf"{_S} {_BE} (?P<verb>{'|'.join(AGENTS)}) by (?P<by>.+)"),
        (_to_what_date, (rf"{_S} {_BE} (?P<verb>postponed|moved|rescheduled|extended) (?:to|until) "
         "(?P<time>.+)")),
        (_what_on, rf"{_S} (?P<verb>focuses|will (?:focus|concentrate)) on .+"),
        (_who_will, rf"{_S} will (?P<rest>[a-z]+ .+)"),
        (_when_will, rf"{_S} will (?P<verb>[a-z]+) {_TIME}"),
        (_how_much, rf"{_S} (?P<verb>costs?|is|are|was|were) {_MONEY}"),
        (_when_helped, (rf"{_S} (?P<help>{_HELP}) (?P<be>be |been )?(?P<verb>{_DONE}) "
         rf"(?:(?:in|at|to|into) [^,;]{{1,30}}? )??{_TIME}")),
        (_when_does, (rf"{_S} (?P<verb>{'|'.join(BASES)}|takes? place|took place) "
         rf"(?:[^,;]{{1,30}}? )??{_TIME}")),
        (_when_is, rf"{_S} {_BE} {_TIME}"),
        (_when_did, (r"(?:In|On) (?P<time>(?:the )?[^,;]{4,25}),? (?P<s>[^,;]+?) "
         rf"(?P<verb>{'|'.join(IRREGULAR)}|[a-z]{{3,}}ed) (?P<rest>.+)")),
        (_what_is, rf"{_S} {_BE} (?:an?|the) (?P<rest>[a-zA-Z].+)"),
    )
)  # fmt: skip
