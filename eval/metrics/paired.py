"""Whether one run is better than another, over the same cases."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from eval.metrics.intervals import BATCH, RESAMPLES, Interval, mean_interval
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B beside run A over the same cases."""

    mean_a: float
    mean_b: float
    difference: Interval
    """Of B - A, case by case."""
    p_value: float
    """How often chance alone would give a difference this great, either way."""
    verdict: Literal["better", "worse", "not told apart"]
    """B against A."""
    left_out: int
    """Cases without a value in one of the runs (a measure that had nothing to measure)."""


def compare(
    a: Mapping[str, float | None],
    b: Mapping[str, float | None],
    *,
    higher_is_better: bool = True,
    seed: int = 0,
    level: float = 0.95,
    resamples: int = RESAMPLES,
) -> Comparison:
    """Return whether run B is better than run A, from the values of one measure by case id.

    Paired permutation test, two-sided: the sign of each case's difference B - A is exchanged at
    random, or in all 2^n ways where these are no more than `resamples` (Fisher, 1935; for runs:
    Smucker, Allan and Carterette, 2007). The verdict is "better" or "worse" only if p < 1 - level
    and the interval of the difference leaves 0 out; else "not told apart", which is not "equal".
    With 5 cases or fewer no p-value is below 0.05. UsageError for runs over different cases or
    without a case in common that has a value; ValueError for a value that is not finite.
    """
    _require_same_cases(a, b)
    both = ((a[case], b[case]) for case in sorted(a))
    pairs = [(one, other) for one, other in both if one is not None and other is not None]
    changes = [other - one for one, other in pairs]
    difference = mean_interval(changes, seed=seed, level=level, resamples=resamples)
    if difference is None:
        raise UsageError("No case has a value in both runs, so there is nothing to compare.")
    p_value = _permutation_test(changes, seed, resamples)
    told_apart = p_value < round(1 - level, 9) and _leaves_out_zero(difference)
    improved = (difference.mean > 0) == higher_is_better
    return Comparison(
        mean_a=math.fsum(one for one, _ in pairs) / len(pairs),
        mean_b=math.fsum(other for _, other in pairs) / len(pairs),
        difference=difference,
        p_value=p_value,
        verdict=("better" if improved else "worse") if told_apart else "not told apart",
        left_out=len(a) - len(pairs),
    )


def _leaves_out_zero(interval: Interval) -> bool:
    if interval.low is None or interval.high is None:
        return False
    return interval.low > 0 or interval.high < 0


def _permutation_test(differences: list[float], seed: int, resamples: int) -> float:
    if len(differences) < 2 or not any(differences):
        return 1.0
    import numpy as np
    from scipy import stats

    result = stats.permutation_test(
        (np.asarray(differences, dtype=float),),
        np.mean,
        permutation_type="samples",
        n_resamples=resamples,
        batch=BATCH,
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    return float(result.pvalue)


def _require_same_cases(a: Mapping[str, object], b: Mapping[str, object]) -> None:
    only_a, only_b = sorted(a.keys() - b.keys()), sorted(b.keys() - a.keys())
    if only_a or only_b:
        example = (only_a + only_b)[0]
        raise UsageError(
            f"The runs differ in {len(only_a) + len(only_b)} cases: {len(only_a)} only in the "
            f"first, {len(only_b)} only in the second (such as {example}). Run both on the same "
            "suite, sample and seed."
        )
