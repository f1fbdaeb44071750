"""Why a question was refused, in one plain sentence: what it names and the documents do not.

Plain code that only says what it can see: a word that stands nowhere in the library, names that
no found document holds together, a title that only others bear.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from rag.evidence import Evidence
from rag.phrases import (
    OPENERS,
    YEAR,
    Occurs,
    initials,
    is_known,
    names_in,
    phrases,
    proves_nothing,
    terms,
    words_of,
)
from rag.words import STOP_WORDS, same_name

LONGEST = 200
"""Characters of an explanation."""
MOST = 3
"""Names that one explanation lists."""

_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OWNER = r"[A-Z]\w+(?: [A-Z]\w+)??"
_TITLE = re.compile(
    rf"(?:(?P<owner>{_OWNER})(?:['’]s)? )?(?P<title>(?i:(?:(?:prime|foreign|interior|finance|health"
    r"|defen[cs]e|vice|general|managing|press) )?(?:minister|president|chancellor|ambassador|mayor"
    r"|secretary|director|chairman|chairwoman|spokes(?:person|man|woman))))"
    rf"(?![\w’'-])(?: of (?:the )?(?P<place>{_OWNER})(?!\w))?"
)
# words with a capital before a title that do not tell whose it is
_NO_OWNERS = {
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "this",
    "that",
    "new",
    "former",
    "then",
    "acting",
}


def missing_names(question: str, evidence: Sequence[Evidence], occurs: Occurs) -> tuple[str, ...]:
    """Return names and years of `question`, in its own words, that stand nowhere in the library.

    `occurs(word)` tells whether the library holds a word. A name is left out where the documents
    may know it in another form: another ending, an abbreviation, a misspelling.
    """
    known = {w for e in evidence for w in words_of(_around(e))}
    abbreviations = {initials(p) for e in evidence for p in phrases(_around(e))}

    def is_missing(name: str) -> bool:
        parts = name.split()
        if len(parts) > 1 and question.startswith(name):
            parts = parts[1:]  # the first may be no name: "Compare Kestrel"
        telling = [w for w in parts if not proves_nothing(w, abbreviations)]
        return any(not is_known(w, known, occurs) for w in telling)

    return tuple(term for term in terms(question) if is_missing(term))


def explain(question: str, evidence: Sequence[Evidence], occurs: Occurs) -> str:
    """Return what a refused question names and the documents do not, in one or two sentences.

    At most `LONGEST` characters, without markup, the question's own words in quotation marks.
    Empty where nothing sure can be said. "Your documents" speaks of the whole library, "the
    passages found" only of `evidence`.
    """
    missing = missing_names(question, evidence, occurs)
    if missing:
        told = _not_mentioned(question, missing, evidence)
    else:
        told = (
            _title_of_others(question, evidence)
            or _not_together(terms(question), evidence)
            or _unknown_topic(question, evidence, occurs)
        )
    return told if len(told) <= LONGEST else ""


def _not_mentioned(question: str, missing: Sequence[str], evidence: Sequence[Evidence]) -> str:
    lacking = _listed(missing[:MOST], "or")
    known = [t for t in names_in(question) if t not in missing and _documents(t, evidence)]
    short = f"Your documents do not mention {lacking}."
    if not known:
        return short
    told = f"Your documents mention {_listed(known[:1], 'and')}, but not {lacking}."
    if all(YEAR.fullmatch(m) for m in missing):
        told += _years_beside(known[0], evidence)
    return told if len(told) <= LONGEST else short


def _years_beside(name: str, evidence: Sequence[Evidence]) -> str:
    texts = [e.sentence.text for e in evidence if _holds(name, e.sentence.text)]
    years = sorted({year for text in texts for year in _ANY_YEAR.findall(text)})
    if not years or len(years) > MOST:
        return ""
    return f" The nearest passages name it beside {_joined(years, 'and')}."


def _title_of_others(question: str, evidence: Sequence[Evidence]) -> str:
    """Say whose minister the passages name, if none of them is the one of the question.

    Nothing is sure where a passage has the title without saying whose it is.
    """
    asked = next((m for m in _TITLE.finditer(question) if m["owner"] or m["place"]), None)
    if asked is None:
        return ""
    own = (asked["place"] or asked["owner"]).lower().split()[-1]
    others: dict[str, None] = {}
    for found in (m for e in evidence for m in _TITLE.finditer(e.sentence.text)):
        if _plain(found["title"]) == _plain(asked["title"]):
            owner = found["place"] or found["owner"]
            if (
                not owner
                or set(owner.lower().split()) <= _NO_OWNERS
                or any(same_name(own, word) for word in words_of(found[0]))
            ):
                return ""
            others[found[0]] = None
    if not others:
        return ""
    return f"The passages found name no “{asked[0]}”, only {_listed([*others][:2], 'and')}."


def _not_together(terms: Sequence[str], evidence: Sequence[Evidence]) -> str:
    """Say which name no found passage holds, or which two no found document holds both of."""
    telling = [t for t in terms if not all(proves_nothing(w, set()) for w in t.split())]
    maybe = {term: _maybe(term, evidence) for term in telling}
    held = [term for term in telling if _documents(term, evidence)]
    absent = [term for term in telling if not maybe[term]]
    if held and absent:
        return f"The passages found mention “{held[0]}”, but not {_listed(absent[:MOST], 'or')}."
    for one, other in combinations(held, 2):
        if not maybe[one] & maybe[other]:
            return f"No passage found mentions “{one}” together with “{other}”."
    return ""


def _unknown_topic(question: str, evidence: Sequence[Evidence], occurs: Occurs) -> str:
    """Name the words of a question of which most stand nowhere in the library."""
    known = {w for e in evidence for w in words_of(_around(e))}
    telling = dict.fromkeys(re.findall(r"[^\W\d_]{4,}", question))
    absent = [
        w
        for w in telling
        if w.lower() not in STOP_WORDS | OPENERS and not is_known(w, known, occurs)
    ]
    # two words are too few: "critically" may be said in other words
    if len(absent) < 3 or len(absent) * 2 < len(telling):
        return ""
    return f"Your documents do not mention {_listed(absent[:MOST], 'or')}."


def _around(e: Evidence) -> str:
    return f"{e.document.title}. {e.document.date or ''}. {e.sentence.heading}. {e.sentence.text}"


def _holds(term: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None


def _documents(term: str, evidence: Sequence[Evidence]) -> set[int]:
    """Numbers of the documents whose found passages hold the term as it is written."""
    return {e.document.id for e in evidence if _holds(term, _around(e))}


def _maybe(term: str, evidence: Sequence[Evidence]) -> set[int]:
    """Numbers of the documents whose found passages may mean it: one word of it in any form."""
    return {
        e.document.id
        for e in evidence
        for word in term.lower().split()
        if any(same_name(word, other) for other in words_of(_around(e)))
    }


def _plain(title: str) -> str:
    return title.lower().replace("defence", "defense")


def _listed(terms: Sequence[str], last: str) -> str:
    return _joined([f"“{term}”" for term in terms], last)


def _joined(terms: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(terms[:-1]), terms[-1]] if terms[1:] else terms)
