"""An assistant over two documents whose model says what it is told to say."""

import pytest

from rag.assistant import Assistant
from rag.ingest import store

COST = "The bridge in Lindau cost 48,000 euros."
OPENED = "It was opened on Monday by Ms Weber."
QUESTION = "What did the bridge in Lindau cost?"


@pytest.fixture
def ask(library, embedder, fakes):
    """Ask a library of two documents; the model says `pieces`."""
    bridge = [("Costs", f"{COST} {OPENED} It is red."), ("Use", "Many people cross the bridge.")]
    store(
        library, embedder, fakes.document("bridge.txt", *bridge, title="Bridge", date="2019-03-04")
    )
    cats = [("Cats", "Cats sleep in Arden all day. They eat at noon.")]
    store(library, embedder, fakes.document("cats.txt", *cats, title="Cats"))

    def run(
        *pieces,
        question=QUESTION,
        cancelled=lambda: False,
        errors=1.0,
        history=(),
        **options,
    ):
        run.generator = fakes.ScriptedGenerator(*pieces, **options)
        reader = fakes.OverlapReader()
        run.assistant = Assistant(library, embedder, reader, run.generator, 3, errors)
        return list(run.assistant.stream(question, cancelled, history=history))

    run.library = library
    return run


@pytest.fixture(scope="session")
def require_verbatim():
    """Check that every footnote of an answer is used and quotes its document exactly."""

    def check(answer, library):
        for citation in answer.citations:
            text = library.store.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote
        numbers = [number for s in answer.sentences for number in s.citations]
        assert set(numbers) == {c.number for c in answer.citations}
        assert all(s.citations for s in answer.sentences)

    return check
