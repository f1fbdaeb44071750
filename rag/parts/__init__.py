"""Questions that ask two or three things, cut into questions that stand alone.

Plain code for English. Wrong cutting is worse than none: what points back to the other clause is
resolved only where one thing can be meant, else the question is left whole.
"""

import re

from rag.followup.grammar import capital, is_verb
from rag.parts.each import for_each
from rag.parts.second import POINTS_BACK, alone
from rag.question_words import AUXILIARY

MOST_PARTS = 3
"""Questions that one question is cut into at most."""

_ASKS = r"(?:who|whom|whose|what|which|when|where|why|how)"
_LED = rf"(?:(?:in|on|at|to|from|for|by|with|since|until)\s+)?{_ASKS}"
# the topic or the year that is said once for all: "Kiel move: when …", "In 2019, where …"
_FRONT = re.compile(
    rf"(?:(?P<topic>[^:?]{{2,60}}):|(?:in|during|since) (?:[\w.]+ ){{0,2}}\d{{4}},)\s+(?={_LED}\b)",
    re.IGNORECASE,
)
_SEAM = re.compile(
    rf"(?:\s*[?;,.]+)?\s+and\s+(?={_LED}\b)|\s*[?;]+\s+(?={_LED}\b)"
    # a bare comma only before a further clause with "and": "who is A, where is B, and when …"
    rf"|\s*,\s+(?-i:(?=[a-z]))(?={_LED}\b[^,]+,?\s+and\s+{_LED}\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"(?:when|where|why|{_LED}(?<!when)(?<!where)(?<!why)(?:\s[\w'’-]+){{0,5}}?)"
    rf"\s{AUXILIARY}\s\w",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:(who|what)|(?:which|what) \w+|how many \w+) (\w+)", re.IGNORECASE)


def parts(question: str) -> list[str]:
    """Return the questions that `question` asks, each standing alone; itself where it asks one.

    At most `MOST_PARTS`, in the order asked. A pronoun is replaced by the one thing that it can
    mean, and a topic before a colon goes to all. English only.
    """
    front = _FRONT.match(question)
    begin = front[0] if front else ""
    asked = question[len(begin) :].strip().rstrip("?. ")
    topic = bool(front and front["topic"])
    cut = _clauses(asked, topic=topic)
    if len(cut) == 1:
        cut = [] if POINTS_BACK.search(asked) else for_each(asked)
    if not 1 < len(cut) <= MOST_PARTS:
        return [question]
    return [capital(f"{begin}{each if begin else capital(each)}?") for each in cut]


def _clauses(asked: str, *, topic: bool) -> list[str]:
    """Cut two or three whole question clauses; nothing where one needs the other."""
    found: list[str] = []
    for piece in _SEAM.split(asked):
        clause = " ".join(piece.split()).strip(" ,;?.")
        if not _is_whole(clause):
            return []
        if not found:
            if not topic and POINTS_BACK.search(clause):
                return []
            found.append(clause)
            continue
        told = alone(clause, found[0], topic=topic)
        if not told:
            return []
        found.append(told)
    return found


def _is_whole(clause: str) -> bool:
    """Tell whether a clause asks one thing, with its verb: not "what other tool"."""
    if len(re.findall(rf"\b{_ASKS}\b", clause, re.IGNORECASE)) != 1:
        return False
    if _INVERTED.match(clause):
        return True
    subject = _SUBJECT.match(clause)
    if subject is None or len(clause.split()) < 3:
        return False
    ends = subject[1] and subject[1].lower() == "who" and subject[2].endswith(("ed", "s"))
    return bool(ends) or is_verb(subject[2])
