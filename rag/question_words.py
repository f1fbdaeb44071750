"""When, where, who, how many: what a question asks for, and whether a text can be the answer."""

import re

from rag.dates import dates
from rag.words import TIMES, numbers, stems, words

AUXILIARY = r"(?:is|are|was|were|do|does|did|ha[sd]|have|[cw](?:an|ill|ould)|sh(?:all|ould)|must)"
# "when" and "where" also begin clauses that ask nothing: When it rained, what happened?
_ASKED = re.compile(
    r"(?:^|[?:;,]\s*|\band\s+)(?:"
    rf"(?P<place>when|where|why)(?=\s+(?:{AUXILIARY}|and)\b|[?.]?$)"
    r"|(?:(?:on|in|at|to|from|by|for|until|since)\s+)?"
    r"(?P<word>who|whom|what|which|how\s+many|how\s+much|how)\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"\s*{AUXILIARY}\b", re.IGNORECASE)
_TIME = TIMES | frozenset(
    """
    after age ago already always annually as before beginning centuries century christmas currently
    daily date dates dawn day days decade decades during early easter end era eve ever event every
    first following hour hours if immediately last later meantime midnight month monthly months
    morning never next night noon now once period previously prior provided recent recently reign
    season since soon spring summer autumn winter then throughout time times today tomorrow under
    unless until upcoming upon week weekend weekly weeks when whenever while within year yearly
    years yesterday evening afternoon
    """.split()  # noqa: SIM905  (a list of strings would take forty lines)
)
# only words that do not tell anyway: any other new word may be the place
_PLACE = frozenset("at by from here in near off on there through to under where within".split())  # noqa: SIM905
_AMOUNT = frozenset(
    """
    a all an any both couple double dozen dozens each eighty every few fifty forty free half hundred
    hundreds many million millions more most neither ninety no nobody none nothing one only pair
    several seventy single sixty some third thirty thousand thousands triple twice zero
    """.split()  # noqa: SIM905
)
# what an answer may say of something that takes place without saying who, where or why
_TAKES_PLACE = """
    begin begins began start starts started end ends ended finish last lasts lasted run runs take
    takes took place held hold happen happens occur occurs scheduled planned expected due set open
    opens opened founded born died until through between late mid
    """


def question_words(question: str) -> list[str]:
    """Return the question words of an English question in lower case, each once, in order."""
    found = (" ".join((m["place"] or m["word"]).lower().split()) for m in _ASKED.finditer(question))
    return list(dict.fromkeys(found))


def is_question(text: str) -> bool:
    """Tell whether an English text asks something: not keywords, and not a statement."""
    return text.rstrip().endswith("?") or bool(question_words(text) or _BEGINS.match(text))


def is_silent_on(word: str, answer: str, question: str) -> bool:
    """Tell whether no word of the answer can be the answer to "when", "who" and the like."""
    rest = answer
    for date in dates(answer):
        on = r"(?:\b(?i:in|on|at|by|from|to|until)\s+)?"
        rest = re.sub(on + re.escape(date.text), " ", rest)
    there = set(words(rest))
    if word == "when":
        return not (dates(answer) or numbers(answer) or _TIME & there)
    if word in {"how many", "how much"}:
        return not (numbers(answer) or _AMOUNT & there)
    says_more = stems(rest) - stems(f"{question} {_TAKES_PLACE} {' '.join(_TIME)}")
    # "Who came first, Arden or Kestrel?" is answered in the question's words
    chooses = re.search(r"\b(?:or|(?:who|which|out) of)\b", question, re.IGNORECASE)
    if chooses or any(not stem.isdigit() for stem in says_more):
        return False
    return word in {"who", "whom", "why"} or (word == "where" and not _PLACE & there)
