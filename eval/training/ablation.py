"""What each signal of the risk of an answer buys: the fit without it, on the same answers.

    python -m eval.training.ablation --answers WORK/answers.jsonl [--runs RUN …]

Areas under ROC of cases left out of the fit in turn, with 95 % intervals from 1,000 bootstrap
samples of the cases; a difference is of the same samples.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.training.fit_answers import FREEDOM, can_be_judged, of_run
from eval.training.logistic import left_out

SAMPLES = 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--runs", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    rows = list(map(json.loads, options.answers.read_text(encoding="utf-8").splitlines()))
    rows = [row for row in rows if row["signals"] and can_be_judged(row)]
    rows += [row for run in options.runs for row in of_run(run)]
    labels = [int(row["right"]) for row in rows]
    signals = [row["signals"] for row in rows]
    names = tuple(signals[0])
    whole = left_out(names, signals, labels, FREEDOM)
    print(f"{len(rows)} answers, {sum(labels)} right\n")
    print("| signals | area under ROC | less than with all |\n|---|---|---|")
    print(f"| all | {_area(whole, whole, labels)[0]} | |")
    for name in names:
        rest = left_out([n for n in names if n != name], signals, labels, FREEDOM)
        area, less = _area(rest, whole, labels)
        print(f"| without `{name}` | {area} | {less} |")
    for name in names:
        area, less = _area(left_out([name], signals, labels, FREEDOM), whole, labels)
        print(f"| only `{name}` | {area} | {less} |")


def _area(sure: Sequence[float], whole: Sequence[float], labels: Sequence[int]) -> tuple[str, str]:
    """Write the area under ROC of `sure`, and how much smaller it is than that of `whole`."""
    from sklearn.metrics import roc_auc_score

    one, all_of_them, right = (np.array(x) for x in (sure, whole, labels))
    chance = np.random.default_rng(7)
    areas: list[float] = []
    lost: list[float] = []
    while len(areas) < SAMPLES:
        drawn = chance.integers(0, len(right), len(right))
        if 0 < right[drawn].sum() < len(drawn):
            areas.append(roc_auc_score(right[drawn], one[drawn]))
            lost.append(roc_auc_score(right[drawn], all_of_them[drawn]) - areas[-1])
    area, less = roc_auc_score(right, one), roc_auc_score(right, all_of_them)
    return (
        f"{area:.2f} ({np.quantile(areas, 0.025):.2f} to {np.quantile(areas, 0.975):.2f})",
        f"{less - area:+.2f} ({np.quantile(lost, 0.025):+.2f} to {np.quantile(lost, 0.975):+.2f})",
    )


if __name__ == "__main__":
    main()
