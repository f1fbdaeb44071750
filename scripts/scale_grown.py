"""Libraries of any size, grown from real ones: for scale_table.py.

A grown document is a run of real chunks that follow each other, changed: every other sentence is
one of another chunk, and the vector is moved along the difference of two other real vectors. So
the moves vary as real vectors do, in the same directions, and clusters stay clusters; no two
chunks are equal. The words are real, but no new ones come with size, as they would.
"""

import hashlib
import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.database import stored_fingerprint
from index.library import Library
from index.records import Block, Chunk, Document, Sentence
from index.vectors import Vectors

PAGES = 50
"""Chunks of a document: a report."""
TOGETHER = 20
"""Documents stored in one transaction; one each, as ingest does, would measure the disk."""
MOVES = (0.2, 0.6)
"""How far a vector is moved, as a share of the difference of two others, about 1.3 long."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Real chunks in their order: title, heading and sentences of each, and its vector."""

    titles: list[str]
    headings: list[str]
    sentences: list[tuple[str, ...]]
    vectors: Vectors
    made: dict[str, str]


def open_any(folder: Path) -> Library:
    made = stored_fingerprint(folder)
    if made is None:
        raise SystemExit(f"There is no library in {folder}.")
    return Library(folder, made)


def pool_of(folders: Sequence[Path]) -> Pool:
    """Read every chunk of the libraries in `folders`, which must be made alike."""
    titles: list[str] = []
    headings: list[str] = []
    sentences: list[tuple[str, ...]] = []
    vectors = []
    for folder in folders:
        with closing(open_any(folder)) as library:
            for stored in library.store.documents():
                hits = library.store.hits_of(stored.id)
                titles += [stored.title] * len(hits)
                headings += [hit.chunk.heading for hit in hits]
                sentences += [tuple(s.text for s in hit.sentences) for hit in hits]
                vectors.append(library.store.vectors(stored.id)[1])
    made = stored_fingerprint(folders[0]) or {}
    return Pool(titles, headings, sentences, np.concatenate(vectors), made)


def grown_vectors(pool: Vectors, near: Sequence[int], chance: np.random.Generator) -> Vectors:
    """Return one row of length 1 near each row of `pool` that `near` names."""
    one, other = chance.integers(len(pool), size=(2, len(near)))
    far = chance.uniform(*MOVES, size=(len(near), 1)).astype(np.float32)
    rows = pool[list(near)] + far * (pool[one] - pool[other])
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def grow(pool: Pool, folder: Path, size: int) -> None:
    """Fill the library in `folder` up to `size` chunks; goes on where it was stopped."""
    with closing(Library(folder, pool.made)) as library:
        number = library.store.count()
        while number * PAGES < size:
            with library.store.database.writing():
                for _ in range(TOGETHER):
                    if number * PAGES < size:
                        _store(pool, library, number)
                        number += 1
            if number % 1000 == 0:
                print(f"  {number * PAGES} chunks", flush=True)


def _store(pool: Pool, library: Library, number: int) -> None:
    chance = random.Random(number)  # noqa: S311  (no secret)
    start = chance.randrange(len(pool.titles) - PAGES)
    near = range(start, start + PAGES)
    vectors = grown_vectors(pool.vectors, near, np.random.default_rng(number))
    document, sentences, chunks = _document(pool, near, number, chance)
    library.store.replace(document, sentences, chunks, vectors)


def _document(
    pool: Pool, near: range, number: int, chance: random.Random
) -> tuple[Document, list[Sentence], list[Chunk]]:
    text = ""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    chunks: list[Chunk] = []
    for page, like in enumerate(near):
        first, start, heading = len(sentences), len(text), pool.headings[like]
        for turn, told in enumerate(pool.sentences[like]):
            others = pool.sentences[chance.randrange(len(pool.sentences))]
            said = chance.choice(others) if turn % 2 and others else told
            end = len(text) + len(said)
            sentences.append(Sentence(len(sentences), len(text), end, said, page + 1, heading))
            text += said + " "
        end = max(start, len(text) - 1)
        body = text[start:end]
        blocks.append(Block(start, end, page + 1))
        chunks.append(Chunk(page, first, len(sentences), start, end, body, page + 1, heading))
    name = f"/grown/report-{number:06}.txt"
    title = f"{pool.titles[near[0]]} {number}"
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return (
        Document(name, sha256, "txt", title, text, tuple(blocks), pages=PAGES),
        sentences,
        chunks,
    )
