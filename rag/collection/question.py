"""Recognising a question over the whole collection: which documents, not what they say.

Only whole sentences of a fixed form are taken, in English and German. Whatever has a word more is
an ordinary question: answering one of those from the index would be wrong and look certain.
"""

import re
from dataclasses import dataclass
from typing import Literal

from rag.collection.dates import Span, span
from rag.collection.forms import LANGUAGES, Language

LONGEST_TOPIC = 6
"""Words; more than that is a description, which plain code cannot match."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document must mention."""

    text: str
    exact: bool
    """In quotation marks: these words in this order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which documents are wanted: those for which every condition holds."""

    language: Language
    topics: tuple[Topic, ...] = ()
    either: bool = False
    """One of the topics is enough."""
    span: Span | None = None
    outlet: str = ""
    end: Literal["", "newest", "oldest"] = ""
    sure: bool = True
    """False: the words may also be an ordinary question, if nothing matches they are."""
    noun: str = "documents"
    """What they were called, in lower case."""


def parse(question: str) -> Asked | None:
    """Return what a question over the collection asks for, None for every other question."""
    text = " ".join(question.split()).strip(" ?.!")
    for language, polite, library, forms in LANGUAGES:
        plain = polite.sub("", text)
        bare = library.sub("", plain)
        for form in forms:
            match = form.fullmatch(bare)
            if match and (asked := _asked(language, match.groupdict(), here=bare != plain)):
                return asked
    return None


def _asked(language: Language, parts: dict[str, str | None], *, here: bool) -> Asked | None:
    """Turn the parts of a matched form into conditions; None where one of them is unclear."""
    noun = (parts["noun"] or "").lower()
    plain = bool(_PLAIN_NOUN.fullmatch(noun))
    owned = here or any(parts.get(name) for name in ("own", "have", "inside"))
    if "only_here" in parts and not owned:
        return None
    topics: tuple[Topic, ...] = ()
    either = False
    if topic := parts.get("topic"):
        topics, either = _topics(topic)
        if not topics:
            return None
    end = _END.get((parts.get("end") or "").lower(), "")
    when, outlet, sure = parts.get("when"), "", True
    period = span(when) if when else None
    if when and period is None:
        # "from Reuters": an outlet, if a document states that one
        outlet = _FROM.sub("", when) if _FROM.match(when) else ""
        if not outlet or len(outlet.split()) > LONGEST_TOPIC or _is_clause(outlet):
            return None
        sure = False
    if topics and noun in _ONE_OF_MANY:
        sure = False  # "Which source mentions the flood?" may be one that a text speaks of
    if parts.get("issued") and not owned:
        # "How many reports were published in 2024?" may well be answered by a text
        if parts.get("many"):
            return None
        sure = False
    if not (topics or when or owned or plain or parts.get("clear")):
        return None  # "How many articles are there?" may be those of a treaty
    return Asked(language, topics, either, period, outlet, end, sure, noun)


def _topics(text: str) -> tuple[tuple[Topic, ...], bool]:
    """Cut what must be mentioned into its parts; none where it is no mere name of a thing."""
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return (Topic(quoted[1].strip(), exact=True),), False
    either = bool(_OR.search(text))
    if either and _AND.search(text):
        return (), False
    parts = (_OR if either else _AND).split(text)
    topics = []
    for part in parts:
        quoted = _QUOTED.fullmatch(part)
        kept = quoted[1].strip() if quoted else _ARTICLE.sub("", part).strip()
        if inner := _QUOTED.fullmatch(kept):  # the word "NATO"
            quoted, kept = inner, inner[1].strip()
        said = re.findall(r"\w+", kept)
        if not said or (not quoted and (len(said) > LONGEST_TOPIC or _is_clause(part))):
            return (), False
        topics.append(Topic(kept, exact=bool(quoted)))
    return tuple(topics), either


_QUOTED = re.compile(r"[\"“”„«»'‘’]([^\"“”„«»]+)[\"“”„«»'‘’]")
_AND = re.compile(r"\s+(?:and|und|as well as|sowie)\s+|\s+&\s+(?=[a-z])")
_OR = re.compile(r"\s+(?:or|oder)\s+")
_ARTICLE = re.compile(
    r"(?i)^(?:(?:the )?(?:words?|terms?|names?|phrase|topic|subject)(?: of)? |the |an? |any |our "
    r"|(?:das wort|den begriff|der begriff|den namen|der name) |der |die |das |den |dem "
    r"|einen? |einer |eines )+"
)
_NO_TOPIC = re.compile(  # a clause, a comparison, or a thing that only an earlier turn names
    r"(?i)[,;:?]|\b(?:is|are|was|were|be|been|has|have|had|do|does|did|must|shall|should|can"
    r"|could|will|would|need|needs|required|who|whom|whose|what|which|when|where|why|how|whether"
    r"|that|if|not|no|but|except|without|than|between|most|least|more|less|fewer|often|same"
    r"|different|another|other|others|both|each|every|it|its|this|these|those|they|them|their|he"
    r"|him|his|she|her|following|above|below|something|anything|there|last|first|due|say|says"
    r"|(?:high|low|bigg|larg|small|long|short|b|wor|new|old|lat|earli|great)est"
    r"|mentions?|discuss|erwähnen|nennen"
    r"|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|muss|müssen|soll|sollen|kann|können"
    r"|wer|was|wann|wo|warum|wie|welche[rnms]?|dass|ob|nicht|kein\w*|aber|außer|ohne|als|zwischen"
    r"|mehr|weniger|am|es|dies\w*|jene\w*|sie|ihn|ihm|ihre?\w*|er|davon|darüber)\b"
    r"|^(?:may|to|in|by|on|at|under|for|with|from|into|of|here|about|around|over|\d+ \w"
    r"|im|zu|bei|auf|für|mit|von|aus|unter|über)\b"
)


def _is_clause(topic: str) -> bool:
    # in capitals IT, WHO and US are names
    return bool(_NO_TOPIC.search(re.sub(r"\b[A-Z]{2,}\b", "X", topic)))


_FROM = re.compile(r"(?i)(?:published by|from|by|veröffentlicht von|von|aus) (?:the (?=[A-Z]))?")
_END: dict[str, Literal["", "newest", "oldest"]] = {
    **dict.fromkeys(("newest", "latest", "most recent", "neueste", "neuste", "jüngste"), "newest"),
    **dict.fromkeys(("oldest", "earliest", "älteste", "früheste"), "oldest"),
}
_ONE_OF_MANY = ("article", "report", "paper", "source", "artikel", "bericht", "quelle")
_PLAIN_NOUN = re.compile(r"(?:documents?|files?|pdfs?|dokumente?n?|datei(?:en)?|unterlagen)")
