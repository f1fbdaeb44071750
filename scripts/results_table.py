"""Print two Markdown tables of several runs: answers, then evidence, as eval/RESULTS.md has it.

python scripts/results_table.py eval-runs/squad2 eval-runs/clapnq …
"""

import json
import sys
from pathlib import Path
from typing import Any

from eval.metrics.intervals import Interval
from eval.records import read_run
from eval.report import figure_text
from eval.score import Figure

ANSWERS = {
    "answerable_right": "right",
    "right_and_cited": "right and cited",
    "answerable_refused": "refused wrongly",
    "unanswerable_refused": "refused rightly",
    "refusal_f1": "refusal F1",
    "coverage_at_risk": "answered at 10 % wrong",
    "aurc": "AURC",
}
EVIDENCE = {
    "token_f1": "token F1",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "evidence_found": "gold shown",
    "recall_at_5": "recall@5",
    "mrr_at_10": "MRR@10",
    "ndcg_at_10": "nDCG@10",
    "map": "MAP",
}


def main(folders: list[str]) -> None:
    if not folders:
        sys.exit(__doc__)
    for columns in (ANSWERS, EVIDENCE):
        print(f"| suite | cases | {' | '.join(columns.values())} |")
        print("|---" * (len(columns) + 2) + "|")
        for folder in map(Path, folders):
            print(_row(folder, columns))
        print()


def _row(folder: Path, columns: dict[str, str]) -> str:
    told, records = read_run(folder)
    scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    figures = {figure["name"]: figure for figure in scores["figures"]}
    cells = [_cell(figures.get(name)) for name in columns]
    answerable = sum(record["answerable"] for record in records)
    mode = "" if told["mode"] == "answer" else f", {told['mode']}"
    cases = f"{answerable} + {len(records) - answerable}"
    return f"| {told['suite']}{mode} | {cases} | {' | '.join(cells)} |"


def _cell(figure: dict[str, Any] | None) -> str:
    if figure is None or figure["value"] is None:
        return ""
    return figure_text(Figure(**{**figure, "value": Interval(**figure["value"])}))


if __name__ == "__main__":
    main(sys.argv[1:])
