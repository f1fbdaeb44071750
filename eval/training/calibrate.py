"""Fit what turns scores into probabilities, on held-out training data only.

    python -m eval.training.calibrate --data TRAINING --examples EXAMPLES --work FOLDER evidence
    python -m eval.training.calibrate --data TRAINING --examples EXAMPLES --work FOLDER answers

`evidence` fits the ranking of passages and sentences, the support of claims and the risk before
anything is written; it takes minutes. `answers` has the answer model write answers (5 seconds
each) and fits the risk of showing them. Both write `rag/reader_model/calibration.json`.
"""

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from eval.metrics.text import states
from eval.training import held_out
from eval.training.held_out import Item
from index.library import Library
from rag import reader as reader_module
from rag import risk
from rag.answer import Citation
from rag.assistant import Assistant
from rag.config import Settings
from rag.embed import Embedder
from rag.evidence import passage_text
from rag.find import READ, search, weigh
from rag.opening import open_embedder, open_generator
from rag.reader import EvidenceReader
from rag.words import stems

FILE = Path(reader_module.__file__).parent / "reader_model" / "calibration.json"
RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 1.0)
"""Shares of wrong answers for which the least probability is looked up."""
CLAIMS = 1200
"""Held-out claims that are judged: they come in random order."""
NEUTRAL = {
    "passage": {"answers": 1.0, "cosine": 0.0, "fused": 0.0},
    "sentence": {"constant": 0.0, "span": 0.5, "words": 1.0, "cosine": 0.0},
    "claim": {"constant": 0.0, "support": 1.0, "words": 0.0, "least": 0.5},
    "before": {"constant": 0.0, "answers": 1.0, "second": 0.0, "sentence": 0.0, "cosine": 0.0},
    "after": {"constant": 0.0, "evidence": 1.0, "doubt": -0.1, "support": 0.1},
    "before least": {"1.0": 0.0},
    "after least": {"1.0": 0.0},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """What the fits need."""

    library: Library
    embedder: Embedder
    reader: EvidenceReader
    items: list[Item]
    settings: Settings


def main() -> None:
    """Fit one stage and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--most", type=int, default=300, help="questions of each sort")
    parser.add_argument("--ask", type=int, default=1000, help="questions that are answered at most")
    parser.add_argument("stage", choices=["evidence", "answers"])
    options = parser.parse_args()
    settings = Settings(library=str(options.work / "library"))
    if not FILE.exists():
        _write({})
    parts = Parts(
        held_out.opened(options.work, options.data),
        open_embedder(settings),
        EvidenceReader(2),
        held_out.items(options.data, options.examples, options.most),
        settings,
    )
    if options.stage == "evidence":
        _write(_claims(options.examples, parts.reader))
        _write(_ranking(parts))
        _write(_before(parts))
    else:
        rows = list(_answered(parts, options.work / "answers.jsonl", options.ask))
        right, answered = (np.mean([float(bool(r[k])) for r in rows]) for k in ("right", "answers"))
        print(f"{len(rows)} answers: {answered:.0%} to questions with one, {right:.0%} state it")
        # "states it" misses right answers in other words, so what counts is whether there is one
        _write(_risk("after", [{**row, "right": bool(row["answers"])} for row in rows]))
    parts.library.close()


def _write(found: Mapping[str, object]) -> None:
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else NEUTRAL
    FILE.write_text(json.dumps({**old, **found}, indent=1) + "\n", encoding="utf-8")
    reader_module.calibration.cache_clear()
    for name, value in found.items():
        print(name, json.dumps(value))


def _fit(
    names: Sequence[str], rows: Sequence[Mapping[str, float]], labels: Sequence[int]
) -> dict[str, float]:
    """Logistic regression; weights in the units of the signals, so that none has to be scaled."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([[row[name] for name in names] for row in rows])
    spread = x.std(axis=0) + 1e-9
    model = LogisticRegression(C=10.0, max_iter=1000).fit(x / spread, np.array(labels))
    weights = model.coef_[0] / spread
    found = {"constant": float(model.intercept_[0])}
    found |= {name: float(weight) for name, weight in zip(names, weights, strict=True)}
    return {name: round(value, 4) for name, value in found.items()}


def _claims(examples: Path, reader: EvidenceReader) -> dict[str, object]:
    """Fit the support of claims: the reader's log-odds and the share of the claim's words."""
    with examples.open(encoding="utf-8") as file:
        chosen = [r for r in map(json.loads, file) if r["held_out"] and r["task"] == "claim"]
    chosen = chosen[:CLAIMS]
    told = reader.supports([(r["left"], r["right"]) for r in chosen])
    rows = []
    for row, support in zip(chosen, told, strict=True):
        wanted = stems(row["left"])
        rows.append(
            {"support": support, "words": len(wanted & stems(row["right"])) / max(1, len(wanted))}
        )
    labels = [int(r["label"]) for r in chosen]
    weights = _fit(("support", "words"), rows, labels)
    sure = [_probability(weights, row) for row in rows]
    weights["least"] = _balanced(sure, labels)
    _tell("claims", sure, labels)
    for kind in sorted({(r["source"], r["kind"]) for r in chosen}):
        own = [i for i, r in enumerate(chosen) if (r["source"], r["kind"]) == kind]
        if len(own) > 40:
            accepted = np.mean([sure[i] >= weights["least"] for i in own])
            held = np.mean([labels[i] for i in own])
            print(f"  {kind}: {len(own)}, supported {held:.2f}, accepted {accepted:.2f}")
    return {"claim": weights}


def _ranking(parts: Parts) -> dict[str, object]:
    """Fit the order of passages and of sentences."""
    passages: list[dict[str, float]] = []
    sentences: list[dict[str, float]] = []
    passage_labels: list[int] = []
    sentence_labels: list[int] = []
    before, after = [], []
    for item in tqdm([i for i in parts.items if i.kind == "gold"], desc="ranking"):
        hits = search(parts.library, parts.embedder, item.question, READ)
        good = [held_out.holds(item, hit) for hit in hits]
        if not any(good):
            continue
        readings = parts.reader.read(item.question, [passage_text(hit)[0] for hit in hits])
        for hit, reading, label in zip(hits, readings, good, strict=True):
            passages.append(
                {"answers": reading.answers, "cosine": hit.cosine or 0.0, "fused": hit.score}
            )
            passage_labels.append(int(label))
        before.append(1 / (1 + good.index(True)))
        order = np.argsort([-r.answers for r in readings])
        after.append(1 / (1 + [good[i] for i in order].index(True)))
        asked = stems(item.question)
        for i in order[:6]:
            hit, reading = hits[i], readings[i]
            shift = passage_text(hit)[1] - hit.chunk.start
            for s in hit.sentences:
                span, _ = reading.best(s.start + shift, s.end + shift)
                there = stems(f"{s.heading} {s.text}")
                sentences.append({
                    "span": span, "cosine": hit.cosine or 0.0,
                    "words": len(asked & there) / max(1, len(asked)),
                })  # fmt: skip
                sentence_labels.append(int(held_out.holds(item, hit, s.text)))
    print(
        f"MRR@{READ} of {len(before)}: retrieval {np.mean(before):.3f}, reader {np.mean(after):.3f}"
    )
    passage = _fit(("answers", "cosine", "fused"), passages, passage_labels)
    sentence = _fit(("span", "words", "cosine"), sentences, sentence_labels)
    return {"passage": passage, "sentence": sentence}


def _before(parts: Parts) -> dict[str, object]:
    rows: list[dict[str, object]] = []
    gold: list[bool] = []
    for item in tqdm(parts.items, desc="evidence"):
        hits = search(parts.library, parts.embedder, item.question, READ)
        found = weigh(parts.reader, item.question, held_out.left_out(item, hits), 6)
        best = found.ranked[0].sentence.text if found.ranked else ""
        if item.answers:
            gold.append(any(a.lower() in best.lower() for a in item.answers))
        rows.append({"signals": risk.before(found), "right": int(bool(item.answers))})
    print(f"the likeliest sentence holds the answer: {np.mean(gold):.3f} of {len(gold)}")
    return _risk("before", rows)


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


def hash_of(text: str) -> int:
    """Return a number that orders questions at random, always alike."""
    from hashlib import sha256

    return int(sha256(text.encode()).hexdigest()[:12], 16)


def _ask(item: Item, assistant: Assistant, parts: Parts) -> dict[str, object]:
    hits = held_out.left_out(item, search(parts.library, parts.embedder, item.question, READ))
    found = weigh(parts.reader, item.question, hits, 6)
    answer = assistant.ask(item.question, hits=hits)
    signals: dict[str, float] = {}
    if answer.sentences and answer.work:
        first = answer.sentences[0]
        cited = [c for c in answer.citations if c.number in first.citations]
        told = (f"{item.question} {first.text}", " ".join(_held(c) for c in cited))
        support = parts.reader.supports([told])[0]
        signals = risk.after(found, answer.work.not_found_probability, support)
    text = " ".join(sentence.text for sentence in answer.sentences)
    right = bool(item.answers) and states(text, item.answers)
    return {
        "question": item.question, "kind": item.kind, "answers": item.answers, "right": int(right),
        "text": text, "quoted": any(s.quoted for s in answer.sentences),
        "dropped": answer.dropped, "signals": signals,
        "raw": answer.work.raw if answer.work else "",
        "doubt": answer.work.not_found_probability if answer.work else None,
    }  # fmt: skip


def _held(c: Citation) -> str:
    return f"{c.title}. {c.date or ''}. {c.heading}. {c.quote}"


def _risk(stage: str, rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Fit the probability of a right answer, and the least one for each rate of errors."""
    signals = [dict(row["signals"]) for row in rows]  # type: ignore[call-overload]
    labels = [int(row["right"]) for row in rows]  # type: ignore[call-overload]
    weights = _fit(tuple(signals[0]), signals, labels)
    sure = [_probability(weights, row) for row in signals]
    _tell(stage, sure, labels)
    return {stage: weights, f"{stage} least": _table(sure, labels)}


def _table(sure: Sequence[float], labels: Sequence[int]) -> dict[str, float]:
    """For each rate: the lowest probability from which on at most this share is wrong.

    Where too few cases show it, the probability itself is taken at its word: 1 - rate.
    """
    order = np.argsort([-p for p in sure])
    found: dict[str, float] = {}
    wrong = np.cumsum([1 - labels[i] for i in order]) / np.arange(1, len(order) + 1)
    for rate in RATES:
        fitting = [k for k in range(len(order)) if wrong[k] <= rate and k >= 9]
        found[str(rate)] = round(float(sure[order[fitting[-1]]]), 4) if fitting else 1 - rate
        if fitting:
            print(f"  at most {rate:.0%} wrong: {(fitting[-1] + 1) / len(order):.0%} answered")
    found["1.0"] = 0.0
    return found


def _probability(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    total = weights["constant"] + sum(weights[name] * value for name, value in row.items())
    return 1 / (1 + math.exp(-total))


def _balanced(sure: Sequence[float], labels: Sequence[int]) -> float:
    """Find the threshold with the best balanced accuracy."""
    yes = np.array([p for p, label in zip(sure, labels, strict=True) if label])
    no = np.array([p for p, label in zip(sure, labels, strict=True) if not label])
    steps = np.arange(0.05, 0.95, 0.01)
    best = max(steps, key=lambda t: (yes >= t).mean() + (no < t).mean())
    print(f"balanced accuracy {((yes >= best).mean() + (no < best).mean()) / 2:.3f} at {best:.2f}")
    return round(float(best), 2)


def _tell(name: str, sure: Sequence[float], labels: Sequence[int]) -> None:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    area, brier = roc_auc_score(labels, sure), brier_score_loss(labels, sure)
    print(f"{name}: {len(sure)} cases, area under ROC {area:.3f}, Brier score {brier:.3f}")


if __name__ == "__main__":
    main()
