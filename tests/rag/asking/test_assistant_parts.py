"""Asking: questions of several parts, in two steps, and about the texts themselves."""

from rag.ingest import store

COST = "The bridge in Lindau cost 48,000 euros."
CATS = "They eat at noon."
MAYOR = "The mayor of Arden is Ann Roe."
BORN = "Ann Roe was born in Kiel in 1950."


def add(ask, embedder, fakes, name, *blocks, **fields):
    store(ask.library, embedder, fakes.document(name, *blocks, **fields))


def test_each_part_of_a_question_is_answered_by_itself(ask, require_verbatim):
    asked = "What did the bridge in Lindau cost, and when do Arden's cats eat?"
    *_, last = ask(question=asked, replies={"bridge": COST, "cats": CATS})
    given = [messages[-1][1].rpartition("Question: ")[2] for messages, *_ in ask.generator.asked]
    assert given == ["What did the bridge in Lindau cost?", "When do Arden's cats eat?"]
    assert last.text == f"{COST}[1] {CATS}[2]"
    assert last.short == "48,000 euros"  # of the second part it is not known
    assert {p.title for p in last.evidence} == {"Bridge", "Cats"}
    assert len({(p.document_id, p.start) for p in last.evidence}) == len(last.evidence)
    assert last.work.read == 20  # both together
    assert last.work.raw == f"{COST}\n{CATS}"
    require_verbatim(last, ask.library)


def test_one_part_may_be_found_and_the_other_not(ask, require_verbatim):
    asked = "What did the bridge in Lindau cost, and when do Arden's cats eat?"
    *_, last = ask(question=asked, replies={"bridge": COST, "cats": "NOT_FOUND"})
    assert (last.status, last.text) == ("answered", f"{COST}[1]")
    require_verbatim(last, ask.library)


def test_who_is_only_described_is_looked_up_first(ask, embedder, fakes, require_verbatim):
    add(ask, embedder, fakes, "arden.txt", ("", MAYOR), title="Arden")
    add(ask, embedder, fakes, "roe.txt", ("", BORN), title="Ann Roe")
    asked = "Where was the mayor of Arden born?"
    snapshots = ask(question=asked, replies={"mayor of Arden": MAYOR, "Ann Roe born": BORN})
    last = snapshots[-1]
    assert last.text == f"{MAYOR}[1] {BORN}[2]"
    assert (last.understood, last.short) == ("Where was Ann Roe born?", "Kiel")
    # the first step alone is no answer, and is not shown as one
    assert [len(s.sentences) for s in snapshots if s.sentences] == [2] * 2
    require_verbatim(last, ask.library)


def test_a_first_step_without_a_second_is_not_an_answer(ask, embedder, fakes):
    add(ask, embedder, fakes, "arden.txt", ("", MAYOR), title="Arden")
    asked = "Where was the mayor of Arden born?"
    *_, last = ask("NOT_FOUND", question=asked, replies={"mayor of Arden": MAYOR})
    assert (last.status, last.sentences, last.citations) == ("not_found", (), ())
    assert (last.understood, last.confidence) == ("Where was Ann Roe born?", None)


def test_without_a_first_step_the_question_is_asked_as_a_whole(ask, embedder, fakes):
    add(ask, embedder, fakes, "arden.txt", ("", "The mayor of Arden was born in Kiel."))
    asked = "Where was the mayor of Arden born?"
    said = "The mayor of Arden was born in Kiel."
    *_, last = ask("NOT_FOUND", question=asked, replies={"born": said})
    assert (last.text, last.understood, last.short) == (f"{said}[1]", "", "Kiel")


def test_texts_are_compared_without_the_model(ask, embedder, fakes, require_verbatim):
    later = [("Costs", "The bridge in Lindau cost 51,000 euros.")]
    add(ask, embedder, fakes, "audit.txt", *later, title="Bridge audit", date="2021-05-04")
    *_, last = ask(question="Which of the two texts about the Lindau bridge is the newer one?")
    assert ask.generator.asked == []
    assert last.text == "“Bridge audit” (2021-05-04) is newer than “Bridge” (2019-03-04).[1][2]"
    *_, last = ask(question="Do our texts agree on what the bridge in Lindau cost?")
    assert [s.text for s in last.sentences] == [COST, later[0][1]]
    assert all(s.quoted for s in last.sentences)
    require_verbatim(last, ask.library)


def test_only_the_newest_text_is_read_where_it_is_asked_for(ask, embedder, fakes):
    later = [("Costs", "The bridge in Lindau cost 51,000 euros.")]
    add(ask, embedder, fakes, "audit.txt", *later, title="Bridge audit", date="2021-05-04")
    ask(question="What did the bridge in Lindau cost according to the most recent text?")
    (messages, *_) = ask.generator.asked[-1]
    assert "51,000" in messages[-1][1]
    assert "48,000 euros" not in messages[-1][1].rpartition("Question")[0]


def test_two_things_are_compared_without_the_model(ask, embedder, fakes, require_verbatim):
    add(ask, embedder, fakes, "roe.txt", ("", "Ann Roe (3 May 1950 – 1 June 2001) was a mayor."),
        title="Ann Roe")  # fmt: skip
    add(ask, embedder, fakes, "bell.txt", ("", "It rains. Max Bell (born 1962) paints."),
        title="Max Bell")  # fmt: skip
    [last] = ask(question="Who is younger, Ann Roe or Max Bell?")
    assert ask.generator.asked == []
    assert (last.status, last.short) == ("answered", "Max Bell")
    assert last.text == "Max Bell (born 1962) is younger than Ann Roe (born 3 May 1950).[1][2]"
    assert {p.title for p in last.evidence} == {"Ann Roe", "Max Bell"}
    assert all(p.highlights for p in last.evidence)
    require_verbatim(last, ask.library)
    # where the documents do not decide it, nothing is made up
    *_, last = ask("NOT_FOUND", question="Who is younger, Ann Roe or Tom Ash?")
    assert (last.status, last.sentences) == ("not_found", ())


def test_names_that_hold_an_or_are_known_by_their_titles(ask, embedder, fakes):
    add(ask, embedder, fakes, "a.txt", ("", "Sink or Swim is a 1950 film."), title="Sink or Swim")
    add(ask, embedder, fakes, "b.txt", ("", "Low Tide is a 1962 film."), title="Low Tide")
    [last] = ask(question="Which film was released first, Sink or Swim or Low Tide?")
    assert last.short == "Sink or Swim"
