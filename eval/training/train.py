"""Train the evidence reader on the processor (or a GPU, where there is one).

    python -m eval.training.train --examples EXAMPLES --base MINILM_FOLDER --out FOLDER

It writes a checkpoint every 500 steps and goes on from it when started again. With `--start` it
trains a reader further, on examples that come after those that it has seen (`--skip`).
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional
from tqdm import tqdm

from eval.training.network import Reader

TOKENS = 240
"""Question and passage together; a passage of 200 tokens and a question of 36."""
BUCKET = 64
"""Batches of examples that are sorted by length together, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An example in word pieces."""

    ids: list[int]
    types: list[int]
    label: int
    is_claim: bool
    start: int
    """Place of the answer's first token; 0: there is none, -1: not known."""
    end: int


def main() -> None:
    """Train, showing progress; write `reader.pt`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="folder of a trained reader to go on from")
    parser.add_argument("--skip", type=int, default=0, help="examples to leave out, from the first")
    parser.add_argument("--most", type=int, default=0, help="examples after those; 0: all")
    parser.add_argument("--steps", type=int, default=0, help="batches; 0: every example once")
    parser.add_argument("--also", type=Path, help="more examples, all of them")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers that stay as they are")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    pairs = _chosen(options, tokenizer)
    steps = options.steps or len(pairs) // options.batch
    order = _batches(pairs, options.batch, steps, options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = Reader(options.base).to(device)
    if options.start:
        model.load_state_dict(torch.load(options.start / "reader.pt", weights_only=True))
    # half of the weights, with little to gain
    model.encoder.embeddings.requires_grad_(requires_grad=False)
    model.encoder.encoder.layer[: options.frozen].requires_grad_(requires_grad=False)
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    first = _resume(options.out / "checkpoint.pt", model, optimizer, schedule)
    bar = tqdm(range(first, steps), initial=first, total=steps, unit="step", mininterval=10)
    shown, begun = 0.0, time.time()
    for step in bar:
        loss = _loss(model, [pairs[i] for i in order[step]], device)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        shown = 0.98 * shown + 0.02 * loss.item() if step > first else loss.item()
        if step % 50 == 0:
            bar.set_postfix(loss=f"{shown:.3f}", refresh=False)
        if step % 500 == 499 or step + 1 == steps:
            _save(options.out / "checkpoint.pt", model, optimizer, schedule, step + 1)
    torch.save(model.state_dict(), options.out / "reader.pt")
    told = {"examples": len(pairs), "steps": steps, "batch": options.batch, "rate": options.rate,
            "minutes": round((time.time() - begun) / 60, 1), "loss": round(shown, 4)}  # fmt: skip
    (options.out / "training.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(told)


def _chosen(options: argparse.Namespace, tokenizer: Tokenizer) -> list[Pair]:
    rows = load(options.examples, tokenizer, held_out=False)
    most = options.skip + options.most if options.most else None
    pairs = list(islice(rows, options.skip, most))
    if options.also:
        pairs += load(options.also, tokenizer, held_out=False)
    return pairs


def load(path: Path, tokenizer: Tokenizer, *, held_out: bool) -> Iterator[Pair]:
    """Read the examples of one part and cut them into word pieces."""
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS, strategy="only_second")
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["held_out"] == held_out:
                yield _pair(row, tokenizer)


def _pair(row: dict[str, object], tokenizer: Tokenizer) -> Pair:
    left = str(row["left"])
    encoded = tokenizer.encode(left[:400], str(row["right"]))
    start, end = 0, 0
    spans = row["spans"]
    if row["label"]:
        start = end = -1
        if isinstance(spans, list) and spans:
            first = encoded.char_to_token(spans[0][0], 1)
            last = encoded.char_to_token(spans[0][1] - 1, 1)
            if first is not None and last is not None:
                start, end = first, last
    is_claim = row["task"] == "claim"
    return Pair(encoded.ids, encoded.type_ids, int(bool(row["label"])), is_claim, start, end)


def _batches(pairs: list[Pair], size: int, steps: int, seed: int) -> list[list[int]]:
    """Batches of like length, in random order, enough for so many steps."""
    chance = random.Random(seed)
    found: list[list[int]] = []
    while len(found) < steps:
        places = list(range(len(pairs)))
        chance.shuffle(places)
        for at in range(0, len(places), size * BUCKET):
            bucket = sorted(places[at : at + size * BUCKET], key=lambda i: len(pairs[i].ids))
            batches = [bucket[i : i + size] for i in range(0, len(bucket), size)]
            chance.shuffle(batches)
            found += batches
    return found[:steps]


def _rate(step: int, steps: int) -> float:
    """Share of the learning rate: up over the first 5 % of steps, then down to nothing."""
    warm = max(1, steps // 20)
    if step < warm:
        return step / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _loss(model: Reader, batch: list[Pair], device: str) -> torch.Tensor:
    # few different sizes: memory of one batch fits the next
    longest = -(-max(len(p.ids) for p in batch) // 32) * 32
    pad = [longest - len(p.ids) for p in batch]
    ids, types, mask = (
        torch.tensor(rows, device=device)
        for rows in (
            [p.ids + [0] * n for p, n in zip(batch, pad, strict=True)],
            [p.types + [0] * n for p, n in zip(batch, pad, strict=True)],
            [[1] * len(p.ids) + [0] * n for p, n in zip(batch, pad, strict=True)],
        )
    )
    label = torch.tensor([float(p.label) for p in batch], device=device)
    claim = torch.tensor([p.is_claim for p in batch], device=device)
    start = torch.tensor([-1 if p.is_claim else p.start for p in batch], device=device)
    end = torch.tensor([-1 if p.is_claim else p.end for p in batch], device=device)
    with torch.autocast(device, dtype=torch.bfloat16):
        answers, supports, starts, ends = model(ids, mask, types)
    judged = torch.where(claim, supports.float(), answers.float())
    loss = functional.binary_cross_entropy_with_logits(judged, label * 0.96 + 0.02)
    if bool((start >= 0).any()):
        for scores, target in ((starts, start), (ends, end)):
            loss = loss + 0.25 * functional.cross_entropy(scores.float(), target, ignore_index=-1)
    return loss


def _resume(
    path: Path,
    model: Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    return int(saved["step"])


def _save(
    path: Path,
    model: Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    step: int,
) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    aside = path.with_suffix(".tmp")
    torch.save(state, aside)
    aside.replace(path)


if __name__ == "__main__":
    main()
