"""Which answers in prose say that the documents do not answer the question.

Footnote refuses without words; the others write what their model writes. An answer is taken apart
into sentences, and these at ", but" and the like; each part either refuses or says something.

What refuses, in plain words: the sources, documents, context, text … do not say, mention, contain
…; none of them does; there is no information, mention …; it is not stated, specified, mentioned …;
I do not know; I cannot answer, find, determine …; not enough information; and, as the whole
answer, "Unknown", "N/A", "not found", "Empty Response" and their like. A part that only
denies ("The drill was not held in Japan.") says something.

The lists are made for these systems' models and for English. They lean towards finding refusals,
which is in the peers' favour: among the questions without an answer one such part is enough.
"""

import re

_SOURCE = (
    r"(?:sources?|documents?|context|passages?|texts?|articles?|information|excerpts?|materials?"
    r"|contents?|data|files?|snippets?|sections?)"
)
_LABEL = r"(?:\s+\[?\d+\]?(?:(?:,|\s+and|\s+or|,\s+and)\s+\d+)*)?"
_GIVEN = r"(?:\s+(?:provided|given|available|above|below|supplied|retrieved|here|itself|i have))*"
_ABOUT = r"(?:\s+(?:in|on|about|of|from|for|regarding|you|I|we)\b(?:\s+[\w'-]+){0,6}?)?"
_NOT = (
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|would|will)\s*(?:not|n't)\b|cannot\b"
    r"|never\b|fails?\s+to\b|lacks?\b|makes?\s+no\b|gives?\s+no\b|contains?\s+no\b"
    r"|provides?\s+no\b|offers?\s+no\b|includes?\s+no\b|ha(?:s|ve)\s+no\b|mentions?\s+no\b"
)
_TELL = (
    r"(?:say|said|state|mention|contain|provide|include|specif|indicat|give|answer|address|discuss"
    r"|describ|reveal|disclos|list|name|explain|have|has|offer|tell|cover|refer|identif|support"
    r"|detail|clarif|helpful|relevant|enough|sufficient|any|information|explicit|specific|direct"
    r"|suggest|make|talk|confirm|mentions|relate|pertain|elaborate|note|report|speak|show)"
)
_FIND = (
    r"(?:answer|find|determine|provide|tell|say|identify|confirm|verify|locate|give|know|be sure"
    r"|help|respond|ascertain|conclude|offer|see|assist|establish|infer|found)"
)
_HOW = r"(?:\w+ly\s+|(?:yet|been|be|further)\s+)*"
_TOLD = (
    r"(?:mentioned|stated|specified|indicated|disclosed|provided|given|included|contained|found"
    r"|listed|discussed|described|addressed|available|known|clear|answered|named|identified"
    r"|covered|detailed|determined|possible\s+to)"
)

_PATTERNS = [
    # the sources do not say …; the provided information does not specify …
    rf"\b{_SOURCE}{_LABEL}{_GIVEN}{_ABOUT}\s+(?:{_NOT})(?:\s+\w+){{0,3}}?\s*\b{_TELL}",
    rf"\breports?\s+(?:do|does)(?:\s+not|n't)\s+{_HOW}{_TELL}",
    # none of the sources …; no source mentions …; neither document says …
    (
        rf"\b(?:none\s+of|no|neither(?:\s+of)?)\s+(?:(?:the|these|those|your|my|two|three|provided"
        rf"|given|available|specific|relevant|such|of)\s+)*{_SOURCE}\b(?!\s+\d)"
    ),
    # there is no information, no mention …
    r"\bno\s+(?:\w+\s+){0,3}?(?:information|mention|answer|details?|indication|reference|data)\b",
    # it is not stated; the number is not specified; is unknown
    (
        rf"\b(?:is|are|was|were|has|have|does|do)(?:\s+\w+ly)?(?:\s+not|n't|\s+never)\s+{_HOW}"
        r"(?:mentioned|stated|specified|indicated|known|clear\b|possible\s+to|determinable)"
    ),
    (
        rf"\b(?:it|this|that|which|{_SOURCE}|answer|name|number|date|details?|question){_ABOUT}"
        rf"(?:'s|\s+(?:is|are|was|were|can|could|has|have))(?:\s*not|n't)\s+{_HOW}{_TOLD}"
    ),
    (
        rf"\b(?:is|are|was|were)(?:\s+not|n't)\s+{_HOW}{_TOLD}\s+(?:in|by|from|within|to\s+me)\s+"
        rf"(?:(?:the|these|this|any|of|your|provided|given|available|above|all)\s+)*{_SOURCE}"
    ),
    r"\b(?:is|are|remains?)\s+(?:un(?:known|clear|specified|stated|available)|not\s+given)\b",
    # I do not know; I cannot find; unable to determine; answering is not possible
    (
        r"\b(?:I|we)\s+(?:really\s+)?(?:do\s+not|don't|did\s+not|didn't)\s+(?:\w+\s+)?"
        r"(?:know|have|find|see|possess)\b"
    ),
    (
        rf"\b(?:cannot|can't|can\s+not|could\s+not|couldn't|unable\s+to|impossible\s+to)\s+{_HOW}"
        rf"{_FIND}"
    ),
    r"\b(?:I'm|I\s+am|we\s+are)\s+not\s+(?:sure|certain|able|aware)\b",
    r"\b(?:answering|an\s+answer)\s+is\s+not\s+possible\b",
    (
        r"\b(?:not\s+enough|insufficient|not\s+sufficient)\s+(?:\w+\s+)?(?:information|context|data"
        r"|details?)\b"
    ),
    r"\bNOT[_\s]?FOUND\b(?=\W*$)",
]
_REFUSES = [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS]
_WHOLE = re.compile(
    r"(?:answer:\s*)?(?:unknown|n/?a|not[\s_]?(?:found|known|available|applicable|mentioned"
    r"|specified|stated|provided|given|answerable)|unanswerable|empty\s+response|no\s+(?:answer"
    r"|information|relevant\s+\w+|idea|such\s+\w+)|not\s+in\s+the\s+\w+)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?<=[.!?])\s+|(?<=[.!?][\"”')\]])\s+|\n+"
    r"|[,;]\s+(?:but|however|though|although|yet|while|whereas)\b,?|;\s+",
    re.IGNORECASE,
)


def refuses(part: str) -> bool:
    """Return whether a sentence, or a part of one, says that there is no answer."""
    plain = part.replace("’", "'").strip()
    if _WHOLE.fullmatch(plain.strip(" .!\"'*_-")):
        return True
    return any(pattern.search(plain) for pattern in _REFUSES)


def taken_apart(answer: str) -> tuple[str, bool]:
    """Return what an answer says besides refusing, and whether any of it refuses.

    An empty answer refuses.
    """
    parts = [part for part in (_ENDS.split(answer)) if part and part.strip()]
    said = [part.strip() for part in parts if not refuses(part)]
    return " ".join(said), len(said) < len(parts) or not parts
