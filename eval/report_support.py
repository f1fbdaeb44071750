"""The report of a run over claims: does the check accept what people found supported."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.judge import Record
from eval.records import RunFolder
from eval.report import figure_text
from eval.score import Figure
from eval.support import score_support


def write_support_report(folder: RunFolder) -> Path:
    """Score the judged claims; write `report.md` and `scores.json`; return the report's path."""
    records = folder.records()
    figures = score_support(records)
    scores = {"cases": len(records), "figures": [asdict(figure) for figure in figures]}
    folder.write("scores.json", json.dumps(scores, indent=1) + "\n")
    return folder.write("report.md", support_markdown(folder.told, figures, records))


def support_markdown(told: Record, figures: Sequence[Figure], records: Sequence[Record]) -> str:
    """Write the table, and how often the check gave which reason, rightly and wrongly."""
    rows = [f"| {f.label} | {figure_text(f)} |" for f in figures if f.value is not None]
    reasons = Counter((r["reason"] or "accepted", bool(r["supported"])) for r in records)
    named = sorted({reason for reason, _ in reasons}, key=lambda each: -reasons[each, False])
    return "\n".join(
        [
            f"# {told['suite']}: {len(records):,} claims",
            "",
            f"Embeddings {told['embedding']}. {told['machine']}. Intervals are 95 %.",
            "",
            "| what | figure |",
            "|---|---|",
            *rows,
            "",
            "## What the check said",
            "",
            "| of a claim | that people found supported | that they did not |",
            "|---|---|---|",
            *(f"| {name} | {reasons[name, True]} | {reasons[name, False]} |" for name in named),
            "",
        ]
    )
