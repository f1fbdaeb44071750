"""Logistic regression on the signals of a case, and thresholds on the probability it gives."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 1.0)
"""Shares of wrong answers for which the least probability is looked up."""
PARTS = 5


def fit(
    names: Sequence[str],
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[int],
    freedom: float = 10.0,
) -> dict[str, float]:
    """Return a weight for each name and the `constant`.

    The weights are in the units of the signals, so that none has to be scaled. `freedom` is the
    inverse of the penalty on large weights.
    """
    from sklearn.linear_model import LogisticRegression

    x = np.array([[row[name] for name in names] for row in rows])
    spread = x.std(axis=0) + 1e-9
    model = LogisticRegression(C=freedom, max_iter=1000).fit(x / spread, np.array(labels))
    weights = model.coef_[0] / spread
    found = {"constant": float(model.intercept_[0])}
    found |= {name: float(weight) for name, weight in zip(names, weights, strict=True)}
    return {name: round(value, 4) for name, value in found.items()}


def probability(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """Return the probability that the case is positive."""
    total = weights["constant"] + sum(weights[name] * value for name, value in row.items())
    return 1 / (1 + math.exp(-total))


def fit_risk(
    stage: str, rows: Sequence[Mapping[str, object]], freedom: float = 10.0
) -> dict[str, object]:
    """Fit the probability of a right answer, and the least one for each rate of errors.

    A row holds its `signals` and whether it is `right`. What is told of the fit, and the least
    probabilities, come from cases left out of the fit in turn (five parts).
    """
    signals = [dict(row["signals"]) for row in rows]  # type: ignore[call-overload]
    labels = [int(row["right"]) for row in rows]  # type: ignore[call-overload]
    names = tuple(signals[0])
    weights = fit(names, signals, labels, freedom)
    sure = left_out(names, signals, labels, freedom)
    tell(stage, sure, labels)
    return {stage: weights, f"{stage} least": least(sure, labels)}


def left_out(
    names: Sequence[str],
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[int],
    freedom: float,
) -> list[float]:
    """Return the probability of each case by a fit on the other four fifths of the cases."""
    rows = [{name: row[name] for name in names} for row in rows]
    sure = [0.0] * len(rows)
    for part in range(PARTS):
        kept = [i for i in range(len(rows)) if i % PARTS != part]
        weights = fit(names, [rows[i] for i in kept], [labels[i] for i in kept], freedom)
        for i in range(part, len(rows), PARTS):
            sure[i] = probability(weights, rows[i])
    return sure


def least(sure: Sequence[float], labels: Sequence[int]) -> dict[str, float]:
    """For each rate: the lowest probability from which on at most this share is wrong.

    Where too few cases show it, the probability itself is taken at its word: 1 - rate.
    """
    order = np.argsort([-p for p in sure])
    found: dict[str, float] = {}
    wrong = np.cumsum([1 - labels[i] for i in order]) / np.arange(1, len(order) + 1)
    for rate in RATES:
        fitting = [k for k in range(len(order)) if wrong[k] <= rate and k >= 9]
        found[str(rate)] = round(float(sure[order[fitting[-1]]]), 4) if fitting else 1 - rate
        if fitting:
            print(f"  at most {rate:.0%} wrong: {(fitting[-1] + 1) / len(order):.0%} answered")
    found["1.0"] = 0.0
    return found


def balanced(sure: Sequence[float], labels: Sequence[int]) -> float:
    """Return the threshold with the best balanced accuracy."""
    yes = np.array([p for p, label in zip(sure, labels, strict=True) if label])
    no = np.array([p for p, label in zip(sure, labels, strict=True) if not label])
    steps = np.arange(0.05, 0.95, 0.01)
    best = max(steps, key=lambda t: (yes >= t).mean() + (no < t).mean())
    print(f"balanced accuracy {((yes >= best).mean() + (no < best).mean()) / 2:.3f} at {best:.2f}")
    return round(float(best), 2)


def tell(name: str, sure: Sequence[float], labels: Sequence[int]) -> None:
    """Print how well the probabilities tell the cases apart."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    area, brier = roc_auc_score(labels, sure), brier_score_loss(labels, sure)
    print(f"{name}: {len(sure)} cases, area under ROC {area:.3f}, Brier score {brier:.3f}")
