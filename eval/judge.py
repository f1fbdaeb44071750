"""What a record says about its case: right or wrong, found, cited, supported."""

from typing import Any

from eval.metrics.citations import CitationScores, Place, place_scores, same_place
from eval.metrics.prose import ENOUGH, words_said, words_supported
from eval.metrics.text import exact_match, matches_required, states, token_f1

Record = dict[str, Any]


def right(record: Record) -> bool | None:
    """Tell whether the answer is right; for an unanswerable question that is a refusal.

    A short gold answer must be stated, every required part too; a reference answer counts as given
    if half of its content words are said. None where no answer was asked for, or none is known.
    """
    if record["status"] == "found":
        return None
    if not record["answerable"]:
        return bool(record["status"] == "not_found")
    gold = record["gold"]
    if not (gold["required"] or gold["answers"] or gold["reference"]):
        return None
    return record["status"] == "answered" and _says(record["text"], gold)


def _says(text: str, gold: Record) -> bool:
    if gold["required"]:
        return matches_required(text, gold["required"])
    if gold["answers"]:
        return states(text, gold["answers"])
    return (words_said(text, gold["reference"]) or 0) >= ENOUGH


def refused(record: Record) -> bool | None:
    """Tell whether the question was refused; None where no answer was asked for."""
    return None if record["status"] == "found" else bool(record["status"] == "not_found")


def gold_answers(record: Record) -> list[str]:
    """Return the accepted answers as texts: short ones, else the reference answer."""
    gold = record["gold"]
    return list(gold["answers"]) or [gold["reference"]] * bool(gold["reference"])


def exact(record: Record) -> float | None:
    """Score an exact match with an accepted short answer; None without one or without answer."""
    golds = record["gold"]["answers"]
    if not (record["answerable"] and golds) or record["status"] == "found":
        return None
    return float(exact_match(_said(record), golds))


def f1(record: Record) -> float | None:
    """Score the words shared with the nearest accepted answer; None as with `exact`."""
    golds = gold_answers(record)
    if not (record["answerable"] and golds) or record["status"] == "found":
        return None
    return token_f1(_said(record), golds)


def _said(record: Record) -> str:
    """Return what to hold against gold answers: the few words that answer, if those are few."""
    short = record.get("short") if record["gold"]["answers"] else ""
    return str(short or record["text"])


def gold_places(record: Record) -> list[Place]:
    """Return where the documents hold the answer."""
    return [Place(e["source"], e["text"], e["page"]) for e in record["gold"]["evidence"]]


def citations(record: Record) -> CitationScores:
    """Score the citations against the gold places; nothing to score where nothing is answered."""
    if record["status"] != "answered" or not record["answerable"]:
        return CitationScores(None, None, None)
    cited = [Place(c["source"], c["quote"], c["page"]) for c in record["citations"]]
    return place_scores(cited, gold_places(record))


def found(record: Record) -> bool | None:
    """Tell whether a gold place stands among the passages shown; None without gold evidence."""
    gold = gold_places(record)
    if not gold or not record["passages"]:
        return None
    shown = [Place(p["source"], p["text"], p["page"]) for p in record["passages"]]
    return any(same_place(passage, place) for place in gold for passage in shown)


def supported(record: Record) -> float | None:
    """Return the share of shown sentences whose words their citations hold; None without any."""
    quotes = {c["number"]: c["quote"] for c in record["citations"]}
    judged = [
        words_supported(s["text"], [quotes[n] for n in s["citations"]]) for s in record["sentences"]
    ]
    return sum(judged) / len(judged) if judged else None
