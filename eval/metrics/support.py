"""How far a check that accepts or rejects claims agrees with people who judged them.

A row is a claim. The measures look at all rows at once, so their intervals come from
`statistic_interval`.
"""

from collections import Counter
from collections.abc import Sequence

Judgement = tuple[bool, bool]
"""Whether the check accepted the claim, and whether people found it supported."""


def accuracy(rows: Sequence[Judgement]) -> float | None:
    """Return the share of claims that were judged as people did; None without claims."""
    return sum(accepted == supported for accepted, supported in rows) / len(rows) if rows else None


def precision(rows: Sequence[Judgement]) -> float | None:
    """Return accepted and supported / accepted; None where nothing was accepted."""
    return _share([supported for accepted, supported in rows if accepted])


def recall(rows: Sequence[Judgement]) -> float | None:
    """Return accepted and supported / supported; None where nothing is supported."""
    return _share([accepted for accepted, supported in rows if supported])


def let_through(rows: Sequence[Judgement]) -> float | None:
    """Return accepted and unsupported / unsupported; None where everything is supported."""
    return _share([accepted for accepted, supported in rows if not supported])


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def macro_f1(rows: Sequence[Judgement]) -> float | None:
    """Return the mean of the F1 of "supported" and the F1 of "not supported", 0 to 1.

    F1 = 2 TP / (2 TP + FP + FN). A class that neither the check nor people ever named is left
    out; None without claims. The measure of AttributionBench (Li et al., 2024), which has as many
    claims of one class as of the other, so that accepting all of them gives 1/3.
    """
    counts = Counter((bool(accepted), bool(supported)) for accepted, supported in rows)
    wrong = counts[True, False] + counts[False, True]
    scores = [
        2 * right / (2 * right + wrong)
        for right in (counts[True, True], counts[False, False])
        if right or wrong
    ]
    return sum(scores) / len(scores) if scores else None


def auroc(rows: Sequence[tuple[float, bool]]) -> float | None:
    """Return how likely a supported claim has a greater strength than an unsupported one.

    The area under the ROC curve of (strength, supported) pairs: 0.5 is chance, 1 perfect; equal
    strengths count half. None where one of the classes is missing. By ranks (Mann and Whitney,
    1947; Hanley and McNeil, 1982).
    """
    import numpy as np

    supported = np.array([bool(gold) for _, gold in rows], dtype=bool)
    positive, negative = int(supported.sum()), int((~supported).sum())
    if not positive or not negative:
        return None
    _, place, size = np.unique(
        np.array([strength for strength, _ in rows]), return_inverse=True, return_counts=True
    )
    ranks = (np.cumsum(size) - (size - 1) / 2)[place]  # tied claims share their middle rank
    above = float(ranks[supported].sum()) - positive * (positive + 1) / 2
    return above / (positive * negative)
