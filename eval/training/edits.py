"""Small edits that turn a true pair into a near miss: another name, number or opposite."""

import random
import re
from collections.abc import Sequence

_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ASKING = frozenset(
    [
        "What",
        "When",
        "Where",
        "Who",
        "Whom",
        "Whose",
        "Which",
        "Why",
        "How",
        "Is",
        "Are",
        "Was",
        "Were",
        "Do",
        "Does",
        "Did",
        "Can",
        "Could",
        "In",
        "On",
        "At",
        "The",
        "A",
        "An",
        "For",
        "To",
        "By",
        "From",
        "Name",
        "During",
        "After",
        "Before",
        "Has",
        "Have",
        "Had",
        "Will",
        "Would",
        "If",
        "Many",
    ]
)
_OPPOSITES = (
    "first/last", "most/least", "more/fewer", "more/less", "before/after", "highest/lowest",
    "largest/smallest", "biggest/smallest", "oldest/youngest", "oldest/newest", "earliest/latest",
    "longest/shortest", "best/worst", "north/south", "northern/southern", "east/west",
    "eastern/western", "start/end", "started/ended", "begin/end", "began/ended", "won/lost",
    "win/lose", "born/buried", "increase/decrease", "increased/decreased", "rise/fall", "rose/fell",
    "buy/sell", "bought/sold", "accept/reject", "accepted/rejected", "allow/forbid",
    "allowed/forbidden", "include/exclude", "includes/excludes", "open/close", "opened/closed",
    "male/female", "men/women", "above/below", "over/under", "inside/outside", "with/without",
    "always/never", "all/none", "joined/left", "father/mother", "brother/sister", "son/daughter",
    "husband/wife", "early/late", "high/low", "many/few", "public/private", "arrive/leave",
    "arrived/left", "minimum/maximum", "positive/negative", "supported/opposed", "can/cannot",
    "maternal/paternal", "internal/external", "major/minor", "upper/lower", "old/new",
    "success/failure", "can/can't", "agreed/refused", "confirmed/denied", "enters/leaves",
)  # fmt: skip
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair.split("/"), pair.split("/")[::-1])}
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|may|must|should|would)\b")


def names(text: str) -> list[tuple[int, int]]:
    """Find runs of capitalised words, other than a first word that only opens a question."""
    found = []
    for match in _NAME.finditer(text):
        start, words = match.start(), match[0].split()
        while words and words[0] in _ASKING:
            start += len(words[0])
            while start < match.end() and text[start].isspace():
                start += 1
            words = words[1:]
        if words:
            found.append((start, match.end()))
    return found


def swap_name(
    text: str, others: Sequence[str], chance: random.Random, only: str = ""
) -> str | None:
    """Replace one name of `text` by one of `others`; with `only`, one that stands in that text."""
    spans = [s for s in names(text) if not only or text[s[0] : s[1]] in only]
    if not spans:
        return None
    start, end = chance.choice(spans)
    fitting = [o for o in others if not _overlap(o, text)]
    return text[:start] + chance.choice(fitting) + text[end:] if fitting else None


def rename(
    question: str, passage: str, others: Sequence[str], chance: random.Random
) -> tuple[str, str] | None:
    """Choose a name of `question` that `passage` holds too, and another for it: (old, new).

    Put into both, it leaves a pair that answers; put into one of them, a near miss. Nothing but
    reading the name tells these apart.
    """
    old = [n for n in (question[a:b] for a, b in names(question)) if n in passage and len(n) > 2]
    tried = chance.sample(others, min(20, len(others)))  # an article can hold thousands
    new = [o for o in tried if not _overlap(o, question) and not _overlap(o, passage)]
    return (chance.choice(old), chance.choice(new)) if old and new else None


def replaced(
    text: str, spans: Sequence[tuple[int, int]], old: str, new: str
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Put `new` for every `old` of `text`, and move `spans`; one with an `old` in it is lost."""
    places = [m.start() for m in re.finditer(re.escape(old), text)]
    step = len(new) - len(old)
    moved = [
        (a + step * sum(p < a for p in places), b + step * sum(p < a for p in places))
        for a, b in spans
        if not any(p < b and a < p + len(old) for p in places)
    ]
    return text.replace(old, new), tuple(moved)


def swap_number(text: str, chance: random.Random) -> str | None:
    """Replace one number of `text` by another of the same kind (a year by a year near it)."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    old = match[0]
    if _YEAR.fullmatch(old):
        new = str(int(old) + chance.choice([-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10]))
    else:
        places = [i for i, c in enumerate(old) if c.isdigit()]
        i = chance.choice(places)
        digits = "123456789" if i == 0 else "0123456789"
        new = old[:i] + chance.choice([d for d in digits if d != old[i]]) + old[i + 1 :]
    return text[: match.start()] + new + text[match.end() :]


def swap_opposite(text: str, chance: random.Random) -> str | None:
    """Replace one word of `text` by its opposite."""
    found = [m for m in re.finditer(r"[\w']+", text) if m[0].lower() in _OPPOSITE]
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + _OPPOSITE[match[0].lower()] + text[match.end() :]


def negate(text: str, chance: random.Random) -> str | None:
    """Deny a statement, or affirm one that denies."""
    denied = re.search(r"\s(?:not|never)\b", text)
    if denied:
        return text[: denied.start()] + text[denied.end() :]
    verbs = list(_VERB.finditer(text))
    if not verbs:
        return None
    match = chance.choice(verbs)
    return f"{text[: match.end()]} {chance.choice(['not', 'never'])}{text[match.end() :]}"


def _overlap(name: str, text: str) -> bool:
    return any(word.lower() in text.lower() for word in name.split() if len(word) > 2)
