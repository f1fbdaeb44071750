"""Claims that sentences support, and claims that they nearly support."""

import random
import re
from collections.abc import Iterator, Sequence

from eval.training.edits import names, negate, swap_name, swap_number, swap_opposite
from eval.training.example import Example, held_out
from eval.training.sets import Asked, Claim, split

EVIDENCE_WORDS = 110
"""Words of evidence beside a claim."""


def from_answers(
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


def from_claims(found: Sequence[Claim], chance: random.Random) -> Iterator[Example]:
    """Yield the claims of the sets with their evidence, and with evidence of others."""
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
