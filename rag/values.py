"""Quantities and lists of names that a sentence states, in forms that can be compared."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.dates import Day, dates

_NUMBER = r"\d+(?:[,.'\u00a0\u202f]\d{3})*(?!\d)(?:[.,]\d+)?"
_SMALL = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
""".split()  # noqa: SIM905  (a list of strings would take twenty lines)
_IN_WORDS = {word: number for number, word in enumerate(_SMALL, start=2)}
_THOUSANDS = re.compile(r"(?<=\d)[,.'\u00a0\u202f](?=\d{3}(?!\d))")
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "tausend": 1e3, "millionen": 1e6}
_MOST = "as many as|as much as|at most|up to|(?:no|not) more than|maximum of|höchstens|bis zu"
_LEAST = (
    "more than|at least|upwards of|over|in excess of|no (?:fewer|less) than|mehr als|mindestens"
)
_ABOUT = "about|around|approximately|roughly|some|nearly|almost|circa|ca\\.|etwa|rund|ungefähr"
_ONE_UNIT = {
    "€": "euro", "eur": "euro", "euro": "euro", "euros": "euro", "$": "dollar", "usd": "dollar",
    "dollar": "dollar", "dollars": "dollar", "£": "pound", "gbp": "pound", "pounds": "pound",
    "chf": "franc", "francs": "franc", "franken": "franc", "percent": "%", "prozent": "%",
}  # fmt: skip
_SIGNS = r"€|\$|£|(?:EUR|USD|GBP|CHF)\b"
_QUANTITY = re.compile(
    rf"(?:\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<about>{_ABOUT}))\s+)?"
    rf"(?P<sign>{_SIGNS})?\s?(?<![\w.,:/#-])(?P<number>{_NUMBER}|\b(?:{'|'.join(_IN_WORDS)})\b)"
    rf"(?:\s?(?:-|–|to|and|bis)\s?(?P<last>{_NUMBER})(?![:/]))?(?![\w:/]|-\d)"
    rf"(?:\s(?P<scale>{'|'.join(_SCALE)})\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s-]?(%|€|\$|£|[^\W\d]+)")
_NAME = r"[A-ZÄÖÜ][\w'-]*(?:\s+[A-ZÄÖÜ][\w'-]*){0,3}"
_LIST = re.compile(rf"(?P<names>{_NAME}(?:,\s+(?:the\s+)?{_NAME})*,?\s+(?:and|und)\s+{_NAME})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, as the interval that the sentence leaves open."""

    text: str
    after: tuple[str, ...]
    """Up to three words that follow, in lower case; a currency or `%` stands first."""
    low: float
    high: float
    start: int
    """Where the number stands in the sentence."""
    shown: tuple[str, ...] = ()
    """The sentence's words from the number to the first word that follows, to the second …"""

    def of(self, place: int, unit: str) -> "Quantity":
        """Return it as a number of `unit`, the word at `place` of `after` (-1: none of them)."""
        text = self.shown[place] if place >= 0 else self.text
        return replace(self, text=text, after=(unit,))

    def differs(self, other: "Quantity") -> bool:
        """Tell whether not both can be true; a rounded number agrees with an exact one.

        "As many as 10,000" and "more than 10,000" differ, though they touch.
        """
        lower, upper = (self, other) if self.high <= other.high else (other, self)
        if lower.high == upper.low:
            return lower.low == 0 and upper.high == math.inf
        if lower.high > upper.low:
            return False
        return not (_rounds(lower.high, upper.low) or _rounds(upper.low, lower.high))


def _rounds(coarse: float, exact: float) -> bool:
    """48,000 may stand for 48,350; 1,200 is not said to be rounded."""
    step = next((s for s in (1e9, 1e6, 1e5, 1e4, 1e3) if coarse % s == 0), 0)
    return bool(coarse and step and min(step, coarse / 10) / 2 >= abs(coarse - exact))


@dataclass(frozen=True, slots=True)
class NameList:
    """Names joined by commas and a last "and"."""

    text: str
    names: tuple[str, ...]

    def differs(self, other: "NameList") -> bool:
        """Tell whether the lists share a name and one has a name that the other has not."""
        found = [_find(name, other.names) for name in self.names]
        back = [_find(name, self.names) for name in other.names]
        return any(found) and not (all(found) and all(back))


Value = Quantity | Day | NameList


def differ(ones: Sequence[Value], others: Sequence[Value]) -> bool:
    """Tell whether values of one kind and unit stand on both sides, and none agrees with another.

    Quantities are of one unit if `after` begins with the same word.
    """
    pairs = [
        one.differs(other)  # type: ignore[arg-type]  # of one class: the question asks for it
        for one in ones
        for other in others
        if _unit(one) == _unit(other)
    ]
    return bool(pairs) and all(pairs)


def _unit(value: Value) -> object:
    return value.after[:1] if isinstance(value, Quantity) else type(value)


def _find(name: str, names: tuple[str, ...]) -> bool:
    """Anna Weber is also written Weber or A. Weber."""
    own = name.lower().split()[-1]
    return any(own == other.lower().split()[-1] for other in names)


def quantities(text: str) -> list[Quantity]:
    """All numbers of a sentence that are neither part of a date nor of a name, in order."""
    for found in dates(text):
        text = text.replace(found.text, "\0" * len(found.text))
    return [_quantity(match, text) for match in _QUANTITY.finditer(text)]


def _quantity(match: re.Match[str], text: str) -> Quantity:
    scale = _SCALE.get((match["scale"] or "").lower(), 1.0)
    low = _number(match["number"]) * scale
    high = _number(match["last"]) * scale if match["last"] else low
    if match["most"]:
        low = 0
    elif match["least"]:
        high = math.inf
    elif match["about"]:
        low, high = low * 0.9, high * 1.1
    number, end = match[0].strip(), match.end()
    after, shown = ([match["sign"]], [number]) if match["sign"] else ([], [])
    while len(after) < 3 and (word := _AFTER.match(text, end)):
        end = word.end()
        after.append(word[1])
        shown.append(text[match.start() : end].strip())
    kinds = tuple(_ONE_UNIT.get(word.lower(), word.lower()) for word in after)
    return Quantity(number, kinds, low, high, match.start("number"), tuple(shown))


def _number(written: str) -> float:
    if written.lower() in _IN_WORDS:
        return float(_IN_WORDS[written.lower()])
    return float(_THOUSANDS.sub("", written).replace(",", "."))


def name_lists(text: str) -> list[NameList]:
    """All lists of two names or more, in order."""
    lists = []
    for match in _LIST.finditer(text):
        parts = re.split(r",\s+and\s+|,\s+|\s+(?:and|und)\s+", match["names"])
        lists.append(NameList(match["names"], tuple(p.removeprefix("the ") for p in parts)))
    return lists
