"""Check the instrument: does what measures retrieval here find the figures that others published?

    python scripts/check_instrument.py --data FOLDER [--bm25-only]

FOLDER holds the sets `scifact` and `cacm`. Texts, queries and judgements come from the adapters and
the scores from `eval.metrics.ranking`, so that a mistake in any of them shows as another figure.
Prints a table; exit code 1 if a figure is off. Embedding takes minutes.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from eval.adapters import cacm, folder_of, scifact
from eval.cases import Case
from eval.metrics.ranking import score_rankings
from index.errors import FootnoteError, UsageError
from rag.config import load
from rag.embed import Embedder
from rag.opening import open_embedder

TOLERANCE = 0.01
DENSE_DEPTH, BM25_DEPTH = 100, 1000
# Words as Lucene's StandardTokenizer cuts them, nearly: on CACM, without stop words, 321,024 of
# them, and Anserini's index has 320,968. bm25s's own pattern drops those of one character, 60,000.
WORD = r"(?u)\b\w+(?:['.]\w+)*\b"

Run = dict[str, dict[str, float]]
Qrels = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Check:
    """A figure beside the published one."""

    what: str
    measure: str
    measured: float
    expected: float | None = None
    """None: told for comparison only."""

    @property
    def holds(self) -> bool:
        # a float such as 0.645 - 0.635 is a little more than 0.01
        return self.expected is None or abs(self.measured - self.expected) <= TOLERANCE + 1e-9


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--bm25-only", action="store_true", help="leave the embedding model out")
    options = parser.parse_args(arguments)
    try:
        # the model first: if it is missing, that is told before anything is computed
        embedder = None if options.bm25_only else open_embedder(load({"embedding": "minilm"}))
        checks = bm25_checks(options.data)
        if embedder:
            checks.append(dense_check(options.data, embedder))
    except FootnoteError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print("\n".join(table(checks)))
    return 0 if all(check.holds for check in checks) else 1


def table(checks: Sequence[Check]) -> list[str]:
    lines = ["| what | measure | expected | measured | ok |", "|---|---|---|---|---|"]
    for check in checks:
        stated, verdict = "", ""
        if check.expected is not None:
            stated = f"{check.expected:.3f} ± {TOLERANCE}"
            verdict = "yes" if check.holds else "**no**"
        cells = (check.what, check.measure, stated, f"{check.measured:.4f}", verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def bm25_checks(data: Path) -> list[Check]:
    """Return SciFact and CACM by BM25: Anserini's documentation has 0.679 and 0.3123.

    Of Anserini's CACM judgements 55 of 796 name a document without its leading zeros, which counts
    as not found. The adapter finds the one that is meant, which is why it gives more.
    """
    claims, topics = (folder_of(name, data) for name in ("scifact", "cacm"))
    asked = cacm.cases(topics)
    abstracts = bm25_run(whole_texts(cacm.texts(topics)), asked)
    cases = scifact.cases(claims)
    claim_run = bm25_run(whole_texts(scifact.texts(claims)), cases)
    published = {name: cacm.judgements(topics)[name] for name in abstracts}
    return [
        Check("BM25 on SciFact", "nDCG@10", mean(qrels(cases), claim_run, "nDCG@10"), 0.68),
        Check("BM25 on CACM", "MAP", mean(published, abstracts, "MAP"), 0.31),
        Check("the same, as the adapter judges", "MAP", mean(qrels(asked), abstracts, "MAP")),
    ]


def dense_check(data: Path, embedder: Embedder) -> Check:
    """Return SciFact by the embedding model alone, each abstract whole (cut at 256 tokens)."""
    folder = folder_of("scifact", data)
    cases = scifact.cases(folder)
    run = dense_run(whole_texts(scifact.texts(folder)), cases, embedder)
    return Check(
        "all-MiniLM-L6-v2 on SciFact", "nDCG@10", mean(qrels(cases), run, "nDCG@10"), 0.645
    )


def whole_texts(texts: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return title and text in one, by id, as BEIR and Anserini search them."""
    return {name: f"{title} {text}" for name, title, text in texts}


def qrels(cases: Sequence[Case]) -> Qrels:
    """Return the evidence of cases as judgements."""
    return {case.id: {Path(place.source).stem: 1 for place in case.evidence} for case in cases}


def mean(judged: Qrels, run: Run, measure: str) -> float:
    return score_rankings(judged, run).means[measure]


def dense_run(texts: Mapping[str, str], cases: Sequence[Case], embedder: Embedder) -> Run:
    """Return the nearest texts by cosine, for each case."""
    with tqdm(total=len(texts), desc="embedding", mininterval=10, file=sys.stderr) as bar:

        def tell(done: int) -> None:
            bar.update(done)

        vectors = embedder.encode(list(texts.values()), tell)
    scores = embedder.encode([case.question for case in cases]) @ vectors.T
    names = list(texts)
    return {
        case.id: {names[at]: float(row[at]) for at in np.argsort(-row, kind="stable")[:DENSE_DEPTH]}
        for case, row in zip(cases, scores, strict=True)
    }


def bm25_run(texts: Mapping[str, str], cases: Sequence[Case]) -> Run:
    """Return the best texts by BM25 as Anserini sets it up, for each case.

    That is Lucene's variant with k1 = 0.9 and b = 0.4, Porter's stemmer and Lucene's English stop
    words, which "en" means to bm25s.
    """
    try:
        import bm25s
        import Stemmer  # type: ignore[import-not-found]
    except ImportError as error:
        raise UsageError(
            "The BM25 baseline needs bm25s and PyStemmer: pip install 'footnote-qa[eval]'"
        ) from error
    stemmer = Stemmer.Stemmer("porter")

    def words(contents: list[str]) -> Any:  # noqa: ANN401  (bm25s has no types)
        return bm25s.tokenize(
            contents, token_pattern=WORD, stopwords="en", stemmer=stemmer, show_progress=False
        )

    index = bm25s.BM25(method="lucene", k1=0.9, b=0.4)
    index.index(words(list(texts.values())), show_progress=False)
    found, scores = index.retrieve(
        words([case.question for case in cases]),
        k=min(BM25_DEPTH, len(texts)),
        show_progress=False,
        backend_selection="numpy",  # it would take JAX where that happens to be installed
    )
    names = list(texts)
    return {
        case.id: {names[at]: float(score) for at, score in zip(*each, strict=True) if score > 0}
        for case, *each in zip(cases, found, scores, strict=True)
    }


if __name__ == "__main__":
    sys.exit(main())
