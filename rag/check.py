"""Check whether a sentence of an answer stands on the document sentences that it will cite.

Plain code for numbers, names and denial, the evidence reader for the rest; never the answer model's
opinion: asked in two ways whether its own answer was right, the default model told right from wrong
little better than chance (area under ROC 0.66 and 0.72, 38 questions).
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.vectors import Vectors
from rag.evidence import Evidence
from rag.reader import calibration
from rag.words import TIMES, digits, names, numbers, same_name, stems, words

MOST_CITED = 3
"""Sentences that one sentence of the answer may rest on."""
ALSO_CITED = 0.4
"""Share of the claim's words that a further citation must hold."""
SAME_WORDS = 0.9
"""Share of a claim's words in one clause from which on it repeats its source."""

_CLAUSES = re.compile(r"[,;:]|\b(?:and|but|which|while|although)\b")
_YES_OR_NO = {"yes", "no"}
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


@dataclass(frozen=True, slots=True)
class Question:
    """What a supported answer must match: the names and numbers that were asked about."""

    text: str
    elsewhere: frozenset[str]
    """Names of the question that occur somewhere in the library."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentences to cite, and why the claim may not be shown (empty: it may)."""

    cited: tuple[Evidence, ...]
    reason: str
    strength: float
    """0 to 1: probability that the citations support the claim."""
    support: float = 0.0
    """The reader's log-odds that they support it as an answer to the question."""


def asked(question: str, occurs: Callable[[str], bool]) -> Question:
    """Prepare `question`; `occurs(word)` tells whether the library holds a word.

    Months and days are left out, since documents also give them as numbers or not at all (next
    month), and names of two letters, since documents spell them out (US, EU).
    """
    telling = (n for n in names(question) if n not in TIMES and len(n) > 2)
    return Question(question, frozenset(n for n in telling if occurs(n)))


Supports = Callable[[Sequence[tuple[str, str]]], list[float]]
"""`EvidenceReader.supports`: log-odds for every (claim, sentences)."""


def check(
    claim: str,
    claim_vector: Vectors,
    question: Question,
    evidence: Sequence[Evidence],
    vectors: Vectors,
    supports: Supports,
) -> Verdict:
    """Find the sentences that `claim` rests on and say whether they hold it.

    `vectors` are the embeddings of `evidence` (count x dimension).
    """
    cosines = vectors @ claim_vector
    cited = _align(claim, question, evidence, cosines)
    basis = held(cited)
    around = " ".join([basis, *(_with_context(e) for e in evidence if _same_document(e, cited))])
    alone, answering = supports([(claim, basis), (f"{question.text} {claim}", basis)])
    strength = _strength(alone, _share(stems(claim), basis))
    # the reader was taught to see changed details, and doubts some sentences that repeat the source
    supported = strength >= calibration()["claim"]["least"] or _in_same_words(claim, cited)
    reason = (
        _says_nothing_new(claim, question.text)
        or _against(claim, " ".join(e.sentence.text for e in cited))
        or _invented(claim, basis, f"{around} {question.text}")
        or _about_something_else(question, around)
        or ("" if supported else "it does not follow from it")
    )
    return Verdict(cited, reason, strength, answering)


def held(cited: Sequence[Evidence]) -> str:
    """Join what citations say, each sentence with its document's title and date and its heading."""
    return " ".join(_with_context(e) for e in cited)


def quotable(evidence: Evidence, question: Question, around: Sequence[Evidence]) -> bool:
    """Tell whether a document's own sentence may stand for an answer: it is about the question."""
    near = [evidence, *(e for e in around if _same_document(e, [evidence]))]
    text = " ".join(_with_context(e) for e in near)
    new = _says_nothing_new(evidence.sentence.text, question.text)
    return not new and not _about_something_else(question, text)


def _in_same_words(claim: str, cited: Sequence[Evidence]) -> bool:
    """Tell whether `claim` stands word for word in a cited sentence, or in one clause of it."""
    said, denies = words(claim), bool(_DENIALS & set(words(claim)))
    for e in cited:
        if f" {' '.join(said)} " in f" {' '.join(words(e.sentence.text))} ":
            return True
        for clause in _CLAUSES.split(e.sentence.text):
            denied = bool(_DENIALS & set(words(clause)))
            if _share(stems(claim), clause) >= SAME_WORDS and denied == denies:
                return True
    return False


def _strength(support: float, share: float) -> float:
    """Probability of support from the reader's log-odds and the share of the claim's words."""
    weights = calibration()["claim"]
    total = weights["constant"] + weights["support"] * support + weights["words"] * share
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _share(wanted: set[str], text: str) -> float:
    return len(wanted & stems(text)) / len(wanted) if wanted else 1.0


def _align(
    claim: str, question: Question, evidence: Sequence[Evidence], cosines: Vectors
) -> tuple[Evidence, ...]:
    """Pick the sentence that holds the claim best, and more while they add what is missing."""
    claimed, new = stems(claim), stems(claim) - stems(question.text)

    def fit(i: int) -> float:
        there = stems(evidence[i].sentence.text)
        share = len(claimed & there) / max(1, len(claimed))
        return float(cosines[i]) + share + len(new & there) / max(1, len(new))

    order = sorted(range(len(evidence)), key=fit, reverse=True)
    chosen = [order[0]]
    for i in order[1:]:
        missing = _missing(_exact(claim), " ".join(_with_context(evidence[j]) for j in chosen))
        there = evidence[i].sentence.text
        gained = len(_missing(missing, there)) < len(missing)
        close = len(claimed & stems(there)) >= ALSO_CITED * len(claimed)
        if gained and close and len(chosen) < MOST_CITED:
            chosen.append(i)
    return tuple(evidence[i] for i in chosen)


def _exact(text: str) -> set[str]:
    return numbers(text) | names(text)


def _missing(wanted: set[str], text: str) -> set[str]:
    """Names and numbers of `wanted` that `text` does not hold in any form."""
    there = {*words(text), *numbers(text)}
    return {w for w in wanted if not any(same_name(w, other) for other in there)}


def _with_context(evidence: Evidence) -> str:
    document, sentence = evidence.document, evidence.sentence
    return f"{document.title}. {document.date or ''}. {sentence.heading}. {sentence.text}"


def _same_document(evidence: Evidence, cited: Sequence[Evidence]) -> bool:
    return any(evidence.document.id == c.document.id for c in cited)


def _says_nothing_new(claim: str, question: str) -> str:
    said = stems(claim) - _YES_OR_NO
    if said - stems(question) or (said and _YES_OR_NO & stems(claim)):
        return ""
    return "it only repeats the question"


def _against(claim: str, held: str) -> str:
    """Yes needs a sentence that affirms, no one that denies; more cannot be told from words."""
    first = words(claim)[:1]
    denied = bool(_DENIALS & set(words(held)))
    if (first == ["yes"] and denied) or (first == ["no"] and not denied):
        return f"what it rests on {'denies' if denied else 'affirms'}"
    return ""


def _invented(claim: str, held: str, around: str) -> str:
    """Numbers must stand in what is cited; names may stand beside it."""
    missing = (numbers(claim) - numbers(held)) | _missing(names(claim), around)
    return f"{', '.join(sorted(missing))} is not in what it rests on" if missing else ""


def _about_something_else(question: Question, around: str) -> str:
    """Wrong neighbours: the question names what the library knows, but not in this place.

    A name that occurs nowhere at all may be another word for one that does (Tokyo for Japan), so
    it proves nothing. A number in digits has no other word; one in words counts what is asked for
    (which three …).
    """
    wrong = sorted(_missing(set(question.elsewhere), around))
    wrong += sorted(digits(question.text) - numbers(around))
    return f"it is not about {', '.join(wrong)}" if wrong else ""
