"""The one sentence that answers a comparison."""

_VERBS = {
    "birth": ("is older than", "is younger than", "born "),
    "death": ("died before", "died after", "died "),
    "release": ("was released before", "was released after", ""),
    "found": ("was founded before", "was founded after", ""),
    "open": ("opened before", "opened after", ""),
    "build": ("was built before", "was built after", ""),
    "complete": ("was completed before", "was completed after", ""),
    "sign": ("was signed before", "was signed after", ""),
    "begin": ("began before", "began after", ""),
    "end": ("ended before", "ended after", ""),
    "life": ("lived a shorter life than", "lived longer than", ""),
    "cost": ("costs less than", "costs more than", ""),
}
_DONE = {
    "birth": "born", "death": "died", "release": "released", "found": "founded", "open": "opened",
    "build": "built", "complete": "completed", "sign": "signed", "begin": "begun", "end": "ended",
}  # fmt: skip
Shown = tuple[str, str]
"""A name and its value."""


def ordered(what: str, pick: str, first: Shown, second: Shown) -> str:
    """Say that `first` comes before or is less than `second`, or after and more, by `pick`."""
    less, more, word = _VERBS[what]
    verb = less if pick in ("earliest", "smallest") else more
    return f"{first[0]} ({word}{first[1]}) {verb} {second[0]} ({word}{second[1]})."


def same_year(what: str, one: Shown, other: Shown, *, same: bool) -> str:
    """Say when each of the two was."""
    answer = "Yes" if same else "No"
    return f"{answer}: {one[0]} ({_DONE[what]} {one[1]}) and {other[0]} ({_DONE[what]} {other[1]})."


def same_country(
    one: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]], what: str
) -> str:
    """Say of which country each of the two is."""
    verb = "in" if what == "place" else "from"
    ours, theirs = (" and ".join(sorted(countries)) for _, countries in (one, other))
    if ours == theirs:
        return f"Yes, both {one[0]} and {other[0]} are {verb} {ours}."
    return f"No: {one[0]} is {verb} {ours}, {other[0]} is {verb} {theirs}."
