"""The forms of a question over the whole collection, one a line, in English and German."""

import re
from typing import Literal

Language = Literal["en", "de"]

_ENGLISH = {
    "noun": r"(?P<noun>documents?|files?|pdfs?|(?:news )?articles?|reports?|texts?|papers?"
    r"|sources?)"
    r"(?P<inside> (?:in|from|of) (?:the|my|our|your|this) (?:library|collection|index))?",
    "ask": r"(?:(?P<many>how many|what number)|which|what|list|show(?: me)?|find(?: me)?|give me"
    r"|name)(?: all| every)?(?: of)?(?: all)?(?P<own> my| our| your| these)?(?: the)?",
    "list": r"(?:list|show(?: me)?|find(?: me)?|give me|name|which are)(?: all| every)?(?: of)?"
    r"(?P<own> my| our| your| these)?(?: the)?",
    "have": r"(?P<have> do (?:you|we|i) have| have (?:you|we|i) got)",
    "mention": r"(?:mentions?|refers? to|discuss(?:es)?|deals? with|talks? about|(?:is|are) about"
    r"|contains? the(?= words? | terms? | phrase | name )|uses? the(?= words? | terms? | phrase ))",
    "about": r"(?:about|mentioning|discussing|referring to|dealing with|on the subject of)",
    "when": r"(?P<when>(?:from|since|after|before|between|until|dated) .+?)",
    "that": r"(?: (?:that|which))?(?: (?:is|are|was|were))?",
    "issued": r"(?P<issued>published|written|issued|created|released)",
    "on": r"(?P<when>(?:from|since|after|before|between|until|in|on|by) .+)",
    "end": r"(?P<end>newest|latest|most recent|oldest|earliest)",
    "one": r"(?:show(?: me)?|find(?: me)?|give me|name|what is|what's|which is)"
    r"(?P<own> my| our| your)?(?: the)?",
}
_GERMAN = {
    "noun": r"(?P<noun>dokumente?n?|datei(?:en)?|unterlagen|artikeln?|berichte?n?"
    r"|texte?n?|quellen?)(?P<inside> (?:in|aus) (?:der|meiner|unserer|deiner|dieser) "
    r"(?:bibliothek|sammlung))?",
    "ask": r"(?:(?P<many>wie ?viele)|welche[sr]?|liste|zeige?|nenne?|finde)(?: mir)?(?: alle)?"
    r"(?: von)?(?P<own> meine[nr]?| unsere[nr]?| deine[nr]?| diese[nr]?)?(?: der| den| die)?",
    "list": r"(?:liste|zeige?|nenne?|finde)(?: mir)?(?: alle)?(?: von)?"
    r"(?P<own> meine[nr]?| unsere[nr]?| deine[nr]?| diese[nr]?)?(?: der| den| die)?",
    "in": r"in (?:(?P<many>wie ?vielen)|welche[nmr])(?: der| meiner| unserer| den)?",
    "have": r"(?P<have> hast du| habe ich| haben wir| haben sie)",
    "mention": r"(?:erwähnen|erwähnt|nennen|nennt|handeln von|handelt von|behandeln|behandelt"
    r"|sprechen von|spricht von|befassen sich mit|befasst sich mit"
    r"|enthalten(?= das Wort | den Begriff ))",
    "about": r"(?:über|zum thema|zu)",
    "when": r"(?P<when>(?:von|vom|aus|seit|nach|vor|zwischen|bis) .+?)",
    "on": r"(?P<when>(?:von|vom|aus|seit|nach|vor|zwischen|bis|im|am|in) .+)",
    "issued": r"(?P<issued>veröffentlicht|geschrieben|datiert|erschienen)",
    "have_any": r"(?: sind| ist| stammen| stammt| gibt es"
    r"|(?P<have> hast du| habe ich| haben wir))?",
    "end": r"(?P<end>neu(?:e)?ste|jüngste|älteste|früheste)",
    "one": r"(?:zeige?|finde|nenne?|was ist|welches ist)(?: mir)?(?: das| die| der)?",
}


def _forms(words: dict[str, str], forms: str) -> list[re.Pattern[str]]:
    return [re.compile(f"(?i){line.strip()}".format(**words)) for line in forms.split("\n") if line]


LANGUAGES: tuple[tuple[Language, re.Pattern[str], re.Pattern[str], list[re.Pattern[str]]], ...] = (
    (
        "en",
        re.compile(r"(?i)^(?:please |can you |could you |kindly |tell me )+"),
        re.compile(
            r"(?i)(?<=\w)(?: that| which)?(?: are| is)?(?: stored| held| indexed| there)? "
            r"(?:in|from|of) (?:the|my|our|your|this) (?:library|collection|index)$"
        ),
        _forms(
            _ENGLISH,
            """\
{ask} {noun}{have}
{ask} {noun}(?: are| is)? there
{list} {noun}
{ask} {noun}(?P<only_here>)
{ask} {noun}(?:{have}| are there)?(?: (?:that|which))? {mention} (?P<topic>.+)
{ask} {noun}(?:{have}| are there) {about} (?P<topic>.+)
{list} {noun} {about} (?P<topic>.+)
{ask} {noun} {when} (?:that |which )?{mention} (?P<topic>.+)
{ask} {noun} {about} (?P<topic>.+?)(?: are there|{have})
in {ask} {noun} (?:is|are|was|were) (?P<topic>.+?) (?:mentioned|discussed|named|referred to)
in {ask} {noun} (?:does|do) (?P<topic>.+?) (?:occur|appear|come up)
{ask} {noun}(?:{have}| are there)?{that} {when}(?: are there)?
{ask} {noun} {when}{have}
{ask} {noun}{that} {issued} {on}
{one} {end} {noun}{have}?
{one} {end} {noun} (?:(?:that|which) {mention}|{about}) (?P<topic>.+)
(?:which|what) (?:of (?:the|my|our|your) )?{noun} is (?P<clear>the ){end}(?: one)?
which is (?P<clear>the ){end} {noun}
""",
        ),
    ),
    (
        "de",
        re.compile(r"(?i)^(?:bitte |kannst du |sag mir |sage mir )+"),
        re.compile(
            r"(?i)(?<=\w)(?: sind| gibt es| liegen)? (?:in|aus) (?:der|meiner|unserer|deiner"
            r"|dieser) (?:bibliothek|sammlung)$"
        ),
        _forms(
            _GERMAN,
            """\
{ask} {noun}{have}
{ask} {noun} gibt es
{list} {noun}(?: auf| an)?
{ask} {noun}(?P<only_here>)
{ask} {noun} {mention} (?P<topic>.+)
{ask} {noun} {when} {mention} (?P<topic>.+)
{ask} {noun}(?: gibt es|{have}) {about} (?P<topic>.+)
{list} {noun} {about} (?P<topic>.+)
{in} {noun} (?:wird|werden) (?P<topic>.+?) (?:erwähnt|genannt|behandelt)
{in} {noun} (?:kommt|kommen) (?P<topic>.+?) vor
{in} {noun} steht (?P<topic>(?:das Wort|der Begriff|der Name) .+|[„"“].+)
{ask} {noun}{have_any} {when}
{ask} {noun} (?:sind|ist|wurden|wurde) {on} {issued}
{one} {end} {noun}
(?:welche[sr]?) (?:der |meiner |unserer )?{noun} ist (?P<clear>das |die |der ){end}
""",
        ),
    ),
)
"""Language, what may stand before a question, "in the library" behind it, and all forms."""
