"""Fit what turns scores into probabilities, on held-out training data only.

    python -m eval.training.calibrate --data TRAINING --examples EXAMPLES --work FOLDER evidence
    python -m eval.training.calibrate --data TRAINING --examples EXAMPLES --work FOLDER answers

`evidence` fits the ranking of passages and sentences, the support of claims and the risk before
anything is written; it takes minutes. `answers` has the answer model write answers (5 seconds
each) and fits the risk of showing them. Both write `rag/reader_model/calibration.json`.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from eval.training.calibration_parts import open_parts
from eval.training.fit_answers import fit_after
from eval.training.fit_evidence import fit_before, fit_claims, fit_ranking
from rag import reader as reader_module

FILE = Path(reader_module.__file__).parent / "reader_model" / "calibration.json"
NEUTRAL = {
    "passage": {"answers": 1.0, "cosine": 0.0, "fused": 0.0},
    "sentence": {"constant": 0.0, "span": 0.5, "answers": 0.0, "words": 1.0, "cosine": 0.0},
    "claim": {"constant": 0.0, "support": 1.0, "words": 0.0, "least": 0.5},
    "before": {"constant": 0.0, "answers": 1.0, "second": 0.0, "sentence": 0.0, "cosine": 0.0},
    "after": {"constant": -1.0, "judged": 1.0},
    "before least": {"1.0": 0.0},
    "after least": {"1.0": 0.0},
}  # fmt: skip


def main() -> None:
    """Fit one stage and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--most", type=int, default=300, help="questions of each sort")
    parser.add_argument("--ask", type=int, default=1000, help="questions that are answered at most")
    parser.add_argument("--runs", type=Path, nargs="*", default=[], help="runs to fit answers on")
    parser.add_argument("stage", choices=["evidence", "answers"])
    options = parser.parse_args()
    if not FILE.exists():
        _write({})
    parts = open_parts(options.data, options.examples, options.work, options.most)
    if options.stage == "evidence":
        # each is written at once: the next reads with it
        _write(fit_claims(options.examples, parts.reader))
        _write(fit_ranking(parts))
        _write(fit_before(parts))
    else:
        _write(fit_after(parts, options.work / "answers.jsonl", options.ask, options.runs))
    parts.library.close()


def _write(found: Mapping[str, object]) -> None:
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else NEUTRAL
    FILE.write_text(json.dumps({**old, **found}, indent=1) + "\n", encoding="utf-8")
    reader_module.calibration.cache_clear()
    for name, value in found.items():
        print(name, json.dumps(value))


if __name__ == "__main__":
    main()
