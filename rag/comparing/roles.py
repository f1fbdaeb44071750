"""Who plays a role for a thing: the director of a film, the architect of a hall."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.comparing.subject import subject
from rag.evidence import Evidence
from rag.words import words

_DONE = {
    "director": "directed",
    "author": "written|authored",
    "writer": "written",
    "composer": "composed",
    "producer": "produced",
    "founder": "founded",
    "architect": "designed",
}
_NAME_WORD = r"(?:[^\W\d_a-z][\w.'’-]*)"
_PARTICLE = r"(?:de|la|le|du|von|van|der|den|da|di|dos|del|bin|ibn|al|el|y|e)"
_NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME_WORD}){{0,4}}"
_PAST = r"(?:co-)?(?:written|wrote|produced|edited|composed|scripted|directed|filmed|photographed)"
_ALSO = rf"(?:(?:,|\s+and|\s*&)\s*{_PAST}){{0,3}}"  # "directed, edited and produced by"
# "by Ann Roe and Max Bell", "by Ann Roe, Max Bell and Tom Ash"
_JOINT = re.compile(
    rf"\s*(?:,?\s*(?:and|&)\s+(?:(?:co-)?directed\s+by\s+)?(?=[A-Z])|"
    rf",\s+{_NAME}(?:,\s+{_NAME})*,?\s+and\s+[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who plays the role, and the sentence that says so."""

    name: str
    evidence: Evidence


def holder(role: str, thing: str, of_thing: Sequence[Evidence]) -> Holder | None:
    """Return who plays `role` (one of `ROLES`) for `thing`.

    None where the sentences name nobody, several, or not all the same.
    """
    done = re.compile(
        rf"(?<![\w-])(?:{_DONE[role]}){_ALSO}\s+by\s+(?:[a-z]+\s+(?:[a-z]+\s+)?)?(?P<name>{_NAME})"
    )
    found: list[Holder] = []
    for e in of_thing:
        text = " ".join(e.sentence.text.split())
        end = subject(thing, e.document.title, text)
        match = done.search(text, end) if end is not None else None
        if not match:
            continue
        if _JOINT.match(text, match.end()):
            return None
        found.append(Holder(match["name"].rstrip(".'’"), e))
    same = {tuple(words(each.name)) for each in found}
    return found[0] if len(same) == 1 else None
