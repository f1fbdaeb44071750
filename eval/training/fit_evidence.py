"""Fit what is known before anything is written: claims, the ranking, and the risk."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from eval.training import held_out
from eval.training.calibration_parts import Parts, retrieved
from eval.training.held_out import Item
from eval.training.logistic import balanced, fit, fit_risk, probability, tell
from index.records import Hit
from rag import risk
from rag.evidence import passage_text
from rag.find import READ, weigh
from rag.reader import EvidenceReader, Reading
from rag.words import stems

CLAIMS = 1200
"""Held-out claims that are judged: they come in random order."""

Labelled = tuple[dict[str, float], int]
"""The signals of a case, and whether it is positive."""


def fit_claims(examples: Path, reader: EvidenceReader) -> dict[str, object]:
    """Fit the support of claims: the reader's log-odds and the share of the claim's words."""
    with examples.open(encoding="utf-8") as file:
        chosen = [r for r in map(json.loads, file) if r["held_out"] and r["task"] == "claim"]
    chosen = chosen[:CLAIMS]
    told = reader.supports([(r["left"], r["right"]) for r in chosen])
    rows = [
        {"support": support, "words": _shared(stems(row["left"]), row["right"])}
        for row, support in zip(chosen, told, strict=True)
    ]
    labels = [int(r["label"]) for r in chosen]
    weights = fit(("support", "words"), rows, labels)
    sure = [probability(weights, row) for row in rows]
    weights["least"] = balanced(sure, labels)
    tell("claims", sure, labels)
    for kind in sorted({(r["source"], r["kind"]) for r in chosen}):
        own = [i for i, r in enumerate(chosen) if (r["source"], r["kind"]) == kind]
        if len(own) > 40:
            accepted = np.mean([sure[i] >= weights["least"] for i in own])
            held = np.mean([labels[i] for i in own])
            print(f"  {kind}: {len(own)}, supported {held:.2f}, accepted {accepted:.2f}")
    return {"claim": weights}


def fit_ranking(parts: Parts) -> dict[str, object]:
    """Fit the order of passages and of sentences."""
    passages: list[Labelled] = []
    sentences: list[Labelled] = []
    before, after = [], []
    for item in tqdm([i for i in parts.items if i.kind == "gold"], desc="ranking"):
        hits = retrieved(parts, item.question)
        good = [held_out.holds(item, hit) for hit in hits]
        if not any(good):
            continue
        readings = parts.reader.read(item.question, [passage_text(hit)[0] for hit in hits])
        for hit, reading, label in zip(hits, readings, good, strict=True):
            signals = {"answers": reading.answers, "cosine": hit.cosine or 0.0, "fused": hit.score}
            passages.append((signals, int(label)))
        order = np.argsort([-r.answers for r in readings])
        before.append(1 / (1 + good.index(True)))
        after.append(1 / (1 + [good[i] for i in order].index(True)))
        for i in order[:6]:
            sentences += _sentences(item, hits[i], readings[i])
    print(
        f"MRR@{READ} of {len(before)}: retrieval {np.mean(before):.3f}, reader {np.mean(after):.3f}"
    )
    return {
        "passage": _fitted(("answers", "cosine", "fused"), passages),
        "sentence": _fitted(("span", "answers", "words", "cosine"), sentences),
    }


def _sentences(item: Item, hit: Hit, reading: Reading) -> Iterator[Labelled]:
    asked = stems(item.question)
    shift = passage_text(hit)[1] - hit.chunk.start
    for s in hit.sentences:
        span, _ = reading.best(s.start + shift, s.end + shift)
        words = _shared(asked, f"{s.heading} {s.text}")
        signals = {
            "answers": reading.answers,
            "span": span,
            "cosine": hit.cosine or 0.0,
            "words": words,
        }
        yield signals, int(held_out.holds(item, hit, s.text))


def _shared(wanted: set[str], text: str) -> float:
    """Return the share of the wanted stems that occur in a text."""
    return len(wanted & stems(text)) / max(1, len(wanted))


def _fitted(names: Sequence[str], cases: Sequence[Labelled]) -> dict[str, float]:
    return fit(names, [signals for signals, _ in cases], [label for _, label in cases])


def fit_before(parts: Parts) -> dict[str, object]:
    """Fit the risk that the library does not answer."""
    rows: list[dict[str, object]] = []
    gold: list[bool] = []
    for item in tqdm(parts.items, desc="evidence"):
        hits = retrieved(parts, item.question)
        found = weigh(parts.reader, item.question, held_out.left_out(item, hits), 6)
        best = found.ranked[0].sentence.text if found.ranked else ""
        if item.answers:
            gold.append(any(a.lower() in best.lower() for a in item.answers))
        rows.append({"signals": risk.before(found), "right": int(bool(item.answers))})
    print(f"the likeliest sentence holds the answer: {np.mean(gold):.3f} of {len(gold)}")
    return fit_risk("before", rows)
