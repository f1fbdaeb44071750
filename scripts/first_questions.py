"""Ask the first 18 questions and print what a person would read, with medians and memory.

    python scripts/first_questions.py [--model NAME] [--write docs/transcript.md]

Uses a library of its own with the sample documents. Twelve questions can be answered from them,
six cannot. An answer is right if it holds an accepted wording; its footnote is right if a quote
holds the evidence that a person marked beforehand.
"""

import argparse
import json
import statistics
import tempfile
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from eval.machine import machine
from eval.memory import Memory
from rag.answer import Answer
from rag.assistant import Assistant
from rag.config import load
from rag.ingest import ingest
from rag.opening import open_assistant

GB = 1024**3
Case = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = files("eval").joinpath("first_questions.jsonl").read_text(encoding="utf-8")
    cases = [json.loads(line) for line in lines.splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        settings = load({"model": options.model, "library": f"{folder}/library"})
        with Memory() as memory:
            assistant = open_assistant(settings)
            try:
                add_samples(assistant)
                assistant.warm()
                answers = [ask(assistant, case) for case in cases]
            finally:
                assistant.close()
    report = summary(cases, answers, settings.model, memory.peak) + transcript(cases, answers)
    print("\n".join(report))
    if options.write:
        options.write.write_text("\n".join(report) + "\n", encoding="utf-8")


def add_samples(assistant: Assistant) -> None:
    with as_file(files("seeds")) as folder:
        paths = [path for path in sorted(folder.glob("*.md")) if path.name != "README.md"]
        ingest(assistant.library, assistant.embedder, paths)


def ask(assistant: Assistant, case: Case) -> Answer:
    answer = assistant.ask(str(case["question"]))
    print(f"{case['id']}: {answer.status} after {answer.seconds.total:.1f} s", flush=True)
    return replace(answer, question=str(case["question"]))


def right(case: Case, answer: Answer) -> bool:
    text = answer.text.lower()
    return answer.status == "answered" and any(a.lower() in text for a in case["answers"])


def cited(case: Case, answer: Answer) -> bool:
    quotes = [" ".join(c.quote.split()) for c in answer.citations]
    gold = [" ".join(e["quote"].split()) for e in case["evidence"]]
    return any(g in q or q in g for g in gold for q in quotes)


def summary(cases: list[Case], answers: list[Answer], model: str, peak: int) -> list[str]:
    pairs = list(zip(cases, answers, strict=True))
    answerable = [pair for pair in pairs if pair[0]["answerable"]]
    others = [pair for pair in pairs if not pair[0]["answerable"]]
    both = sum(right(*pair) and cited(*pair) for pair in answerable)
    refused = sum(answer.status == "not_found" for _, answer in others)
    first = [a.seconds.first_sentence for a in answers if a.seconds.first_sentence is not None]
    evidence = statistics.median(a.seconds.evidence or 0 for a in answers)
    totals = [a.seconds.total or 0 for a in answers]
    return [
        "# The first questions",
        "",
        "Made by `python scripts/first_questions.py --write docs/transcript.md`; not edited.",
        "",
        f"Model `{model}`. {machine()}, after warm-up.",
        "",
        "| what | figure |",
        "|---|---|",
        f"| right, of {len(answerable)} answerable | {sum(right(*p) for p in answerable)} |",
        f"| right, with a footnote whose quote holds the evidence | {both} |",
        f"| refused, of {len(others)} that the documents do not answer | {refused} |",
        f"| refused though answerable | {sum(a.status == 'not_found' for _, a in answerable)} |",
        f"| evidence on screen, median | {evidence:.2f} s |",
        f"| first sentence, median | {statistics.median(first):.1f} s |",
        f"| whole answer, median | {statistics.median(totals):.1f} s |",
        f"| whole answer, slowest | {max(totals):.1f} s |",
        f"| memory of all processes, peak | {peak / GB:.2f} GB |",
        "",
    ]


def transcript(cases: list[Case], answers: list[Answer]) -> list[str]:
    lines = []
    for case, answer in zip(cases, answers, strict=True):
        if case["answerable"]:
            verdict = "right" if right(case, answer) else "**wrong**"
            verdict += ", footnote right" if cited(case, answer) else ", **footnote wrong**"
        else:
            verdict = "rightly refused" if answer.status == "not_found" else "**should be refused**"
        lines += [f"## {case['id']}: {case['question']}", ""]
        lines += [answer.text or "Your documents do not say.", ""]
        lines += [f"[{c.number}] {c.title}: “{c.quote}”\n" for c in answer.citations]
        lines += [f"Withheld: {dropped}\n" for dropped in answer.dropped]
        lines += [f"*{verdict}; {answer.seconds.total:.1f} s*", ""]
    return lines


if __name__ == "__main__":
    main()
