"""The second of two question clauses, with what it takes from the first put in."""

import re

from rag.followup.grammar import FUNCTION_WORDS, PREPOSITIONS, content_words, is_verb
from rag.parts.each import PARTICIPLE
from rag.phrases import YEAR, phrases
from rag.question_words import AUXILIARY

POINTS_BACK = re.compile(
    r"\b(?:this|these|those|such|same|else|others?|another|ones?|so|too|also|then|former|latter"
    r"|each|both|either|neither|instead|again|more|he|him|his|she|hers?|it|its|they|them|theirs?"
    r"|afterwards?|later|earlier|compare[ds]?|differ\w*|itself|themselves|himself|herself"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )there"
    r"|(?:about|after|at|before|by|did|does|for|from|in|is|like|of|on|to|was|with) that)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|she|him)|(?P<thing>it|its)|(?P<own>his)|(?P<group>they|them))\b",
    re.IGNORECASE,
)
# "it" that stands for nothing, or for what happened
_EMPTY = re.compile(
    r"\bit (?:takes?|costs?|rains?|seems?|like|mean|to|that|for|if|possible|necessary|allowed|true"
    r"|required|better|safe|important|announced|reported|said|decided|known|agreed|happen|occur)\b"
    r"|(?:is|was) it$",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were)"
# each with the only thing that it is about
_DEFINED = re.compile(
    rf"(?:what|where) {_BE} (?P<it>[\w'’-]+(?: [\w'’-]+){{0,4}}?)(?: located| found| based)?$"
    rf"|who {_BE} (?P<who>[\w'’-]+(?: [\w'’-]+){{0,4}})$",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    rf"(?:when|where|why|how) {_BE} (?P<it>the [\w-]+(?: [\w-]+)?) (?P<verb>[\w-]+)$"
    r"|who (?P<made>\w+) (?P<object>[\w'’-]+(?: [\w'’-]+){0,2})$",
    re.IGNORECASE,
)
_ABOUT = re.compile(rf"(?:when|where|why|how(?: \w+)?) {AUXILIARY} (?:the )?", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:the|an?|its|our|my|your|some|any|\w+s|to|from|by|of|with)\b")
_PREPOSITION = "|".join(PREPOSITIONS)
# nouns that say nothing without what they are of
_OF_WHAT = re.compile(
    r"(?:causes?|reasons?|exceptions?|consequences?|results?|outcomes?|effects?|impacts?"
    r"|implications?|details|steps|purpose|function|role|author|considerations?|names?|significance"
    r"|symptoms|tips)\b(?! (?:of|for|to|in|at|from)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\bthe (?:second|third|last|next)$", re.IGNORECASE)


def alone(clause: str, first: str, *, topic: bool) -> str:
    """Return a later clause as it stands alone after the clause `first`; empty if that is not sure.

    With `topic` both are said of a topic that stands before them.
    """
    back = POINTS_BACK.search(clause)
    if topic:  # a pronoun means the topic, unless the first clause names something else
        return "" if back and _names(first) else clause
    if back:
        return _resolved(clause, first)
    if _ORDINAL.search(clause) and re.search(r"\bthe first \w", first):
        return clause
    return clause if _says_enough(clause, _names(first)) else ""


def _names(clause: str) -> list[str]:
    return phrases(clause) + YEAR.findall(clause)


def _says_enough(clause: str, before: list[str]) -> bool:
    """Tell whether a clause without pronouns needs nothing of the first, which names `before`."""
    if _OF_WHAT.search(clause):
        return False
    names = _names(clause)
    if names and not before:  # a firm or place at its end may be said of both
        return not re.search(rf" (?:{_PREPOSITION}) (?:the )?{re.escape(names[-1])}$", clause)
    if names or before:  # without a name it may well be about what the first names
        return bool(names)
    stranded = clause.rsplit(maxsplit=1)[-1] in PREPOSITIONS
    return len(content_words(clause)) > 1 and not stranded


def _resolved(clause: str, first: str) -> str:
    """Put what the first clause is about in the place of the only pronoun of `clause`."""
    pronouns = list(_PRONOUN.finditer(clause))
    if len(pronouns) != 1 or _EMPTY.search(clause) or phrases(clause[: pronouns[0].start()]):
        return ""
    pronoun = pronouns[0]
    meant = _thing(first) if pronoun["thing"] else ""
    meant = meant or _subject(first, thing=not (pronoun["person"] or pronoun["own"]))
    plural = bool(re.match(r"\w+ (?:are|were|do)\b", first, re.IGNORECASE))
    owned = "’s" if pronoun[0].lower() in {"his", "its"} else ""
    if not meant or plural != bool(pronoun["group"]) or (owned and len(meant.split()) > 3):
        return ""
    result = clause[: pronoun.start()] + meant + owned + clause[pronoun.end() :]
    return "" if POINTS_BACK.search(result) else result


def _thing(first: str) -> str:
    """Return the thing of "When was the mill built" or "Who built the mill", where it has one."""
    done = _DONE_TO.match(first)
    if done is None:
        return ""
    if done["it"]:
        return done["it"] if _is_verb(done["verb"]) else ""
    article, *rest = done["object"].lower().split()
    telling = rest if article == "the" else [article, *rest]
    whole = bool(telling) and not FUNCTION_WORDS & set(telling)
    return done["object"] if whole and _is_verb(done["made"]) else ""


def _subject(first: str, *, thing: bool) -> str:
    """Return the subject of a first clause: "When was Ann Roe born", "What is fulling"."""
    names = phrases(first)
    defined = _DEFINED.match(first)
    if defined and len(names) < 2:
        inside = defined["it"] or ("" if thing else defined["who"])
        grammar = {*PREPOSITIONS, "or"} & set(inside.split())
        more = bool(names) and not inside.endswith(names[0])  # "Where was Ann Roe born"
        verb = bool(inside) and _is_verb(inside.rsplit(maxsplit=1)[-1])
        if inside and not (grammar or more or verb):
            return inside
    about = _ABOUT.match(first)
    if about and len(names) == 1 and first.startswith(names[0], about.end()):
        after = first[about.end() + len(names[0]) :]
        # another noun may be meant by "it": "When did Arden buy the mill and when was it sold?"
        if re.fullmatch(r"(?: [\w-]+){0,4}", after) and not (thing and _NOUN.search(after)):
            return f"{'the ' if about[0].endswith('the ') else ''}{names[0]}"
    return ""


def _is_verb(word: str) -> bool:
    return is_verb(word) or PARTICIPLE.fullmatch(word) is not None
