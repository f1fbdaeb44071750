"""What ingest takes beside embedding: python scripts/ingest_overhead.py FOLDER [--rounds N]

Each round reads FOLDER into a new library, then embeds the very same texts alone, in one call,
which pads least; a bare script would do the latter. `beside` is what ingest does while it does
not embed (read, cut, count, store, save the FAISS file) against its own embedding: both come in
turns of a second, so that a busy machine slows both. `against bare` compares the two runs.
Medians over the rounds, in brackets the least and the most. Processor: time of this process, of
the reader's child process and of all threads, which what else runs hardly lengthens.
Settings and models are those of FOOTNOTE_HOME and FOOTNOTE_THREADS.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from numpy.typing import NDArray

from index.library import Library
from index.vectors import Vectors
from rag import config
from rag.embed import Embedder
from rag.ingest import embedded_text, ingest
from rag.opening import fingerprint, open_embedder

CLOCKS = ("clock", "processor")
Seconds = NDArray[np.float64]
"""By each of the two clocks."""


def now() -> Seconds:
    """Return the seconds of the clock and of the processor."""
    times = psutil.Process().cpu_times()
    busy = times.user + times.system + times.children_user + times.children_system
    return np.array([time.perf_counter(), busy], dtype=np.float64)


class Watched:
    """Embeds, and adds up the seconds that takes."""

    def __init__(self, embedder: Embedder) -> None:
        self._encode = embedder.encode
        self.seconds = np.zeros(2)

    def __call__(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        began = now()
        vectors = self._encode(texts, progress)
        self.seconds += now() - began
        return vectors


def one_round(settings: config.Settings, folder: Path, embedder: Embedder) -> list[Seconds]:
    """Return the seconds of ingest, of the embedding in it, and of embedding the same alone."""
    bare, watched = embedder.encode, Watched(embedder)
    embedder.encode = watched  # type: ignore[method-assign]
    with (
        TemporaryDirectory() as name,
        closing(Library(Path(name), fingerprint(settings))) as library,
    ):
        began = now()
        ingest(library, embedder, [folder])
        whole = now() - began
        documents = library.store.documents()
        hits = [hit for document in documents for hit in library.store.hits_of(document.id)]
        texts = [embedded_text(hit.document.title, hit.chunk) for hit in hits]
    embedder.encode = bare  # type: ignore[method-assign]
    began = now()
    embedder.encode(texts)
    alone = now() - began
    print(f"{len(documents)} documents, {len(texts)} chunks; clock, processor: ingest {whole}, "
          f"of it embedding {watched.seconds}, embedding alone {alone}", flush=True)  # fmt: skip
    return [whole, watched.seconds, alone]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    settings = config.load()
    embedder = open_embedder(settings)
    embedder.encode(["The first text takes longer."] * 32)
    np.set_printoptions(precision=2, suppress=True)
    rounds = [one_round(settings, chosen.folder, embedder) for _ in range(chosen.rounds)]
    for place, kind in enumerate(CLOCKS):
        beside = [100 * (w[place] / e[place] - 1) for w, e, _ in rounds]
        against = [100 * (w[place] / b[place] - 1) for w, _, b in rounds]
        print(f"{kind}: beside {_spread(beside)}, against bare {_spread(against)}")


def _spread(shares: Sequence[float]) -> str:
    return f"{statistics.median(shares):.0f} % ({min(shares):.0f} to {max(shares):.0f})"


if __name__ == "__main__":
    main()
