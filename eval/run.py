"""Asking every case of a suite, one after the other; a run that was killed goes on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.cases import Case
from eval.records import Record, RunFolder, record
from eval.report import markdown
from eval.score import Scores, score
from rag.assistant import Assistant

Progress = Callable[[int, int, str], None]
"""Called with cases done, cases in all, and the id of the case being asked."""


def run(assistant: Assistant, cases: Sequence[Case], folder: RunFolder, tell: Progress) -> None:
    """Ask what is not yet recorded in `folder`. Stop it at any moment: nothing is asked twice."""
    done = {r["id"] for r in folder.records()}
    for number, case in enumerate(cases):
        tell(number, len(cases), case.id)
        if case.id not in done:
            folder.append(record(case, assistant.ask(case.question)))
    tell(len(cases), len(cases), "")


def write_report(folder: RunFolder, told: Record) -> tuple[Scores, Path]:
    """Score what is recorded; write `report.md` and `scores.json` beside the records."""
    records = folder.records()
    scores = score(records)
    figures = json.dumps(asdict(scores), indent=1) + "\n"
    (folder.folder / "scores.json").write_text(figures, encoding="utf-8")
    report = folder.folder / "report.md"
    report.write_text(markdown(told, scores, records), encoding="utf-8")
    return scores, report
