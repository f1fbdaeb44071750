"""A text cut into runs of nouns and names, by the kinds of its words."""

from collections.abc import Sequence

from rag.followup.grammar import (
    AUXILIARIES,
    BODIES,
    DETERMINERS,
    PREPOSITIONS,
    ROLES,
    TITLES,
    is_content,
    is_verb,
)


def noun_runs(words: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Cut a text into runs of content words without verbs, each with its place.

    "of" and "of the" hold two runs together; a name ends where a plain word follows it.
    """
    runs: list[tuple[int, list[str]]] = []
    open_run = False
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        named = _is_named(words, at)
        plain = word if named or not word[1:].islower() else word.lower()
        if open_run and _joins(words, at):
            runs[-1][1].append(word)
            continue
        open_run = open_run and not before.endswith("'s")
        goes_on = is_content(word) and (named or not _acts(words, at, open_run=open_run))
        if goes_on and open_run and not _ends_name(before, word):
            runs[-1][1].append(plain)
        elif goes_on:
            runs.append((at, [plain]))
        open_run = goes_on
    return runs


def _acts(words: Sequence[str], at: int, *, open_run: bool) -> bool:
    """Tell a verb from a noun of the same form: does it *end*, the *end*, parental *leave*."""
    word = words[at].lower()
    before = words[at - 1].lower() if at else ""
    after_noun_sign = before in DETERMINERS or before in PREPOSITIONS
    if word.endswith("ed") and len(word) > 4:
        return before not in DETERMINERS
    if not is_verb(word):
        return False
    if after_noun_sign:
        return before == "to"
    following = (*words, "?")[at + 1].lower()
    asked = any(w.lower() in AUXILIARIES for w in words[max(0, at - 3) : at])
    closes = not following[0].isalnum() or following in PREPOSITIONS
    return not (open_run and closes and not asked)


def _joins(words: Sequence[str], at: int) -> bool:
    word, following = words[at].lower(), (*words, "")[at + 1]
    if word == ".":
        return words[at - 1].lower() in TITLES
    if word == "of":
        return bool(following) and (is_content(following) or following.lower() == "the")
    return word == "the" and words[at - 1].lower() == "of" and bool(following)


def _ends_name(before: str, word: str) -> bool:
    plain = word.islower() and not BODIES.match(word) and not ROLES.search(word)
    return before[:1].isupper() and before.lower() not in TITLES and plain


def _is_named(words: Sequence[str], at: int) -> bool:
    """Tell a name from a word that is written with a capital because it opens a sentence."""
    word, following = words[at], (*words, "")[at + 1]
    if not word[0].isupper():
        return False
    if at and words[at - 1] not in ".!?:":
        return True
    acts = is_verb(following) or following.lower() in AUXILIARIES
    starts_name = following[:1].isupper() and is_content(word)
    return is_content(word) and (not word[1:].islower() or starts_name or acts)
