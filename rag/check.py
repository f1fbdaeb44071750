"""Check whether a sentence of an answer stands on the document sentences that it will cite.

Plain code for numbers, names and denial, the evidence reader for the rest. Whether the sentence
answers the question is another matter: `rag.judge`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.vectors import Vectors
from rag.evidence import Evidence
from rag.linked import is_named
from rag.reader import calibration
from rag.rules import (
    Question,
    about_something_else,
    against,
    exact,
    goes_with,
    held,
    in_same_words,
    invented,
    missing,
    only_says_yes_or_no,
    same_document,
    says_nothing_new,
    says_something_else,
    share,
    with_context,
)
from rag.words import stems

MOST_CITED = 3
"""Sentences that one sentence of the answer may rest on."""
ALSO_CITED = 0.4
"""Share of the claim's words that a further citation must hold."""
TAKEN = 0.3
"""Share of the claim's words from which on a sentence may be what it was taken from."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentences to cite, and why the claim may not be shown (empty: it may)."""

    cited: tuple[Evidence, ...]
    reason: str
    strength: float
    """0 to 1: probability that the citations support the claim."""
    source: Evidence | None = None
    """A document's own sentence that may take the claim's place: only the wording is doubted."""


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
    cited = (*cited, *_bridge(question, cited, evidence))
    basis = held(cited)
    around = " ".join(
        [basis, *(with_context(e) for e in evidence if goes_with(e, cited, question))]
    )
    strength = _strength(supports([(claim, basis)])[0], share(stems(claim), basis))
    # the reader was taught to see changed details, and doubts some sentences that repeat the source
    supported = strength >= calibration()["claim"]["least"] or in_same_words(claim, cited)
    empty = says_nothing_new(claim, question.text)
    reason = (
        empty
        or says_something_else(claim, question.text)
        or invented(claim, basis, f"{around} {question.text}", question.text)
        or about_something_else(question, around)
    )
    doubted = against(claim, " ".join(e.sentence.text for e in cited)) or (
        "" if supported else "it does not follow from it"
    )
    if not doubted and only_says_yes_or_no(claim, question.text, cited):
        doubted = "it only says yes or no"
    replaced = empty or (doubted and not reason)
    source = _source(claim, question, cited, evidence) if replaced else None
    return Verdict(cited, reason or doubted, strength, source)


def _source(
    claim: str, question: Question, cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Evidence | None:
    """Choose the sentence to quote in the place of `claim`: the one that it was taken from.

    Yes or no and the question's own words are taken from none; there the likeliest sentence
    speaks, as it may say the opposite.
    """
    empty = says_nothing_new(claim, question.text)
    if empty or only_says_yes_or_no(claim, question.text, ()):
        possible = sorted(evidence, key=lambda e: -e.score)[:1]
    else:
        possible = [e for e in cited[:1] if share(stems(claim), with_context(e)) >= TAKEN]
    return next((e for e in possible if quotable(e, question, evidence)), None)


def quotable(evidence: Evidence, question: Question, around: Sequence[Evidence]) -> bool:
    """Tell whether a document's own sentence may stand for an answer: it is about the question."""
    near = [evidence, *(e for e in around if goes_with(e, [evidence], question))]
    text = " ".join(with_context(e) for e in near)
    said = evidence.sentence.text
    return not (
        says_nothing_new(said, question.text)
        or says_something_else(said, question.text)
        or about_something_else(question, text)
    )


def _strength(support: float, share: float) -> float:
    """Probability of support from the reader's log-odds and the share of the claim's words."""
    weights = calibration()["claim"]
    total = weights["constant"] + weights["support"] * support + weights["words"] * share
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


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
        lacking = missing(exact(claim), " ".join(with_context(evidence[j]) for j in chosen))
        there = evidence[i].sentence.text
        gained = len(missing(lacking, there)) < len(lacking)
        close = len(claimed & stems(there)) >= ALSO_CITED * len(claimed)
        if gained and close and len(chosen) < MOST_CITED:
            chosen.append(i)
    return tuple(evidence[i] for i in chosen)


def _bridge(
    question: Question, cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> list[Evidence]:
    """Return the sentence that leads from what is asked about to the cited document, if one does.

    Without it a reader of the footnotes could not see why that document answers the question.
    """
    near = " ".join(with_context(e) for e in evidence if same_document(e, cited))
    lacking = missing(set(question.elsewhere), near)
    leading = [
        e
        for e in evidence
        if not same_document(e, cited)
        and any(is_named(c.document.title, e.sentence.text) for c in cited)
        and len(missing(lacking, with_context(e))) < len(lacking)
    ]
    return leading[:1]
