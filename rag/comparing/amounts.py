"""What something costs, as a sentence says."""

import re

from rag.values import Quantity, quantities

_COSTS = re.compile(r"\b(?:costs?|priced?|prices|fees?|charges?|for sale)\b", re.IGNORECASE)
_CURRENCIES = {"euro", "dollar", "pound", "franc"}
_EACH = re.compile(
    r"\b(?:(?:per|each|every|an?)\s+(?P<time>hour|day|night|week|month|quarter|year|person|unit|"
    r"user|seat|piece|kilo\w*|litre|metre)|(?P<often>daily|weekly|monthly|quarterly|annual|yearly)"
    r"(?:ly)?)\b", re.IGNORECASE,
)  # fmt: skip


def cost(text: str, end: int) -> tuple[Quantity, frozenset[str]] | None:
    """Return what the subject ending at `end` costs, and for how much of it ("month").

    None unless the sentence states one amount of money, and that as a cost.
    """
    found = [q for q in quantities(text) if q.after and q.after[0] in _CURRENCIES]
    if len(found) != 1 or not _COSTS.search(text, end):
        return None
    each = frozenset((m["time"] or m["often"]).lower() for m in _EACH.finditer(text, end))
    return found[0], each
