"""Whether a sentence mentions something: whole words in any inflection, never parts of words."""

import re
from collections.abc import Sequence
from functools import cache

from index.records import Sentence
from rag.collection.question import Topic
from rag.words import STOP_WORDS

_PEOPLE = ("n", "an", "ian", "ese", "i", "ish")
"""What makes the people of a country: Russia-n, Chin-ese, Belarus-ian."""


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word[-1] == "s" and word[-2] not in "siu" else word


def _forms(word: str) -> set[str]:
    """Return the words of which this one may be the plural or a form of an English verb."""
    found = {word, _singular(word)}
    for ending in ("ing", "ed"):
        cut = word.removesuffix(ending)
        if cut != word and len(cut) > 2:
            found |= {cut, cut + "e"} if len(cut) > 3 else {cut + "e"}
            if cut[-1] == cut[-2]:  # planned
                found.add(cut[:-1])
    return found


def same_word(asked: str, found: str) -> bool:
    """Tell whether a word of the documents is the one asked for, inflected perhaps.

    One with a capital is a name: United is no form of unit, and Mark none of market, but China
    also stands for Chinese.
    """
    one, other = asked.lower(), found.lower()
    if one == other or _singular(one) == _singular(other):
        return True
    if asked[0].islower():
        return not _forms(one).isdisjoint(_forms(other))
    land = one.rstrip("aey")
    peoples = {stem + end for stem in (one, land) for end in _PEOPLE}
    return len(land) > 3 and found[0].isupper() and _singular(other) in peoples


class Mention:
    """Finds one topic in texts."""

    def __init__(self, topic: Topic) -> None:
        found = re.findall(r"\w+", topic.text)
        telling = [word for word in found if word.lower() not in STOP_WORDS]
        if topic.exact:
            self._wanted, self._beginnings = [topic.text], [found[0].lower()]
            patterns = [r"\W+".join(found) + r"\b"]
        else:
            self._wanted = telling or found
            # half a word is never longer than what its inflected forms share
            self._beginnings = [w[: max(2, len(w) // 2)].lower() for w in self._wanted]
            patterns = [rf"{beginning}\w*" for beginning in self._beginnings]
        self._likely = [re.compile(rf"(?i)\b{pattern}") for pattern in patterns]
        self._same = cache(lambda asked, word: topic.exact or same_word(asked, word))

    def found_in(self, text: str) -> frozenset[str]:
        """Return the words of `text` that mention the topic, in lower case; none: it does not."""
        lower = text.lower()
        if any(beginning not in lower for beginning in self._beginnings):
            return frozenset()  # much cheaper than to look for whole words
        held: set[str] = set()
        for asked, likely in zip(self._wanted, self._likely, strict=True):
            forms = {w.lower() for w in likely.findall(text) if self._same(asked, w)}
            if not forms:
                return frozenset()
            held |= forms
        return frozenset(held)


def first_mention(
    mention: Mention, sentences: Sequence[Sentence], title: str
) -> tuple[Sentence, frozenset[str]] | None:
    """Return the first sentence that mentions it, with the words that do.

    Without one, the first under a heading, or of a document, whose name does.
    """
    for text_of in (
        lambda s: s.text,
        lambda s: f"{s.heading} {s.text}",
        lambda s: f"{title} {s.heading} {s.text}",
    ):
        for sentence in sentences:
            if found := mention.found_in(text_of(sentence)):
                return sentence, found
    return None
