"""Questions about someone whom they only describe, cut into two steps by plain code.

"Where was the director of the film Grey Harbour born?" needs a name that the question does not
give: first "Who is the director of the film Grey Harbour?", then "Where was {} born?". Only
questions of known forms are cut, since a wrong cut is worse than none.
"""

import re
from dataclasses import dataclass

from index.errors import UsageError
from rag.nested_forms import FORMS, KIN, KINSHIP, LINKED, MAKERS, OUTER_OF, POSSESSIVE, ROLE, THINGS

_CLAUSE = re.compile(rf"the (?P<maker>{MAKERS}) (?:that|which|who) (?P<done>[a-z]+ed|built|made) ")
_OF = re.compile(rf"(?:the )?{ROLE} (?:of|for|at) ")
_HOLDER = re.compile(rf"(?P<name>.+){POSSESSIVE} {ROLE}")
_KIND = re.compile(r"(?:the )?(?:\w+ )?(?:film|movie|song|book|novel|play|opera|album|firm) \S")
_ASIDE = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|\([^()]*\)")
_SENTENCE_ENDS = re.compile(r"\?|[a-z]{3}[.!;] ")
_NOT_NAMES = frozenset(
    """
    above after all and another any applicant because before both but customer during each either
    employee every expression following if member or other patient person phrase same saying tenant
    term than that these this those user when where whether which while who whom whose why word
    worker
    """.split()  # noqa: SIM905  (a list of strings would take forty lines)
)
_UNKNOWN = frozenset(
    """
    a an he her him his i it its me my one our she some someone their them they us we your
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Steps:
    """A question cut in two: `then` has one place "{}", where the answer to `first` goes."""

    first: str
    then: str


def nested(question: str) -> Steps | None:
    """Return the two steps of an English question about something it only describes, else None.

    `first` stands alone and ends with a question mark; where the description holds another ("the
    wife of the editor of ..."), it can be cut again. A plain "Who is the director of ...?" is None,
    and so are comparisons and relations that documents state directly (see `kinship`).
    """
    body = _body(question)
    if body is None:
        return None
    for form in FORMS:
        match = form.fullmatch(body)
        if match is None:
            continue
        outer = match.groupdict().get("outer")
        first = _asked_first(match["described"], outer, small=body.islower())
        if first is not None:
            start, end = match.span("described")
            return Steps(first, f"{body[:start]}{{}}{body[end:]}?")
    return None


def kinship(question: str) -> Steps | None:
    """Return "Who is Ann Roe's maternal grandfather?" as mother, then father; None for others.

    For paternal and maternal grandparents and for parents-in-law (spouse, then parent). Documents
    may state these directly, so that the question should be asked as it is first.
    """
    body = _body(question)
    match = KINSHIP.fullmatch(body) if body else None
    if match is None or body is None:
        return None
    name = match["of"] or match["holder"]
    if not _is_specific(name, small=body.islower()):
        return None
    nearer, farther = LINKED[match["relation"] or match["held"]]
    if match["of"]:
        return Steps(f"Who is the {nearer} of {name}?", f"Who is the {farther} of {{}}?")
    return Steps(f"Who is {name}'s {nearer}?", f"Who is {{}}'s {farther}?")


def filled(steps: Steps, answer: str) -> str:
    """Return the second question with a short answer to the first in its place.

    The answer loses the space around it, a final period, and a "the" that stands before it already.
    Raises `UsageError` for an answer without a letter or digit.
    """
    name = answer.strip().removesuffix(".").rstrip()
    if not any(character.isalnum() for character in name):
        raise UsageError("The first step has no answer: ask the question as a whole instead.")
    before, after = steps.then.split("{}", 1)
    if before.lower().endswith("the "):
        name = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    elif before:
        name = re.sub(r"^The\b(?= [a-z])", "the", name)
    return before + name + after


def _body(question: str) -> str | None:
    """Return the question in one line without the mark at its end; None for several sentences."""
    text = " ".join(question.split())
    body = text.rstrip("? ") if text.endswith("?") else text.removesuffix(".")
    if "{" in body or "}" in body or _SENTENCE_ENDS.search(body):
        return None
    return body


def _asked_first(described: str, outer: str | None, *, small: bool) -> str | None:
    """Return the question for what is described; `outer` is what is asked of it, if a role."""
    clause = _CLAUSE.match(described)
    if clause is not None:
        name = described[clause.end() :]
        if outer is not None or not _is_specific(name, small=small):
            return None
        return f"Which {clause['maker']} {clause['done']} {name}?"
    by_of = _OF.match(described)
    by_name = None if by_of else _HOLDER.fullmatch(described)
    found = by_of or by_name
    if found is None or (outer is not None and not _has(outer, found["role"])):
        return None
    name = described[by_of.end() :] if by_of else found["name"]
    if not _is_specific(name, small=small, role=found["role"]):
        return None
    asked = "What" if found["role"] in THINGS else "Who"
    article = "the " if by_of and not described.startswith("the ") else ""
    return f"{asked} is {article}{described}?"


def _has(outer: str, role: str) -> bool:
    """Tell whether one in this role can have an `outer`: a director a wife, a capital a mayor."""
    return any(outer in outers for roles, outers in OUTER_OF if role in roles)


def _is_specific(name: str, *, small: bool, role: str = "") -> bool:
    """Tell whether this names one thing; `small` is a question that has no capitals at all.

    "The paper" may be one thing that has a supplier; "the wife of the owner" is a wife in general.
    """
    written = re.findall(r"[\w'’-]+", _ASIDE.sub(" ", name))
    first = written[0].lower() if written else ""
    breaks = _NOT_NAMES - {"and"} if _KIND.match(name) else _NOT_NAMES
    if first in _UNKNOWN or breaks.intersection(written):
        return False
    if any(c.isupper() or c.isdigit() or c in '"“«' for c in name):
        return True
    by_article = first == "the" and role not in KIN
    return len(written) > 1 and (small or by_article or _KIND.match(name) is not None)
