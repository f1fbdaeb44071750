"""Runs of words that a sentence adds to its question, and the names in them."""

import re
from collections.abc import Sequence

from rag.brief.words import Word, root, roots
from rag.question_words import AUXILIARY
from rag.words import TIMES

_JOINS = frozenset("of the a an and or de von van la & per as well".split())  # noqa: SIM905
_ARTICLES = frozenset({"the", "a", "an"})
_NEVER_FIRST = frozenset(
    """
    a an the of and or to in on at by from for with as well into near during until since about also
    only that which who called named known located situated based due however then mainly both its
    their his her between through within under over against per namely
    """.split()  # noqa: SIM905
)
_NEVER_LAST = _NEVER_FIRST | frozenset("is are was were be been it he she they there".split())  # noqa: SIM905
_PLACE = frozenset("in at near from to on around outside inside into within".split())  # noqa: SIM905
_BREAK = re.compile(r"[,;:()—–]|\.(?!\S)")
_INITIAL = re.compile(
    r"(?:^|\s)(?:[A-Z]|St|Mt|Dr|Mr|Mrs|Ms|Jr|Sr|Prof|Gen|Col|Lt|Capt|[A-Z]\.[A-Z])$"
)


def runs(words: Sequence[Word], sentence: str) -> list[list[Word]]:
    """Return the runs of words that the question does not hold, without function words outside."""
    found: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        before = found[-1][-1] if found[-1] else None
        belongs = word.new or _in_name(at, words)
        if before and not belongs:
            belongs = _joins(before, word) or (before.new and _repeats(at, words, sentence))
        if not belongs or (before and _parted(at, words, sentence)):
            found.append([])
        if belongs:
            found[-1].append(word)
    trimmed = (_trimmed(run) for run in found)
    return [run for run in trimmed if any(word.new for word in run)]


def names_of(
    found: Sequence[Sequence[Word]], words: Sequence[Word], sentence: str, *, place: bool
) -> list[tuple[int, tuple[int, int]]]:
    """Return where the runs hold names, each with how well it stands: by a person, in a place."""
    named = []
    for run in found:
        inside = [i for i, word in enumerate(run) if word.name and word.text.lower() not in TIMES]
        if not inside:
            continue
        first, last = run[inside[0]], run[inside[-1]]
        if place and run[0].text.islower() and len(run[0].text) > 3 and inside[0] == 1:
            first = run[0]  # southern Spain
        at = words.index(first)
        before = [
            w.text.lower() for w in words[max(0, at - 3) : at] if w.text.lower() not in _ARTICLES
        ]
        lead = before[-1] if before else ""
        stands = (lead in _PLACE) if place else (lead == "by") - (lead in _PLACE)
        end = last.end
        if place:
            end = _chain(words, words.index(last), sentence)
        elif re.search(r"['’]s$", sentence[:end]):
            end -= 2
        gap = sentence[words[at - 1].end : first.start] if at else ""
        apposed = "," in gap and not place and any(w.name for w in words[max(0, at - 2) : at])
        begins = not place and all(w.text.lower() in _ARTICLES for w in words[:at])
        named.append((int(stands) - apposed + begins, (first.start, end)))
    return named


def _chain(words: Sequence[Word], last: int, sentence: str) -> int:
    """Go on over commas from a town to its country."""
    while (
        last + 1 < len(words)
        and words[last + 1].name
        and sentence[words[last].end : words[last + 1].start] in {", ", " "}
    ):
        last += 1
    return words[last].end


def around(
    run: Sequence[Word], words: Sequence[Word], question: str, sentence: str
) -> tuple[int, int]:
    """Return where a run stands, with the question's words that its phrase begins or ends with.

    Not with the noun that the question asks for: what sort of boat - a sailing boat.
    """
    noun = re.search(
        rf"\b(?:what|which)\s+(?!{AUXILIARY}\b)(?:\w+\s+of\s+)?(.*)", question, re.IGNORECASE
    )
    heads = roots(" ".join(noun[1].split()[:3])) if noun else set()
    first, last = words.index(run[0]), words.index(run[-1])
    rest = words[last + 1 :]

    def plain(some: Sequence[Word]) -> bool:
        own = all(w.asked and w.text.islower() and root(w.text) not in heads for w in some)
        return own and not _BREAK.search(sentence[some[0].start : some[-1].end])

    if 1 <= len(rest) <= 2 and plain(rest):
        last += len(rest)
    if first > 1 and plain([words[first - 1], run[0]][:1]) and run[0].text.islower():
        first -= words[first - 2].text.lower() in _ARTICLES
    return words[first].start, words[last].end


def _joins(before: Word, word: Word) -> bool:
    """Tell whether a function word goes on with a phrase: "won the cup" is no phrase."""
    if word.text.lower() in _ARTICLES:
        return before.text.lower() in _JOINS
    return word.text.lower() in _JOINS


def _repeats(at: int, words: Sequence[Word], sentence: str) -> bool:
    """Tell whether a list repeats a word of the question: primary law and secondary law."""
    if at + 2 >= len(words) or words[at].name:
        return False
    gap = sentence[words[at].end : words[at + 1].start].strip()
    listed = gap == "," and words[at + 1].new
    return listed or (words[at + 1].text in {"and", "or"} and words[at + 2].new)


def _parted(at: int, words: Sequence[Word], sentence: str) -> bool:
    gap = sentence[words[at - 1].end : words[at].start]
    if not _BREAK.search(gap):
        return False
    if gap == ". " and words[at].name and _INITIAL.search(sentence[: words[at - 1].end]):
        return False
    return gap.strip() != "," or not _lists(at, words)


def _lists(at: int, words: Sequence[Word]) -> bool:
    """Tell whether the word after a comma goes on with a list or a date."""
    for other in words[at:]:
        if other.text == "and":
            return True
        if not other.new and not other.asked:
            break
    return words[at].date and words[at - 1].date


def _in_name(at: int, words: Sequence[Word]) -> bool:
    """Tell whether a word of the question is part of a name that the question does not hold."""
    if not words[at].name or not words[at].asked:
        return False
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(words) and (words[i].text in {"of", "the"} or words[i].name):
            if words[i].new:
                return True
            i += step
    return False


def _trimmed(run: list[Word]) -> list[Word]:
    while run and run[0].text.lower() in _NEVER_FIRST:
        run = run[1:]
    while run and (
        run[-1].text.lower() in _NEVER_LAST or re.fullmatch("[a-z]{3,}ed", run[-1].text)
    ):
        run = run[:-1]
    return run
