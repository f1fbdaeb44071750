"""Which part of an answered question the answer leaves open, in one plain sentence.

Plain code that only says what it can see: a name that stands nowhere in the library, one of two
things asked about that the answer does not name, a question word that nothing in it answers. A
wrong remark under a right answer is worse than none, so most questions get none.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import chain, pairwise

from rag.evidence import Evidence
from rag.phrases import MISSPELT, YEAR, Occurs, initials, phrases, words_of
from rag.premise import LONGEST, missing_names
from rag.question_words import AUXILIARY, is_silent_on, question_words
from rag.rules import held
from rag.words import same_name

# what two do together, what lies between them or chooses one is not said of each
TOGETHER = re.compile(
    r"\b(?:(?:agree|alli|border|collaborat|compar|compet|connect|cooperat|deal|differ|discuss|divid"
    r"|divorc|exchang|fight|friend|link|marr[iy]|meet|merg|negotiat|partner|play|relat|rival"
    r"|separat|shar|sign|similar|talk|trad|treat|unit)\w*|along|also|between|both|combined|common"
    r"|distance|each|earlier|either|else|every|first|fought|join(?:ed|ing|tly|t)?|last|later|like"
    r"|match|met|more|most|neither|older|or|others?|out|respectively|same|split|that|their|them"
    r"|these|they|this|those|together|two|versus|wars?|we|which of|whose|with|younger)\b",
    re.IGNORECASE,
)
_FOR_EACH = re.compile(
    rf"(?:(?:in|on|at|from|to|for) )?(?P<word>who|what|which|when|where|how) (?:[^,;:]*? )??"
    rf"(?P<last>{AUXILIARY} )?$",
    re.IGNORECASE,
)
# the last words of names that hold an "and" themselves
ONE_NAME = frozenset(["Herzegovina", "Tobago", "Barbuda", "Nevis", "Príncipe", "Sons", "Company"])


def missing_part(
    question: str,
    shown: Sequence[str],
    cited: Sequence[Evidence],
    evidence: Sequence[Evidence],
    occurs: Occurs,
) -> str:
    """Return which part of `question` its answer does not cover, in one plain sentence.

    `shown` are the sentences of the answer, `cited` what they rest on, `evidence` all sentences
    found; `occurs(word)` tells whether the library holds a word. At most `LONGEST` characters, the
    question's own words in quotation marks; empty where nothing sure can be said in English.
    """
    if not shown:
        return ""
    found = [*cited, *evidence]
    told = (
        _unknown_name(question, found, occurs)
        or _other_thing(question, shown, cited, found)
        or _open_question(question, shown)
    )
    return told if len(told) <= LONGEST else ""


def _unknown_name(question: str, found: Sequence[Evidence], occurs: Occurs) -> str:
    """Say which name of two words or more the library has no word of.

    A single word is too little under an answer that passed the check: it is often another word for
    a name that the answer has (Kremlin), or misspelt.
    """
    missing = missing_names(question, found, occurs)
    known = {_plain(w) for w in words_of(held(found))} if missing else set()
    for name in missing:
        parts = name.split()[question.startswith(name) :]  # the first may be no name: "Compare"
        if len(parts) < 2 or any(occurs(w) for w in parts):
            continue
        if not all(_is_among(w, known) for w in parts):
            return f"Your documents do not mention “{name}”."
    return ""


def _other_thing(
    question: str, shown: Sequence[str], cited: Sequence[Evidence], found: Sequence[Evidence]
) -> str:
    """Name the one thing of two in the question that neither the answer nor its sources name."""
    pair = _pair(question)
    around = [*shown, *(held([e]) for e in cited)]
    if not pair or any(TOGETHER.search(sentence) for sentence in shown):
        return ""
    for lacking, told in (pair, pair[::-1]):
        if all(_may_hold(told, sentence) for sentence in shown) and not any(
            _may_hold(lacking, text) for text in around
        ):
            if not any(_may_hold(lacking, held([e])) for e in found):
                return f"Nothing found answers this for “{lacking}”."
            joined = re.compile(rf"{re.escape(pair[0])}(?:,? and| &) {re.escape(pair[1])}")
            if not any(joined.search(held([e])) for e in found):  # else one name, or one thing
                return f"The answer does not say it for “{lacking}”."
    return ""


def _pair(question: str) -> tuple[str, str] | tuple[()]:
    """Return the names or years of a question such as "When were Arden and Kestrel founded?"."""
    names = [name for name in phrases(question) if name not in ONE_NAME]
    for one, other in chain(pairwise(names), pairwise(YEAR.findall(question))):
        before, joined, after = question.partition(f"{one} and {other}")
        asked = _FOR_EACH.match(before) if joined else None
        if not asked or TOGETHER.search(f"{before} {after}"):
            continue
        ends = not after.strip("?. ") and not before.endswith(" the ")
        begins = asked["last"] and asked["word"].lower() in {"when", "where", "how"}
        if ends or (begins and re.match(r" [a-z]", after)):
            return one, other
    return ()


def _open_question(question: str, shown: Sequence[str]) -> str:
    """Name the question word, of several, that nothing in the answer can be the answer to."""
    asked = question_words(question)
    if len(asked) < 2:
        return ""
    left_open = [word for word in asked if is_silent_on(word, " ".join(shown), question)]
    return f"The answer does not say {left_open[0]}." if len(left_open) == 1 else ""


def _may_hold(thing: str, text: str) -> bool:
    """Tell whether `text` may name it: a word of it in any form, misspelt, or abbreviated."""
    there = {_plain(w) for w in words_of(text)} | {initials(p) for p in phrases(text)}
    parts = [w for w in thing.split() if len(w) > 2]
    return not parts or initials(thing) in there or any(_is_among(w, there) for w in parts)


def _is_among(word: str, known: set[str]) -> bool:
    plain = _plain(word)
    alike = any(same_name(plain, other) for other in known)
    return alike or (plain.isalpha() and bool(get_close_matches(plain, known, 1, MISSPELT)))


def _plain(word: str) -> str:
    # without accents: Céloron is also written Celeron
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in split if not unicodedata.combining(c))
