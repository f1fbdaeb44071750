"""What the newest turns of a conversation were about, and what a pronoun after them stands for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.followup.grammar import content_words, singular
from rag.followup.referents import Phrase, referents
from rag.words import stems

MOST_TOPICS = 2
"""Phrases added to a question."""

_NOTE = re.compile(r"\s*\((?:about|es geht um) [^()]*\)")


def without_note(text: str) -> str:
    """Take out what `about` added."""
    return _NOTE.sub("", text)


def with_note_of(text: str, previous: str) -> str:
    """Add what `about` added to the last question, where `text` has no such note of its own."""
    note = _NOTE.search(previous)
    if note is None or _NOTE.search(text):
        return text
    return f"{text.rstrip('?.! ')}{note[0]}?"


def about(text: str, topic: Sequence[Phrase]) -> str:
    """Add to a question what it is about, as far as it does not say so."""
    there = stems(text)
    new = [phrase.text for phrase in topic if not stems(phrase.text) <= there]
    return f"{text.rstrip('?.! ')} (about {' and '.join(new)})?" if new else text


_WHO_ACTS = re.compile(r"who (?!did|do|does|has|have|had|will|would|can)\b", re.IGNORECASE)

_FITTING: dict[str, list[Callable[[Phrase], bool]]] = {
    "thing": [
        lambda p: p.subject and p.kind != "person" and not p.plural,
        lambda p: p.kind != "person" and not p.plural,
    ],
    "group": [
        lambda p: p.plural and p.subject,
        lambda p: p.plural,
        lambda p: p.named and p.kind == "name",
        lambda p: p.kind == "person",
    ],
    "named": [lambda p: p.named and p.kind in {"name", "place"}],
}
"""What a pronoun may stand for, the likeliest kind first."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the newest turns were about; the newest stands first."""

    previous: str
    asked: tuple[tuple[Phrase, ...], ...]
    """Phrases of each question as understood."""
    answered: tuple[Phrase, ...]
    """Phrases of the newest answer."""

    @classmethod
    def of(cls, turns: Sequence[tuple[str, str]], occurs: Callable[[str], bool]) -> "Context":
        """Read the (understood, answer) pairs of the newest turns, the newest first."""

        def known(text: str) -> tuple[Phrase, ...]:
            found = referents(text)
            held = [p for p in found if any(occurs(w) for w in content_words(p.text))]
            return tuple(held or found)

        return cls(turns[0][0], tuple(known(asked) for asked, _ in turns), known(turns[0][1]))

    def topic(self) -> list[Phrase]:
        """Return what the newest question that is about something is about."""
        for found in self.asked:
            chosen: list[Phrase] = []
            for phrase in [p for p in found if p.named] or found:
                if not any(phrase.text.lower() in other.text.lower() for other in chosen):
                    chosen.append(phrase)
            if chosen:
                return chosen[:MOST_TOPICS]
        return [p for p in self.answered if p.named][:1]

    def running(self) -> list[Phrase]:
        """Return the newest name in the questions: what the conversation is about."""
        return next(([p] for found in self.asked for p in found if p.named), [])

    def mentions(self, noun: str) -> bool:
        """Tell whether a noun, in the singular or the plural, was part of a phrase before."""
        known = (w for p in (*sum(self.asked, ()), *self.answered) for w in p.text.lower().split())
        return singular(noun.lower()) in {singular(word) for word in known}

    def with_head(self, noun: str) -> Phrase | None:
        """Return the newest longer phrase that ends in `noun`."""
        for found in (*self.asked, self.answered):
            for phrase in found:
                if phrase.head == singular(noun.lower()) and len(content_words(phrase.text)) > 1:
                    return phrase
        return None

    def pick(self, kind: str) -> Phrase | None:
        """Return the likeliest referent for a pronoun of this kind, None where there is none."""
        if kind == "person":
            return self._person()
        answered = tuple(p for p in self.answered if p.named)
        for found in (self.asked[0], answered, *self.asked[1:]):
            for fits in _FITTING[kind]:
                best = next((phrase for phrase in found if fits(phrase)), None)
                if best:
                    return best
        plural = next((p for found in self.asked for p in found if p.kind != "person"), None)
        return plural.complement() if plural and kind == "thing" else None

    def _person(self) -> Phrase | None:
        sources = [self.asked[0], *self.asked[1:], self.answered]
        if _WHO_ACTS.match(self.previous):
            sources = [self.answered, *self.asked]
        for kinds in ({"person"}, {"name"}):
            for found in sources:
                for phrase in found:
                    if phrase.kind in kinds:
                        return phrase
        return None
