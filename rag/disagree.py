"""Documents that give different numbers, dates or participants for what a question asks.

Plain code, silent when in doubt: another year, name or unit beside a number is another thing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.asked import ASKING, Asked, asked_value, content
from rag.dates import Day, dates
from rag.evidence import Evidence
from rag.values import Value, differ
from rag.words import STOP_WORDS, TIMES, digits, same_name, words

CONSIDERED = 12
"""Ranked sentences that are compared, besides those that are cited."""
MISSING = 4
"""Of so many content words of the question, a sentence with heading and title may lack one …"""
IN_SENTENCE = 0.5
"""… and the sentence itself must hold this share."""
ALIKE = 0.4
"""Share of the shorter sentence's content words that both sentences must hold."""

_PRESENT = re.compile(
    r"\b(?:now|nowadays|current(?:ly)?|latest|newest|today|at present|at the moment|still|so far|"
    r"presently|to date|as of now|most recent(?:ly)?|these days|jetzt|aktuell\w*|derzeit\w*|heute|"
    r"momentan\w*|neueste\w*|gegenwärtig\w*|zurzeit|zur zeit|immer noch|noch immer|mittlerweile|"
    r"inzwischen)\b",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    r"\b(?i:according to|said|says|told|reported by|cited|quoted)\s+(?:the\s+)?(?:[A-Z]\w*\s?)+"
    r"|(?:[A-Z]\w*\s)+(?=(?:has |had )?(?:said|says|told|reported|added|stated|wrote|announced)\b)"
)
# happens once, so that another year is another statement and not another occasion
_ONCE = re.compile(
    r"\b(?:found(?:ed|ing)|born|died|built|established|invented|discovered|sign(?:ed|ing)|"
    r"constructed|incorporated|formed|created|granted|adopted|ratified|introduced|patented|"
    r"published|acquired|bought|sold|merged|gegründet|geboren|gestorben|gebaut|unterzeichnet)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Version:
    """What one document says, and the sentence that says it."""

    value: str
    """In the sentence's own words."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Versions of one thing, each from another document."""

    about: str
    """What differs, for example "the number of soldiers", "the date", "the participants"."""
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence that answers the question, with the values it gives and the names around it."""

    evidence: Evidence
    values: tuple[Value, ...]
    near: frozenset[str]
    """All words of what was found of its document."""
    names: frozenset[str]


def disagreements(
    question: str, cited: Sequence[Evidence], ranked: Sequence[Evidence]
) -> tuple[Disagreement, ...]:
    """Return where documents differ in the number, date or participants that `question` asks for.

    Empty where they agree, where only one document answers, and where plain code cannot tell that
    two sentences are about the same thing. `ranked` comes likeliest first; the first version of a
    disagreement is that of a cited sentence, if one states a value.
    """
    wanted = asked_value(question)
    if wanted is None:
        return ()
    pool: dict[tuple[int, int], Evidence] = {}
    for e in (*cited, *ranked[:CONSIDERED]):
        pool.setdefault((e.document.id, e.sentence.ordinal), e)
    common = _written_small(question, pool.values())
    found = [
        s
        for e in pool.values()
        if (s := _statement(question, wanted, e, ranked, common)) is not None
    ]
    leading = [s for s in found if s.evidence in cited] or found[:1]
    for first in leading:
        if others := _others(question, wanted, first, found):
            versions = tuple(Version(s.values[0].text, s.evidence) for s in (first, *others))
            return (Disagreement(wanted.about, versions),)
    return ()


def wants_present(question: str) -> bool:
    """Tell whether the question asks how things are now (English or German)."""
    return bool(_PRESENT.search(question))


def newest(disagreement: Disagreement) -> Version | None:
    """Return the version of the newest document.

    None unless every document is dated and one alone is newest.
    """
    stated = [v.evidence.document.date for v in disagreement.versions]
    dated = [d for d in stated if d]
    if len(dated) < len(stated) or dated.count(max(dated)) != 1:
        return None
    return disagreement.versions[stated.index(max(dated))]


def _others(
    question: str, wanted: Asked, first: _Statement, found: Sequence[_Statement]
) -> list[_Statement]:
    """Statements of other documents, one each; none where no document contradicts `first`."""
    comparable = [s for s in found if _same_thing(question, wanted, first, s)]
    documents = dict.fromkeys(s.evidence.document.id for s in comparable)
    differing: list[_Statement] = []
    for number in documents:
        own = [s for s in comparable if s.evidence.document.id == number]
        if all(differ(first.values, s.values) for s in own):  # it says nowhere what `first` says
            differing.append(own[0])
    return differing


def _statement(
    question: str, wanted: Asked, e: Evidence, ranked: Sequence[Evidence], common: set[str]
) -> _Statement | None:
    """Read `e` as an answer to the question; None where it is not sure to be one."""
    values = wanted.values(e.sentence.text)
    around = f"{e.document.title} {e.sentence.heading} {e.sentence.text}"
    topic = content(question)
    if not values or len(topic & content(e.sentence.text)) < IN_SENTENCE * len(topic):
        return None
    if len(topic - content(around)) > len(topic) // MISSING:
        return None
    same = [r for r in ranked if r.document.id == e.document.id]
    near = {*words(around), *(w for r in same for w in words(r.sentence.text))}
    years = set(_YEAR.findall(question)) - set(_YEAR.findall(f"{around} {e.document.date}"))
    if years or _foreign(_proper(question, common), near):
        return None
    return _Statement(e, values, frozenset(near), frozenset(_proper(e.sentence.text, common)))


def _same_thing(question: str, wanted: Asked, one: _Statement, other: _Statement) -> bool:
    """Tell whether two sentences of different documents are about the same thing."""
    a, b = one.evidence, other.evidence
    if a.document.id == b.document.id:
        return False
    first, second = content(a.sentence.text), content(b.sentence.text)
    shared = len(first & second) / max(1, min(len(first), len(second)))
    if shared < ALIKE:
        return False
    if not wanted.names_differ and (
        _foreign(one.names, other.near) or _foreign(other.names, one.near)
    ):
        return False
    if isinstance(one.values[0], Day):
        return not _other_occasion(question, one, other)
    ours, theirs = set(_YEAR.findall(a.sentence.text)), set(_YEAR.findall(b.sentence.text))
    return not (ours and theirs and not ours & theirs)


def _other_occasion(question: str, one: _Statement, other: _Statement) -> bool:
    """Tell whether dates of different years may be those of something that comes every year."""
    ours, theirs = ({v.year for v in s.values if isinstance(v, Day)} for s in (one, other))
    if ours & theirs or None in ours | theirs:
        return False
    return not _ONCE.search(question)


def _written_small(question: str, pool: Iterable[Evidence]) -> set[str]:
    """Words that stand somewhere in lower case: with a capital they only begin a sentence."""
    texts = [question, *(e.sentence.text for e in pool)]
    return {w for text in texts for w in re.findall(r"\b[^\W\d_][\w]*", text) if w.islower()}


def _proper(text: str, common: set[str]) -> set[str]:
    """Names in a sentence, also as its first word, without those of who only reports it."""
    told = _ATTRIBUTED.sub(" ", text)
    for date in dates(told):
        told = told.replace(date.text, " ")
    found = {w for w in re.findall(r"\b[^\W\d_]\w+", told) if w[0].isupper()}
    plain = {w.lower() for w in found} - STOP_WORDS - ASKING - TIMES - common
    return {w for w in plain if not digits(w)}


def _foreign(
    names: Sequence[str] | set[str] | frozenset[str], near: set[str] | frozenset[str]
) -> bool:
    return any(not any(same_name(n, w) for w in near) for n in names)
