"""What an answer rests on can answer the follow-up too."""

from dataclasses import replace

from rag.followup import Turn
from rag.followup.earlier import MOST, cited_before
from rag.ingest import store

COST = "The bridge in Lindau cost 48,000 euros."
FAR = "Nobody saw it."


def crowded(ask, embedder, fakes):
    """Add so many documents on bridges that the one on cats is not found for such a question."""
    for number in range(16):
        text = f"Bridge {number} crosses the river. Who paid for bridge {number} is not known."
        document = fakes.document(f"b{number}.txt", ("Bridges", text), title=f"Bridge {number}")
        store(ask.library, embedder, document)


def turn(ask):
    cats = next(d for d in ask.library.store.documents() if d.title == "Cats")
    first = ask.library.store.sentences(cats.id)[0]
    return Turn(
        "Where do cats sleep?", "Where do cats sleep?", "In Arden.", ((cats.id, first.start),)
    )


def test_the_passage_of_the_last_footnote_is_read_for_a_follow_up(
    ask, embedder, fakes, monkeypatch
):
    ask(COST)
    crowded(ask, embedder, fakes)
    read = []
    was = fakes.OverlapReader.read

    def listening(self, question, texts):
        read.extend(texts)
        return was(self, question, texts)

    monkeypatch.setattr(fakes.OverlapReader, "read", listening)
    question, asked = "And when was that?", "Who paid for bridge 4?"
    without = Turn(asked, asked, "Nobody knows.")
    *_, answer = ask("NOT_FOUND", question=question, history=[without])
    assert answer.understood
    assert not any("Arden" in text for text in read)
    ask("NOT_FOUND", question=question, history=[replace(without, cited=turn(ask).cited)])
    assert any("Arden" in text for text in read)


def test_a_question_that_stands_alone_does_not_look_back(ask):
    *_, answer = ask(COST, history=[])
    assert answer.understood == ""


def test_what_is_gone_is_passed_over(ask):
    ask(COST)
    last = turn(ask)
    ask.library.store.remove(last.cited[0][0])
    assert cited_before(ask.library, [last]) == []
    assert cited_before(ask.library, []) == []


def test_only_the_newest_answer_counts_and_few_passages(ask, embedder, fakes):
    ask(COST)
    crowded(ask, embedder, fakes)
    every = tuple(
        (document.id, ask.library.store.sentences(document.id)[0].start)
        for document in ask.library.store.documents()
    )
    hits = cited_before(ask.library, [turn(ask), Turn("?", "?", "", every)])
    assert len(hits) == MOST
    assert "Cats" not in [hit.document.title for hit in hits]
