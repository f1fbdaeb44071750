"""Names in a question, and whether the documents may know them in some form."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from rag.words import STOP_WORDS, TIMES, same_name, words

Occurs = Callable[[str], bool]

MISSPELT = 0.8
"""Similarity (difflib) from which on an unknown word may be a known one, misspelt."""
_WORD = r"[^\W\d_]\w*(?:[-/]\w+)*"
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
# words that have a capital only because a question begins with them
OPENERS = frozenset(
    """
    after also although any anyone best both can concerning could describe despite during each even
    every explain find first give hello hi just latest least let list me most my name no not now one
    only our please regarding say shall should show since so some state summarise summarize tell
    then these those today under until was we whether while would yes you your
    """.split()  # noqa: SIM905  (a list of strings would take forty lines)
)
# documents write these in so many ways that a missing word proves nothing
_MANY_FORMS = frozenset(
    """
    usa uae america american americans britain british england english prc ussr soviet soviets
    mister doctor professor
    """.split()  # noqa: SIM905
)
_GERMAN = frozenset({"wer", "wie", "wann", "warum", "ist", "der", "das", "und", "im", "den", "für"})


def terms(question: str) -> list[str]:
    """Return the names, then the years of a question, each once and as it is written."""
    return list(dict.fromkeys([*names_in(question), *YEAR.findall(question)]))


def names_in(question: str) -> list[str]:
    """Return runs of words with capitals; none of a question that is German or all in capitals."""
    if question.isupper() or len(_GERMAN & set(words(question))) > 1:
        return []
    return list(dict.fromkeys(phrases(question)))


def phrases(text: str) -> list[str]:
    """Return runs of words with capitals as written, but no lone one that begins a sentence."""
    runs: list[tuple[int, int, bool]] = []
    for match in re.finditer(_WORD, text):
        before = text[: match.start()].rstrip(" \"“‘'([")
        begins = not before or before[-1] in ".!?:"
        word = match[0].lower()
        grammar = begins and word in STOP_WORDS | OPENERS
        if not match[0][0].isupper() or grammar or word in TIMES | {"i"}:
            continue
        if runs and text[runs[-1][1] : match.start()] == " ":
            runs[-1] = (runs[-1][0], match.end(), runs[-1][2])
        else:
            runs.append((match.start(), match.end(), begins))
    return [
        text[start:end]
        for start, end, begins in runs
        if not (begins and text[start + 1 : end].islower() and text[start:end].isalpha())
    ]


def initials(phrase: str) -> str:
    """Return the abbreviation of a phrase, in lower case."""
    return "".join(word[0] for word in phrase.split()).lower()


def proves_nothing(word: str, abbreviations: AbstractSet[str]) -> bool:
    """Tell whether the documents may well write it otherwise: EU, USA, an abbreviation."""
    return (
        len(word) < 3
        or word.lower() in _MANY_FORMS
        or (word.isupper() and word.lower() in abbreviations)
    )


def is_known(word: str, known: AbstractSet[str], occurs: Occurs) -> bool:
    """Tell whether the library holds the word or `known` a form or a likely spelling of it."""
    lower = word.lower()
    if occurs(word) or any(same_name(lower, other) for other in known):
        return True
    return lower.isalpha() and len(lower) > 4 and bool(get_close_matches(lower, known, 1, MISSPELT))


def words_of(text: str) -> set[str]:
    """Return all words in lower case, those with hyphens and slashes whole and in parts."""
    return {w.lower() for w in re.findall(_WORD, text)} | set(words(text))
