"""The forms of a request for a summary, in English and German: one a line, `{t}` is its target."""

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "de"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a request in one language looks like."""

    language: Language
    edges: re.Pattern[str]
    """What may stand before or after it: please, briefly, for me."""
    whole: re.Pattern[str]
    """A request without a target, which means all documents."""
    summarise: list[re.Pattern[str]]
    """Forms that ask for a summary in so many words."""
    about: list[re.Pattern[str]]
    """Forms that are one only where the target is surely documents or a document."""
    all: re.Pattern[str]
    """A target that is the whole library."""
    one: re.Pattern[str]
    """A target that is one document, without saying which."""
    named: list[re.Pattern[str]]
    """A target that is called a document and has a `name`."""
    article: re.Pattern[str]
    """What a bare name may begin with."""


def _lines(parts: dict[str, str], lines: str) -> list[re.Pattern[str]]:
    parts = parts | {"t": "(?P<t>.+?)"}
    return [re.compile(f"(?i){line}".format(**parts)) for line in lines.strip().split("\n")]


_EN = {
    "adjective": r"(?:(?:very|short|brief|quick|concise|general|rough|complete|full|detailed|long"
    r"|high-level|broad|good) )*",
    "summary": r"(?:summary|overview|summari[sz]ation|outline|digest|synopsis|recap|gist)",
    "give": r"(?:(?:give|show|write|provide|make|create|produce|generate|prepare|get|draft)"
    r"(?: me| us)?|(?:i|we)(?:'d| would)? (?:want|need|like)(?: to (?:have|get|see))?"
    r"|(?:can|could|may) (?:i|we) (?:have|get|see))",
    "what": r"(?:what (?:is|are)|what's|list|name|tell me|give me|show me)",
    "main": r"(?:main|key|central|most important|core|major)",
    "points": r"(?:points?|topics?|themes?|ideas?|messages?|takeaways?|findings?|contents?"
    r"|subjects?|statements?)",
    "mostly": r"(?:all |mainly |mostly |generally |basically )?",
    "my": r"(?:the|this|that|my|our|your)",
    "on": r"(?:on|about|of|for|from|by|called|titled|entitled|named|concerning|regarding)",
    "piece": r"(?:document|doc|file|pdf|report|article|paper|text|letter|e-?mail|memo|minutes"
    r"|notes?|presentation)",
    "library": r"(?:(?:the|my|our|your|this) (?:(?:whole|entire|complete|full) )?(?:document )?"
    r"(?:library|collection|folder|archive|corpus|knowledge base|index))",
    "mine": r"(?: (?:(?:that|which) )?(?:i|we|you)(?:'ve| have)?(?: (?:have|added|uploaded|gave you"
    r"|given you|loaded|indexed|imported|stored|got|hold|provided))?| here)?",
}
_DE = {
    "adjective": r"(?:(?:kurze|knappe|schnelle|grobe|vollständige|allgemeine)[nrs]? )*",
    "summary": r"(?:zusammenfassung|überblick|übersicht|kurzfassung|inhaltsangabe)",
    "give": r"(?:(?:gib|gebt|geben sie|erstelle?|schreibe?|mache?|zeige?)(?: mir| uns)?"
    r"|ich (?:brauche|möchte|will|hätte gerne?))",
    "main": r"(?:wichtigsten|zentralen|wesentlichen) (?:punkte|themen|aussagen|inhalte)",
    "short": r"(?: (?:sie|mir|uns|doch|mal|bitte|kurz|knapp))*",
    "noun": r"(?:dokumente?n?|datei(?:en)?|unterlagen|pdfs?)",
    "piece": r"(?:dokument(?:e?s)?|datei|pdf|bericht(?:e?s)?|artikels?|text(?:e?s)?|briefe?s?"
    r"|e-?mail|protokolls?|notiz|vermerks?|präsentation)",
    "library": r"(?:(?:die|der|meine[rn]?|unsere[rn]?|deine[rn]?|diese[rn]?) "
    r"(?:(?:ganze|gesamte)[nr]? )?(?:bibliothek|sammlung|dokumentensammlung))",
    "the": r"(?:alle[nr]?|sämtliche[nr]?|die|den|der|meine[nr]?|unsere[nr]?|deine[nr]?|ihre[nr]?"
    r"|diese[nr]?)",
    "this": r"(?:das|die|den|dem|der|des|diese[nmrs]?|mein(?:e[nmrs]?)?|unser(?:e[nmrs]?)?)",
}

ENGLISH = Grammar(
    "en",
    re.compile(
        r"(?i)^(?:(?:please|can you|could you|would you|will you|kindly|briefly|quickly|hi|hello"
        r"|hey|now|i(?:'d| would) like you to|i want you to)\b[ ,!]*)+"
        r"|(?:,? (?:please|for me|briefly|quickly|in brief|in short|in a nutshell|in detail"
        r"|in general|as a list|(?:in|as) bullet points|now))+$"
    ),
    re.compile(r"(?i)(?:summari[sz]e|tl;?dr|{give} an? {adjective}{summary})".format(**_EN)),
    _lines(
        _EN,
        r"""
(?:summari[sz]e|sum up|recap|outline)(?: the (?:contents?|text) of)? {t}
sum {t} up
(?:(?:{give}|what is|what's) )?(?:an? |the )?{adjective}{summary} (?:of|about|over|on|for) {t}
tl;?dr(?: of)? {t}
""",
    ),
    _lines(
        _EN,
        r"""
(?:tell me )?what(?:'s| is| are) {t} {mostly}about
(?:tell me |explain |summari[sz]e )?what {t} (?:is|are) {mostly}about
what (?:do|does) {t} (?:say|contain|cover|discuss|talk about|deal with)(?: overall| in general)?
what(?:'s| is) (?:in|inside) {t}
(?:{what} )?the {main} {points} (?:of|in|from|across) {t}
what(?:'s| is) the (?:gist|essence|content|subject|topic|main idea) of {t}
(?:what|which) (?:topics|subjects|themes) do {t} (?:cover|discuss|deal with|address)
(?:tell me about|describe) {t}
""",
    ),
    re.compile(
        r"(?i)everything(?: (?:i|we|you) have| here| there is)?(?: in {library})?"
        r"|all|it all|all of (?:it|them|this|these)|the whole (?:thing|lot)"
        r"|(?:(?:all|all of|each of|every one of) )?(?:(?:the|my|our|your|these|those) )?"
        r"(?:(?:contents? of )?(?:the |my |our |all )*)?(?:documents|docs|files|pdfs)"
        r"(?: in {library}|{mine})"
        r"|(?:all|my|our|your|these|all (?:of )?(?:the|my|our|your|these)) "
        r"(?:papers|reports|articles|texts|sources)(?: in {library}|{mine})"
        r"|all \d+ (?:documents|docs|files|pdfs)"
        r"|(?:each|every) (?:document|file|pdf)(?: in {library}|{mine})"
        r"|{library}".format(**_EN)
    ),
    re.compile(
        r"(?i)(?:(?:the|this|that|my|our|your) (?:(?:whole|entire|full) )?{piece}"
        r"|this)".format(**_EN)
    ),
    _lines(
        _EN,
        r"""
(?:{my} )?{piece} {on} (?P<name>.+)
(?:{my} )?(?:document|doc|file|pdf) (?P<name>.+)
{my} (?P<name>.+) {piece}
""",
    ),
    re.compile(r"(?i)^(?:the|my|our|your|this) "),
)

GERMAN = Grammar(
    "de",
    re.compile(
        r"(?i)^(?:(?:bitte|kannst du|könntest du|können sie|könnten sie|würdest du|mir|uns|kurz"
        r"|hallo|mal)\b[ ,!]*)+|(?:,? (?:bitte|für mich|für uns|kurz|in kürze))+$"
    ),
    re.compile(
        r"(?i)(?:fass(?:en?|t)?{short} zusammen|{give} eine?n? {adjective}{summary})".format(**_DE)
    ),
    _lines(
        _DE,
        r"""
fass(?:en?|t)?{short} {t}{short} zusammen
{t}{short} zusammenfassen
(?:{give} )?(?:eine?n? |die |den )?{adjective}{summary}(?: (?:über|von|zu|zum|zur|vom|aus|für))? {t}
""",
    ),
    _lines(
        _DE,
        r"""
(?:sag mir,? )?(?:worum|um was) geht(?: es|'s|s) (?:in|im|bei) {t}
wovon (?:handeln|handelt|sprechen) {t}
was steht (?:alles )?(?:in|im) {t}
was (?:enthalten|beinhalten|sagen|behandeln|enthält) {t}
was ist der (?:wesentliche )?inhalt (?:von |vom )?{t}
welche themen (?:behandeln|haben) {t}
was sind die {main} (?:in |im |aus |von |vom )?{t}
""",
    ),
    re.compile(
        r"(?i)alle[ms](?: hier)?(?: (?:in|aus) {library})?|(?:{the} ){{1,2}}{noun}"
        r"(?: (?:in|aus) {library})?|(?:alle[nr]?|meine[nr]?|unsere[nr]?)"
        r"(?: {the})? (?:berichte?n?|artikeln?|texte?n?|quellen)|jedes dokuments?"
        r"|{library}".format(**_DE)
    ),
    re.compile(r"(?i)(?:(?:{this} )?{piece}|das|dies)".format(**_DE)),
    _lines(
        _DE,
        r"""
(?:{this} )?{piece} (?:über|zu|zum|zur|von|vom|namens|mit dem titel|der|des) (?P<name>.+)
(?:{this} )?(?:dokument(?:e?s)?|datei|pdf) (?P<name>.+)
""",
    ),
    re.compile(r"(?i)^(?:das|die|den|dem|der|des) "),
)
