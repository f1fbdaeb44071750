"""The forms of questions that `rag.nested` cuts, and the roles that describe someone."""

import re

KIN = frozenset(
    """
    aunt brother child cousin daughter ex-husband ex-wife father father-in-law fiancé fiancée
    grandfather grandmother grandson granddaughter husband mother mother-in-law nephew niece sister
    son spouse stepfather stepmother uncle widow widower wife
    """.split()  # noqa: SIM905  (a list of strings would take thirty lines)
)
MAKER_ROLES = frozenset(
    """
    architect artist author bassist choreographer cinematographer co-founder composer conductor
    creator designer director discoverer drummer editor founder guitarist host illustrator inventor
    lyricist narrator painter performer pianist presenter screenwriter sculptor singer songwriter
    translator trumpeter vocalist writer
    """.split()  # noqa: SIM905
)
OFFICES = frozenset(
    """
    accountant ambassador auditor captain caretaker ceo CEO chair chairman chairperson chairwoman
    chancellor coach commander dean emperor executive foreman governor head headteacher king
    landlord leader manager mayor minister officer president principal queen rector secretary
    supervisor treasurer
    """.split()  # noqa: SIM905
)
COMPANIES = frozenset(
    """
    builder contractor developer distributor employer insurer manufacturer operator owner producer
    publisher supplier
    """.split()  # noqa: SIM905
)
"""Roles of persons or of firms."""
PLACES = frozenset({"birthplace", "capital", "hometown"})
FIRMS = frozenset({"label", "company"})
THINGS = PLACES | FIRMS
"""What is asked for with "What", not with "Who"."""

_OF_PERSONS = KIN | {"employer", "lawyer", "manager", "predecessor", "successor", "teacher"}
_OF_FIRMS = OFFICES | {"co-founder", "director", "founder", "owner"}
OUTER_OF = (
    (KIN | MAKER_ROLES | OFFICES | COMPANIES, _OF_PERSONS),
    (COMPANIES | FIRMS, _OF_FIRMS),
    (PLACES, frozenset({"governor", "mayor"})),
)
"""Roles, and the roles that those in them can have beside them."""

POSSESSIVE = r"(?:['’]s|(?<=s)['’])"
MAKERS = "company|firm|studio|band|person|man|woman|team|organisation|organization|label"


def _one_of(roles: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, roles), key=len, reverse=True))


_NEVER = "a|an|and|are|by|for|from|her|his|in|is|my|of|on|or|our|the|their|to|with|your"
_BEFORE = rf"(?:(?!(?:{_NEVER})\b)[a-z][a-z-]* ){{0,2}}"
_NO_FIRM = r"(?!(?<!parent )company|(?<!record )label)"
ROLE = (
    rf"{_BEFORE}{_NO_FIRM}"
    rf"(?P<role>{_one_of(KIN | MAKER_ROLES | OFFICES | COMPANIES | THINGS)})(?![\w-])"
)
"""A role with up to two words before it, such as "second husband" or "prime minister"."""

_OUTER = rf"{_BEFORE}(?P<outer>{_one_of(_OF_PERSONS | _OF_FIRMS)})"
_FACT = (
    r"(?:(?:date|place|year|day|city|country|cause) of (?:birth|death|burial|origin|citizenship)|"
    r"birth ?(?:place|day|date)|nationality|citizenship|religion|ethnicity|age|height|occupation|"
    r"profession|(?:real|maiden|birth) name|(?:(?:tele)?phone|mobile|fax) number|phone|extension|"
    r"e-?mail(?: address)?|(?:postal |home |business )?address|website|headquarters|alma mater|"
    r"native language|population|contact details)"
)
_TERM = r"(?:contract|agreement|lease|licen[cs]e|subscription|warranty|term)"
_WHEN = r"(?:when|where|(?:in |on )?(?:which|what) (?:year|month|day|date|city|town|country|place))"
_PRIZE = r"(?:which|what) (?:[a-z]+ )?(?:award|prize|honou?r|medal)s?"
_SCHOOL = r"(?:which|what) (?:university|school|college|academy|institution)"
_STUDY = r"(?:study|graduate|teach|go to (?:school|university|college)|attend)"
_GOT = r"(?:earned|got|received|won)"
_END = r"(?:begin|end|expire|finish|run out|start)"
_D = r"(?P<described>.+)"

_ABOUT = (
    (rf"{_WHEN} (?:is|was) ", r" (?:born|buried|baptised|baptized|raised|educated|killed)"),
    (rf"{_WHEN} (?:is|was) ", r" (?:from|founded|established|incorporated)"),
    (rf"{_WHEN} (?:is|was) ", r" (?:based|headquartered)"),
    (rf"(?:{_WHEN}|how) did ", r" (?:die|pass away|grow up)"),
    (rf"(?:when|where|{_SCHOOL}) (?:did|does) ", rf" {_STUDY}(?: at| from| in)?"),
    (r"where (?:did|does) ", r" (?:work(?: at)?|come from)"),
    (r"(?:what|which) nationality (?:is|was) ", r""),
    (r"(?:what|which) nationality (?:does|did) ", r" have"),
    (r"(?:what|which) country ", r" (?:is|was|comes|came) from"),
    (r"(?:what|which) country (?:does|did) ", r" come from"),
    (rf"{_PRIZE} did ", r" (?:earn|get|receive|win)"),
    (rf"{_PRIZE} (?:has |have )?", rf" {_GOT}"),
    (r"what (?:is|was|are|were) the (?:award|prize)s? (?:that|which) ", rf" {_GOT}"),
    (rf"(?:what|where|when) (?:is|was|are|were) the {_FACT} of ", r""),
    (r"(?:what|where|when) (?:is|was|are|were) ", rf"{POSSESSIVE} {_FACT}"),
    (r"how (?:old|tall) (?:is|was) ", r""),
    (r"who (?:is|was) ", r" married to"),
    (r"who did ", r" marry"),
    (rf"when (?:does|did|will) the {_TERM} (?:of|with) ", rf" {_END}"),
    (r"when (?:does|did|will) ", rf"{POSSESSIVE} {_TERM} {_END}"),
)
_RELATED = (
    rf"(?i:who (?:is|was)|what (?:is|was) the name of) the {_OUTER} of {_D}",
    rf"(?i:who (?:is|was)) {_D}{POSSESSIVE} {_OUTER}",  # a title may well have a capital Wife
)
FORMS = (
    *(re.compile(rf"(?i:{before}){_D}(?i:{after})") for before, after in _ABOUT),
    *map(re.compile, _RELATED),
)
"""Whole questions without their mark; the group `described` is what has to be found first."""

LINKED = {
    "paternal grandfather": ("father", "father"),
    "paternal grandmother": ("father", "mother"),
    "maternal grandfather": ("mother", "father"),
    "maternal grandmother": ("mother", "mother"),
    "father-in-law": ("spouse", "father"),
    "mother-in-law": ("spouse", "mother"),
}
_RELATION = "|".join(LINKED)
KINSHIP = re.compile(
    rf"(?i:who (?:is|was)) (?:the (?P<relation>{_RELATION}) of (?P<of>.+)|"
    rf"(?P<holder>.+){POSSESSIVE} (?P<held>{_RELATION}))"
)
