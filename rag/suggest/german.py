"""German sentence -> a question that it answers, by a few forms that turn round cleanly."""

import re
from collections.abc import Callable

from rag.dates import dates

LONGEST = 14
"""Words of a question: longer ones are not read."""
LONGEST_SUBJECT = 8

_S = r"(?P<s>.+?)"
_MONEY = (
    r"(?:(?:rund|etwa|höchstens|maximal|bis zu|mindestens|jeweils) )?"
    r"(?:[$€£]\s?\d|\d[\d.,]*(?:\s(?:Millionen|Milliarden|Tausend))?\s?"
    r"(?:€|%|Euro|EUR|Dollar|CHF|Franken|Prozent|Cent)(?!\w)).{0,40}"
)
_NUMBER = (
    r"(?:(?:etwa|rund|mehr als|über|fast|mindestens|bis zu|nur) )?(?:\d[\d. ]*\d|\d|zwei|drei|vier|"
    r"fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert)"
)
_TIME = r"(?:am|im|um|ab|seit|bis|vom|von|zum)"
_NO_SUBJECT = re.compile(
    r"(?i)[,;:()„“\"]|^(?:in|im|an|am|auf|bei|beim|für|mit|nach|seit|von|vom|vor|zu|zum|zur|unter|"
    r"über|durch|er|sie|es|wir|ich|man|ihr|dies\w*|jen\w*|dort|hier|dann|danach|wenn|als|da|so|auch|"
    r"alle|beide|einige|mehrere|sein\w*|ihre?\w*|unser\w*|solche\w*|was|wer|wo|nicht)\b"
    r"|\b(?:der|die|das) (?:ist|sind|war)\b"
)
_ARTICLES = frozenset({"Der", "Die", "Das", "Ein", "Eine", "Jede", "Jeder", "Jedes"})


def question(text: str) -> str:
    """Return a question that the sentence `text` answers; empty where it has no such form."""
    line = " ".join(text.split()).rstrip(".")
    for form, ask in _FORMS:
        match = form.fullmatch(line)
        asked = ask(match) if match else ""
        if asked and len(asked.split()) <= LONGEST:
            return f"{asked}?"
    return ""


def _who(m: re.Match[str]) -> str:
    return f"Wer ist für {m['rest']} {m['word']}" if "," not in m["rest"] else ""


def _by_when(m: re.Match[str]) -> str:
    subject = _subject(m["s"])
    return f"Bis wann {m['help']} {subject} {m['rest']}" if subject else ""


def _how_high(m: re.Match[str]) -> str:
    subject = _subject(m["s"][:1].upper() + m["s"][1:])
    about = f" für {m['rest']}" if m.groupdict().get("rest") else ""
    return f"Wie hoch ist {subject}{about}" if subject else ""


def _costs(m: re.Match[str]) -> str:
    subject = _subject(m["s"])
    return f"Was {m['verb']} {subject}" if subject else ""


def _may_cost(m: re.Match[str]) -> str:
    subject = _subject(m["s"])
    return f"Wie viel {m['verb']} {subject} {m['most']} kosten" if subject else ""


def _when(m: re.Match[str]) -> str:
    subject, rest = _subject(m["s"]), m.groupdict().get("rest")
    if not subject or not (dates(m["time"]) or re.search(r"\d+(?:[:.]\d\d)? Uhr", m["time"])):
        return ""
    return f"Wann {m['verb']} {subject}" + (f" {rest}" if rest else "")


def _since_when(m: re.Match[str]) -> str:
    subject = _subject(m["s"])
    return f"{m['how'].capitalize()} wann {m['verb']} {subject}" if subject else ""


def _how_many(m: re.Match[str]) -> str:
    rest = re.split(r"[,;:(]", m["rest"])[0].strip()
    return f"Wie viele {m['noun']} {m['verb']} {rest}" if rest else ""


def _subject(text: str) -> str:
    """Return a subject as it stands inside a question; empty for one that needs its context."""
    words = text.split()
    if not words or len(words) > LONGEST_SUBJECT or _NO_SUBJECT.search(text):
        return ""
    return text[0].lower() + text[1:] if words[0] in _ARTICLES else text


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(form), ask)
    for ask, form in (
        (_who, r"Für (?P<rest>.+?) (?:ist|sind) .+ (?P<word>zuständig|verantwortlich)"),
        (_who, r".+? (?:ist|sind) für (?P<rest>.+) (?P<word>zuständig|verantwortlich)"),
        (_by_when, (rf"{_S} (?P<help>muss|müssen|soll|sollen|ist|sind) (?:spätestens )?"
         r"(?:bis|innerhalb|binnen) .+ (?P<rest>\w+ werden|zu \w+|\w+zu\w+en|fällig)")),
        (_how_high, rf"{_S} (?:beträgt|betragen) {_MONEY}"),
        (_how_high, rf"Für (?P<rest>[^,]+?) beträgt (?P<s>[^,]+?) {_MONEY}"),
        (_costs, rf"{_S} (?P<verb>kostet|kosten|kostete) {_MONEY}"),
        (_may_cost, rf"{_S} (?P<verb>darf|dürfen) (?P<most>höchstens|maximal) {_MONEY}kosten"),
        (_when, (rf"{_S} (?P<verb>beginnt|beginnen|begann|endet|enden|endete|öffnet|öffnete|"
         rf"schließt) (?P<time>{_TIME} [^,;]{{1,40}})")),
        (_when, rf"{_S} (?P<verb>findet|finden|fand|fanden) (?P<time>{_TIME} .+) (?P<rest>statt)"),
        (_when, (rf"{_S} (?P<verb>wurde|wurden|wird|werden) (?P<time>{_TIME} .+) "
         r"(?P<rest>\w*ge\w+(?:t|en)|\w+iert|eröffnet|vereinbart|beschlossen)")),
        (_since_when, rf"{_S} (?P<verb>gilt|gelten) (?P<how>ab|seit|bis) .*\d.*"),
        (_how_many, (rf"(?i:{_NUMBER}) (?P<noun>(?:[a-zäöüß]+ )?[A-ZÄÖÜ][\w-]+) (?P<verb>haben|"
         r"sind|waren|werden|wurden|nahmen|nehmen|kamen|kommen|müssen|können) (?P<rest>.+)")),
    )
)  # fmt: skip
