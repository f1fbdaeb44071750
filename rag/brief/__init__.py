"""The words of an answer's sentence that are the answer: what the question did not say already.

The method is that of a restatement: "Where was Ann Roe born?" - "Ann Roe was born in Ulm." Of the
words that are not the question's own, those that the question word asks for are taken.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.brief.kinds import Kind, choices, kind, values
from rag.brief.runs import around, names_of, runs
from rag.brief.words import PAST, Word, root, roots, split

LONGEST = 12
"""Words; a longer answer is an explanation, which no part of it stands for."""
BARE = 6
"""Words of a phrase without a verb that is an answer by itself."""
RESTATED = 0.5
"""Share of the question's words that a sentence must hold, for what it adds to be the answer."""
MOST_NEW = 0.5
"""Share of a sentence's new words that must be in a run, for it to be the answer to "what"."""
CLEAR = 0.6
"""Share of a sentence's new words that are enough to go without what was read in the source."""
SHARE = 0.4
"""… or share of a sentence's words that must be the question's."""
NEAR = 6
"""Words to either side that tell whether a value is the one asked for."""

_Place = tuple[int, int]
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|do|does|did|has|have|had|can|could|will|would|shall|should|"
    r"may|might|must|became|becomes?|said|says|called|named|took|made|came|went|gave|held|led|won|"
    r"wrote|began|[a-z]{3,}ed)\b(?!-)"
)
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|will|would|did|became)\b")
_YES_NO = re.compile(r"(?:yes|no)\b", re.IGNORECASE)
_END = re.compile(r"[\s.!?…]+$")
_FIRST = re.compile(r"\s*(?:(?:the|an?|in|on|at|by|from)\s+)*", re.IGNORECASE)
_TYPED = frozenset({Kind.WHEN, Kind.COUNT, Kind.AMOUNT})


def brief(question: str, sentence: str, span: str = "") -> tuple[int, int] | None:
    """Return the characters of `sentence` that answer `question`, half-open, None for all of it.

    `span` is the answer as the evidence reader found it; it counts where the sentence holds it.
    Without articles, prepositions and full stops at the ends. None for reasons and explanations,
    and where it is not sure which words they are.
    """
    asked = kind(question)
    words = split(sentence, question)
    if asked is Kind.WHETHER:
        said = _YES_NO.match(sentence)
        return said.span() if said else None
    if _is_bare(question, sentence, words):
        return _tidy((0, len(sentence)), sentence)
    chosen = choices(question, sentence)
    if asked is Kind.REASON or (asked not in _TYPED and len(chosen) > 1):
        return None
    if asked not in _TYPED and chosen:
        return chosen[0]
    read = _read(span, sentence, question)
    found = _pick(asked, question, sentence, words, read)
    return _better(asked, question, words, found, read)


def _better(
    asked: Kind, question: str, words: Sequence[Word], found: _Place | None, read: _Place | None
) -> _Place | None:
    """Choose between what the sentence adds and what was read, None where neither is sure."""
    if found and asked in _TYPED:
        return found
    if found and _is_about(asked, question, words) and (not read or _is_clear(found, read, words)):
        return found
    return read


def _is_clear(found: _Place, read: _Place | None, words: Sequence[Word]) -> bool:
    """Tell whether the sentence adds little else, or what was read only goes on after it."""
    longer = read is not None and read[0] == found[0] and read[1] > found[1]
    return longer or _new(words, found) >= CLEAR * _new(words)


def _is_about(asked: Kind, question: str, words: Sequence[Word]) -> bool:
    """Tell whether a sentence takes up the question, so that what it adds is the answer."""
    own = {root(w.text) for w in words if w.asked}
    share = len(own) / max(1, len({root(w.text) for w in words if w.asked or w.new}))
    restated = len(own) >= RESTATED * len(roots(question))
    return restated or share >= SHARE or (asked is Kind.WHERE and bool(own))


def _new(words: Sequence[Word], place: _Place | None = None) -> int:
    """Count the words that the question does not say, in a place or all of them."""
    return sum(w.new for w in words if not place or place[0] <= w.start < place[1])


def _is_bare(question: str, sentence: str, words: Sequence[Word]) -> bool:
    """Tell whether a sentence is a phrase; of some verbs, only the question tells that they are."""
    asked = [root(w.text) for w in split(question, question)]
    said = [root(w.text) for w in words]
    restates = set(pairwise(said)) & set(pairwise(asked))
    telling = [pair for pair in restates if set(pair) <= roots(question)]
    verbs = _VERB.search(sentence) or any(w.asked and w.text in PAST for w in words)
    return len(words) <= BARE and not telling and not verbs


def _tidy(place: _Place, sentence: str) -> _Place:
    start, end = place
    end = start + len(_END.sub("", sentence[start:end]))
    lead = _FIRST.match(sentence, start, end)
    return (lead.end() if lead and lead.end() < end else start), end


def _pick(
    asked: Kind, question: str, sentence: str, words: Sequence[Word], read: _Place | None
) -> _Place | None:
    """Choose the value or run that is of the kind and was read, or is near the question's words."""
    stated = values(asked, question, sentence)
    if stated is not None:
        best = max(
            stated,
            key=lambda place: (_meet(place, read), _beside(place, words), -place[0]),
            default=None,
        )
        return _tidy(best, sentence) if best else None
    found = runs(words, sentence)
    if asked in {Kind.WHO, Kind.WHERE}:
        named = names_of(found, words, sentence, place=asked is Kind.WHERE)
        if named:
            return max(named, key=lambda n: (n[0], _beside(n[1], words), -n[1][0]))[1]
        if asked is Kind.WHO:
            return None
    found = [run for run in found if len(run) <= LONGEST]
    longest = max(found, key=lambda run: sum(w.new for w in run), default=None)
    if not longest or sum(w.new for w in longest) < MOST_NEW * _competing(longest, words, sentence):
        return None
    return around(longest, words, question, sentence)


def _competing(run: Sequence[Word], words: Sequence[Word], sentence: str) -> int:
    """Count new words, but for those that go on to describe the run: a bridge over the river."""
    rest = re.split(r"[,;:()]", sentence[run[-1].end :])[0]
    after = range(run[-1].end, run[-1].end + len(rest))
    return sum(w.new for w in words if w.start not in after)


def _beside(place: _Place, words: Sequence[Word]) -> int:
    """Count the question's words near a place."""
    first = next((i for i, w in enumerate(words) if w.end > place[0]), 0)
    last = next((i for i, w in enumerate(words) if w.end >= place[1]), len(words) - 1)
    near = [*words[max(0, first - NEAR) : first], *words[last + 1 : last + 1 + NEAR]]
    return len({root(w.text) for w in near if w.asked})


def _read(span: str, sentence: str, question: str) -> _Place | None:
    """Find what was read in the source, if it says anything that the question does not."""
    span = span.strip(" .,;:\"'“”‘’()")
    if not span or not roots(span) - roots(question) or len(span.split()) > LONGEST:
        return None
    if _CLAUSE.search(span):
        return None
    found = re.search(rf"(?<!\w){re.escape(span)}(?!\w)", sentence)
    return _tidy(found.span(), sentence) if found else None


def _meet(one: _Place, other: _Place | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
