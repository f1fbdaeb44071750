"""Kinds of English words, as far as lists and endings tell: enough to find names and nouns."""

import re

MOST_READ = 1500
"""Characters of a text that are looked at: an answer may be of any length."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’/.&][^\W_]+)*|[^\w\s]")
AUXILIARIES = frozenset(
    """
    am is are was were be been being do does did has have had will would can could shall should
    may might must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't won't
    wouldn't can't couldn't shouldn't
    """.split()  # noqa: SIM905  (a list of strings would take forty lines; so below)
)
DETERMINERS = frozenset("the a an my our your".split())  # noqa: SIM905
FUNCTION_WORDS = AUXILIARIES | frozenset(
    """
    the a an my our your and or but so if as at by for from in into of on onto to with without
    within about after before between during over under until since than then through against
    per via near around along not no yes what when where which who whom whose why how that this
    these those it its he him his she her hers they them their theirs i me we us you there here
    some any each every all both many much more most less least few several other others another
    else such same only just also too very really still ever never again already yet up down out
    off away now today tell show give let please okay ok well because while though although
    whether either neither nor one ones two first second last next new like long often old far
    quickly soon especially instead besides apart e.g i'm i've i'd i'll what's who's that's it's
    there's let's thanks thank interesting great wow anything something nothing everything
    anyone someone everyone kind kinds type types sort example examples way ways case difference
    differences main different good best better typical common important exactly part due
    information thing things question
    """.split()  # noqa: SIM905
)
_VERBS = frozenset(
    """
    sound seem look appear happen depend regard surround own affect hear heard feel felt eat
    teach taught compete disband raise share solve earn marry love like accept act add agree
    allow announce answer apply approve arrive ask attend avoid become begin began begun belong
    bring brought build built buy bought call came cancel cause change choose chose come compare
    consider contain continue cost cover create decide deliver describe develop die differ
    discuss do done enable end expire explain fail fall fell find found follow form get got give
    given go gone went grow grew help hold held include inform involve join keep kept know known
    last lead led learn leave left live lose lost made make manage mean meant mention move name
    named need notify occur open order organise organize pay paid place play prefer prevent
    produce propose provide publish put reach read receive refuse remain remove replace report
    require return run said say see seen sell sold send sent serve set sign signed speak spend
    spent spread start state stay stop suggest take taken took talk tell told think thought
    train treat try turn use used visit want was win won work write wrote written
    """.split()  # noqa: SIM905
)
PREPOSITIONS = frozenset(
    "in on at for from to with without by during after before since until of under between".split()  # noqa: SIM905
)
TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor president minister chancellor general colonel major captain
    admiral lieutenant sergeant judge senator sir lady king queen prince princess ambassador
    secretary frau herr
    """.split()  # noqa: SIM905
)
ROLES = re.compile(
    r"(?:officer|manager|director|minister|president|chair(?:man|woman)?|head|secretary|employee|"
    r"employer|tenant|landlord|owner|author|writer|player|singer|actor|actress|leader|commander|"
    r"spokes(?:man|woman|person)|general|doctor|lawyer|teacher|engineer|supplier|customer|"
    r"consultant|applicant|trainee|colleague|supervisor|king|queen|man|woman|person|mother|father)$"
)
BODIES = re.compile(
    r"(?:gmbh|ag|inc|ltd|llc|company|council|committee|team|board|ministry|department|government|"
    r"party|union|university|school|army|navy|force|police|court|bank|agency|association|group|band|"
    r"office|staff|management|league|club|command|organi[sz]ation|church|city|county|street|act|treaty|"
    r"agreement|exercise|drill|project|war|house|hotel|region|province|sea|ocean|river|island|museum)s?$",
    re.IGNORECASE,
)


def singular(word: str) -> str:
    """Cut the plural's s, so that contract and contracts meet."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if is_plural(word) else word


def is_plural(word: str) -> bool:
    """Tell whether a noun looks like a plural."""
    return (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def is_verb(word: str) -> bool:
    """Tell whether a word is a form of a common verb."""
    word = word.lower()
    ends = [word.removesuffix(end) for end in ("s", "es", "ed", "ing") if word.endswith(end)]
    return bool({word, *ends, *(f"{stem}e" for stem in ends)} & _VERBS)


def is_content(word: str) -> bool:
    """Tell whether a word says what a text is about."""
    return word[0].isalnum() and word.lower() not in FUNCTION_WORDS


def tokens(text: str) -> list[str]:
    """Words and signs of the opening of a text, in order."""
    return [match[0].replace("’", "'") for match in _TOKEN.finditer(text[:MOST_READ])]


def content_words(text: str) -> list[str]:
    """Words of a text that say what it is about, in order."""
    return [word for word in tokens(text) if is_content(word)]


def capital(text: str) -> str:
    """Write the first letter large."""
    return text[:1].upper() + text[1:]
