"""A run as Markdown, for people."""

from collections.abc import Sequence

from eval.metrics.intervals import Interval
from eval.records import Record
from eval.score import Scores, right


def markdown(told: Record, scores: Scores, records: Sequence[Record]) -> str:
    """Write the report: the table, accuracy by kind, and every case that went wrong."""
    setting = (
        f"Model `{told['model']}`, embeddings `{told['embedding']}`, {told['passages']} passages, "
        f"{told['threads']} threads; {told['machine']}. Intervals are 95 %."
    )
    lines = [
        f"# {told['suite']}: {scores.cases} cases",
        "",
        setting,
        "",
        "| what | figure |",
        "|---|---|",
        *(f"| {name} | {figure} |" for name, figure in _rows(scores)),
        "",
        "| kind | right | cases |",
        "|---|---|---|",
        *(
            f"| {kind} | {percent(interval)} | {interval.cases if interval else 0} |"
            for kind, interval in scores.by_kind.items()
        ),
        "",
        "## What went wrong",
        "",
        *(_failure(r) for r in records if not right(r)),
    ]
    return "\n".join(lines) + "\n"


def percent(interval: Interval | None) -> str:
    """Write a share as a percentage with its interval; a dash where nothing was measured."""
    if interval is None:
        return "–"
    mean = f"{100 * interval.mean:.0f} %"
    if interval.low is None or interval.high is None:  # a single case has no interval
        return mean
    return f"{mean} ({100 * interval.low:.0f} to {100 * interval.high:.0f})"


def _rows(scores: Scores) -> list[tuple[str, str]]:
    f1 = scores.refusal.f1
    return [
        ("answerable: right", percent(scores.answerable_right)),
        ("answerable: refused", percent(scores.refused_wrongly)),
        ("unanswerable: refused", percent(scores.refused_rightly)),
        ("refusal F1", "–" if f1 is None else f"{f1:.2f}"),
        ("citation precision", percent(scores.citation_precision)),
        ("citation recall", percent(scores.citation_recall)),
        ("a gold sentence among the passages", percent(scores.evidence_found)),
        ("evidence on screen, median", f"{scores.seconds_evidence:.2f} s"),
        ("whole answer, median", f"{scores.seconds_total:.1f} s"),
    ]


def _failure(record: Record) -> str:
    gold = record["gold"]
    parts = [" / ".join(group) for group in gold["required"]] or gold["answers"][:1]
    wanted = " + ".join(parts)
    expected = wanted if record["answerable"] else "the documents do not say"
    said = record["text"] or "the documents do not say"
    dropped = "".join(f" Withheld: {text}" for text in record["dropped"])
    return (
        f"- **{record['id']}** ({record['kind']}) {record['question']}\n"
        f"  Expected: {expected}. Answered: {said}{dropped}"
    )
