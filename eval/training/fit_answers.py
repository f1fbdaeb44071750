"""Have the answer model write answers to held-out questions, and fit the risk of showing them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from eval import judge
from eval.metrics.prose import ENOUGH, words_said
from eval.metrics.text import states
from eval.records import read_run
from eval.training import held_out
from eval.training.calibration_parts import Parts, retrieved
from eval.training.held_out import Item
from eval.training.logistic import fit_risk
from rag.assistant import Assistant
from rag.opening import open_generator

FREEDOM = 0.3
"""Few answers: a stronger penalty on large weights than elsewhere."""
SHORT = 8
"""Words of a known answer that can be looked for in what is shown."""


def fit_after(parts: Parts, path: Path, most: int, runs: Sequence[Path]) -> dict[str, object]:
    """Fit the risk of the first `most` answers, which are kept in `path`, and of those of `runs`.

    A run is a folder of `footnote eval SUITE --config errors=100`, on questions that nothing is
    reported on: there every answer that passes the check is shown.
    """
    rows = [row for row in _answered(parts, path, most) if can_be_judged(row)]
    rows += [row for run in runs for row in of_run(run)]
    right, answered = (np.mean([float(bool(r[k])) for r in rows]) for k in ("right", "answers"))
    print(f"{len(rows)} answers: {answered:.0%} to questions with one, {right:.0%} state it")
    return fit_risk("after", rows, FREEDOM)


def _answered(parts: Parts, path: Path, most: int) -> Iterator[dict[str, object]]:
    """Have every question answered, whatever the risk; go on where a run was stopped."""
    done = {}
    if path.exists():
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            done[row["question"]] = row
    generator = open_generator(replace(parts.settings, context=4096))
    assistant = Assistant(parts.library, parts.embedder, parts.reader, generator, 6, errors=1.0)
    order = sorted(parts.items, key=lambda item: hash_of(item.question))[:most]
    with path.open("a", encoding="utf-8") as file:
        for item in tqdm(order, desc="answers"):
            if item.question not in done:
                row = _ask(item, assistant, parts)
                file.write(json.dumps(row) + "\n")
                file.flush()
            else:
                row = done[item.question]
            if row["signals"]:
                yield row
    generator.close()


def of_run(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the first shown sentence of each answer of a run, as a row to fit on."""
    _, records = read_run(folder)
    for record in records:
        for first in record["sentences"][:1]:
            if first["signals"]:
                right = int(bool(record["answerable"] and judge.right(record)))
                signals = first["signals"]
                yield {"answers": record["answerable"], "right": right, "signals": signals}


def can_be_judged(row: Mapping[str, Any]) -> bool:
    """Leave out what code cannot judge.

    A known answer that is a whole sentence, which right answers only share words with, and
    questions with an opposite put in ("how few games …"), which the passage mostly still answers.
    """
    lengths = [len(answer.split()) for answer in row["answers"]]
    return row["kind"] != "opposite" and not (lengths and min(lengths) > SHORT)


def hash_of(text: str) -> int:
    """Return a number that orders questions at random, always alike."""
    return int(sha256(text.encode()).hexdigest()[:12], 16)


def _ask(item: Item, assistant: Assistant, parts: Parts) -> dict[str, object]:
    hits = held_out.left_out(item, retrieved(parts, item.question))
    answer = assistant.ask(item.question, hits=hits)
    text = " ".join(sentence.text for sentence in answer.sentences)
    # half of the words will do: a right answer often says it in others
    right = bool(item.answers) and (
        states(text, item.answers)
        or max(words_said(text, answer) or 0 for answer in item.answers) >= ENOUGH
    )
    first = answer.sentences[0] if answer.sentences else None
    return {
        "question": item.question, "kind": item.kind, "answers": item.answers, "right": int(right),
        "text": text, "quoted": any(s.quoted for s in answer.sentences),
        "dropped": answer.dropped, "signals": dict(first.signals) if first else {},
        "raw": answer.work.raw if answer.work else "",
        "doubt": answer.work.not_found_probability if answer.work else None,
    }  # fmt: skip
