"""How long a sync takes: `python scripts/sync_table.py [FILES]`, 5,000 files where not said.

Makes that many small text files in a temporary folder and syncs them. Vectors (384 numbers) are
hashes of words, not made by a model: what is measured is everything else, which is what a sync
costs beside embedding. The files are read by the real reader in its child process.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.library import Library
from index.vectors import Vectors
from rag.embed import Embedder
from rag.sync import sync

DIMENSION = 384
SENTENCES = (
    "Note {0} is about the room {1}.",
    "It was cleaned on day {2} of the month.",
    "Whoever uses it closes the window {1} and reports number {0} at the desk.",
)


class HashEmbedder(Embedder):
    """Makes a vector of the words of a text, in microseconds."""

    def __init__(self) -> None:
        self.dimension = DIMENSION

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Return one row of length 1 for each text."""
        rows = np.full((len(texts), DIMENSION), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                row[int.from_bytes(digest[:2]) % DIMENSION] += 1 if digest[2] % 2 else -1
        if progress:
            progress(len(texts))
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{what:<58} {time.perf_counter() - began:8.2f} s", flush=True)


def write(folder: Path, count: int) -> None:
    for number in range(count):
        part = folder / f"{number % 50:02}"
        part.mkdir(exist_ok=True)
        text = " ".join(s.format(number, number % 97, number % 31) for s in SENTENCES)
        (part / f"note-{number:05}.txt").write_text(text, encoding="utf-8")


class Saving:
    """Adds up the time that saving the FAISS file takes."""

    def __init__(self, library: Library) -> None:
        self._save = library.save_index
        self.seconds: list[float] = []

    def __call__(self) -> None:
        began = time.perf_counter()
        self._save()
        self.seconds.append(time.perf_counter() - began)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with TemporaryDirectory() as name:
        docs = Path(name, "docs")
        docs.mkdir()
        write(docs, count)
        made = {"embedding model": "hash", "dimension": str(DIMENSION), "chunker": "table"}
        library, embedder = Library(Path(name, "library"), made), HashEmbedder()
        saving = Saving(library)
        library.save_index = saving  # type: ignore[method-assign]
        with timed(f"first sync of {count:,} files, without a model"):
            assert len(sync(library, embedder, docs).added) == count
        told = f"  of that {len(saving.seconds)} savings of the FAISS file"
        print(f"{told:<58} {sum(saving.seconds):8.2f} s")
        with timed("no change, at once: files of the last 2 s are hashed"):
            assert len(sync(library, embedder, docs).unchanged) == count
        time.sleep(3)
        sync(library, embedder, docs)
        for _ in range(3):
            with timed("no change"):
                assert len(sync(library, embedder, docs).unchanged) == count
        (docs / "00").rename(docs / "renamed")
        with timed(f"a folder of {count // 50} files renamed"):
            assert len(sync(library, embedder, docs).renamed) == count // 50
        for path in (docs / "renamed").iterdir():
            path.unlink()
        with timed(f"{count // 50} files removed"):
            assert len(sync(library, embedder, docs).removed) == count // 50
        size = sum(path.stat().st_size for path in library.store.folder.iterdir())
        with timed(f"traces erased from {size / 1e6:,.0f} MB of library"):
            assert library.store.erase()
        library.close()


if __name__ == "__main__":
    main()
