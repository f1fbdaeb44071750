"""Follow-ups in German: the topic is added in brackets, nothing is put in its place.

German pronouns follow the gender of nouns, which plain code does not know.
"""

import re

from rag.followup.topics import Context

_GERMAN = re.compile(
    r"\b(?:wann|wer|wen|wem|wessen|wie|wo|wohin|woher|warum|wieso|weshalb|welche[rsnm]?|und|ist|sind|"
    r"war|waren|wird|werden|wurde|wurden|hat|haben|der|das|dem|den|nicht|für|mit|im|von|gibt|auch|"
    r"viele?|dort|damals|danach|gilt|muss|kann|darf)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|what|when|who|why|how|where|which|is|are|does|did|do|to|for|that|it)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"^(?:und|aber|oder|also)\b|^(?:was|wie) (?:ist|sieht es|steht es) (?:mit|bei)\b|"
    r"^(?:warum|wieso|weshalb|wann|wo|wer|wie viele?|wie lange|wie oft|wie hoch|seit wann)"
    r"(?: genau| nicht| noch| sonst)?\W*$|"
    r"\b(?:er|sie|es|ihn|ihm|ihnen|ihre?[nmrs]?|seine?[nmrs]?|dort|dabei|dafür|dazu|damals|davon|"
    r"darüber|dagegen|daran|danach|diese[rsnm]?|dessen|deren|sonst noch)\b|"
    r"\b(?:war|ist|wird|geht|heißt|bedeutet|passiert) das\b(?! \w)|\bdas(?: \w+)?\?$",
    re.IGNORECASE,
)
_NO_REFERENCE = re.compile(r"\b(?:gibt es|es gibt|ist es \w+,|handelt es sich)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w/&-]*(?: [A-ZÄÖÜ0-9][\w/&-]*)*")


def is_german(question: str) -> bool:
    """Tell German from English by the small words; a draw is English."""
    return len(_GERMAN.findall(question)) > len(_ENGLISH.findall(question))


def rewrite(question: str, context: Context) -> str:
    """Add what the last question was about where `question` points back, else return it."""
    text = _NO_REFERENCE.sub("", question)
    if not _FOLLOWS.search(text):
        return question
    nouns = _names(context.previous) or [phrase.text for phrase in context.topic()]
    missing = [noun for noun in nouns if noun.lower() not in question.lower()][:4]
    if not missing:
        return question
    return f"{question.rstrip('?.! ')} (es geht um {', '.join(missing)})?"


def _names(text: str) -> list[str]:
    """German nouns and names: words with a capital that do not open the text."""
    found = [match[0] for match in _NAME.finditer(text[:1000]) if match.start()]
    return list(dict.fromkeys(found))
