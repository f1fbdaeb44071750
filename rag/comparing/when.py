"""When someone was born or died and when something was released or opened, as a sentence says."""

import re

from rag.comparing.wording import EVENTS
from rag.dates import Day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DATE = (
    rf"(?<![\d-])(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+|"
    rf"{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s+)?)?(?:1\d\d\d|20\d\d)(?!\d|'?s\b)(?!-\d)"
    rf"|(?<!\d)(?:1\d\d\d|20\d\d)-\d\d-\d\d(?!\d)"
)
_SPAN_DATE = _DATE.replace("(?<![\\d-])", "(?<!\\d)", 1).replace("(?!-\\d)", "", 1)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UNSURE = re.compile(
    r"\b(?:c|ca|circa|cca|about|around|fl|floruit|reigned|ruled|active|between|before|after|or|"
    r"probably|possibly|bapti[sz]ed|bapt|BCE?|AD|disputed)\b|\?|(?<=\d)/", re.IGNORECASE,
)  # fmt: skip
_ASIDE = re.compile(r"\[[^\]]*\]|\(?O\.\s?S\.[^()–—;]*\)?")
_VERB = re.compile(r"(?<!name )\b(?:is|was|were|are|has|had)\b|;")
_BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_SPAN = re.compile(
    rf"(?P<born>{_SPAN_DATE})[^–—;\d]{{0,60}}?\s*(?:[–—-]|;?\s*died)[^\d;]{{0,60}}?(?P<died>{_SPAN_DATE})",
    re.IGNORECASE,
)
_BORN_THERE = re.compile(rf"\b(?:born|b\.)[^;–—\d]{{0,50}}?(?P<date>{_DATE})", re.IGNORECASE)
_DIED_THERE = re.compile(rf"(?:\b(?:died|d\.)|†)[^;–—\d]{{0,50}}?(?P<date>{_DATE})", re.IGNORECASE)
# what stands between a verb and its date, or a subject and its verb, and means that they do not
# belong together
_OTHER = (
    r"(?:\b(?:and|but|to|where|who|whom|whose|before|after|when|while|about|around|circa|until|"
    r"not|never|moved|mother|father|brother|sister|son|daughter|wife|husband|based|adapted|"
    r"adaptation|remake|sequel|prequel|inspired|again|dvd|video|vhs|blu-ray|soundtrack|re)\b|\bc\.)"
)
_GAP = rf"(?:(?!{_OTHER})[^;()]){{0,90}}?"
_ON = rf"(?:(?:,|\b(?:on|in|dated))\s+(?:(?:mid|early|late|the year)\s+)?(?P<date>{_DATE}))"
_BORN = re.compile(rf"{_GAP}\bborn\b{_GAP}{_ON}", re.IGNORECASE)
_DIED = re.compile(rf"{_GAP}\b(?:died|passed away)\b{_GAP}{_ON}", re.IGNORECASE)
_LOOSE = rf"(?:(?!{_OTHER.replace('and|', '').replace('to|', '')})[^;]){{0,250}}?"
_EVENT = {
    what: re.compile(rf"{_LOOSE}(?<![\w-])(?:{verbs})\b{_GAP}{_ON}", re.IGNORECASE)
    for what, verbs in EVENTS.items()
}
_WORKS = (
    "film|movie|album|song|single|ep|novel|book|game|play|series|documentary|short|comedy|drama|"
    "thriller|western|musical|opera|poem|story|record|soundtrack|serial|miniseries|anime|manga"
)
_WORK_OF = re.compile(
    rf"(?:\([^()]*\)|[^;:.()]){{0,120}}?\b(?:is|was|are)\s+(?:an?|the)\s+"
    rf"(?:(?!(?:of|in|from|by|to|on|for|based)\b)[\w'-]+,?\s+){{0,3}}?"
    rf"(?P<date>(?:18|19|20)\d\d)\s(?=[^.;]{{0,100}}\b(?:{_WORKS})\b)", re.IGNORECASE,
)  # fmt: skip


def life(text: str, end: int) -> tuple[Day | None, Day | None]:
    """Return the days of birth and death of the subject that ends at `end`."""
    text = _ASIDE.sub(lambda m: " " * len(m[0]), text)
    verb = _VERB.search(re.sub(r"\([^()]*\)", lambda m: "\0" * len(m[0]), text), end)
    for bracket in _BRACKET.finditer(text, end, verb.start() if verb else len(text)):
        if re.search(r"\d{4}", bracket[1]):
            return _life_in_bracket(bracket[1])
    born, died = _BORN.match(text, end), _DIED.match(text, end)
    return born and day(born["date"]), died and day(died["date"])


def _life_in_bracket(inside: str) -> tuple[Day | None, Day | None]:
    if _UNSURE.search(inside):
        return None, None
    if span := _SPAN.search(inside):
        return day(span["born"]), day(span["died"])
    born, died = _BORN_THERE.search(inside), _DIED_THERE.search(inside)
    return born and day(born["date"]), died and day(died["date"])


def event(what: str, text: str, end: int) -> Day | None:
    """Return when one of `EVENTS` happened to the subject that ends at `end`."""
    found = _EVENT[what].match(text, end)
    if what == "release":
        found = _WORK_OF.match(text, end) or found
    return day(found["date"]) if found else None


def day(written: str) -> Day:
    """Read a date that has at least a year."""
    if iso := _ISO.fullmatch(written):
        return Day(written, int(iso[1]), int(iso[2]), int(iso[3]))
    year = int(re.findall(r"\d{4}", written)[-1])
    month = next((n for n, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", written.lower())), 0)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", written)
    return Day(written, year, month or None, int(number[0]) if number and month else None)
