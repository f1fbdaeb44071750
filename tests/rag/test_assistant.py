"""Asking: with a model that says what it is told to, and once with the real small ones."""

import dataclasses
from pathlib import Path

import pytest

from index.errors import LibraryError, ModelError, UsageError
from rag.assistant import MOST_TOKENS, Assistant
from rag.config import Settings
from rag.followup import Turn
from rag.ingest import ingest, store
from rag.opening import open_assistant, open_embedder, open_library

SEEDS = Path(__file__).parents[2] / "seeds"
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

    def run(*pieces, question=QUESTION, cancelled=lambda: False, errors=1.0, history=(), **options):
        run.generator = fakes.ScriptedGenerator(*pieces, **options)
        reader = fakes.OverlapReader()
        run.assistant = Assistant(library, embedder, reader, run.generator, 3, errors)
        return list(run.assistant.stream(question, cancelled, history=history))

    run.library = library
    return run


def require_verbatim(answer, library):
    for citation in answer.citations:
        text = library.store.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
    numbers = [number for s in answer.sentences for number in s.citations]
    assert set(numbers) == {c.number for c in answer.citations}
    assert all(s.citations for s in answer.sentences)


def test_the_evidence_comes_before_the_first_word(ask):
    found, first, *_ = ask("The bridge in Lindau cost 48,000 euros.")
    assert (found.status, found.sentences) == ("searching", ())
    assert {p.text for p in found.evidence} == {p.text for p in first.evidence}
    assert [p.highlights for p in found.evidence] == [(), (), ()]
    assert (first.status, first.sentences, first.citations) == ("answering", (), ())
    assert (first.confidence, first.seconds.total) == (None, None)
    assert first.seconds.evidence == found.seconds.evidence
    assert first.seconds.evidence > 0
    best = first.evidence[0]
    assert (best.title, best.heading, best.date) == ("Bridge", "Costs", "2019-03-04")
    assert best.text == f"{COST} {OPENED} It is red."
    assert COST in [best.text[a:b] for a, b in best.highlights]
    assert len(first.evidence) == 3


def test_an_answer_grows_sentence_by_sentence(ask):
    snapshots = ask("The bridge in Lindau ", "cost 48,000 euros. Ms ", "Weber opened it on Monday.")
    assert [(s.status, len(s.sentences)) for s in snapshots] == [
        ("searching", 0), ("answering", 0), ("answering", 1), ("answering", 2), ("answered", 2),
    ]  # fmt: skip
    last = snapshots[-1]
    assert last.text == (
        "The bridge in Lindau cost 48,000 euros.[1] Ms Weber opened it on Monday.[2]"
    )
    assert [c.quote for c in last.citations] == [COST, OPENED]
    assert [c.number for c in last.citations] == [1, 2]
    assert (last.citations[0].title, last.citations[0].heading) == ("Bridge", "Costs")
    assert last.dropped == ()
    assert 0 < last.confidence < 1
    assert last.seconds.evidence <= last.seconds.first_sentence <= last.seconds.total
    require_verbatim(last, ask.library)
    cited = last.evidence[0]
    assert [cited.text[a:b] for a, b in cited.highlights] == [COST, OPENED]
    assert [p.highlights for p in last.evidence[1:]] == [(), ()]


def test_two_sentences_may_share_a_footnote(ask):
    *_, last = ask("The bridge cost 48,000 euros. So 48,000 euros it cost in Lindau.")
    assert [s.citations for s in last.sentences] == [(1,), (1,)]
    assert len(last.citations) == 1


def test_what_the_documents_do_not_hold_is_dropped_and_recorded(ask):
    *_, last = ask(f"The bridge cost 99,000 euros. {COST} Zurich paid for it all.")
    assert last.status == "answered"
    assert [s.text for s in last.sentences] == [COST]
    assert len(last.dropped) == 2
    assert last.dropped[0] == ("The bridge cost 99,000 euros. (99000 is not in what it rests on)")
    assert last.dropped[1].startswith("Zurich paid for it all. (")
    require_verbatim(last, ask.library)


def test_for_nothing_but_inventions_the_document_speaks_itself(ask):
    *_, last = ask("The tower in Zurich cost 12 francs.")
    assert last.status == "answered"
    assert [(s.text, s.quoted, s.citations) for s in last.sentences] == [(COST, True, (1,))]
    assert len(last.dropped) == 1
    require_verbatim(last, ask.library)


def test_what_is_not_sure_enough_is_not_found(ask):
    *_, last = ask(COST, errors=0.0)
    assert (last.status, last.sentences, last.citations) == ("not_found", (), ())
    assert (last.confidence, last.seconds.first_sentence) == (None, None)
    assert last.dropped == (f"{COST} (not sure enough)",)
    assert last.evidence[0].title == "Bridge"  # the nearest passages are shown all the same
    assert last.evidence[0].highlights


@pytest.mark.parametrize("word", ["NOT_FOUND", "NOT_FOUND.", "**NOT_FOUND**", " NOT_FOUND\n"])
def test_the_model_may_say_that_it_is_not_there(ask, word):
    *_, last = ask(word, errors=0.0)
    assert (last.status, last.sentences, last.dropped) == ("not_found", (), ())
    *_, last = ask(word)  # the documents may be surer
    assert [s.text for s in last.sentences if s.quoted] == [COST]


def test_what_comes_after_not_found_is_not_shown(ask):
    snapshots = ask(f"{COST} NOT_FOUND is all I say. ", OPENED, " And more.", " And more.")
    assert [s.text for s in snapshots[-1].sentences] == [COST]
    assert snapshots[-1].status == "answered"
    assert ask.generator.left_early


def test_a_model_that_leans_to_not_found_makes_less_sure(ask):
    *_, sure = ask(COST, probability=0.01)
    *_, doubting = ask(COST, probability=0.6)
    assert doubting.confidence < sure.confidence


def test_the_same_sentence_twice_is_shown_once(ask):
    *_, last = ask(f"{COST} {COST} {COST}")
    assert [s.text for s in last.sentences] == [COST]


def test_footnotes_and_links_of_the_model_are_taken_out(ask):
    *_, last = ask("The [bridge](http://evil.example) in **Lindau** cost 48,000 euros [7].")
    assert last.text == "The bridge in Lindau cost 48,000 euros.[1]"


def test_what_the_model_is_asked(ask):
    ask(COST)
    [(messages, most, watch)] = ask.generator.asked
    assert (most, watch) == (MOST_TOKENS, "NOT_FOUND")
    assert messages[0][0] == "system"
    role, content = messages[-1]
    assert role == "user"
    assert content.startswith(f"[Bridge, 2019-03-04, Costs]\n{COST} {OPENED}")
    assert content.endswith(f"Question: {QUESTION}")


def test_cancelled_it_ends_with_what_it_has(ask):
    heard = []

    def cancelled():
        heard.append(1)
        return len(heard) > 2

    snapshots = ask(f"{COST} And then", " there was", " more", " to say.", cancelled=cancelled)
    assert [s.text for s in snapshots[-1].sentences][:1] == [COST]
    assert snapshots[-1].status == "answered"
    assert len(heard) == 3


def test_cancelled_before_the_first_word(ask):
    *_, first, last = ask(COST, cancelled=lambda: True)
    assert (first.status, last.status, last.sentences) == ("answering", "answering", ())


def test_a_reader_that_leaves_ends_the_models_job(ask):
    ask(COST)
    generator = ask.generator
    generator.pieces = [f"{COST} ", "And so", " on it", " goes."]
    snapshots = ask.assistant.stream(QUESTION)
    for _ in range(3):
        next(snapshots)
    snapshots.close()
    assert generator.left_early


def test_ask_is_the_last_snapshot(ask):
    *_, last = ask(COST)
    found = ask.assistant.ask(QUESTION)
    assert dataclasses.replace(found, seconds=last.seconds) == last


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
    messages, most, _ = ask.generator.asked[-1]
    assert most == 1
    assert messages[:-1] == before[:-1]


def test_closing(ask):
    ask(COST)
    ask.assistant.close()
    assert ask.generator.closed


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_whole_path_with_real_models():
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
        # the same question again: the prompt was read, the documents are the same
        assert assistant.ask(first.question).text == last.text
    finally:
        assistant.close()


def test_what_the_model_did_is_told(ask):
    first, *_, last = ask(f"{COST} ", "It cost 7 pounds.")
    assert first.work is None
    assert (last.work.read, last.work.kept, last.work.written) == (10, 0, 2)
    assert last.work.raw == f"{COST} It cost 7 pounds."  # what is withheld too
    refused = ask("NOT_FOUND", probability=0.9)[-1]
    assert (refused.work.raw, refused.work.written) == ("NOT_FOUND", 1)
    assert refused.work.not_found_probability == 0.9
    assert refused.work.prompt_sha256 == last.work.prompt_sha256
    other = ask(COST, question="Who opened the bridge in Lindau?")[-1]
    assert other.work.prompt_sha256 != last.work.prompt_sha256


def test_it_answers_from_given_hits(ask):
    ask(COST)
    hits = ask.assistant.search("Do cats sleep in Arden?", 1)
    assert [hit.document.title for hit in hits] == ["Cats"]
    answer = ask.assistant.ask("Where do cats sleep?", hits=hits)
    assert [p.source for p in answer.evidence] == [hits[0].document.source]
    (messages, *_) = ask.generator.asked[-1]
    assert "48,000" not in messages[-1][1]


def test_a_follow_up_is_understood_from_what_was_asked_before(ask):
    history = [Turn(QUESTION, QUESTION, COST)]
    *_, last = ask(OPENED, question="And who opened it?", history=history)
    assert last.question == "And who opened it?"
    assert "bridge" in last.understood
    assert "Question: " + last.understood in ask.generator.asked[-1][0][-1][1]
    assert last.text == f"{OPENED}[1]"
    *_, alone = ask(COST, history=history)
    assert alone.understood == ""


def test_a_question_over_the_collection_needs_no_model(ask):
    [last] = ask(COST, question="How many documents mention the bridge?")
    assert ask.generator.asked == []
    assert (last.status, last.confidence) == ("answered", 1.0)
    assert [c.title for c in last.citations] == ["Bridge"]
    assert last.seconds.total >= last.seconds.evidence > 0
    require_verbatim(last, ask.library)


def test_documents_that_disagree_are_both_cited(ask, embedder, fakes):
    later = [("Costs", "The bridge in Lindau cost 51,000 euros.")]
    store(ask.library, embedder, fakes.document("l.txt", *later, title="Audit", date="2020-01-01"))
    *_, last = ask(COST)
    [conflict] = last.conflicts
    stated = {c.number: (c.title, c.quote) for c in last.citations}
    assert [stated[v.citation] for v in conflict.versions] == [
        ("Bridge", COST),
        ("Audit", "The bridge in Lindau cost 51,000 euros."),
    ]
    assert conflict.newest is None
    *_, now = ask(COST, question="What does the bridge in Lindau cost now?")
    assert [stated[c.newest][0] for c in now.conflicts] in ([], ["Audit"])
    require = {n for s in last.sentences for n in s.citations}
    assert require == {1}


def test_a_refusal_names_what_the_documents_do_not_mention(ask):
    *_, last = ask("NOT_FOUND", question="What did the bridge in Bregenz cost?", errors=0.0)
    assert last.status == "not_found"
    assert "Bregenz" in last.explanation
