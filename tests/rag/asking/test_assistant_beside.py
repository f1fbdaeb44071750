"""Asking: what stands beside an answer, and what is answered without the model."""

from rag.followup import Turn
from rag.ingest import store

COST = "The bridge in Lindau cost 48,000 euros."
OPENED = "It was opened on Monday by Ms Weber."
QUESTION = "What did the bridge in Lindau cost?"


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


def test_a_question_over_the_collection_needs_no_model(ask, require_verbatim):
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


def test_an_answer_says_what_it_leaves_open(ask):
    question = f"{QUESTION[:-1]}, and what did Barnaby Quillfeather say?"
    *_, last = ask(COST, question=question)
    assert last.status == "answered"
    assert last.explanation == "Your documents do not mention “Barnaby Quillfeather”."
    assert ask(COST)[-1].explanation == ""


def test_that_the_question_is_in_another_language_is_told_first(ask):
    *_, last = ask(COST, question="Wie viel hat die Brücke in Bregenz gekostet?")
    assert last.status == "not_found"
    assert last.explanation.startswith("Ihre Frage ist auf Deutsch")


def test_a_summary_needs_no_model(ask):
    *_, last = ask("never said", question="Summarise everything")
    assert last.status == "answered"
    assert ask.generator.asked == []
    assert {c.title for c in last.citations} == {"Bridge", "Cats"}
    assert all(s.quoted and s.citations for s in last.sentences)


def test_a_misspelt_question_is_answered_as_it_was_understood(ask):
    *_, last = ask(COST, question="What did the bridgge in Lindau cost?")
    assert (last.understood, last.status) == ("What did the bridge in Lindau cost?", "answered")
    assert "bridgge" not in ask.generator.asked[0][0][-1][1]
