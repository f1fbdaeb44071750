"""Which sentences of a document can stand alone in a summary."""

import re

from rag.words import words

SHORTEST = 6
"""Words."""
LONGEST = 300
"""Characters; more is no summary."""
PRONOUN_WITHIN = 4
"""Words in which a pronoun has nothing before it that it could stand for: "According to him"."""

_PRONOUNS = {
    "he", "him", "his", "she", "her", "they", "them", "their", "it", "its",
    "er", "ihm", "ihn", "ihnen", "sie", "deren", "dessen", "ihr", "ihre",
}  # fmt: skip
_END = re.compile(r"[.!。！…][\"”“'’»)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|Prof|No|Nos|vs|cf|approx|ca|bzw|Nr|St|Art|Abs|Fig|Sec|pp|vol"
    r"|Inc|e\.g|i\.e|z\.B|d\.h)|\.\.)\.$"
)
_LETTER = re.compile(r"[^\W\d_]")
_BEGIN = re.compile(r"[\"“„‘'«(\[]*[^\W_]")
_NO_PROSE = re.compile(
    r"\||\t|https?:|www\.|\w@\w|_{2,}|\.{4,}|[•◦▪■□☐☑]|<\w+|\{|\}"
    r"|^[^.:;]{1,40}: [^;]*; [^.:;]{1,40}: "  # a table row: "Name: Ann; Role: Engineer"
    r"|^[\W_]*[^\s:]{1,20}(?: [^\s:]{1,20})?: "  # a field: "Date: 5 May", "Action item: …"
    r"|(?i:\b(?:disclaimer|copyright|©|all rights reserved|alle rechte vorbehalten"
    r"|information contained (?:in this|herein)|no part of this))\b"
)
_GREETING = re.compile(
    r"(?i)^\W*(?:dear|hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|welcome to"
    r"|(?:(?:kind|best|warm) )?regards|yours|sincerely|thanks|thank you|many thanks|cheers"
    r"|i hope (?:this|you)|(?:please )?(?:let me|let us) know|(?:i|we) look(?:ing)? forward"
    r"|looking forward|please (?:see|find|contact|do not|click)|if you have (?:any )?questions"
    r"|should you have|click|subscribe|sign up|read more|see also"
    r"|liebe[rs]?|sehr geehrte[rs]?|hallo|guten (?:tag|morgen|abend)|mit (?:freundlichen|besten)"
    r"|(?:viele|beste|freundliche|herzliche) grüße|vielen dank|danke|bei (?:rück)?fragen"
    r"|ich hoffe|wir freuen uns)\b"
)
_LEANING = re.compile(
    r"^[\"“„‘'(]*(?:(?:He|She|It|They|This|These|Those|That|Such|His|Her|Its|Their|But|And|Or|So"
    r"|However|Moreover|Also|Then|Thus|Therefore|Instead|Meanwhile|Besides|Furthermore"
    r"|Nevertheless|Nonetheless|Hence|Still|Yet|Here|Another|Otherwise|Consequently|Similarly"
    r"|Likewise|Additionally|Finally|Further|Specifically|Accordingly|Conversely|Again|Later"
    r"|Afterwards|Since then|As such|Both|Neither|One such|One of (?:the|these|them)|After that"
    r"|Before that|For example|For instance|In addition|In (?:that|this|the same|both|such)"
    r"|At (?:that|this|the same)|As a result|On the other hand"
    r"|For (?:this|that|these)|(?:By|To) (?:this|that)"
    r"|The (?:two|three|same|latter|former|other|others|first|second|third|following|above)"
    r"|(?:One|Two|Three|A few|The next|The following|Some) (?:days?|weeks?|months?|years?)"
    r"|Next (?:day|week|month|year)|Last (?:day|week|month|year)"
    r"|Er|Sie|Es|Dies|Diese[rsnm]?|Das (?:ist|war|wird|hat|sind|gilt)|Aber|Und|Oder|Doch|Deshalb"
    r"|Daher|Dann|Danach|Außerdem|Jedoch|Auch|Dabei|Damit|Dadurch|Somit|Allerdings|Zudem|Ferner"
    r"|Dort|Hier|Sein|Seine|Ihre?|Deren|Dessen|Beide|So|Dazu|Darüber|Trotzdem|Stattdessen"
    r"|Zum Beispiel|Bei (?:diese|der gleichen)\w*|Ein(?:en|e)? (?:Tag|Woche|Monat|Jahr) später)\b"
    r"|[^,]{1,40}\b(?:also|too|, however,)\b)"
)


def whole(text: str) -> bool:
    """Tell whether a sentence is a statement in full: no fragment, heading, row or greeting."""
    line = " ".join(text.split())
    if not _fits(line) or not _END.search(line) or _ABBREVIATION.search(line):
        return False
    begin = _BEGIN.match(line)
    if begin is None or begin[0][-1].islower() or not _balanced(line):
        return False
    return not (_NO_PROSE.search(line) or _GREETING.search(line) or _titled(line))


def leans(text: str) -> bool:
    """Tell whether a sentence begins with what only the sentence before it explains."""
    line = " ".join(text.split())
    return bool(_LEANING.search(line) or _PRONOUNS & set(words(line)[:PRONOUN_WITHIN]))


def _fits(line: str) -> bool:
    wide = not line.isascii() and line.count(" ") * 15 < len(line)  # written without spaces
    long_enough = len(line) >= 15 if wide else line.count(" ") >= SHORTEST - 1
    if not long_enough or len(line) > LONGEST:
        return False
    return len(_LETTER.findall(line)) >= 0.75 * (len(line) - line.count(" "))


def _balanced(line: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("«", "»"))
    straight = line.count('"') % 2 == 0
    opened, closed = line.count("“") + line.count("„"), line.count("”")
    if "„" in line:  # German quotation marks close as English ones open
        opened, closed = line.count("„"), line.count("“") + line.count("”")
    return straight and opened == closed and all(line.count(a) == line.count(b) for a, b in pairs)


def _titled(line: str) -> bool:
    """Tell a heading with a full stop: nearly every word has a capital."""
    found = re.findall(r"[^\W\d_]{2,}", line)
    return sum(word[0].isupper() for word in found) > 0.7 * len(found) if found else True
