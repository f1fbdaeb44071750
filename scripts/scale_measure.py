"""What one large library costs: each function runs in a process of its own, for scale_table.py."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
from scale_grown import PAGES, open_any

from index.database import DATABASE
from index.library import Library
from index.limited import LimitedLibrary
from index.vectors import Vectors
from rag.retrieve import CANDIDATES, retrieve, word_query

Figures = dict[str, float]
PASSAGES = 10
SCOPE = 100
"""Documents of a limited question."""


def save(folder: Path) -> Figures:
    """Build the FAISS file from the store, as after a crash; seconds and MB at the peak."""
    with closing(open_any(folder)) as library:
        before = _megabytes()
        began = time.perf_counter()
        library.save_index()
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rebuild s": seconds, "rebuild peak MB": peak - before}


def search(folder: Path, questions: Sequence[str], vectors: Vectors, rounds: int) -> Figures:
    """Open the library and ask all questions `rounds` times, each way in turn."""
    import faiss  # noqa: F401  (its own 60 MB are no part of a library)

    before, began = _megabytes(), time.perf_counter()
    with closing(open_any(folder)) as library:
        opened = time.perf_counter() - began
        library.nearest(vectors[0], CANDIDATES)
        figures = {"open ms": 1000 * opened, "first s": time.perf_counter() - began}
        for _ in range(rounds):
            figures |= _least(figures, _asked(library, questions, vectors))
        figures["memory MB"] = _megabytes() - before
        figures["FAISS MB"] = sum(p.stat().st_size for p in folder.glob("index.*")) / 1e6
        figures["SQLite MB"] = (folder / DATABASE).stat().st_size / 1e6
        figures |= _recall(library, vectors)
    return figures


def change(folder: Path) -> Figures:
    """Seconds of storing a document, of the search that follows, of removing another for good."""
    with closing(open_any(folder)) as library:
        store = library.store
        query = store.vectors(1)[1][0]
        library.nearest(query, CANDIDATES)
        document = store.document(1)
        assert document is not None
        chunks = [hit.chunk for hit in store.hits_of(1)]
        began = time.perf_counter()
        # in place of itself: the same sentences and vectors under new numbers
        store.replace(document, store.sentences(1), chunks, store.vectors(1)[1])
        stored = time.perf_counter()
        library.nearest(query, CANDIDATES)
        found = time.perf_counter()
        store.remove(store.count())
        removed = time.perf_counter()
        assert store.erase()
        erased = time.perf_counter()
    return {"replace s": stored - began, "then search s": found - stored,
            "remove s": removed - found, "erase s": erased - removed}  # fmt: skip


def _asked(library: Library, questions: Sequence[str], vectors: Vectors) -> Figures:
    limited = LimitedLibrary(library, set(range(1, SCOPE + 1)))
    ways: dict[str, Callable[[str, Vectors], object]] = {
        "vectors": lambda _, vector: library.nearest(vector, CANDIDATES),
        "words": lambda text, _: library.store.matching(word_query(text), CANDIDATES),
        "retrieve": lambda text, vector: retrieve(library, text, vector, PASSAGES),
        f"vectors of {SCOPE * PAGES} chunks": lambda _, v: limited.nearest(v, CANDIDATES),
        "retrieve of those": lambda text, vector: retrieve(limited, text, vector, PASSAGES),
    }
    seconds: dict[str, list[float]] = {f"{way}{kind}": [] for way in ways for kind in ("", " CPU")}
    for text, vector in zip(questions, vectors, strict=True):
        for way, ask in ways.items():  # side by side: a busy moment meets all of them
            began, worked = time.perf_counter(), time.process_time()
            ask(text, vector)
            seconds[f"{way} CPU"].append(time.process_time() - worked)
            seconds[way].append(time.perf_counter() - began)
    figures: Figures = {}
    for way, each in seconds.items():
        figures[f"{way} least"] = 1000 * min(each)
        figures[f"{way} median"] = 1000 * statistics.median(each)
        figures[f"{way} p95"] = 1000 * float(np.quantile(each, 0.95))
    return figures


def _recall(library: Library, queries: Vectors) -> Figures:
    """Compare the ten nearest with those of the store's own vectors, 32 bits a number."""
    ids, rows = library.store.vectors()
    shared = 0
    for query, cosines in zip(queries, (rows @ queries.T).T, strict=True):
        exact = set(ids[np.argpartition(cosines, -10)[-10:]].tolist())
        shared += len(exact & {number for number, _ in library.nearest(query, 10)})
    return {"recall@10": shared / (10 * len(queries)), "chunks": len(ids)}


def _least(before: Figures, now: Figures) -> Figures:
    """Keep the best round: what else runs on the machine only makes it slower."""
    return {key: min(value, before.get(key, value)) for key, value in now.items()}


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 1024**2
