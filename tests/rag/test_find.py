"""The reader orders passages for questions, and leaves keywords and statements alone."""

from dataclasses import replace

import pytest

from rag.find import reorder
from rag.ingest import store
from rag.question_words import is_question
from rag.retrieve import retrieve


@pytest.mark.parametrize(
    "text",
    [
        "What did the bridge cost?", "what did the bridge cost", "the bridge's cost?",
        "Did it rain", "  is Kiel a town", "Kiel move: when does it begin",
    ],
)  # fmt: skip
def test_questions(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text", ["bridge cost", "The bridge did not cost much.", "parallel algorithms", "Isar floods"]
)
def test_no_questions(text):
    assert not is_question(text)


def test_only_for_questions_is_the_order_the_readers(library, embedder, fakes):
    texts = {"a.txt": "The bridge cost 48,000 euros.", "b.txt": "Cats sleep in Arden."}
    for name, text in texts.items():
        store(library, embedder, fakes.document(name, ("", text)))
    asked = "What did the bridge cost?"
    hits = retrieve(library, asked, embedder.encode([asked])[0], 2)
    hits.sort(key=lambda hit: hit.document.source, reverse=True)
    cats, bridge = hits
    reader = fakes.OverlapReader()
    level = [found_alike(hit) for hit in (cats, bridge)]
    assert [hit.document.id for hit, _ in reorder(reader, asked, level)] == [
        bridge.document.id, cats.document.id,
    ]  # fmt: skip
    assert [hit.document.id for hit, _ in reorder(reader, "bridge cost", level)] == [
        cats.document.id, bridge.document.id,
    ]  # fmt: skip
    assert all(reading.answers > -6 for _, reading in reorder(reader, "bridge cost", level))


def found_alike(hit):
    """Let nothing but the reader speak: every passage was found alike."""
    return replace(hit, score=0.01, cosine=0.5)
