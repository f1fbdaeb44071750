"""Questions about the user's texts as such, answered from what was found without the answer model.

Which of them is newer, what the newest says, how they differ. Plain code, silent when in doubt.
"""

import math
import re
from collections.abc import Sequence
from pathlib import Path

from rag.evidence import Evidence
from rag.texts.forms import Asked, Kind, parse
from rag.texts.subject import DESCRIBED, FEW, about, compared, one_each
from rag.words import same_name, words

Sentences = list[tuple[str, list[Evidence]]]
"""Sentences to show, each with the evidence it cites."""

MOST_COMPARED = 3
"""Documents shown side by side."""

_TWO = re.compile(r"(?i)\b(?:two|both|the other)\b")


def wanted(question: str) -> Kind | None:
    """Tell what an English question wants of the texts; None for any other question.

    "newer" and "older" ask for a text by its date, "newest text" and "oldest text" for what such
    a text says, "compare" for what several say.
    """
    asked = parse(question)
    return asked.kind if asked else None


def answer(question: str, ranked: Sequence[Evidence]) -> Sentences | None:
    """Answer which text is newer or older, or show side by side what texts say.

    `ranked` comes likeliest first. None for any other question, where fewer than two documents
    are about its subject, and where one whose date is asked for states none.
    """
    asked = parse(question)
    if asked is None:
        return None
    if asked.kind == "compare":
        return _side_by_side(question, asked, ranked)
    if asked.kind in ("newer", "older"):
        return _by_date(asked, ranked)
    return None


def narrowed(question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Keep the evidence of the newest (oldest) text on the subject, if the question wants that.

    In the order of `ranked`, and all of it where the question wants something else, where fewer
    than two documents are about the subject, or where their dates do not tell.
    """
    asked = parse(question)
    if asked is None or asked.kind not in ("newest text", "oldest text"):
        return list(ranked)
    found = one_each(about(asked.subject, ranked, missing=DESCRIBED))
    ordered = _by_age(found, newest=asked.kind == "newest text")
    if len(ordered) < 2:
        return list(ranked)
    return [e for e in ranked if e.document.id == ordered[0].document.id]


def _by_date(asked: Asked, ranked: Sequence[Evidence]) -> Sentences | None:
    found = one_each(about(asked.subject, ranked, missing=FEW))
    ordered = _by_age(found, newest=asked.kind == "newer")
    if len(ordered) < 2 or _may_be_another(asked, ordered[0].document.date or "", ranked):
        return None
    titles = [e.document.title for e in ordered]
    first, *others = [_named(e, twice=titles.count(e.document.title) > 1) for e in ordered]
    listed = " and ".join([", ".join(others[:-1]), others[-1]] if others[1:] else others)
    return [(f"{first} is {asked.kind} than {listed}.", ordered)]


def _may_be_another(asked: Asked, date: str, ranked: Sequence[Evidence]) -> bool:
    """Tell whether a text that only mentions the subject is newer (older) still."""
    mentioned = about(asked.subject, ranked, missing=FEW, near=math.inf)
    dates = [e.document.date for e in mentioned if e.document.date]
    return any(d > date if asked.kind == "newer" else d < date for d in dates)


def _by_age(found: Sequence[Evidence], *, newest: bool) -> list[Evidence]:
    """Sort, newest or oldest first; empty where one has no date, or two share the first one."""
    ordered = sorted(found, key=lambda e: e.document.date or "", reverse=newest)
    dates = [e.document.date for e in ordered]
    return ordered if all(dates) and dates[:1] != dates[1:2] else []


def _named(evidence: Evidence, *, twice: bool) -> str:
    document = evidence.document
    file = f"{Path(document.source).name}, " if twice else ""
    return f"“{document.title}” ({file}{document.date})"


def _side_by_side(question: str, asked: Asked, ranked: Sequence[Evidence]) -> Sentences | None:
    """Quote the likeliest sentence of each document, the newest last, undated ones first."""
    found = compared(asked.subject, ranked)
    if asked.parties:
        told = [next((e for e in found if _is_by(p, e)), None) for p in asked.parties]
        chosen = one_each([e for e in told if e])
    else:
        chosen = one_each(found)[: 2 if _TWO.search(question) else MOST_COMPARED]
    if len(chosen) < 2:
        return None
    chosen.sort(key=lambda e: e.document.date or "")
    return [(" ".join(e.sentence.text.split()), [e]) for e in chosen]


def _is_by(party: str, evidence: Evidence) -> bool:
    """Tell whether a sentence or its document names a source of the question."""
    document = evidence.document
    there = words(f"{document.title} {document.outlet or ''} {evidence.sentence.text}")
    there += words(Path(document.source).stem.replace("_", " "))
    called = [w for w in words(party) if w not in {"the", "mr", "ms", "mrs", "dr"}]
    return all(any(same_name(w, other) for other in there) for w in called)
