"""A run as Markdown, for people."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from eval.failures import CITATION_FAILURES, REASONS, why
from eval.judge import Record
from eval.metrics.intervals import Interval
from eval.score import Figure, Scores

LACKING = "the documents do not say"
_MODES = {
    "answer": "",
    "gold evidence": "The gold evidence was given to the model; nothing was searched.",
    "no model": "No model wrote: the answers are sentences of the documents.",
    "retrieval": "Only the search was run; no answer was asked for.",
}


def markdown(told: Record, scores: Scores, records: Sequence[Record]) -> str:
    """Write the report: figures, accuracy by kind, and every case that went wrong, by reason.

    What stands before the first second-level heading is the summary. Texts of documents and models
    are written so that nothing in them is read as markup.
    """
    kinds = [
        f"| {_cell(kind)} | {percent(interval)} | {interval.cases} |"
        for kind, interval in sorted_kinds(scores)
    ]
    lines = [
        f"# {_line(title(told, scores))}",
        "",
        _line(setting(told)),
        *_table(["what", "figure", "cases"], [_figure_row(figure) for figure in scores.figures]),
        *_table(["kind", "right", "cases"], kinds),
        *_failures(records),
    ]
    return "\n".join(lines) + "\n"


def title(told: Record, scores: Scores) -> str:
    """Write the name of the suite and the number of its cases."""
    return f"{told['suite']}: {scores.cases:,} {'case' if scores.cases == 1 else 'cases'}"


def setting(told: Record) -> str:
    """Write what was run, and on what, in a few sentences."""
    mode = told.get("mode") or "answer"
    parts = [f"embeddings {told['embedding']}", f"{told['passages']} passages"]
    if mode in ("answer", "gold evidence"):
        parts.insert(0, f"model {told['model']}")
        parts.append(f"{told['threads']} threads")
    drawn = [f"split {told['split']}"] if told.get("split") else []
    if told.get("sample"):
        drawn.append(f"a sample drawn with seed {told['seed']}")
    sentences = (", ".join(parts), told["machine"], _MODES.get(mode, mode), ", ".join(drawn))
    written = [sentence[0].upper() + sentence[1:].rstrip(".") for sentence in sentences if sentence]
    return ". ".join((*written, "Intervals are 95 %."))


def percent(interval: Interval | None) -> str:
    """Write a share as a percentage with its interval: "48 % (36 to 61)".

    A dash where nothing was measured. No interval for a single case, or where the cases show no
    spread at all: it would pretend to certainty.
    """
    if interval is None:
        return "–"
    return _written(interval, " %", lambda share: f"{100 * share:.0f}")


def figure_text(figure: Figure) -> str:
    """Write a figure in its unit with its interval: "0.63 (0.51 to 0.74)", "4.9 s", "3.2 GB".

    Gigabytes are 10^9 bytes. A dash where nothing was measured.
    """
    if figure.value is None:
        return "–"
    match figure.unit:
        case "share":
            return percent(figure.value)
        case "score":
            return _written(figure.value, "", "{:.2f}".format)
        case "tokens":
            return _written(figure.value, "", "{:,.0f}".format)
        case "bytes":
            return _written(figure.value, " GB", _rounded(figure.value.mean / 1e9), 1e9)
        case "seconds":
            return _written(figure.value, " s", _rounded(figure.value.mean))


def _written(
    interval: Interval, unit: str, number: Callable[[float], str], scale: float = 1
) -> str:
    mean = f"{number(interval.mean / scale)}{unit}"
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return mean
    return f"{mean} ({number(interval.low / scale)} to {number(interval.high / scale)})"


def _rounded(mean: float) -> Callable[[float], str]:
    """Return how to write a number and its interval: two digits of the mean, at least."""
    decimals = 0 if mean >= 99.5 else 1 if mean >= 0.995 else 2 if mean >= 0.0995 else 3
    return f"{{:,.{decimals}f}}".format


def seconds_text(seconds: float) -> str:
    """Write seconds as `figure_text` does: "0.21 s", "4.9 s"."""
    return f"{_rounded(seconds)(seconds)} s"


def sorted_kinds(scores: Scores) -> list[tuple[str, Interval]]:
    """Return the kinds of question that were judged, the best first."""
    judged = [(kind, interval) for kind, interval in scores.by_kind.items() if interval]
    return sorted(judged, key=lambda pair: (-pair[1].mean, pair[0]))


def expected(record: Record) -> str:
    """Write what counts as right: alternatives with a slash, parts that all have to be there +."""
    gold = record["gold"]
    if not record["answerable"]:
        return LACKING
    groups = gold["required"] or [gold["answers"]]
    parts = [" / ".join(dict.fromkeys(group)) for group in groups if group]
    return " + ".join(parts) or gold["reference"]


def said(record: Record) -> str:
    """Write what a person saw as the answer; empty where none was asked for."""
    match record["status"]:
        case "error":
            return f"an error: {record['error']}"
        case "not_found":
            return LACKING
        case "answering":
            return f"{record['text']} (stopped)".strip()
    return str(record["text"])


def counted(reasons: Sequence[str | None]) -> list[tuple[str, int]]:
    """Return each reason that occurs with the number of its cases, in the order of REASONS."""
    numbers = Counter(reasons)
    return [(reason, numbers[reason]) for reason in REASONS if numbers[reason]]


def summary(reasons: Sequence[str | None]) -> str:
    """Write how many cases went wrong: "31 of 95 cases went wrong; ..."."""
    numbers = counted(reasons)
    wrong = sum(number for reason, number in numbers if reason not in CITATION_FAILURES)
    uncited = sum(number for reason, number in numbers if reason in CITATION_FAILURES)
    text = f"{wrong:,} of {len(reasons):,} cases went wrong"
    return f"{text}; {uncited:,} more only in what they cite." if uncited else f"{text}."


def _failures(records: Sequence[Record]) -> list[str]:
    reasons = [why(record) for record in records]
    lines = ["", "## What went wrong", "", summary(reasons), ""]
    for reason, number in counted(reasons):
        those = (r for r, each in zip(records, reasons, strict=True) if each == reason)
        lines += [f"### {reason[0].upper()}{reason[1:]} ({number:,})", ""]
        lines += [*(_failure(record) for record in those), ""]
    return lines[:-1]


def _failure(record: Record) -> str:
    shown = [f"Expected: {expected(record)}.", f"Answered: {said(record)}"]
    if record["status"] == "found":
        shown = [f"Expected: {', '.join(e['source'] for e in record['gold']['evidence'])}"]
    shown += [f"Withheld: {text}" for text in record["dropped"]]
    head = f"- **{_line(record['id'])}** ({_line(record['kind'])}) {_line(record['question'])}"
    return f"{head}\n  {_line(' '.join(shown))}"


def _table(names: Sequence[str], rows: Sequence[str]) -> list[str]:
    if not rows:
        return []
    return ["", f"| {' | '.join(names)} |", "|---" * len(names) + "|", *rows]


def _figure_row(figure: Figure) -> str:
    cases = f"{figure.value.cases:,}" if figure.value else "0"
    return f"| {_cell(figure.label)} | {figure_text(figure)} | {cases} |"


def _cell(text: str) -> str:
    return _line(text).replace("|", r"\|")


def _line(text: str) -> str:
    """Write a text on one line, with what Markdown would read as markup taken as it stands."""
    return re.sub(r"([\\`*<\[\]])", r"\\\1", " ".join(text.split()))
