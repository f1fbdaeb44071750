"""Print what each way of finding passages is worth, as one Markdown table a suite.

python scripts/retrieval_table.py SUITE… [--data DIR] [--sample N] [--seed S]

SUITE and its options are those of `footnote eval`; a suite that it has read is not read again.
No answer model is asked. In brackets: 95 % interval of the difference from today's product,
question by question, and whether it is told apart. ms: median of the steps that a way takes.
Settings are taken from FOOTNOTE_HOME, FOOTNOTE_THREADS and so on.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from eval import collection
from eval.ask import Asker
from eval.cases import Case, choose
from eval.measures import ranking
from eval.metrics.paired import compare
from eval.record import record
from eval.suites import Suite, open_suite
from index.errors import FootnoteError, UsageError
from index.records import Hit
from rag import config
from rag.find import READ, reorder, with_links
from rag.followup import Turn, rewrite
from rag.linked import linked
from rag.opening import open_embedder, open_library, open_reader
from rag.question import clean
from rag.retrieve import CANDIDATES, fuse, word_query
from rag.spelling import spelled

MEASURES = ("recall@5", "MRR@10", "nDCG@10")
BOTH = ("embed", "vectors", "words", "hits")
WAYS = {
    "vectors alone": ("embed", "vectors", "hits"),
    "words alone": ("words", "hits"),
    "vectors and words by rank (reciprocal rank fusion)": BOTH,
    "vectors and words by score": BOTH,
    "the same, weight 0.5 of vectors": BOTH,
    "the same, weight 0.9 of vectors": BOTH,
    "vectors and words by score, links": (*BOTH, "links"),
    "order of the reader alone": (*BOTH, "read"),
    "order of the reader alone, links": (*BOTH, "read", "links"),
    "the fit of all three": (*BOTH, "read"),
    "the fit of all three, links (today)": (*BOTH, "read", "links"),
}  # and the steps that each takes
TODAY = list(WAYS)[-1]

Result = TypeVar("Result")


def rankings(asker: Asker, question: str) -> tuple[dict[str, list[Hit]], dict[str, float]]:
    """Find passages in each of WAYS; return them, and the seconds of each step."""
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], Result]) -> Result:
        begun = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - begun
        return result

    store, query = asker.library.store, word_query(question)
    vector = timed("embed", lambda: asker.embedder.encode([question])[0])
    near = timed("vectors", lambda: asker.library.nearest(vector, CANDIDATES))
    said = timed("words", lambda: store.matching(query, CANDIDATES) if query else [])
    cosines = asker.library.cosines(vector, {item for item, _ in [*near, *said]})

    def hits(scored: Sequence[tuple[int, float]]) -> list[Hit]:
        return store.hits([(item, score, cosines[item]) for item, score in scored[:READ]])

    fused = timed("hits", lambda: hits(fuse(cosines, dict(said))))
    links = timed("links", lambda: linked(asker.library, question, vector, fused))
    fitted = timed("read", lambda: reorder(asker.reader, question, fused))
    by_reader = [hit for hit, _ in sorted(fitted, key=lambda pair: -pair[1].answers)]
    by_fit = [hit for hit, _ in fitted]
    ordered = [
        *(hits(near), hits(said), hits(by_rank(near, said)), fused),
        *(hits(fuse(cosines, dict(said), weight)) for weight in (0.5, 0.9)),
        *(with_links(fused, links), by_reader, with_links(by_reader, links)),
        *(by_fit, with_links(by_fit, links)),
    ]
    return dict(zip(WAYS, ordered, strict=True)), seconds


def by_rank(*rankings: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), k = 60."""
    scores: dict[int, float] = {}
    for pairs in rankings:
        for rank, (item, _) in enumerate(pairs, start=61):
            scores[item] = scores.get(item, 0.0) + 1 / rank
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class Measured:
    """A suite in figures, each by the way: measures by case, and milliseconds."""

    values: dict[str, dict[str, dict[str, float]]]
    milliseconds: dict[str, float]


def understood(asker: Asker, case: Case) -> str:
    """Return the question as the product understands it after its earlier turns."""
    turns: list[Turn] = []
    for question, answer in case.history:
        turns.append(Turn(question, rewrite(question, turns), answer))
    question = rewrite(clean(case.question), turns, asker.library.store.has_word)
    return spelled(asker.library, asker.embedder, question)


def measure(asker: Asker, cases: Sequence[Case], name: str) -> Measured:
    """Find passages for every case in every way. Raises `UsageError` without gold passages."""
    records: dict[str, list[dict[str, Any]]] = {way: [] for way in WAYS}
    spent: list[dict[str, float]] = []
    judged = [case for case in cases if case.answerable and case.evidence]
    for done, case in enumerate(judged):
        print(f"\r{name}: {done} of {len(judged)}", end="", file=sys.stderr, flush=True)
        found, seconds = rankings(asker, understood(asker, case))
        for way, hits in found.items():
            records[way].append(record(case, "found", None, hits, None))
        spent.append(seconds)
    print(f"\r{name}: {len(judged)} of {len(judged)}", file=sys.stderr)
    if not judged:
        raise UsageError(f"No question of {name} names a gold passage: there is nothing to judge.")
    nothing = dict.fromkeys(MEASURES, 0.0)
    scored = {way: ranking(made) for way, made in records.items()}
    values = {way: {c.id: by.get(c.id, nothing) for c in judged} for way, by in scored.items()}
    costs = {
        way: 1000 * statistics.median(sum(each[step] for step in steps) for each in spent)
        for way, steps in WAYS.items()
    }
    return Measured(values, costs)


def table(name: str, measured: Measured) -> str:
    """Write the table of a suite."""
    head = f"| `{name}`, {len(measured.values[TODAY])} questions"
    lines = [f"{head} | {' | '.join(MEASURES)} | ms |", "|---" * (len(MEASURES) + 2) + "|"]
    for way in WAYS:
        cells = [_cell(measured, way, each) for each in MEASURES]
        lines.append(f"| {way} | {' | '.join(cells)} | {measured.milliseconds[way]:.0f} |")
    return "\n".join(lines)


def _cell(measured: Measured, way: str, name: str) -> str:
    today, here = (
        {case: values[name] for case, values in measured.values[each].items()}
        for each in (TODAY, way)
    )
    result = compare(today, here)
    change = result.difference
    if way == TODAY or change.low is None or change.high is None:
        return f"{result.mean_b:.3f}"
    verdict = "" if result.verdict == "not told apart" else f", {result.verdict}"
    return f"{result.mean_b:.3f} ({change.low:+.2f} to {change.high:+.2f}{verdict})"


def open_asker(suite: Suite) -> Asker:
    """Open the library of a suite as `footnote eval` keeps it, and have it hold its documents."""
    chosen = config.load()
    place = collection.folder_for(suite.name, suite.where, chosen)
    chosen = replace(chosen, library=str(place / "library"))
    library, embedder = open_library(chosen), open_embedder(chosen)
    asker = Asker("retrieval", library, embedder, open_reader(chosen), chosen.passages)
    with suite.documents(place / "documents") as files:
        report = collection.fill(asker.library, asker.embedder, files, lambda *_: None)
    for line in collection.failed(report):
        print(f"Not read: {line}", file=sys.stderr)
    return asker


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("suites", nargs="+", metavar="SUITE")
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--documents", type=Path, metavar="DIR")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    given = parser.parse_args(arguments)
    for name in given.suites:
        suite = open_suite(name, given.data, given.documents)
        asker = open_asker(suite)
        with closing(asker.library):
            cases = choose(suite.cases, "", given.sample, given.seed)
            print(table(suite.name, measure(asker, cases, suite.name)), end="\n\n", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except FootnoteError as error:
        sys.exit(str(error))
