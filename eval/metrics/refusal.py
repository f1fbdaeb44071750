"""Whether it refuses what the documents do not answer, and what its confidence is worth."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """Refusing as a decision: positive is "refused", rightly so where nothing answers."""

    precision: float | None
    """Refused and unanswerable / refused; None where nothing was refused."""
    recall: float | None
    """Refused and unanswerable / unanswerable; None where every question has an answer."""
    f1: float | None
    """2 TP / (2 TP + FP + FN); None where nothing was refused nor had to be."""
    refused: int
    unanswerable: int
    cases: int


def refusal_scores(refused: Sequence[bool], unanswerable: Sequence[bool]) -> RefusalScores:
    """Return precision, recall and F1 of refusing; the two lists name the same cases in order.

    Source: van Rijsbergen, Information Retrieval, 1979. ValueError for lists of unequal length.
    """
    pairs = list(zip(refused, unanswerable, strict=True))
    right = sum(refuse and lacking for refuse, lacking in pairs)
    refusals, lacking = sum(map(bool, refused)), sum(map(bool, unanswerable))
    return RefusalScores(
        precision=right / refusals if refusals else None,
        recall=right / lacking if lacking else None,
        f1=2 * right / (refusals + lacking) if refusals + lacking else None,
        refused=refusals,
        unanswerable=lacking,
        cases=len(pairs),
    )


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What happens if only cases of at least this confidence are answered."""

    confidence: float
    coverage: float
    """Answered / all cases."""
    risk: float
    """Wrong / answered."""


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The risk-coverage curve and its area; lower is better."""

    points: tuple[OperatingPoint, ...]
    """One a distinct confidence, the surest first; the last has coverage 1."""
    aurc: float | None
    """Area under the curve, 0 to 1; None without cases."""
    excess: float | None
    """AURC minus that of the best order of the same answers: 0 if every right one is surer."""


def risk_coverage(cases: Iterable[tuple[float, bool]]) -> RiskCoverage:
    """Return the curve of selective risk against coverage of (confidence, right) pairs.

    Confidence is any finite number, the higher the surer; it need not be a probability. With the
    n cases in falling confidence, risk(k) = wrong among the first k / k, and

        AURC = 1/n * (risk(1) + ... + risk(n))
        excess = AURC - AURC of the same cases with all right ones first

    Cases of equal confidence cannot be told apart, so their expected risk over all orders counts:
    the figure does not depend on the order of the input. Source: Geifman and El-Yaniv, Selective
    Classification for Deep Neural Networks, 2017; excess: Geifman, Uziel and El-Yaniv, 2019, whose
    integral is replaced by the exact sum. ValueError for a confidence that is not finite.
    """
    ranked = sorted(cases, key=itemgetter(0), reverse=True)
    if not all(math.isfinite(confidence) for confidence, _ in ranked):
        raise ValueError("a confidence has to be a finite number")
    points, risks = [], []
    seen, wrong = 0, 0
    for confidence, tied in groupby(ranked, key=itemgetter(0)):
        rights = [bool(right) for _, right in tied]
        errors = rights.count(False)
        share = errors / len(rights)
        risks += [(wrong + share * i) / (seen + i) for i in range(1, len(rights) + 1)]
        seen, wrong = seen + len(rights), wrong + errors
        points.append(OperatingPoint(confidence, seen / len(ranked), wrong / seen))
    if not risks:
        return RiskCoverage((), None, None)
    best = math.fsum(max(0, k - (seen - wrong)) / k for k in range(1, seen + 1)) / seen
    aurc = math.fsum(risks) / seen
    return RiskCoverage(tuple(points), aurc, max(0.0, aurc - best))


def coverage_at_risk(curve: RiskCoverage, bound: float) -> float:
    """Return the greatest coverage at which the risk is at most `bound`, 0 where there is none.

    Only points that a threshold on the confidence can reach count, never a part of a tie. Source:
    Geifman and El-Yaniv, 2017.
    """
    return max((point.coverage for point in curve.points if point.risk <= bound), default=0.0)
