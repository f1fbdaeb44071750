"""What kind of thing a question asks for, and where a sentence states one."""

import re
from enum import Enum, auto

from rag.brief.words import root, roots
from rag.question_words import AUXILIARY
from rag.words import STOP_WORDS, words


class Kind(Enum):
    """What the answer to a question is."""

    WHETHER = auto()
    REASON = auto()
    COUNT = auto()
    AMOUNT = auto()
    WHEN = auto()
    WHERE = auto()
    WHO = auto()
    WHAT = auto()


_AMOUNTS = (
    r"\bhow (?:much|long|far|old|tall|high|wide|deep|heavy|large|big|fast|often)\b"
    r"|\bwhat (?:is the )?(?:percent|percentage|share)\b"
)
_TIMES = (
    r"\bwhen (?:is|are|was|were|do|does|did|ha[sd]|have|will|can|could|should|would)\b|^when\b"
    r"|\b(?:what|which)(?: exact)? (?:date|day|month|year|decade|century|time)\b"
    r"|^(?:first|last|latest|earliest) (?:day|date|time|year|month)\b"
)
_PLACES = (
    r"\bwhere\b|\bplace of \w+|\bbirthplace\b|\b(?:what|which) (?:\w+ )?(?:city|town|village|"
    r"country|state|province|place|county|region|continent|location|district|island|nation)\b"
)
_KINDS = (
    (Kind.WHETHER, rf"^(?:(?:so|and|but|then)\b,?\s*)?{AUXILIARY}(?:n't)?\b(?!.*\bor\b)"),
    (Kind.COUNT, r"\bhow many\b|\b(?:what|which) (?:is |was )?(?:the )?number of\b"),
    (Kind.AMOUNT, _AMOUNTS),
    (Kind.WHEN, _TIMES),
    (Kind.REASON, r"\bwhy\b|\bhow\b|\bwhat (?:happen\w*|caused?|causes|led)\b|^(?:explain|descri)"),
    (Kind.WHO, r"\b(?:who|whom|whose)\b"),
    (Kind.WHERE, _PLACES),
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?<![\d,.$£€-])(?:1\d|20)\d\d(?![\d,]\d|%)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:(?:the )?(?:end|middle|start|beginning) of |(?:early|mid|late)[ -])?(?:"
    rf"{_MONTH} {_DAY}(?:,? {_YEAR})?(?!\d)|{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH},? {_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}"
    rf"|{_YEAR}s?(?:(?:[–-]| to | and ){_YEAR})?"
    r"|\d{1,2}(?:st|nd|rd|th) century(?: BCE?| AD)?|\d+ (?:BCE?|AD)\b"
    rf"|{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_CLAUSE = re.compile(
    r"\b(?:(?:soon|shortly|just|right|long|\d+ \w+) )?(?:after|before|when|while|during|until)\b.*?"
    r"(?=[.;]?$)"
)
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SCALE = r"(?: (?:hundred|thousand|million|billion|trillion)s?\b)*"
_DIGITS = r"[$€£]?\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:{_DIGITS}(?:%? ?(?:-|–|to) ?{_DIGITS})?"
    rf"|\b(?:{_ONES})(?:-(?:{_ONES}))?(?: to (?:{_ONES}))?){_SCALE}(?!\w|[-/]\d)"
    r"(?P<unit>(?: ?%| percent\b| per cent\b)?)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:[ -](?:square |cubic |metric |light )?[a-z]+)?(?: (?:per|an?) (?:[a-z]+))?"
    r"|[ ]?(?:km|mi|kg|m|ft)\b"
)
_SHARE = re.compile(r"\b(?:percent|percentage|per cent)\b", re.IGNORECASE)
_OPTIONS = re.compile(r"(?:[,:]|\b(?:between|of))\s+(?P<one>[^,:]+?),?\s+or\s+(?P<two>[^,:]+?)\??$")


def kind(question: str) -> Kind:
    """Return what `question` asks for."""
    found = (k for k, pattern in _KINDS if re.search(pattern, question.strip(), re.IGNORECASE))
    return next(found, Kind.WHAT)


def choices(question: str, sentence: str) -> list[tuple[int, int]]:
    """Return where `sentence` names the two things that `question` lets choose from.

    Only the one that begins the sentence, if one does.
    """
    options = _OPTIONS.search(question.strip())
    if not options:
        return []
    found = []
    for name in (options["one"], options["two"]):
        bare = re.sub(r"\s*\([^)]*\)$|^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE)
        if match := re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", sentence, re.IGNORECASE):
            found.append(match.span())
    begin = re.match(r"(?:the |an? )?", sentence, re.IGNORECASE)
    first = [place for place in found if begin and place[0] == begin.end()]
    return first or found


def values(asked: Kind, question: str, sentence: str) -> list[tuple[int, int]] | None:
    """Return where `sentence` states dates or numbers of the kind, None for other kinds."""
    if asked is Kind.WHEN:
        return _times(question, sentence)
    if asked in {Kind.COUNT, Kind.AMOUNT}:
        return _numbers(asked, question, sentence)
    return None


def _times(question: str, sentence: str) -> list[tuple[int, int]]:
    part = re.search(r"\b(?:what|which|in what|in which) (year|month)\b", question, re.IGNORECASE)
    pattern = _DATE
    if part:
        pattern = re.compile(_YEAR if part[1].lower() == "year" else _MONTH)
    found = [m.span() for m in pattern.finditer(sentence) if m[0] not in question]
    if not found and not part:
        found = [m.span() for m in _CLAUSE.finditer(sentence) if roots(m[0]) - roots(question)][:1]
    return found


def _numbers(asked: Kind, question: str, sentence: str) -> list[tuple[int, int]]:
    own = roots(question)
    places, counted = [], []
    for date in _DATE.finditer(sentence):
        if not re.fullmatch(_YEAR, date[0]):
            sentence = sentence.replace(date[0], "\0" * len(date[0]))
    for match in _NUMBER.finditer(sentence):
        if re.search(rf"(?<!\w){re.escape(match[0])}(?!\w)", question):
            continue
        start, end = match.span()
        after = re.findall(r"[^\W\d]+", re.split(r"\d", sentence[end:])[0])[:3]
        names_it = any(root(word) in own for word in after)
        if re.fullmatch(_YEAR, match[0]) and not (names_it and asked is Kind.COUNT):
            continue
        if asked is Kind.AMOUNT and not match["unit"] and match[0][0] not in "$€£":
            unit = _UNIT.match(sentence, end)
            said = unit and words(unit[0])[:1]
            end = unit.end() if unit and said and said[0] not in STOP_WORDS else end
        if _SHARE.search(question) and not match["unit"]:
            continue
        places.append((start, end))
        if names_it:
            counted.append((start, end))
    return counted or places
