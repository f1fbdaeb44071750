"""Plain fakes: an embedder that hashes words, a model that says what it is told to say."""

import hashlib
import itertools
import re
from types import SimpleNamespace

import numpy as np
import pytest

from index.library import Library
from index.records import Block, Document, Sentence, StoredDocument
from rag.check import check
from rag.disagree import disagreements
from rag.evidence import Evidence
from rag.generate import End, Generator, Read, Text
from rag.models import find, model_path
from rag.reader import Reading
from rag.rules import Question
from rag.words import stems, words

DIMENSION = 64


class HashEmbedder:
    """The more words two texts share, the nearer their vectors are."""

    def __init__(self, dimension=DIMENSION):
        self.dimension = dimension
        self.encoded = []

    def encode(self, texts, progress=None):
        self.encoded += texts
        rows = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text):
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        if progress and texts:
            progress(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def count_tokens(self, texts):
        return [len(words(text)) for text in texts]


class OverlapReader:
    """Believes that texts answer and support each other as far as they share words."""

    def read(self, question, passages):
        return [self._reading(question, passage) for passage in passages]

    def _reading(self, question, passage):
        asked, offsets, scores = stems(question), [], []
        for sentence in re.finditer(r"[^.?!]+[.?!]?", passage):
            share = len(asked & stems(sentence[0])) / max(1, len(asked))
            for word in re.finditer(r"\S+", sentence[0]):
                offsets.append((sentence.start() + word.start(), sentence.start() + word.end()))
                scores.append(10 * share - 5)
        found = np.array(scores, dtype=np.float32)
        places = np.array(offsets, dtype=np.int64).reshape(-1, 2)
        return Reading(max(scores, default=-5.0), places, found, found)

    def supports(self, pairs):
        shares = [len(stems(c) & stems(t)) / max(1, len(stems(c))) for c, t in pairs]
        return [30 * share - 17 for share in shares]


class ScriptedGenerator:
    """Says `pieces`; remembers what it was asked and whether it was closed early.

    With `replies` it says, to a question that holds a key, the value of that key.
    """

    def __init__(self, *pieces, probability=0.0, belief=0.99, context=4096, replies=()):
        self.pieces = list(pieces)
        self.replies = dict(replies)
        self.probability = probability
        self.belief = belief
        self.judged = []
        self.room = context
        self.asked = []
        self.left_early = False
        self.closed = False

    def context(self):
        return self.room

    def count(self, texts):
        return [len(text.split()) for text in texts]

    def weigh(self, messages, words, fixed=0):
        self.judged.append((messages, fixed))
        return [self.belief if word == "Yes" else 1 - self.belief for word in words]

    def write(self, messages, most, watch="", cancelled=lambda: False, fixed=0):
        self.asked.append((messages, most, watch, fixed))
        try:
            yield Read(10, 0, self.probability)
            question = messages[-1][1].rpartition("Question: ")[2]
            told = [said for key, said in self.replies.items() if key in question]
            pieces = told[:1] or self.pieces
            for written, piece in enumerate(pieces):
                if cancelled():
                    yield End("cancelled", written)
                    return
                yield Text(piece)
            yield End("stop", len(pieces))
        except GeneratorExit:
            self.left_early = True
            raise

    def close(self):
        self.closed = True


def document(name, *blocks, **fields):
    """A document of (heading, text) blocks."""
    text, made = "", []
    for heading, body in blocks:
        for part, level in ((heading, 1), (body, 0)):
            if part:
                made.append(Block(len(text), len(text) + len(part), level=level))
                text += part + "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    title = fields.pop("title", name)
    return Document(f"/docs/{name}", digest, "txt", title, text, tuple(made), **fields)


def evidence(*texts, title="Notes", heading="", number=1, date=None):
    """Evidence of one document, a sentence each."""
    row = StoredDocument(
        number, f"/docs/{number}", "h", "txt", title, date, None, None, 0, 0, "2024-01-01T00:00:00Z"
    )
    starts = itertools.accumulate((len(text) + 1 for text in texts), initial=0)
    return [
        Evidence(row, Sentence(ordinal, start, start + len(text), text, None, heading))
        for ordinal, (text, start) in enumerate(zip(texts, starts, strict=False))
    ]


@pytest.fixture(scope="session")
def fakes():
    """The fakes above, as attributes."""
    return SimpleNamespace(
        HashEmbedder=HashEmbedder,
        OverlapReader=OverlapReader,
        ScriptedGenerator=ScriptedGenerator,
        document=document,
        evidence=evidence,
    )


@pytest.fixture
def embedder():
    return HashEmbedder()


@pytest.fixture
def library(tmp_path):
    made = {"embedding model": "hash", "dimension": str(DIMENSION), "chunker": "test"}
    opened = Library(tmp_path / "library", made)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def evidence_of():
    """Return evidence of documents that are (title, date, sentence, …), best first."""

    def evidence_of(*documents):
        return [
            each
            for number, (title, date, *sentences) in enumerate(documents, start=1)
            for each in evidence(*sentences, title=title, date=date, number=number)
        ]

    return evidence_of


@pytest.fixture(scope="session")
def differing():
    """Return the values of each disagreement: `differing(question, ranked, cited)`."""

    def differing(question, ranked, cited=()):
        return [[v.value for v in d.versions] for d in disagreements(question, cited, ranked)]

    return differing


@pytest.fixture(scope="module")
def tiny(models_folder):
    """The file of a real small model."""
    return model_path("tiny", models_folder)


@pytest.fixture(scope="module")
def generator(tiny):
    """The process of the real small model."""
    made = Generator(tiny, find("tiny").chat_template_sha256, threads=1, context=1024)
    yield made
    made.close()


@pytest.fixture
def verdict(fakes):
    """Check a claim against the sentences `texts`, for a question."""
    embedder = fakes.HashEmbedder()

    def judge(claim, question, *texts, elsewhere=(), evidence=None, **place):
        found = evidence or fakes.evidence(*texts, **place)
        vectors = embedder.encode([e.sentence.text for e in found])
        vector = embedder.encode([claim])[0]
        asked_for = Question(question, frozenset(elsewhere))
        supports = fakes.OverlapReader().supports
        return check(claim, vector, asked_for, found, vectors, supports)

    return judge
