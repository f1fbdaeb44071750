"""The most central sentences of a document, by what its sentences have in common."""

from collections import Counter
from collections.abc import Sequence

from index.records import Sentence
from rag.summary.whole import leans, whole
from rag.summary.wordlists import telling

TITLE = 2.0
"""Weight of a word of the title against any other."""
FIRST = 0.6
"""What the first sentence gains over one far down; half of that the fourth."""
HEADED = 0.15
"""What the first sentence under a heading gains."""
LEANING = 0.35
"""What is left of the score of a sentence that begins with "They" or "However"."""
SAID = 0.25
"""What is left of a word's weight once a chosen sentence holds it: the next one tells more."""
FURNITURE = 3
"""Times from which on a sentence that comes back is a page's header or footer."""


def central(title: str, sentences: Sequence[Sentence], most: int, read: int) -> list[Sentence]:
    """Return up to `most` whole sentences, the most central first.

    Greedy choice by the frequency of words, each weighing less once it was said (SumBasic,
    Nenkova & Vanderwende 2005), with the lead position and the title as in Edmundson 1969. Of a
    long document about `read` sentences are looked at: its beginning and an even sample.
    """
    usable = _usable(_sample(sentences, read))
    held = [telling(s.text) for s in usable]
    counts = Counter(stem for stems in held for stem in stems)
    named = telling(title)
    weights = {s: n / len(usable) * (TITLE if s in named else 1.0) for s, n in counts.items()}
    gains = _gains(usable)
    chosen: list[int] = []
    while len(chosen) < min(most, len(usable)):
        left = [i for i in range(len(usable)) if i not in chosen]
        best = max(left, key=lambda i: gains[i] * _score(held[i], weights))
        chosen.append(best)
        for stem in held[best]:
            weights[stem] *= SAID
    return [usable[i] for i in chosen]


def _sample(sentences: Sequence[Sentence], read: int) -> Sequence[Sentence]:
    half = read // 2
    if len(sentences) <= read:
        return sentences
    rest = sentences[half:]
    return [*sentences[:half], *rest[:: -(-len(rest) // half)]]


def _usable(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Keep whole sentences, each wording once, without what every page repeats."""
    times = Counter(s.text for s in sentences)
    first = {s.text: s for s in reversed(sentences) if times[s.text] < FURNITURE}
    kept = [s for s in sentences if first.get(s.text) is s]
    return [s for s in kept if whole(s.text) and telling(s.text)]


def _gains(usable: Sequence[Sentence]) -> list[float]:
    """Weigh each sentence by its place and by how it begins."""
    gains, heading = [], None
    for place, sentence in enumerate(usable):
        gain = 1.0 + FIRST / (1 + place / 3) + (HEADED if sentence.heading != heading else 0.0)
        gains.append(gain * (LEANING if leans(sentence.text) else 1.0))
        heading = sentence.heading
    return gains


def _score(stems: set[str], weights: dict[str, float]) -> float:
    # neither the longest sentence wins (a sum) nor the shortest (a mean)
    return float(sum(weights[stem] for stem in stems) / max(8, len(stems)) ** 0.7)
