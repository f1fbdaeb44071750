"""Whether an answer says what a gold answer says. Of one answer; the mean is over cases.

`golds` are alternatives: the answer is measured against each and the best counts. Where there is
none, or only empty ones, the question has no answer and "" is the right one (SQuAD 2.0).
"""

import re
from collections import Counter
from collections.abc import Sequence

from eval.metrics.normal import normalise, plain
from eval.metrics.quantities import read_quantities

_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_JOINT = re.compile(r"(?<=\d)[-/:](?=\d)")


def _wanted(golds: Sequence[str]) -> list[str]:
    return [gold for gold in golds if normalise(gold)] or [""]


def exact_match(answer: str, golds: Sequence[str]) -> bool:
    """Return whether the normalised answer equals a normalised gold answer.

    Source: `compute_exact` of SQuAD's evaluate-v2.0.py (Rajpurkar et al., 2018).
    """
    return normalise(answer) in {normalise(gold) for gold in _wanted(golds)}


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Return the greatest F1, 0 to 1, of the words of the answer against those of a gold answer.

    F1 = 2 P R / (P + R) with P = shared / words in the answer, R = shared / words in the gold
    answer, shared counted with repetition; for an empty side 1 if both are empty, else 0. Source:
    `compute_f1` of SQuAD's evaluate-v2.0.py (Rajpurkar et al., 2018).
    """
    return max(_f1(normalise(answer).split(), normalise(gold).split()) for gold in _wanted(golds))


def _f1(answer: list[str], gold: list[str]) -> float:
    if not answer or not gold:
        return float(answer == gold)
    shared = (Counter(answer) & Counter(gold)).total()
    # 2PR/(P+R) with P = s/a and R = s/g is 2s/(a+g): the same number without a division by zero.
    return 2 * shared / (len(answer) + len(gold))


def _closed(text: str) -> str:
    """Normalise with hyphens closed up, but never two numbers into one: 2.5 is not 25."""
    return normalise(_JOINT.sub(" ", _POINT.sub("dot", plain(text))))


def _opened(text: str) -> str:
    """Normalise with a space for each hyphen and slash: 10,000-strong holds 10,000."""
    return normalise(re.sub(r"[-/:]", " ", _POINT.sub("dot", plain(text))))


def contains(answer: str, golds: Sequence[str]) -> bool:
    """Return whether the words of a gold answer stand in the answer, one after the other.

    Both normalised; whole words only ("no" is not in "note"); "e-mail" is in "email" and "10,000"
    in "10,000-strong". Without a gold answer: whether the answer is empty.
    """
    if _wanted(golds) == [""]:
        return not normalise(answer)
    return any(
        f" {form(gold)} " in f" {form(answer)} "
        for gold in _wanted(golds)
        for form in (_closed, _opened)
    )


def states(answer: str, golds: Sequence[str]) -> bool:
    """Return whether the answer states a gold answer, numbers and dates by what they mean.

    A gold answer that is only dates, numbers and units counts as stated if each of them is found
    in the answer, however written; 10 is not stated by "10 million". One with other words counts
    if it is contained as it is, or if its quantities and all of its words are found. Not judged:
    negation, and which of several numbers in the answer is meant.
    """
    if _wanted(golds) == [""]:
        return not normalise(answer)
    found = read_quantities(answer)
    for gold in _wanted(golds):
        wanted = read_quantities(gold)
        by_meaning = bool(wanted.dates or wanted.numbers) and not wanted.words
        if found.states(wanted) or (not by_meaning and contains(answer, [gold])):
            return True
    return False


def matches_required(answer: str, groups: Sequence[Sequence[str]]) -> bool:
    """Return whether the answer states at least one alternative of every group.

    For lists and answers from two documents: [["Russia"], ["10,000", "ten thousand"]]. True
    where nothing is required, False for a group without an alternative.
    """
    return all(any(states(answer, [gold]) for gold in group if normalise(gold)) for group in groups)
