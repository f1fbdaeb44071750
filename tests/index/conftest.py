"""A library of small made-up documents with made-up vectors."""

import dataclasses
import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index.history import History
from index.library import Library
from index.records import Block, Chunk, Document, Sentence

DIMENSION = 8
FINGERPRINT = {"embedding model": "m1", "dimension": str(DIMENSION), "chunker": "c1"}


def vectors(count, seed=0):
    """Rows of length 1, the same for the same seed."""
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(ids, rows, query, limit):
    """The ids that an exact search must give, with 16 bits a number as FAISS keeps them."""
    kept = rows.astype(np.float16).astype(np.float32)
    order = sorted(zip(-(kept @ query), ids, strict=True))
    return [int(number) for _, number in order[:limit]]


def cut(name, *pairs, seed=0, **changes):
    """A document of (heading, [sentence, …]) pairs, one chunk each; gives what `replace` takes."""
    text, blocks, sentences, chunks = "", [], [], []
    for number, (heading, texts) in enumerate(pairs):
        blocks.append(Block(len(text), len(text) + len(heading), number + 1, 1))
        text += heading + "\n"
        start, first = len(text), len(sentences)
        for each in texts:
            place = (len(text), len(text) + len(each))
            sentences.append(Sentence(len(sentences), *place, each, number + 1, heading))
            text += each + " "
        end = sentences[-1].end
        blocks.append(Block(start, end, number + 1))
        body = text[start:end]
        last = len(sentences)
        chunks.append(Chunk(number, first, last, start, end, body, number + 1, heading))
        text += "\n"
    document = Document(
        f"/docs/{name}", f"hash of {name}", "txt", name.title(), text, tuple(blocks)
    )
    document = dataclasses.replace(document, **changes)
    return document, tuple(sentences), tuple(chunks), vectors(len(chunks), seed)


@pytest.fixture
def make():
    """Functions and constants that make libraries."""
    return SimpleNamespace(
        cut=cut, vectors=vectors, brute_force=brute_force, fingerprint=FINGERPRINT
    )


@pytest.fixture
def opened(tmp_path):
    """Open libraries, and close them all at the end."""
    libraries = []

    def open_one(folder=tmp_path / "library", fingerprint=FINGERPRINT):
        libraries.append(Library(folder, fingerprint))
        return libraries[-1]

    yield open_one
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened):
    return opened()


@pytest.fixture
def filled(library):
    """Thirty documents of two chunks."""
    for number in range(30):
        pairs = [(f"Part {n}", [f"Word{number} stands here.", f"So does x{n}."]) for n in (1, 2)]
        library.store.replace(*cut(f"d{number}.txt", *pairs, seed=number))
    return library


@pytest.fixture
def unwritable():
    """A function that makes a folder read-only for the rest of the test, even for root."""
    undo = []

    def lock(folder):
        changed = [folder, *folder.iterdir()]
        modes = [path.stat().st_mode for path in changed]
        undo.append(lambda: [p.chmod(m) for p, m in zip(changed, modes, strict=True) if p.exists()])
        for path in changed[1:]:
            path.chmod(0o444)
        folder.chmod(0o555)
        if os.geteuid() == 0:
            undo.append(lambda: os.seteuid(0))
            os.seteuid(65534)

    yield lock
    for step in reversed(undo):
        step()


@pytest.fixture
def public():
    """A folder that every user may enter; pytest's own are private."""
    with tempfile.TemporaryDirectory(prefix="footnote-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def open_history(tmp_path):
    """Open histories, and close them all at the end."""
    histories = []

    def open_one(folder=tmp_path / "library"):
        histories.append(History(folder))
        return histories[-1]

    yield open_one
    for history in histories:
        history.close()


@pytest.fixture
def history(open_history):
    return open_history()
