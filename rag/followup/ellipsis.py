"""What a shortened question leaves out ("And in 2024?", "Why?"), filled in from the last one."""

import re

from rag.followup.grammar import AUXILIARIES, DETERMINERS, capital
from rag.followup.referents import phrases

LONGEST_FRAGMENT = 8
"""Words; what is longer is a question of its own."""

_ASKED = (
    "why not|why|when|where|whom?|how(?: many| much| long| often| far| old| so| come)?|"
    "which(?: ones?)?|what"
)
_BARE = re.compile(
    rf"^(?P<new>(?:since |until |by |for |with )?(?:{_ASKED}))(?: exactly| then| else| again)?\W*$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"^(?P<new>(?:in |since |for )?(?:how many (?:years|months|weeks|days|hours|times)|"
    r"(?:what|which) (?:year|month|week|day|date|time)))\W*$",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"^(?P<new>when|where|why|how|since when|how long)"
    r"(?: exactly)?(?: is| was| has| will| did| does)(?: that| this)"
    r"(?: be| been| so| the case| happen| happening| happened| take place| decided|"
    r" done| announced)?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:(?:what|how) about|what of|(?:the )?same for|same question for)\b\s*", re.IGNORECASE
)
_AUXILIARY = "|".join(sorted(AUXILIARIES, key=len, reverse=True))
_QUESTION = re.compile(
    rf"^(?:(?P<wh>when|where|why|how(?: long| often)?)\s+)?"
    rf"(?P<aux>{_AUXILIARY})\s+(?P<rest>.+?)\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"^\W*(?:{_ASKED}|whose|{_AUXILIARY}|tell|show|give|list|i|we|you)\b", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"^(in|on|at|for|from|to|with|by|during|after|before|since|until|of|under)\b", re.IGNORECASE
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIMES = [
    re.compile(rf"\b(?:{_MONTH}) (?:19|20)\d\d\b", re.IGNORECASE),
    re.compile(r"\bq[1-4] (?:19|20)\d\d\b", re.IGNORECASE),
    re.compile(r"\b(?:19|20)\d\d\b"),
    re.compile(rf"\b(?:{_MONTH})\b"),
    re.compile(rf"\b(?:{_MONTH.title()})\b"),
    re.compile(r"\bq[1-4]\b", re.IGNORECASE),
    re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE),
]


def fill(text: str, previous: str, *, led: bool) -> str | None:
    """Return the whole question that the fragment `text` stands for, None where it is none.

    `previous` is the question before it; `led` says that "and" or the like stood before `text`.
    """
    bare = _BARE.match(text) or _MEASURE.match(text) or _POINTING.match(text)
    if bare:
        return _with_question_word(text, bare["new"], previous)
    mark = _ABOUT.match(text)
    fragment = (text[mark.end() :] if mark else text).strip().rstrip("?.! ")
    short = 0 < len(fragment.split()) <= LONGEST_FRAGMENT and not _CLAUSE.match(fragment)
    led = led or mark is not None or _PREPOSITION.match(fragment) is not None
    if not (short and led) or _holds_pronoun(fragment):
        return None
    if _PREPOSITION.match(fragment):
        fragment = fragment[0].lower() + fragment[1:]
    return _put_in(fragment, previous)


def _holds_pronoun(fragment: str) -> bool:
    return bool(re.search(r"\b(?:it|its|they|them|their|he|him|his|she|her|that|this)\b", fragment))


def _with_question_word(text: str, new: str, previous: str) -> str:
    """Why? after "Did they cancel it?" is "Why did they cancel it?"."""
    asked = _QUESTION.match(previous)
    plain = new.lower() in {"why", "when", "where", "how", "how long", "since when", "how often"}
    if asked and (plain or _MEASURE.match(text)):
        return f"{capital(new)} {asked['aux'].lower()} {asked['rest']}?"
    return f"{text.rstrip('?.! ')} (about “{previous}”)?"


def _put_in(fragment: str, previous: str) -> str:
    """Put the fragment in the place of its like in the last question, or before it."""
    whole = previous.rstrip("?.! ")
    for pattern in _TIMES:
        new, old = pattern.findall(fragment), list(pattern.finditer(whole))
        if new and len(old) == 1:
            place = (
                _with_preposition(whole, old[0].start()) if _PREPOSITION.match(fragment) else None
            )
            start = old[0].start() if place is None else place
            return f"{whole[:start]}{fragment}{whole[old[0].end() :]}?"
    if _PREPOSITION.match(fragment):
        return _with_place(fragment, whole)
    like = _like(fragment, whole)
    if like:
        return (
            capital(re.sub(rf"(?<!\w){re.escape(like)}(?!\w)", lambda _: fragment, whole, count=1))
            + "?"
        )
    return f"What about {fragment}: {whole[:1].lower()}{whole[1:]}?"


def _with_preposition(whole: str, start: int) -> int | None:
    match = re.search(r"\b(?:in|on|at|for|during|since|until|by)\s+$", whole[:start], re.IGNORECASE)
    return match.start() if match else None


def _with_place(fragment: str, whole: str) -> str:
    """Put "of Belarus" in the place of "of China", or at the end."""
    preposition, _, rest = fragment.partition(" ")
    alike = "in|on|at" if preposition in {"in", "on", "at"} else preposition
    mine = phrases(f"about {rest}")
    inner = re.search(rf"\b{preposition} (?:the )?[A-Z][\w&/ -]*$", whole)
    if preposition == "of" and inner and mine and mine[0].named:
        last = whole.rindex(" of ") + 1
        return f"{whole[:last]}{fragment}?"
    for phrase in reversed(phrases(whole)):
        old = re.search(rf"\b(?:{alike}) (?:the )?{re.escape(phrase.text)}(?!\w)", whole)
        if old and mine and phrase.named == mine[0].named:
            return f"{whole[: old.start()]}{fragment}{whole[old.end() :]}?"
    return f"{whole} {fragment}?"


def _like(fragment: str, whole: str) -> str:
    """Return the one phrase of `whole` that is of the fragment's kind, else nothing."""
    mine = phrases(f"about {fragment}")
    if len(mine) != 1:
        return ""
    plural = mine[0].kind == "plural"
    found = [
        p
        for p in phrases(whole)
        if p.named == mine[0].named and (p.named or (p.kind == "plural") == plural)
    ]
    if len(found) != 1:
        return ""
    words = found[0].text.split()
    bare = " ".join(words[1:]) if words[0] in DETERMINERS else found[0].text
    own = fragment.split(maxsplit=1)[0].lower() in DETERMINERS
    for form in [f"the {bare}", f"a {bare}", f"an {bare}", bare] if own else [bare]:
        if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", whole):
            return form
    return ""
