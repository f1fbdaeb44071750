"""The forms of an English question about the user's texts as such, and what is left as its subject.

Only nouns for texts count ("the latest report", never "the latest figure"), and only where the
grammar around them shows that the text itself is meant.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["newer", "older", "newest text", "oldest text", "compare"]

_ONE = (
    r"(?:text|(?:news(?:paper)? )?article|document|report|source|file|memo|news item|news story"
    r"|paper|note|letter|e-?mail|newsletter|briefing|press release|bulletin)"
)
_MANY = (
    r"(?:texts|(?:news(?:paper)? )?articles|documents|reports|sources|files|memos|news items"
    r"|news stories|papers|notes|letters|e-?mails|newsletters|briefings|press releases|bulletins)"
)
_NEW = r"newest|latest|most recent|more recent|newer|later"
_OLD = r"oldest|earliest|older|earlier"
_SAY = (
    r"(?:(?:say|call|describe|state|mention|report|claim|explain|quote|cite|list|expect|note|place"
    r"|locate|spell|estimate|recommend|present|characteri[sz]e|refer|show|name|use)(?:s|d|ed)?"
    r"|said|tells?|told|puts?|gives?|gave|writes?|wrote)"
)
_DIFFER = (
    r"(?:(?:dis)?agree|differ|diverge|conflict|contradict|match|coincide|in agreement|consistent"
    r"|unanimous|at odds|(?:say|give|use|name|state|report|call|put|tell)\b.*\b(?:the same|differ))"
)
_SIZE = r"(?: (?:two|three|four|different|various|several))?"
_ABOUT = r"(?:on|about|regarding|concerning|covering|mentioning|dealing with|discussing)"
_PARTS = {
    "one": _ONE,
    "many": _MANY,
    "any": rf"(?:{_MANY}|{_ONE})",
    "end": rf"(?P<end>{_NEW}|{_OLD})",
    "first": rf"(?P<end>{_NEW}|{_OLD}|first|last)",
    "when": r"(?P<end>first|last|earliest|latest|earlier|later|most recently|more recently)",
    "made": r"(?:written|published|released|issued|produced|sent|dated)",
    "my": r"(?:the|our|my|your)",
    "kind": r"(?: (?:news|newspaper|press|status|progress|available|internal|written))?",
    "have": r"(?: (?:that )?(?:we|i|you) have)?",
    "about": _ABOUT,
    "subject": rf"{_ABOUT} (?P<subject>.+?)",
    "aside": rf"(?: {_ABOUT} [^?]{{1,60}}?)?",
    "say": _SAY,
    "differ": _DIFFER,
    # texts of the library, all of them or a number of them
    "set": rf"(?:(?:the|our|my|your|these|those|both|all)(?: of)?(?: (?:the|our|my|your|these))?"
    rf"{_SIZE} {_MANY}|(?:each|every) (?:{_ONE}|of (?:the|our|my|these){_SIZE} {_MANY}))",
    "several": rf"(?:(?:the|our|my|your|these|those) (?:two|three|different|various) {_MANY}"
    rf"|both(?: of)?(?: (?:the|our|my|your|these))? {_MANY}"
    rf"|(?:each|every) (?:{_ONE}|of (?:the|our|my|these){_SIZE} {_MANY}))",
    # they may also agree with something else, or contradict it
    "themselves": r"(?! (?:(?:with|to)\b(?! (?:each|one)\b)|(?:the|our|my|an?)\b))",
    "does": r"(?:do|does|did)",
}
_TEXT = (
    rf"(?P<text>(?:the|our|my) (?P<end>{_NEW}|{_OLD})(?: one of (?:the|our|my){_SIZE} {_MANY}"
    rf"| of (?:the|our|my){_SIZE} {_MANY}|{_PARTS['kind']} {_ONE})"
    rf"|(?:our|my) (?P<place>first|last){_PARTS['kind']} {_ONE})\b(?!-)"
)
# what may follow a text that is only cited: else it may be the first half of another noun
_THEN = (
    rf"(?=$|[,.?!;:]| (?:{_ABOUT}|(?:we|i|you) have|is|are|was|were|do|does|did|ha[sd]|have"
    r"|can|could|will|would|should|who|what|when|where|why|how|which)\b)"
)


def _lines(lines: str) -> list[re.Pattern[str]]:
    return [re.compile(f"(?i){line}".format(**_PARTS)) for line in lines.strip().split("\n")]


# whole questions
_DATED = _lines(
    r"""
which(?: one)?(?: of)?(?: {my}| these| those)?(?: two| three| four)? {any}{have} {subject} (?:is|was|came|appeared)(?: out)? (?:the )?{first}(?: one)?
which(?: one)?(?: of)?(?: {my}| these| those)?(?: two| three| four)? {any}{have} {subject} (?:is|was) {made} {when}
which(?: one)?(?: of)?(?: {my}| these| those)?(?: two| three| four)? {any} (?:is|was|came) (?:the )?{first}(?: one)? {subject}
(?:what|which|what's|show|find|give|name)(?: is| was| me)? {my} {end}{kind} {one}{have} {subject}{have}
(?:what|which) is the {end}(?: one)? (?:of|among) {my}(?: two| three| four)? {many}{have} {subject}
(?:what|which)(?: is| was) (?:our|my) (?P<end>first|last){kind} {one}{have} {subject}
(?:when was|what is the date of|how old is) {my} {end}{kind} {one}{have} {subject}(?: {made})?
(?:of|among) {my}(?: two| three| four)? {many}{have} {subject}, which(?: one)? (?:is|was|came) (?:the )?{first}(?: one)?
"""  # noqa: E501  (a form a line)
)
_CITED = [
    re.compile(
        rf"(?i)\b(?:according to|as per|based on|going by|in|by|from|per) {_TEXT}"
        rf"(?! of){_THEN}"
    ),
    re.compile(rf"(?i)\b(?:do|does|did) {_TEXT}{_PARTS['aside']} (?:also |still )?{_SAY}\b"),
    re.compile(rf"(?i)(?:^|[,;:] ){_TEXT}{_PARTS['aside']} {_SAY}\b"),
]
_COMPARED = _lines(
    r"""
\b(?:{does}|are|is|have) {set}{aside} (?:\w+ )?{differ}{themselves}
\b(?:where|how|what|whether|if|why) {set}{aside} (?:\w+ )?(?:disagree|differ|diverge|contradict)
\bone (?:of {my} )?{any}{aside} {say}\b.*\b(?:the other|another|different(?:ly)?)\b
\b(?:how|what|where|when|who|why|which \w+)\b.*\b{does} {several}{aside} (?:each |both |all )?{say}\b
\b{does} {my} {many}{aside} (?:each|both) {say}\b
\b(?:difference|discrepanc|contradiction|disagreement|conflict|inconsistenc)\w* (?:between|among) {set}
^compare (?:what |how )?{set}
^{set}{aside} (?:\w+ )?(?:disagree|differ|diverge|contradict|{say}\b.*\bdifferent)
\bwhat different\b.*\b{does} {set}{aside} {say}\b
^(?:is|are|was|were|do|does|did)\b.*\bthe same\b.* in {set}$
^(?:how|what|where|when|who|which)\b.* in {several}$
"""  # noqa: E501
)
_PARTY = rf"(?:the {_ONE}|(?:the )?[A-ZÄÖÜ][\w.]*(?: [A-ZÄÖÜ][\w.]*){{0,3}})"
_PARTIES = re.compile(
    rf"^(?:[Hh]ow (?:exactly )?(?:do|did) )?(?P<one>{_PARTY}|The {_ONE}) and (?P<other>{_PARTY}) "
    rf"{_SAY}\b.*\b(?:differently|different)\b"
)
_EDGES = re.compile(
    r"(?i)^(?:please |can you |could you |tell me |do you know |and |so )+|[?.! ]+$"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants of the texts."""

    kind: Kind
    subject: str
    """What the texts are to be about, in the question's words."""
    parties: tuple[str, ...] = ()
    """Two sources that the question names, where their versions are compared."""


def parse(question: str) -> Asked | None:
    """Read a question about texts as such; None for any other question."""
    text = _EDGES.sub("", " ".join(question.split()))
    for form in _DATED:
        if match := form.fullmatch(text):
            return None if " or " in match["subject"] else _dated(match)
    if match := _PARTIES.search(text):
        rest = text.replace(match["one"], " ", 1).replace(match["other"], " ", 1)
        return Asked("compare", rest, (match["one"], match["other"]))
    if any(form.search(text) for form in _COMPARED):
        return Asked("compare", text)
    for form in _CITED:
        if match := form.search(text):
            new = (match["end"] or match["place"]).lower() in {*_NEW.split("|"), "last"}
            rest = " ".join(f"{text[: match.start('text')]} {text[match.end('text') :]}".split())
            return Asked("newest text" if new else "oldest text", rest)
    return None


def _dated(match: re.Match[str]) -> Asked:
    new = {*_NEW.split("|"), "last", "most recently", "more recently"}
    return Asked("newer" if match["end"].lower() in new else "older", match["subject"])
