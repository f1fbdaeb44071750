"""Training sets -> examples with near misses, as JSON lines.

    python -m eval.training.examples --data TRAINING --benchmarks BENCHMARKS --out EXAMPLES

A question gets the passage that answers it and passages or questions that nearly do: another
paragraph of the same article, the passage without the sentence that answers, the question or the
passage with another name, number or opposite. A claim gets its evidence and evidence of others.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from eval.training.claims import from_answers, from_claims
from eval.training.edits import (
    names,
    negate,
    rename,
    replaced,
    swap_name,
    swap_number,
    swap_opposite,
)
from eval.training.example import Example, held_out
from eval.training.sets import Asked, claims, plain, questions, split

WORDS = 150
"""Words that a passage has at most: what a chunk of 200 tokens holds."""
_QUESTION = re.compile(r"\"([^\"\n?]{8,300}\?)\"")
MOST = {"policyqa": 3000, "squad_sentences": 5000}
"""Questions taken of a set that would otherwise outweigh the others."""


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--benchmarks", type=Path, help="questions that stand there are left out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--renames", type=Path, help="pairs that only a name tells apart, apart")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    excluded = _asked_in(options.benchmarks) if options.benchmarks else set()
    asked = [q for q in _capped(list(questions(options.data)), chance)
             if plain(q.question) not in excluded]  # fmt: skip
    made = [*_from_questions(asked, chance), *from_claims(list(claims(options.data)), chance)]
    _write(made, options.out, chance)
    if options.renames:
        _write(list(_renamed(asked, chance)), options.renames, chance)


def _write(made: list[Example], path: Path, chance: random.Random) -> None:
    chance.shuffle(made)
    with path.open("w", encoding="utf-8") as file:
        for example in made:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    for line in _counts(made):
        print(line)


def _asked_in(benchmarks: Path) -> set[str]:
    """All strings of the benchmarks' files that end like a question."""
    found: set[str] = set()
    for path in sorted(benchmarks.rglob("*.json*")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found.update(plain(m) for m in _QUESTION.findall(text))
    return found


def _capped(asked: list[Asked], chance: random.Random) -> list[Asked]:
    by_source: dict[str, list[Asked]] = defaultdict(list)
    for question in asked:
        by_source[question.source].append(question)
    kept: list[Asked] = []
    for source, found in by_source.items():
        chance.shuffle(found)
        kept += found[: MOST.get(source, len(found))]
    return kept


def _from_questions(asked: Sequence[Asked], chance: random.Random) -> Iterator[Example]:
    others, known = _neighbours(asked), _names(asked)
    for number, q in enumerate(asked):
        passage, spans = window(q.passage, q.spans, chance)
        yield _pair(q, "gold", q.question, passage, 1, spans, chance)
        kinds = list(_near_misses(q, passage, spans, others[number], known[q.group], chance))
        # what is easy to tell apart, another paragraph, comes last more often than not
        kinds.sort(key=lambda k: chance.random() + (k[0] == "neighbour") * 0.4)
        for kind, question, text in kinds[: 2 if chance.random() < 0.6 else 1]:
            yield _pair(q, kind, question, text, 0, (), chance)
        yield from from_answers(q, passage, spans, known[q.group], chance)


def _names(asked: Sequence[Asked]) -> dict[str, list[str]]:
    """All names in the passages of each article."""
    known: dict[str, list[str]] = defaultdict(list)
    for q in asked:
        known[q.group] += [q.passage[a:b] for a, b in names(q.passage)]
    return known


def _renamed(asked: Sequence[Asked], chance: random.Random) -> Iterator[Example]:
    """Questions and passages about another, both of them (they answer) or one (they do not)."""
    known = _names(asked)
    for q in asked:
        passage, spans = window(q.passage, q.spans, chance)
        chosen = rename(q.question, passage, known[q.group], chance)
        if chosen is None or not spans:
            continue
        changed, moved = replaced(passage, spans, *chosen)
        question = q.question.replace(*chosen)
        if not moved:
            continue
        q = replace(q, title="")  # it may hold the old name  # noqa: PLW2901
        yield _pair(q, "renamed", question, changed, 1, moved, chance)
        if chance.random() < 0.5:
            yield _pair(q, "other name", question, passage, 0, (), chance)
        else:
            yield _pair(q, "passage of another", q.question, changed, 0, (), chance)


def _pair(
    q: Asked,
    kind: str,
    question: str,
    text: str,
    label: int,
    spans: Sequence[tuple[int, int]],
    chance: random.Random,
) -> Example:
    if q.title and chance.random() < 0.6:
        front = f"{q.title}. "
        text, spans = front + text, [(a + len(front), b + len(front)) for a, b in spans]
    held = held_out(q.group)
    return Example("question", kind, q.source, held, question, text, label, tuple(spans))


def _near_misses(
    q: Asked,
    passage: str,
    spans: Sequence[tuple[int, int]],
    neighbours: Sequence[str],
    known: Sequence[str],
    chance: random.Random,
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, question, passage) of pairs that do not answer; what is easy to see less."""
    answers = {q.passage[a:b].lower() for a, b in q.spans}
    for neighbour in neighbours:
        if not any(a in neighbour.lower() for a in answers):
            yield "neighbour", q.question, window(neighbour, (), chance)[0]
            break
    if spans:
        left = _without(passage, spans)
        if len(left.split()) > 25 and not any(a in left.lower() for a in answers):
            yield "removed", q.question, left
    edited = swap_name(q.question, known, chance, passage)
    if edited and chance.random() < 0.8:
        yield "other name", edited, passage
    edited = swap_number(q.question, chance)
    if edited:
        yield "other number", edited, passage
    edited = swap_opposite(q.question, chance)
    if edited:
        yield "opposite", edited, passage
    edited = negate(q.question, chance)
    if edited and chance.random() < 0.25:
        yield "negated", edited, passage
    asked_for = [q.question[a:b] for a, b in names(q.question) if q.question[a:b] in passage]
    fitting = [n for n in known if n not in passage and n not in q.question]
    if asked_for and fitting and chance.random() < 0.5:
        changed = passage.replace(chance.choice(asked_for), chance.choice(fitting))
        yield "passage of another", q.question, changed


def _without(passage: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for sentence in split(passage):
        start = passage.index(sentence, at)
        at = start + len(sentence)
        if not any(start < b and a < at for a, b in spans):
            kept.append(sentence)
    return " ".join(kept)


def _neighbours(asked: Sequence[Asked]) -> list[list[str]]:
    """For each question, other passages that share most words with it (BM25), near ones first."""
    import bm25s

    passages = list(dict.fromkeys(q.passage[:2500] for q in asked))
    groups = defaultdict(set)
    for q in asked:
        groups[q.group].add(q.passage[:2500])
    index = bm25s.BM25()
    index.index(bm25s.tokenize(passages, show_progress=False), show_progress=False)
    tokens = bm25s.tokenize([q.question for q in asked], show_progress=False)
    found, _ = index.retrieve(tokens, k=12, show_progress=False)
    result = []
    for q, places in zip(asked, found, strict=True):
        ranked = [passages[i] for i in places if passages[i] != q.passage[:2500]]
        ranked.sort(key=lambda p: p not in groups[q.group])
        result.append(ranked)
    return result


def window(
    passage: str, spans: Sequence[tuple[int, int]], chance: random.Random
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut a long passage to about WORDS words around its first answer (or anywhere)."""
    if len(passage.split()) <= WORDS:
        return passage, tuple(spans)
    places = [m.start() for m in re.finditer(r"\S+", passage)]
    target = spans[0][0] if spans else chance.choice(places)
    at = max((i for i, p in enumerate(places) if p <= target), default=0)
    first = max(0, min(at - chance.randrange(WORDS - 20), len(places) - WORDS))
    start = places[first]
    end = places[first + WORDS] if first + WORDS < len(places) else len(passage)
    end = max(end, min(spans[0][1], start + 1200)) if spans else end
    inside = tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)
    return passage[start:end].rstrip(), inside


def _counts(made: Sequence[Example]) -> Iterator[str]:
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    for e in made:
        counts[e.task, e.kind, e.label] += 1
    for key, count in sorted(counts.items()):
        yield f"{' / '.join(map(str, key))}: {count:,}"
    yield f"all: {len(made):,}, held out: {sum(e.held_out for e in made):,}"


if __name__ == "__main__":
    main()
