"""What the HTML report shows of each case, beside its record."""

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from eval.failures import CITATION_FAILURES, is_gold, rank_of_gold
from eval.judge import Record, gold_places
from eval.report import expected, said
from eval.score import found, right

_MOMENTS = {
    "evidence": "evidence",
    "first_sentence": "first sentence",
    "total": "end",
}


def case_view(record: Record, reason: str | None) -> dict[str, Any]:
    """Return what the template shows of a case; with its passages only where something is wrong."""
    wanted = expected(record) if record["status"] != "found" else ""
    reference = record["gold"]["reference"]
    passages = [_shown(record, each, each["text"]) for each in record["passages"] if reason]
    return {
        "record": record,
        "reason": reason or "",
        "verdict": reason or _verdict(record),
        "level": _level(record, reason),
        "expected": wanted,
        "reference": reference if reference != wanted else "",
        "said": said(record),
        "gold": [_gold(each) for each in record["gold"]["evidence"]],
        "citations": [_shown(record, each, each["quote"]) for each in record["citations"]],
        "passages": passages,
        "found_at": _found_at(record, [each["is_gold"] for each in passages]),
        "spent": " · ".join(_spent(record)),
    }


def _verdict(record: Record) -> str:
    if right(record):
        return "right"
    return "evidence found" if found(record) else "not judged"


def _level(record: Record, reason: str | None) -> str:
    if reason is None:
        return "right"
    if record["status"] == "error":
        return "error"
    return "cited" if reason in CITATION_FAILURES else "wrong"


def _shown(record: Record, place: Record, text: str) -> dict[str, Any]:
    """Return a citation or passage with what a person reads of it."""
    quotes = [gold.text for gold in gold_places(record)]
    return {
        "number": place.get("number"),
        "place": _place(place),
        "is_gold": is_gold(record, place["source"], text, place["page"]),
        "text": marked(text, quotes),
    }


def _gold(place: Record) -> dict[str, Any]:
    return {"number": None, "place": _place(place), "is_gold": None, "text": place["text"]}


def _place(place: Record) -> str:
    """Write where a text stands, without the folders of the machine that the run was made on."""
    page = f"page {place['page']}" if place["page"] else ""
    name = re.split(r"[/\\]", place["source"])[-1]
    return " · ".join(part for part in (name, page, place.get("heading", "")) if part)


def marked(text: str, quotes: Sequence[str]) -> Markup:
    """Return `text` escaped, with what it has of the `quotes` marked; white space may differ."""
    words = [r"\s+".join(map(re.escape, quote.split())) for quote in quotes if quote.strip()]
    if not words:
        return escape(text)
    parts = re.split(f"({'|'.join(sorted(words, key=len, reverse=True))})", text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if number % 2 else part
        for number, part in enumerate(parts)
    )


def _found_at(record: Record, is_gold: Sequence[bool | None]) -> str:
    """Write which passages hold gold evidence, or where a deeper search had it."""
    if None in is_gold or not is_gold:
        return ""
    numbers = [str(number) for number, gold in enumerate(is_gold, start=1) if gold]
    if numbers:
        return f"gold evidence in number {', '.join(numbers)}"
    if rank := rank_of_gold(record):
        return f"no gold evidence; the search has it at rank {rank}"
    depth = len(record["hits"])
    return "no gold evidence" + (f", nor among the first {depth} found" if depth else "")


def _spent(record: Record) -> list[str]:
    """Write the times and tokens of a case, and how sure it was."""
    seconds = record["seconds"]
    spent = [
        f"{words} {seconds[name]:.1f} s"
        for name, words in _MOMENTS.items()
        if seconds[name] is not None
    ]
    if model := record["model"]:
        spent.append(f"tokens read {model['read']:,} ({model['kept']:,} kept)")
        spent.append(f"written {model['written']:,}")
        if model["not_found_probability"] is not None:
            spent.append(f"probability of refusing {model['not_found_probability']:.2f}")
    if record["confidence"] is not None:
        spent.append(f"confidence {record['confidence']:.2f}")
    if record["memory_bytes"]:
        spent.append(f"memory {record['memory_bytes'] / 1e9:.1f} GB")
    return spent
