"""What a turn of a conversation is about: its names and noun phrases, found by plain code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.followup.grammar import (
    AUXILIARIES,
    BODIES,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    ROLES,
    TITLES,
    is_plural,
    singular,
    tokens,
)
from rag.followup.noun_runs import noun_runs

Kind = Literal["person", "place", "name", "plural", "thing"]

LONGEST = 80
"""Characters of a phrase; a longer one is not a name but a run of capitals."""

MOST_PARTS = 3
"""Phrases that are put together into one."""
_BELONGING = frozenset("with under for between against in at on".split())  # noqa: SIM905
_AT_PLACE = frozenset("in at near from to around".split())  # noqa: SIM905
_TIMES = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|q[1-4]|\d+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or noun phrase as it can be put into a question, and what it stands for."""

    text: str
    kind: Kind
    named: bool
    subject: bool = False
    """It follows the verb of a question: does the lease …"""

    @property
    def plural(self) -> bool:
        """Whether it is many: China and Belarus, the goals of the drill."""
        outer = re.split(" (?:of|with|under|for|between|against|in|at|on) ", self.text)[0]
        return self.kind == "plural" or (not self.named and is_plural(outer.split()[-1].lower()))

    def complement(self) -> "Phrase":
        """Return what stands after "of" in a phrase that is no name: the cause of the fire."""
        outer, _, inner = self.text.rpartition(" of ")
        if not inner or outer[:1].isupper() or any(w[0].isupper() for w in outer.split()):
            return self
        return replace(self, text=inner)

    @property
    def head(self) -> str:
        """The noun that it ends in, in lower case and singular."""
        return singular(self.text.split(" of ")[0].split()[-1].lower())


def phrases(text: str) -> list[Phrase]:
    """Return the names and nouns of a text in order, each once; dates and numbers are none."""
    words = tokens(text)
    return _each_once([phrase for _, _, phrase in _placed(words)])


def referents(text: str) -> list[Phrase]:
    """Return what a pronoun after `text` may stand for: phrases, put together where they belong.

    "the lease with Meyer GmbH" and "China and Belarus" stand before their parts.
    """
    words = tokens(text)
    placed = _placed(words)
    found: list[Phrase] = []
    for at, (_, _, phrase) in enumerate(placed):
        found += [*_joined(words, placed[at:]), phrase]
    return _each_once(found)


_Placed = tuple[int, int, Phrase]


def _placed(words: Sequence[str]) -> list[_Placed]:
    """Return the phrases of a text with the places of their first and after their last word."""
    found = []
    for at, run in noun_runs(words):
        earlier = [word.lower() for word in words[max(0, at - 3) : at]]
        phrase = _phrase(earlier, run)
        if phrase is not None:
            found.append((at, at + len(run), phrase))
    return found


def _each_once(found: Sequence[Phrase]) -> list[Phrase]:
    return list({phrase.text.lower(): phrase for phrase in reversed(found)}.values())[::-1]


def _joined(words: Sequence[str], placed: Sequence[_Placed]) -> list[Phrase]:
    """Return the first phrase together with those that follow it after "with", "and" or the like.

    A name takes no preposition (China in 2021), and only names are joined by "and".
    """
    _, end, first = placed[0]
    text, parts, kind = first.text, 1, first.kind
    for start, stop, phrase in placed[1:MOST_PARTS]:
        between = [word.lower() for word in words[end:start]]
        joint = between[0] if between else ""
        paired = joint == "and" and first.named and phrase.named
        belongs = joint in _BELONGING and not first.named and set(between[1:]) <= DETERMINERS
        if not (belongs or (paired and len(between) <= 2)):
            break
        text = f"{text} {joint} {phrase.text}"
        parts, end, kind = parts + 1, stop, "plural" if paired else kind
    if parts == 1 or len(text) > LONGEST:
        return []
    return [Phrase(text, kind, named=True, subject=first.subject)]


def _phrase(earlier: Sequence[str], run: Sequence[str]) -> Phrase | None:
    before = earlier[-1] if earlier else ""
    words = [word for word in run if word]
    while words and words[-1].lower() in {"of", "the"}:
        words.pop()
    text = " ".join(words).replace(" .", ".").removesuffix("'s")
    if not words or len(text) > LONGEST or all(_TIMES.match(word) for word in words):
        return None
    named = words[0][0].isupper() or any(w[0].isupper() for w in words)
    article = next((w for w in reversed(earlier[-2:]) if w in DETERMINERS), "")
    if before in DETERMINERS or (article and before in FUNCTION_WORDS - AUXILIARIES - PREPOSITIONS):
        text = f"{'the' if article in {'a', 'an'} else article} {text}"
    after = earlier if article else earlier[-1:]
    subject = any(word in AUXILIARIES for word in after)
    return Phrase(text, _kind(before, words, named=named), named, subject)


def _kind(before: str, words: Sequence[str], *, named: bool) -> Kind:
    last = words[-1].lower()
    titled = words[0].lower().rstrip(".") in TITLES and len(words) > 1
    if ROLES.search(last) or (named and (titled or any(ROLES.search(w.lower()) for w in words))):
        return "person"
    if not named:
        return "plural" if is_plural(words[0 if "of" in words else -1].lower()) else "thing"
    return _kind_of_name(before, words)


def _kind_of_name(before: str, words: Sequence[str]) -> Kind:
    if any(BODIES.match(word) for word in words) or before == "the":
        return "plural" if is_plural(words[-1].lower()) else "name"
    if before in _AT_PLACE:
        return "place"
    capitals = all(w[0].isupper() and w.isalpha() and not w.isupper() for w in words)
    return "person" if capitals and 2 <= len(words) <= 4 else "name"
