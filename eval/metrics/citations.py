"""How far the citations are the gold sentences or pages, all of them and nothing else."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from eval.metrics.normal import normalise

OVERLAP = 0.5
"""The least shared part of the shorter of two quotes for them to count as the same place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence stands: words of a source, or a page of it, or the whole source."""

    source: str
    """File name or path; a gold source may leave leading folders out."""
    text: str = ""
    """Words copied character by character. A gold place without any is its page."""
    page: int | None = None
    """Counted from 1. A gold place without text and page is the whole source."""


@dataclass(frozen=True, slots=True)
class CitationScores:
    """Of one case. All None where no gold evidence is known, as with an unanswerable question."""

    precision: float | None
    """Citations that match gold evidence / citations; None where nothing is cited."""
    recall: float | None
    """Gold evidence that a citation matches / gold evidence."""
    hit: bool | None
    """Whether any gold evidence is cited: for gold sentences that say the same."""


def same_source(cited: str, gold: str) -> bool:
    """Return whether `cited` is the file `gold`: the same last parts of the path."""
    paths = [
        unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./").split("/")
        for path in (cited, gold)
    ]
    return bool(gold) and paths[0][-len(paths[1]) :] == paths[1]


def same_words(cited: str, gold: str) -> bool:
    """Return whether two quotes are of the same place.

    Both normalised: one holds the other in whole words, or the longest run of whole words in both
    has at least OVERLAP of the characters of the shorter. An empty quote is nowhere. So a quote of
    a whole page is a citation of each sentence on it: read precision beside the quotes' length.
    """
    one, other = normalise(cited), normalise(gold)
    if not one or not other:
        return False
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    return _longest_run(one.split(), other.split()) >= OVERLAP * min(len(one), len(other))


def _longest_run(one: list[str], other: list[str]) -> int:
    """Return the characters, spaces between words included, of the longest run in both."""
    best, above = 0, [0] * (len(other) + 1)
    for word in one:
        row = [0]  # at each word of `other`: the run that ends there, with a space after it
        for position, each in enumerate(other):
            row.append(above[position] + len(word) + 1 if word == each else 0)
        best, above = max(best, *row), row
    return max(0, best - 1)


def same_place(cited: Place, gold: Place) -> bool:
    """Return whether `cited` is of the gold words; without those, of the gold page or source.

    A citation without a page (a format that has none) matches no gold page.
    """
    if not same_source(cited.source, gold.source):
        return False
    if gold.text:
        return same_words(cited.text, gold.text)
    return gold.page is None or cited.page == gold.page


def place_scores(cited: Sequence[Place], gold: Sequence[Place]) -> CitationScores:
    """Return precision and recall of the cited places against the gold places of a case.

    Two right citations of one gold place are two right citations and one gold place found. After
    ALCE (Gao et al., 2023), with gold places instead of a model that judges entailment.
    """
    pairs = [[same_place(each, wanted) for wanted in gold] for each in cited]
    return _scores(
        [any(row) for row in pairs],
        [any(column) for column in zip(*pairs, strict=True)] if pairs else [False] * len(gold),
    )


def _scores(right: Sequence[bool], found: Sequence[bool]) -> CitationScores:
    if not found:
        return CitationScores(None, None, None)
    precision = sum(right) / len(right) if right else None
    return CitationScores(precision, sum(found) / len(found), any(found))


def supported_share(supported: Sequence[bool]) -> float | None:
    """Return the share of shown sentences that their citations support; None where none is shown.

    `supported` has one judgement a sentence: a person's, or that of a model other than the one
    that checked the answer.
    """
    return sum(map(bool, supported)) / len(supported) if supported else None
