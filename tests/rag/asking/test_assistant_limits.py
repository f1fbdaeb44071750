"""Asking: bad questions, errors, what needs no model, and once the whole path for real."""

from pathlib import Path

import pytest

from index.errors import LibraryError, ModelError, UsageError
from rag.assistant import Assistant
from rag.config import Settings
from rag.ingest import ingest, store
from rag.opening import open_assistant, open_embedder, open_library

SEEDS = Path(__file__).parents[3] / "seeds"
COST = "The bridge in Lindau cost 48,000 euros."
OPENED = "It was opened on Monday by Ms Weber."
QUESTION = "What did the bridge in Lindau cost?"


@pytest.mark.parametrize(
    ("question", "words"),
    [("", "is empty"), (" ?! ", "is empty"), ("x" * 2001, "has 2,001 characters")],
)
def test_a_bad_question_is_refused_before_anything_happens(ask, question, words):
    with pytest.raises(UsageError, match=words):
        ask(COST, question=question)
    assert ask.generator.asked == []
    with pytest.raises(UsageError, match=words):
        ask.assistant.search(question, 5)


def test_a_question_that_leaves_no_room(ask):
    with pytest.raises(UsageError, match="leaves no room for an answer: ask it in fewer words"):
        ask(COST, question="bridge " * 200, context=600)
    assert ask.generator.asked == []


def test_without_documents_there_is_nothing_to_ask(library, embedder, fakes):
    generator = fakes.ScriptedGenerator(COST)
    assistant = Assistant(library, embedder, fakes.OverlapReader(), generator, 3)
    for run in (lambda: assistant.ask(QUESTION), lambda: assistant.search(QUESTION, 5)):
        with pytest.raises(LibraryError, match="There are no documents in this library yet"):
            run()


def test_documents_without_a_single_sentence_answer_nothing(library, embedder, fakes):
    store(library, embedder, fakes.document("empty.txt"))
    generator = fakes.ScriptedGenerator(COST)
    answer = Assistant(library, embedder, fakes.OverlapReader(), generator, 3).ask(QUESTION)
    assert (answer.status, answer.evidence, answer.sentences) == ("not_found", (), ())


def test_an_error_of_the_model_is_an_error_never_not_found(ask, monkeypatch):
    ask(COST)

    def broken(*_arguments):
        raise ModelError("The answer model stopped unexpectedly.")
        yield

    monkeypatch.setattr(ask.generator, "write", broken)
    with pytest.raises(ModelError, match="stopped unexpectedly"):
        ask.assistant.ask(QUESTION)


def test_searching_needs_no_model(ask):
    ask(COST)
    ask.generator.asked.clear()
    hits = ask.assistant.search("Do cats sleep in Arden?", 2)
    assert [hit.document.title for hit in hits][:1] == ["Cats"]
    assert len(hits) == 2
    assert ask.generator.asked == []


def test_warming_up_reads_what_never_changes(ask):
    ask(COST)
    before = ask.generator.asked[0][0]
    ask.assistant.warm()
    messages, most, _, fixed = ask.generator.asked[-1]
    assert (most, fixed) == (1, len(messages) - 1)
    assert messages[:-1] == before[:-1]
    [(judged, fixed), (warmed, known)] = ask.generator.judged
    assert known == fixed
    assert warmed[:known] == judged[:fixed]


def test_closing(ask):
    ask(COST)
    ask.assistant.close()
    assert ask.generator.closed


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_whole_path_with_real_models(require_verbatim):
    settings = Settings(model="tiny", threads=1)
    library = open_library(settings)
    try:
        report = ingest(library, open_embedder(settings), [SEEDS])
    finally:
        library.close()
    assert (len(report.failed), len(report.added) >= 5) == (0, True)
    assistant = open_assistant(settings)
    try:
        assistant.warm()
        gold = "As many as 10,000 soldiers were expected to take part in Zapad-Interaction 2021."
        snapshots = list(
            assistant.stream(
                "How many soldiers were expected to take part in Zapad-Interaction 2021?"
            )
        )
        first, last = snapshots[1], snapshots[-1]
        assert first.status == "answering"
        assert any(gold in p.text for p in first.evidence)
        marked = [p.text[a:b] for p in first.evidence for a, b in p.highlights]
        assert gold in marked
        assert last.status in {"answered", "not_found"}
        require_verbatim(last, assistant.library)
        for shown in (*first.evidence, *last.evidence):
            text = assistant.library.store.document(shown.document_id).text
            assert text[shown.start : shown.end] == shown.text
        # the same question again: the documents are the same, and so is what is cited
        again = assistant.ask(first.question)
        assert {c.quote for c in again.citations} == {c.quote for c in last.citations}
    finally:
        assistant.close()
