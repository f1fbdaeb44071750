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
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from eval.training.edits import names, negate, swap_name, swap_number, swap_opposite
from eval.training.sets import Asked, Claim, claims, plain, questions, split

WORDS = 150
"""Words that a passage has at most: what a chunk of 200 tokens holds."""
EVIDENCE_WORDS = 110
"""Words of evidence beside a claim."""
HELD_OUT = 0.06
"""Share of groups kept aside, to calibrate and to choose with."""
_QUESTION = re.compile(r"\"([^\"\n?]{8,300}\?)\"")
MOST = {"policyqa": 3000, "squad_sentences": 5000}
"""Questions taken of a set that would otherwise outweigh the others."""


@dataclass(frozen=True, slots=True)
class Example:
    """One pair. `spans` are characters of `right` that answer, the first one trained on."""

    task: str
    """`question` or `claim`."""
    kind: str
    """How it was made: gold, neighbour, removed, swapped …"""
    source: str
    held_out: bool
    left: str
    right: str
    label: int
    spans: tuple[tuple[int, int], ...] = ()


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--benchmarks", type=Path, help="questions that stand there are left out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    excluded = _asked_in(options.benchmarks) if options.benchmarks else set()
    asked = [q for q in _capped(list(questions(options.data)), chance)
             if plain(q.question) not in excluded]  # fmt: skip
    made = [*_from_questions(asked, chance), *_from_claims(list(claims(options.data)), chance)]
    chance.shuffle(made)
    with options.out.open("w", encoding="utf-8") as file:
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


def held_out(group: str) -> bool:
    """Tell whether this article is kept aside: always the same ones."""
    return int(sha256(group.encode()).hexdigest()[:8], 16) / 16**8 < HELD_OUT


def _from_questions(asked: Sequence[Asked], chance: random.Random) -> Iterator[Example]:
    others = _neighbours(asked)
    known: dict[str, list[str]] = defaultdict(list)
    for q in asked:
        known[q.group] += [q.passage[a:b] for a, b in names(q.passage)]
    for number, q in enumerate(asked):
        passage, spans = window(q.passage, q.spans, chance)
        yield _pair(q, "gold", q.question, passage, 1, spans, chance)
        kinds = list(_near_misses(q, passage, spans, others[number], known[q.group], chance))
        # what is easy to tell apart, another paragraph, comes last more often than not
        kinds.sort(key=lambda k: chance.random() + (k[0] == "neighbour") * 0.4)
        for kind, question, text in kinds[: 2 if chance.random() < 0.6 else 1]:
            yield _pair(q, kind, question, text, 0, (), chance)
        yield from _short_claims(q, passage, spans, known[q.group], chance)


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


def _short_claims(
    q: Asked,
    passage: str,
    spans: Sequence[tuple[int, int]],
    known: Sequence[str],
    chance: random.Random,
) -> Iterator[Example]:
    """Question and short answer read as one claim, and a sentence with a changed detail."""
    held = held_out(q.group)
    sentences = split(passage)
    if spans and chance.random() < 0.6:
        start, end = spans[0]
        answer = passage[start:end]
        holding = next((s for s in sentences if answer in s), "")
        if holding and len(answer.split()) <= 12:
            around = " ".join(_around(sentences, holding))
            claim = f"{q.question} {answer}"
            yield Example("claim", "answer", q.source, held, claim, around, 1)
            wrong = _another(answer, passage, q.question, known, chance)
            if wrong:
                claim = f"{q.question} {wrong}"
                yield Example("claim", "other answer", q.source, held, claim, around, 0)
    if sentences and chance.random() < 0.35:
        told = chance.choice(sentences)
        if 6 <= len(told.split()) <= 50:
            yield from _told(q, told, sentences, known, chance)


def _told(
    q: Asked, told: str, sentences: Sequence[str], known: Sequence[str], chance: random.Random
) -> Iterator[Example]:
    around, held = " ".join(_around(sentences, told)), held_out(q.group)
    if chance.random() < 0.4:
        yield Example("claim", "told", q.source, held, told, around, 1)
    edits = [
        swap_name(told, known, chance),
        swap_number(told, chance),
        swap_opposite(told, chance),
        negate(told, chance),
    ]
    possible = [e for e in edits if e]
    if possible:
        edited = chance.choice(possible)
        yield Example("claim", "told wrongly", q.source, held, edited, around, 0)
    rest = [s for s in sentences if s != told]
    if len(rest) > 1 and chance.random() < 0.4:
        text = " ".join(rest[:4])
        yield Example("claim", "not told", q.source, held, told, text, 0)


def _around(sentences: Sequence[str], wanted: str) -> list[str]:
    at = list(sentences).index(wanted)
    return list(sentences[max(0, at - 1) : at + 2])


def _another(
    answer: str, passage: str, question: str, known: Sequence[str], chance: random.Random
) -> str | None:
    """Another answer of the same kind: a changed number, or a name from near by."""
    if re.search(r"\d", answer):
        return swap_number(answer, chance)
    near = [passage[a:b] for a, b in names(passage)]
    for pool in (near, list(known)):
        fitting = [n for n in pool if n not in answer and n not in question and answer not in n]
        if fitting and answer[:1].isupper():
            return chance.choice(fitting)
    return None


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


def _from_claims(found: Sequence[Claim], chance: random.Random) -> Iterator[Example]:
    for claim in found:
        if len(claim.claim.split()) > 60:
            continue
        evidence = _closest(claim.claim, claim.evidence)
        held, label = held_out(claim.group), int(claim.supported)
        yield Example("claim", "gold", claim.source, held, claim.claim, evidence, label)
        if claim.supported and claim.others and chance.random() < 0.7:
            text = _closest(claim.claim, claim.others[:6])
            yield Example("claim", "not told", claim.source, held, claim.claim, text, 0)
    yield from _evidence_of_others([c for c in found if c.source == "fever"], chance)


def _evidence_of_others(found: Sequence[Claim], chance: random.Random) -> Iterator[Example]:
    """Claims beside the evidence of a similar claim: on the subject, yet not enough."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize([c.claim for c in found], show_progress=False), show_progress=False)
    wanted = [c for c in found if chance.random() < 0.4]
    tokens = bm25s.tokenize([c.claim for c in wanted], show_progress=False)
    places, _ = index.retrieve(tokens, k=6, show_progress=False)
    for claim, near in zip(wanted, places, strict=True):
        for i in near:
            other = found[i]
            if other.claim != claim.claim and not set(other.evidence) & set(claim.evidence):
                text = " ".join(other.evidence)
                held = held_out(claim.group)
                yield Example("claim", "of another", claim.source, held, claim.claim, text, 0)
                break


def _closest(claim: str, sentences: Sequence[str]) -> str:
    """Take the sentences that share most words with the claim, in their order, within the limit."""
    wanted = set(re.findall(r"\w{3,}", claim.lower()))
    scores = [len(wanted & set(re.findall(r"\w{3,}", s.lower()))) for s in sentences]
    kept: list[int] = []
    words = 0
    for i in sorted(range(len(sentences)), key=lambda i: -scores[i]):
        size = len(sentences[i].split())
        if not kept or words + size <= EVIDENCE_WORDS:
            kept.append(i)
            words += size
    return " ".join(sentences[i] for i in sorted(kept))[:1500]


def _counts(made: Sequence[Example]) -> Iterator[str]:
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    for e in made:
        counts[e.task, e.kind, e.label] += 1
    for key, count in sorted(counts.items()):
        yield f"{' / '.join(map(str, key))}: {count:,}"
    yield f"all: {len(made):,}, held out: {sum(e.held_out for e in made):,}"


if __name__ == "__main__":
    main()
