"""Asking every case of a suite, one after the other; a run that was killed goes on."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from eval.ask import Asker
from eval.cases import Case, Item
from eval.judge import Record
from eval.memory import Memory
from eval.record import record
from eval.records import RunFolder
from eval.report import markdown
from eval.report_html import html
from eval.score import Scores, score
from index.errors import UsageError

Progress = Callable[[int, int, str], None]
"""Called with cases done, cases in all, and the id of the case being asked."""


def run(asker: Asker, cases: Sequence[Case], folder: RunFolder, tell: Progress) -> None:
    """Ask what is not yet recorded in `folder`.

    A question that cannot be asked is recorded as an error; whatever else breaks ends the run,
    which goes on when it is begun again. Raises `UsageError` while another run writes here.
    """
    with Memory() as memory:
        go_through(cases, folder, lambda case: _asked(asker, case, memory), tell)


def go_through(
    items: Sequence[Item], folder: RunFolder, ask: Callable[[Item], Record], tell: Progress
) -> None:
    """Record what `ask` returns for each item. Stop it at any moment: nothing is asked twice."""
    try:
        with FileLock(folder.folder / ".lock", timeout=0):
            done = {r["id"] for r in folder.records()}
            todo = [item for item in items if item.id not in done]
            for number, item in enumerate(todo, start=len(items) - len(todo)):
                tell(number, len(items), item.id)
                folder.append(ask(item))
            tell(len(items), len(items), "")
    except Timeout as error:
        raise UsageError(
            f"Another run is writing to {folder.folder}: wait for it, or choose another --out."
        ) from error


def _asked(asker: Asker, case: Case, memory: Memory) -> Record:
    memory.take()
    try:
        answer = asker.ask(case)
    except UsageError as error:
        return record(case, "error", None, (), None) | {"error": str(error)}
    status = "found" if asker.mode == "retrieval" else answer.status
    return record(case, status, answer, asker.hits(case), memory.take())


def write_report(folder: RunFolder) -> tuple[Scores, Path]:
    """Score what is recorded; write `report.html`, `report.md` and `scores.json` beside it.

    Returns the scores and the path of `report.html`.
    """
    records = folder.records()
    scores = score(records)
    folder.write("scores.json", json.dumps(asdict(scores), indent=1) + "\n")
    folder.write("report.md", markdown(folder.told, scores, records))
    return scores, folder.write("report.html", html(folder.told, scores, records))
