"""Words of a sentence as the question sees them: its own, and new ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.dates import dates
from rag.words import STOP_WORDS

_TOKEN = re.compile(
    r"[$€£]?\d+(?:[.,:]\d+)*(?:%|(?:st|nd|rd|th|s)\b)?|[^\W_]+(?:['’.&/-][^\W_]+)*|[%&]"
)
# words that say nothing new, or only that the answer comes now
_EMPTY = frozenset(
    """
    it he she they his her its them these those i we you not no been being may might must can could
    would should shall also called named known termed referred located situated lies based took
    takes take taken place because so such than then into between during until while both only
    used using include includes including made being not never yet already became become held
    """.split()  # noqa: SIM905  (a list of strings would take twenty lines)
)
_BEFORE_VERB = frozenset(
    "can could will would may might must shall should did does do that which who".split()  # noqa: SIM905
)
_IRREGULAR = {
    form: forms[0]
    for forms in (
        line.split()
        for line in """
        win won;write wrote written;take took taken;make made;begin began begun;come came;go went
        gone;hold held;leave left;become became;build built;find found;lead led;meet met;run ran;
        see saw seen;say said;sell sold;send sent;spend spent;speak spoke spoken;teach taught;tell
        told;think thought;wear wore worn;give gave given;grow grew grown;fly flew flown;fight
        fought;draw drew drawn;choose chose chosen;buy bought;bring brought;catch caught;keep kept;
        lose lost;pay paid;rise rose risen;sing sang sung;drive drove driven;eat ate eaten;break
        broke broken;know knew known;fall fell fallen;get got gotten;feel felt;stand stood;strike
        struck;throw threw thrown;understand understood;sink sank sunk;shoot shot;steal stole
        """.replace("\n", " ").split(";")
    )
    for form in forms
}

PAST = frozenset(_IRREGULAR)
"""Forms of verbs that do not end as others do."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; `start` and `end` are its characters, half-open."""

    text: str
    start: int
    end: int
    asked: bool
    """The question holds it."""
    new: bool
    """It says something that the question does not."""
    name: bool
    date: bool


def root(word: str) -> str:
    """Cut a word so that its inflections meet: wrote and write, die and died."""
    word = re.sub(r"['’]s?$", "", word.lower())
    if word in _IRREGULAR:
        return _IRREGULAR[word][:6]
    if not word.isalpha():
        return word.replace(",", "")
    cut = re.sub(r"(?<=\w\w)(?:ing|ied|ies|ed|es|s|e|y)$", "", word)
    cut = re.sub(r"([bdgmnprt])\1$", r"\1", cut)
    return (_IRREGULAR.get(cut, cut))[:6]


def roots(text: str) -> set[str]:
    """Return the roots of the words of a text that say what it is about."""
    return {root(m[0]) for m in _TOKEN.finditer(text) if m[0].lower() not in STOP_WORDS}


def split(sentence: str, question: str) -> Sequence[Word]:
    """Return the words of `sentence`, in order."""
    own, asked = roots(question), {m[0] for m in _TOKEN.finditer(question)}
    parts = {part for day in dates(sentence) for part in day.text.replace(",", " ").split()}
    found: list[Word] = []
    does = re.search(r"\bdo(?:ne|ing)?\b[^,]{0,12}\??$", question)  # what can it do? It can fly.
    for match in _TOKEN.finditer(sentence):
        text = match[0]
        low = text.lower()
        verb = bool(found) and not does and found[-1].text.lower() in _BEFORE_VERB
        known = root(text) in own
        empty = low in STOP_WORDS or low in _EMPTY or (verb and text.islower())
        capital = text[0].isupper() and low not in STOP_WORDS
        found.append(
            Word(
                text, match.start(), match.end(),
                known,
                not known and not empty,
                capital and (match.start() > 0 or not known or text in asked),
                text in parts,
            )
        )  # fmt: skip
    return found
