"""What kind of value a question asks for, and how to read such values from a sentence."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from rag.dates import dates
from rag.values import Value, name_lists, quantities
from rag.words import STOP_WORDS, words

# words of one meaning in reports and office papers
_SAME = (
    "soldiers troops servicemen soldaten",
    "employees staff headcount workforce workers mitarbeiter beschäftigte angestellte",
    "start starts begin begins began begun commence commences beginnt",
    "end ends until till finish finishes expire expires endet",
    "due deadline payable fällig frist",
    "cost costs price amount total sum fee costing kosten kostet preis betrag",
    "attend attended attendees participate participants join joined members teilnehmer",
)
# words that do not tell what a question or a sentence is about
ASKING = frozenset(
    """
    many much when date day year month time number wann wie viele viel wer welche welcher which who
    long far high old tall wide large big tell me please exactly expected planned ist sind war der
    die das den dem ein eine im am in und zu take takes took taken will would should could can may
    document documents text texts article articles report now currently current latest today still
    present moment after before than not no so also more most all any each per percent percentage
    prozent about according over some hat haben mit von für auf bei zum zur des es gibt einer
    """.split()  # noqa: SIM905  (a list of strings would take twenty lines)
)
_UNITS = frozenset(
    """
    km kilometer kilometre m meter metre mile foot feet inch cm mm kg kilogram gram ton tonne hour
    minute second day week month year tag woche monat jahr stunde meilen
    """.split()  # noqa: SIM905  (a list of strings would take twenty lines)
)
_PERCENT = {"%"}
_CURRENCIES = {"euro", "dollar", "pound", "franc"}
_COUNT = re.compile(
    r"\b(?:how many|number of|wie viele|anzahl der)\s+((?:[\w-]+\s*){1,3})", re.IGNORECASE
)
_COUNTABLE = re.compile(r"s$|people$|men$|children$|staff$|personnel$|^[A-ZÄÖÜ]")
_MONEY = re.compile(
    r"\b(?:how much|costs?|wie ?viel|kostet|kosten|(?:what|wie) (?:is|was|are|were|hoch)\b.*\b"
    r"(?:price|amount|budget|fee|salary|rent|revenue|total|preis|betrag|miete)s?)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\bhow (?:far|long|tall|high|wide|deep|heavy|old)\b|\b(?:distance|duration|length)\b"
    r"|\bwie (?:weit|lange|hoch|breit|alt)\b", re.IGNORECASE,
)  # fmt: skip
_SHARE = re.compile(r"\b(?:percentage|percent|share|what rate|prozent|anteil)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"^(?:and |und )?when\b|\b(?:(?:what|which) (?:exact )?(?:date|day|year|month)|"
    r"what is the (?:due )?date|deadline|due date|start date|end date|wann|datum|frist)\b",
    re.IGNORECASE,
)
_TAKING_PART = re.compile(
    r"\b(?:t(?:ak(?:e|es|ing|en)|ook) part|participa\w+|attend\w*|join\w*|members?|invited|"
    r"sign(?:ed|atories)|teilnehm\w*|teilgenommen|nahmen)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:who|which|what (?:countries|companies|people|teams)|wer|welche)\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:among (?:others|them)|including|include[sd]?|such as|e\.g|others?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The value that a question asks for."""

    about: str
    """In words, for the person who asked."""
    values: Callable[[str], tuple[Value, ...]]
    """Reads the values of this kind from a sentence; empty where it is not sure which."""
    names_differ: bool = False
    """Whether names are the value, and so may differ."""


def canonical(word: str) -> str:
    """One form for the inflections of a word, and for words of one meaning."""
    return _CANONICAL.get(_cut(word), _cut(word))


def content(text: str) -> set[str]:
    """Canonical words of a text that tell what it is about."""
    text = re.sub(r"\bt(?:ak(?:e|es|ing|en)|ook) part\b", "participate", text, flags=re.IGNORECASE)
    telling = (w for w in words(text) if w not in STOP_WORDS and w not in ASKING)
    return {canonical(w) for w in telling if len(w) > 1 and not w.isdigit()}


def asked_value(question: str) -> Asked | None:
    """Tell which kind of value `question` asks for, None for any other kind."""
    if match := _COUNT.search(question):
        noun = next((w for w in match[1].split() if _COUNTABLE.search(w)), "")
        return _number_of(noun) if noun else None
    for pattern, about, units in (
        (_SHARE, "the share", _PERCENT),
        (_WHEN, "the date", None),
        (_MEASURE, "the measure", _MEASURES),
        (_MONEY, "the amount", _CURRENCIES),
    ):
        if pattern.search(question):
            return Asked(about, partial(_one_each, units) if units else partial(_dates, question))
    if _WHO.search(question) and _TAKING_PART.search(question):
        return Asked("the participants", _participants, names_differ=True)
    return None


def _number_of(noun: str) -> Asked:
    return Asked(f"the number of {noun}", partial(_counted, canonical(noun.lower())))


def _counted(noun: str, text: str) -> tuple[Value, ...]:
    """Numbers of the noun: "47 new employees", and "the headcount is 47"."""
    found = []
    for quantity in quantities(text):
        before = [canonical(w) for w in words(text[: quantity.start])[-6:]]
        after = [canonical(w) for w in quantity.after]
        if noun in after:
            found.append(quantity.of(after.index(noun), noun))
        elif noun in before and not content(" ".join(quantity.after)):
            found.append(quantity.of(-1, noun))
    return tuple(found) if len(found) == 1 else ()


def _one_each(units: AbstractSet[str], text: str) -> tuple[Value, ...]:
    """Numbers with one of the units; none of a unit that the sentence gives more than once."""
    found = [
        q.of(0, unit)
        for q in quantities(text)
        if q.after and (unit := canonical(q.after[0])) in units
    ]
    given = [q.after for q in found]
    return tuple(q for q in found if given.count(q.after) == 1)


def _dates(question: str, text: str) -> tuple[Value, ...]:
    """Read the dates; of several only the first for a start, only the last for an end."""
    found = [d for d in dates(text) if not (d.month is None and str(d.year) in question)]
    topic = content(question)
    if {"start", "first"} & topic:
        return tuple(found[:1])
    return tuple(found[-1:] if {"end", "last", "due"} & topic else found)


def _participants(text: str) -> tuple[Value, ...]:
    if not _TAKING_PART.search(text) or _OPEN.search(text):
        return ()
    found = name_lists(text)
    return tuple(found) if len(found) == 1 else ()


def _cut(word: str) -> str:
    """Strip endings of the plural and of verbs, then keep the first six letters."""
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:6]


_CANONICAL = {_cut(word): _cut(group.split()[0]) for group in _SAME for word in group.split()}
_MEASURES = {_cut(word) for word in _UNITS}
