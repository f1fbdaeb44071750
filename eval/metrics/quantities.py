"""Numbers in running English text, and whether an answer states the quantities of a gold answer.

Own code because of the libraries for number words text2num 3.1 turns "$2.5 million" into
"$2.5 1000000", num2words goes the other way and word2number was last released in 2017.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from eval.metrics.dates import Date, take_dates
from eval.metrics.normal import normalise, plain

# fmt: off
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9,
}
_SMALL = _TENS | _ONES | {
    "zero": 0, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}
# fmt: on
_PART = {"hundred": 100, "dozen": 12}
_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_TIMES = {**_PART, **_SCALE, "k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
_UNITS = {
    "%": r"%|percent\b|per\s+cent\b|pct\b",
    "$": r"us\$|\$|(?:us\s+)?dollars?\b|usd\b",
    "€": r"€|euros?\b|eur\b",
    "£": r"£|pounds?\s+sterling\b|gbp\b",
    "km": r"kilomet(?:er|re)s?\b|km\b",
    "mi": r"miles?\b|mi\b",
    "m": r"met(?:er|re)s?\b|m\b",
    "kg": r"kilogram(?:me)?s?\b|kilos?\b|kg\b",
}
_FILLERS = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|circa|up|to|as|many|much|from"
    r"|between|until|till|and|on|in|of|at|by)\b"
)
_BIG = "|".join([*_PART, *_SCALE])
_PARTS, _SCALES = "|".join(_PART), "|".join(_SCALE)
# The grammar: up to ninety-nine, up to nine hundred and ninety-nine, and the whole.
_TWO = rf"(?:(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_ONES)})\b|(?:{'|'.join(_SMALL)})\b)"
_THREE = (
    rf"(?:(?:{_TWO}|an?)\s+(?:{_PARTS})\b(?:\s+(?:and\s+)?{_TWO}(?!\s+(?:{_PARTS})\b))?|{_TWO})"
)
_WORDS = (
    rf"(?:(?:{_THREE}|an?)\s+(?:{_SCALES})\b(?:,?\s+{_THREE}\s+(?:{_SCALES})\b)*"
    rf"(?:\s+(?:and\s+)?{_THREE}(?!\s+(?:{_SCALES})\b))?|{_THREE})"
)
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/])
    (?: (?<![a-z]-) | (?=(?:19|20)\d\d\b) )  # not the 19 of Covid-19, but the 2021 of Zapad-2021
    (?: (?P<money>us\$|[$€£]|(?:usd|eur|gbp)\b) \s? )?
    (?: (?P<figures> -? (?: \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | \d{{1,3}}(?:[ ']\d{{3}})+(?:\.\d+)?
                          | \d+(?:\.\d+|,\d{{1,2}})? | \.\d+ ) )
        (?: [\s-]? (?P<times>{_BIG}|k|mn|bn|(?(money)[mb]|(?!))) \b )?
      | (?<!\bno\ ) (?!one\ another) (?P<words>{_WORDS})
    )
    (?: [\s-]? (?P<unit>{"|".join(_UNITS.values())}) )?
    (?! \w | [.,:/]\d )                      # not a time, a version, a fraction, an ordinal
    """,
    re.VERBOSE,
)
_HALF = re.compile(
    rf"\b(?:(?P<whole>{'|'.join(_SMALL)}|\d+)\s+and\s+(?:an?\s+)?|an?\s+)?half(?:\s+an?)?"
    rf"(?=\s+(?:{_BIG})\b)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its unit: a key of `_UNITS`, or "" where the text names none of them."""

    value: Decimal
    unit: str = ""

    def states(self, gold: "Number") -> bool:
        """Return whether it is the same number; units differ only where both are named."""
        return self.value == gold.value and (
            not self.unit or not gold.unit or self.unit == gold.unit
        )


@dataclass(frozen=True, slots=True)
class Quantities:
    """What a text says in dates and numbers, and its other words (without about, up to, in)."""

    dates: tuple[Date, ...]
    numbers: tuple[Number, ...]
    words: frozenset[str]

    def states(self, gold: "Quantities") -> bool:
        """Return whether every date, number and other word of `gold` is here too, in any order.

        A gold number that is a year also counts as stated by a date of that year. False for a
        gold text without a date or a number.
        """
        years = {Decimal(date.year) for date in self.dates if date.year is not None}
        return (
            bool(gold.dates or gold.numbers)
            and gold.words <= self.words
            and all(any(own.states(date) for own in self.dates) for date in gold.dates)
            and all(
                any(own.states(number) for own in self.numbers)
                or (not number.unit and number.value in years)
                for number in gold.numbers
            )
        )


def _unit(written: str | None) -> str:
    forms = _UNITS.items() if written else ()
    return next((unit for unit, form in forms if re.fullmatch(form, written or "")), "")


def _value(match: re.Match[str]) -> Decimal:
    if not match["words"]:
        figures = re.sub(r"[ ']|,(?=\d{3})", "", match["figures"]).replace(",", ".")
        return Decimal(figures) * _TIMES.get(match["times"] or "", 1)
    total, group = 0, 0  # two hundred and fifty: 2, 200, 250
    for word in re.findall(r"\w+", match["words"]):
        if word in _SCALE:
            total, group = total + max(group, 1) * _SCALE[word], 0
        elif word in _PART:
            group = max(group, 1) * _PART[word]
        else:
            group += _SMALL.get(word, 0)  # not in it: a, an, and
    return Decimal(total + group)


def read_quantities(text: str) -> Quantities:
    """Return the dates, numbers and other words of `text`.

    10,000, 10 000, 10'000 and ten thousand are one number, so are $2.5 million, $2.5m and
    2,500,000; numbers are read the English way (10.000 is ten), 2,5 with a decimal comma. Times,
    versions, fractions and ordinals (10:30, 1.2.3, 1/2, 5th) stay words.
    """
    dates, rest = take_dates(plain(text))
    rest = _HALF.sub(
        lambda half: f"{_SMALL.get(half['whole'], half['whole']) or 0}.5", rest.lower()
    )
    numbers = tuple(
        Number(_value(match), _unit(match["money"] or match["unit"]))
        for match in _NUMBER.finditer(rest)
    )
    words = normalise(_FILLERS.sub(" ", re.sub(r"[-/]", " ", _NUMBER.sub(" ", rest))))
    return Quantities(dates, numbers, frozenset(words.split()))
