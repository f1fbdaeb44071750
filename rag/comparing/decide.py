"""Comparison and sentences about both things -> which one it is, or whether they are the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rag.comparing import say
from rag.comparing.countries import related
from rag.comparing.country import location, origin
from rag.comparing.question import Comparison
from rag.comparing.reading import Read, reading
from rag.comparing.roles import Holder
from rag.comparing.subject import subject
from rag.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Decided:
    """The answer to a comparison."""

    answer: str
    """The thing, as the question writes it, or Yes or No."""
    text: str
    """One sentence with both values."""
    cited: tuple[Evidence, ...]
    """The sentences that state them."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value as a range that can be compared, how to write it, and who says so."""

    low: float
    high: float
    shown: str
    evidence: Evidence
    unit: frozenset[str] = frozenset()


def decide(
    comparison: Comparison, of_one: Sequence[Evidence], of_other: Sequence[Evidence]
) -> Decided | None:
    """Answer `comparison` from sentences about its two things.

    A sentence counts if its subject is the thing, in a document with its title also a pronoun.
    None where a value is missing, where both are equal or too vague to be ordered, and where
    sentences differ so much that the answer would depend on which one is right. A comparison with a
    role needs `decide_roles`.
    """
    if comparison.role:
        return None
    if comparison.pick == "same" and comparison.what in ("country", "place"):
        return _same_country(comparison, of_one, of_other)
    for what in _WHATS.get(comparison.what, (comparison.what,)):
        one = _stated(comparison.one, of_one, reading(what))
        other = _stated(comparison.other, of_other, reading(what))
        if one and other:
            if comparison.pick == "same":
                return _same_year(comparison, what, one, other)
            return _ordered(comparison, what, one, other)
    return None


def decide_roles(
    comparison: Comparison,
    holders: tuple[Holder, Holder],
    of_one: Sequence[Evidence],
    of_other: Sequence[Evidence],
) -> Decided | None:
    """Answer a comparison with a role, from sentences about who plays it for each thing.

    `holders` are they, for `comparison.one` and `comparison.other`; None where both are one person.
    """
    first, second = holders
    plain = replace(comparison, one=first.name, other=second.name, role="")
    if first.name.lower() == second.name.lower():
        return None
    decided = decide(plain, of_one, of_other)
    if decided is None:
        return None
    things = dict(zip((first.name, second.name), (comparison.one, comparison.other), strict=True))
    told = " and ".join(
        f"{name} is the {comparison.role} of {thing}" for name, thing in things.items()
    )
    return Decided(
        things.get(decided.answer, decided.answer),
        f"{decided.text[:-1]}; {told}.",
        (first.evidence, second.evidence, *decided.cited),
    )


_WHATS = {
    # what is common to both says which is older; a film has no birth, a person no release
    "age": ("birth", "release", "found", "build", "complete", "open", "sign", "begin"),
    "start": ("release", "found", "build", "complete", "open", "sign", "begin"),
}


def _stated(thing: str, evidence: Sequence[Evidence], read: Read) -> list[_Stated]:
    """All values that sentences about `thing` state."""
    found = []
    for e in evidence:
        text = " ".join(e.sentence.text.split())
        end = subject(thing, e.document.title, text)
        value = read(text, end) if end is not None else None
        if value:
            low, high, shown, unit = value
            found.append(_Stated(low, high, shown, e, unit))
    return found


def _ordered(
    comparison: Comparison, what: str, ones: Sequence[_Stated], others: Sequence[_Stated]
) -> Decided | None:
    """Choose one if all readings of the sentences choose it."""
    low = comparison.pick in ("earliest", "smallest")
    chosen = set()
    for one, other in product(ones, others):
        if one.unit != other.unit or (one.low <= other.high and other.low <= one.high):
            return None
        chosen.add((one.high < other.low) == low)
    if len(chosen) != 1:
        return None
    names = [(comparison.one, ones[0]), (comparison.other, others[0])]
    (answer, first), (rest, second) = names if chosen.pop() else names[::-1]
    text = say.ordered(what, comparison.pick, (answer, first.shown), (rest, second.shown))
    return Decided(answer, text, (first.evidence, second.evidence))


def _same_year(
    comparison: Comparison, what: str, ones: Sequence[_Stated], others: Sequence[_Stated]
) -> Decided | None:
    if any(len({int(v.low // 10_000) for v in stated}) != 1 for stated in (ones, others)):
        return None
    one, other = ones[0], others[0]
    same = int(one.low // 10_000) == int(other.low // 10_000)
    text = say.same_year(
        what, (comparison.one, one.shown), (comparison.other, other.shown), same=same
    )
    return Decided("Yes" if same else "No", text, (one.evidence, other.evidence))


def _same_country(
    comparison: Comparison, of_one: Sequence[Evidence], of_other: Sequence[Evidence]
) -> Decided | None:
    read = location if comparison.what == "place" else origin
    pair = []
    for thing, evidence in ((comparison.one, of_one), (comparison.other, of_other)):
        said = [(c, e) for e in evidence if (c := _countries(thing, e, read))]
        if len({countries for countries, _ in said}) != 1:
            return None
        pair.append(said[0])
    (one, first), (other, second) = pair
    same = one == other
    if not same and any(related(a, b) for a, b in product(one, other)):
        return None
    text = say.same_country((comparison.one, one), (comparison.other, other), comparison.what)
    return Decided("Yes" if same else "No", text, (first, second))


def _countries(
    thing: str, e: Evidence, read: Callable[[str, int], frozenset[str]]
) -> frozenset[str]:
    text = " ".join(e.sentence.text.split())
    end = subject(thing, e.document.title, text)
    return read(text, end) if end is not None else frozenset()
