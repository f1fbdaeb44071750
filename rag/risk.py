"""How likely an answer is right: calibrated on held-out training data, never on a benchmark.

Logistic regression over what retrieval, the evidence reader and the answer model say; the weights
and the table of error rates stand in `reader_model/calibration.json`, made by
`python -m eval.training.calibrate`.
"""

import math
from collections.abc import Mapping

from rag.find import Found
from rag.reader import calibration

FLOOR = 0.01
"""Least probability whose log-odds are taken: below it a doubt is none."""


def before(found: Found) -> dict[str, float]:
    """Signals that are known before the answer model has read anything."""
    best = [*found.answers[:2], -10.0, -10.0]
    return {
        "answers": best[0],
        "second": best[1],
        "sentence": found.ranked[0].score if found.ranked else -10.0,
        "cosine": max((hit.cosine or 0.0 for hit in found.hits), default=0.0),
    }


def after(found: Found, doubt: float, support: float, *, quoted: bool) -> dict[str, float]:
    """All signals: `doubt` is the probability of NOT_FOUND as the answer's first word.

    `support` is the reader's log-odds that the question and the shown sentence, read as a claim,
    stand on what it cites; `quoted` that this is a document's own sentence, shown since nothing
    that the model wrote could be.
    """
    evidence = _log_odds(sure("before", before(found)))
    return {
        "evidence": evidence,
        "doubt": _log_odds(doubt),
        "support": support,
        "quoted": float(quoted),
    }


def sure(stage: str, signals: Mapping[str, float]) -> float:
    """Probability (0 to 1) of a right answer; `stage` is `before` or `after`."""
    weights = calibration()[stage]
    total = weights["constant"] + sum(weights[name] * value for name, value in signals.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def least(stage: str, errors: float) -> float:
    """How sure an answer must be so that at most this share (0 to 1) of answers is wrong.

    Between two rates of the table the stricter one counts.
    """
    table = sorted((float(rate), float(p)) for rate, p in calibration()[f"{stage} least"].items())
    fitting = [p for rate, p in table if rate <= errors + 1e-9]
    return fitting[-1] if fitting else 1.0


def _log_odds(probability: float) -> float:
    p = min(1 - FLOOR, max(FLOOR, probability))
    return math.log(p / (1 - p))
