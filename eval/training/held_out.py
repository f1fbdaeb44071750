"""Questions on held-out articles, with and without an answer: what the calibration is fitted on.

The held-out passages become documents of a library, beside passages of other articles that only
distract; half of the questions have no answer there (their passage is taken out of what is found,
or another name, number or opposite stands in the question).
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.training.example import Example, held_out
from eval.training.sets import Asked, questions
from index.library import Library
from index.records import Hit

DISTRACTING = 500
"""Passages of other articles in the library."""
USED = ("squadshifts", "squad_flan", "nq", "selqa", "covid_qa", "qed")
"""Sets whose questions stand alone, unlike those of privacy policies."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question to calibrate with."""

    question: str
    answers: tuple[str, ...]
    """Empty: the documents do not answer it."""
    passage: str
    """Words of the passage that answers, or of the one to be left out of what is found."""
    kind: str
    """`gold`, `gone`, or how the question was changed."""


def documents(data: Path, folder: Path) -> list[Path]:
    """Write the passages as Markdown files, one an article; return their paths."""
    chance = random.Random(7)
    by_group: dict[str, list[Asked]] = defaultdict(list)
    for asked in questions(data):
        if asked.source in USED:
            by_group[asked.group].append(asked)
    others = [group for group in by_group if not held_out(group)]
    chance.shuffle(others)
    chosen = [group for group in by_group if held_out(group)]
    count = 0
    for group in others:
        if count >= DISTRACTING:
            break
        chosen.append(group)
        count += len({a.passage for a in by_group[group]})
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, group in enumerate(chosen):
        title = re.sub(r"\s+", " ", by_group[group][0].title or by_group[group][0].passage[:50])
        passages = dict.fromkeys(_plain(a.passage) for a in by_group[group])
        path = folder / f"{number:04}.md"
        path.write_text("\n\n".join([f"# {title}", *passages]), encoding="utf-8")
        paths.append(path)
    return paths


def items(data: Path, examples: Path, most: int) -> list[Item]:
    """Draw so many questions of each sort: answered, gone, changed."""
    asked = [q for q in questions(data) if q.source in USED and held_out(q.group) and q.spans]
    chance = random.Random(11)
    chance.shuffle(asked)
    half = most // 2
    found = [_item(q, "gold") for q in asked[:most]]
    found += [_item(q, "gone") for q in asked[most : most + half]]
    changed = list(_changed(examples))
    chance.shuffle(changed)
    return found + changed[: most - half]


def left_out(item: Item, hits: Sequence[Hit]) -> list[Hit]:
    """Drop the hits that hold the passage of a question whose answer is gone."""
    if item.kind != "gone":
        return list(hits)
    words = _bag(item.passage)
    return [
        hit for hit in hits if len(_bag(hit.chunk.text) & words) < 0.5 * len(_bag(hit.chunk.text))
    ]


def holds(item: Item, hit: Hit, text: str = "") -> bool:
    """Tell whether a hit (or one sentence of it) holds the answer in the passage that answers."""
    text = text or hit.chunk.text
    if not any(answer.lower() in text.lower() for answer in item.answers):
        return False
    own = _bag(text)
    return len(own & _bag(item.passage)) >= 0.8 * len(own)


def _item(q: Asked, kind: str) -> Item:
    answers = () if kind == "gone" else tuple(_plain(q.passage[a:b]) for a, b in q.spans)
    start = max(0, q.spans[0][0] - 1000)
    return Item(q.question, answers, _plain(q.passage[start : start + 2500]), kind)


def _changed(examples: Path) -> Iterator[Item]:
    wanted = ("other name", "other number", "opposite")
    with examples.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            example = Example(**row)
            if example.held_out and example.kind in wanted and example.source in USED:
                yield Item(example.left, (), example.right, example.kind)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _bag(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def opened(folder: Path, data: Path) -> Library:
    """Open the library of the calibration, reading the documents where that was not done yet."""
    from eval import collection
    from rag.config import Settings
    from rag.opening import open_embedder, open_library

    settings = Settings(library=str(folder / "library"))
    library = open_library(settings)
    if not library.store.count():
        paths = documents(data, folder / "documents")
        collection.fill(library, open_embedder(settings), paths, lambda *_: None)
    return library
