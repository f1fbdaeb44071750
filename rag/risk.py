"""How likely an answer is right: calibrated on held-out training data, never on a benchmark.

Logistic regression: before anything is written over what retrieval and the evidence reader say,
after it over what `rag.judge` says. The reader's view of what is cited, the probability of
NOT_FOUND and whether the reader sees the same answer told nothing more. The weights and the table
of error rates stand in `reader_model/calibration.json`: `eval.training.calibrate` makes it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from rag.evidence import Evidence
from rag.find import Found
from rag.reader import calibration


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that may be shown, and what it rests on."""

    text: str
    cited: tuple[Evidence, ...]
    quoted: bool = False
    """It is a document's own sentence, in the place of one that the model wrote."""


def before(found: Found) -> dict[str, float]:
    """Signals that are known before the answer model has read anything."""
    best = [*found.answers[:2], -10.0, -10.0]
    return {
        "answers": best[0],
        "second": best[1],
        "sentence": found.ranked[0].score if found.ranked else -10.0,
        "cosine": max((hit.cosine or 0.0 for hit in found.hits), default=0.0),
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
