"""What must hold between a claim, its question and what is cited: plain code, no model.

Numbers, names and denial. A rule returns why the claim may not be shown, or nothing if it may.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.evidence import Evidence
from rag.linked import is_named
from rag.places import may_mean
from rag.question_words import is_silent_on, question_words
from rag.words import TIMES, digits, names, numbers, same_name, stems, words

_DENIALS = {
    "no",
    "not",
    "never",
    "none",
    "nobody",
    "nothing",
    "neither",
    "nor",
    "without",
    "cannot",
}

_YES_OR_NO = {"yes", "no"}

_CLAUSES = re.compile(r"[,;:]|\b(?:and|but|which|while|although)\b")

_COUNTED = re.compile(r"\b(?:the|these|those|both|all|its|their) [a-z]+\b", re.IGNORECASE)

_OR = re.compile(r"([^,:]+?),? or ([^,?]+)")

SAME_WORDS = 0.9
"""Share of a claim's words in one clause from which on it repeats its source."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a supported answer must match: the names and numbers that were asked about."""

    text: str
    elsewhere: frozenset[str]
    """Names of the question that occur somewhere in the library."""


def asked(question: str, occurs: Callable[[str], bool]) -> Question:
    """Prepare `question`; `occurs(word)` tells whether the library holds a word.

    Months and days are left out, since documents also give them as numbers or not at all (next
    month), and names of two letters, since documents spell them out (US, EU).
    """
    telling = (n for n in names(question) if n not in TIMES and len(n) > 2)
    return Question(question, frozenset(n for n in telling if occurs(n)))


def in_same_words(claim: str, cited: Sequence[Evidence]) -> bool:
    """Tell whether `claim` stands word for word in a cited sentence, or in one clause of it."""
    said, denies = words(claim), bool(_DENIALS & set(words(claim)))
    for e in cited:
        if f" {' '.join(said)} " in f" {' '.join(words(e.sentence.text))} ":
            return True
        for clause in _CLAUSES.split(e.sentence.text):
            denied = bool(_DENIALS & set(words(clause)))
            if share(stems(claim), clause) >= SAME_WORDS and denied == denies:
                return True
    return False


def share(wanted: set[str], text: str) -> float:
    """Return the share (0 to 1) of the stems `wanted` that `text` holds."""
    return len(wanted & stems(text)) / len(wanted) if wanted else 1.0


def exact(text: str) -> set[str]:
    """Return what has no other word: numbers and names."""
    return numbers(text) | names(text)


def missing(wanted: set[str], text: str) -> set[str]:
    """Names and numbers of `wanted` that `text` does not hold in any form."""
    there = {*words(text), *numbers(text)}
    return {w for w in wanted if not any(same_name(w, other) for other in there)}


def with_context(evidence: Evidence) -> str:
    """Return a sentence after its document's title and date and its heading."""
    document, sentence = evidence.document, evidence.sentence
    return f"{document.title}. {document.date or ''}. {sentence.heading}. {sentence.text}"


def same_document(evidence: Evidence, cited: Sequence[Evidence]) -> bool:
    """Tell whether a sentence is of the document of one that is cited."""
    return any(evidence.document.id == c.document.id for c in cited)


def goes_with(evidence: Evidence, cited: Sequence[Evidence], question: Question) -> bool:
    """Tell whether a sentence may stand beside citations: what it names is not a wrong neighbour.

    It is of the same document; or it names the cited document by title, as the first of two hops
    does; or the question names both documents by title, as one that compares them does.
    """
    asked_for = is_named(evidence.document.title, question.text)
    return same_document(evidence, cited) or any(
        is_named(c.document.title, evidence.sentence.text)
        or (asked_for and is_named(c.document.title, question.text))
        for c in cited
    )


def says_nothing_new(claim: str, question: str) -> str:
    """Yes or no and the question's own words say nothing, unless they choose between two."""
    said = stems(claim) - _YES_OR_NO
    if said - stems(question) or (said and _YES_OR_NO & stems(claim)) or _chooses(claim, question):
        return ""
    return "it only repeats the question"


def only_says_yes_or_no(claim: str, question: str, cited: Sequence[Evidence]) -> bool:
    """Tell whether `claim` is a yes or no to the question's words that are not the source's own.

    A small model says yes too readily: the source's sentence tells more than its verdict.
    """
    said = stems(claim)
    if not _YES_OR_NO & said or said - _YES_OR_NO - stems(question):
        return False
    told = said - _YES_OR_NO  # whether it denies is judged by `against`
    clauses = (clause for e in cited for clause in _CLAUSES.split(e.sentence.text))
    return not any(share(told, clause) >= SAME_WORDS for clause in clauses)


def _chooses(claim: str, question: str) -> bool:
    """Tell whether `claim` takes one of two things that the question offers (Arden or Kestrel)."""
    offered = _OR.search(question)
    if offered is None:
        return False
    said = stems(claim)
    one, other = (stems(offered[side]) for side in (1, 2))
    return bool(one & said - other) != bool(other & said - one)


def says_something_else(claim: str, question: str) -> str:
    """Ask for a time after "when" and an amount after "how many", where nothing else is asked."""
    asked = question_words(question)
    if asked in (["when"], ["how many"]) and is_silent_on(asked[0], claim, question):
        return f"it does not say {asked[0]}"
    return ""


def against(claim: str, held: str) -> str:
    """Yes needs a sentence that affirms, no one that denies; more cannot be told from words."""
    first = words(claim)[:1]
    denied = bool(_DENIALS & set(words(held)))
    if (first == ["yes"] and denied) or (first == ["no"] and not denied):
        return f"what it rests on {'denies' if denied else 'affirms'}"
    return ""


def invented(claim: str, held: str, around: str, question: str) -> str:
    """Numbers must stand in what is cited; names may stand beside it.

    A number that the question gives in words (three kinds of) counts what the claim lists, and one
    after an article (the two countries) what it has named.
    """
    counted = numbers(question) - digits(question)
    lacking = (numbers(_COUNTED.sub(" ", claim)) - numbers(held) - counted) | missing(
        names(claim), around
    )
    return f"{', '.join(sorted(lacking))} is not in what it rests on" if lacking else ""


def about_something_else(question: Question, around: str) -> str:
    """Wrong neighbours: the question names what the library knows, but not in this place.

    A name that occurs nowhere at all may be another word for one that does (Tokyo for Japan), so
    it proves nothing. A number in digits has no other word; one in words counts what is asked for
    (which three …).
    """
    there = set(words(around))
    lacking = missing(set(question.elsewhere), around)
    wrong = sorted(name for name in lacking if not may_mean(name) & there)
    wrong += sorted(digits(question.text) - numbers(around))
    return f"it is not about {', '.join(wrong)}" if wrong else ""


def held(cited: Sequence[Evidence]) -> str:
    """Join what citations say, each sentence with its document's title and date and its heading."""
    return " ".join(with_context(e) for e in cited)
