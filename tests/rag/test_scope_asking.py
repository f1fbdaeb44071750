"""A question limited to documents is answered as if the library held nothing else."""

import inspect

import numpy as np
import pytest

from index.errors import LibraryError, UsageError
from index.library import Library
from index.limited import LimitedLibrary, LimitedStore
from index.store import Store
from rag import collection, summary
from rag.assistant import Assistant
from rag.comparing import compared
from rag.find import search
from rag.ingest import store
from rag.retrieve import CANDIDATES, retrieve
from rag.scope import Scope, limited
from rag.spelling import spelled

COST = "What did the bridge in Lindau cost?"


@pytest.fixture
def fill(library, embedder, fakes):
    """Store documents of one paragraph each, (title, date, text), in a new library."""

    def fill(*documents, into=library):
        for number, (title, date, text) in enumerate(documents, start=1):
            made = fakes.document(f"{number}.txt", ("", text), title=title, date=date)
            store(into, embedder, made)
        return into

    return fill


@pytest.fixture
def bridges(fill):
    """Sixty documents that all fit the question better than the last two."""
    bridge = [
        (f"Bridge {n}", f"20{n:02}-05-01", f"The bridge in Lindau cost {n},000 euros.")
        for n in range(10, 70)
    ]
    return fill(
        *bridge,
        ("Cats", "2009-01-01", "Cats sleep in Arden all day. Mr Roe feeds them."),
        ("Dogs", None, "Dogs bark at the bridge. Ann Roe walks them."),
    )


def scope_of(library, *titles):
    found = {d.id for d in library.store.documents() if d.title in titles}
    assert len(found) == len(titles)
    return Scope(documents=frozenset(found))


@pytest.fixture
def ask(embedder, fakes):
    def ask(library, question, scope=None, pieces=(), **more):
        generator = fakes.ScriptedGenerator(*pieces)
        assistant = Assistant(library, embedder, fakes.OverlapReader(), generator, 6, 1.0)
        return assistant.ask(question, scope=scope, **more)

    return ask


def test_hits_outside_do_not_use_up_the_places_of_those_inside(bridges, embedder):
    vector = embedder.encode([COST])[0]
    everywhere = retrieve(bridges, COST, vector, CANDIDATES)
    assert len(everywhere) == CANDIDATES
    assert not {"Cats", "Dogs"} & {hit.document.title for hit in everywhere}
    inside, told = limited(bridges, scope_of(bridges, "Cats", "Dogs"))
    found = retrieve(inside, COST, vector, CANDIDATES)
    assert {hit.document.title for hit in found} == {"Cats", "Dogs"}
    assert found[0].document.title == "Dogs"  # it has the word bridge
    assert told == "only “Cats” and “Dogs”"
    words = retrieve(inside, "feeds", np.zeros_like(vector), 5)
    assert words[0].document.title == "Cats"
    assert words[0].score == pytest.approx(0.25)  # by its words alone


def test_every_hit_and_cosine_inside_is_that_of_the_whole_library(bridges, embedder):
    vector = embedder.encode([COST])[0]
    with bridges.store.database.reading():
        cosines = dict(bridges.nearest(vector, 1000))
    for titles in (("Cats",), ("Dogs", "Bridge 11"), tuple(f"Bridge {n}" for n in range(10, 70))):
        inside, _ = limited(bridges, scope_of(bridges, *titles))
        ids = set(inside.store.chunk_ids().tolist())
        nearest = inside.nearest(vector, 1000)
        assert dict(nearest) == {i: pytest.approx(cosines[i]) for i in ids}
        assert nearest == sorted(nearest, key=lambda pair: (-pair[1], pair[0]))
        assert {h.document.title for h in inside.store.hits([(i, 0.0, None) for i in cosines])} == {
            *titles
        }
        assert inside.nearest(vector, 1, among=np.array([99999])) == []


def test_the_answer_is_that_of_a_library_with_these_documents_alone(tmp_path, fill, bridges, ask):
    made = {"embedding model": "hash", "dimension": "64", "chunker": "test"}
    alone = Library(tmp_path / "alone", made)
    cats = "Cats sleep in Arden all day. Mr Roe feeds them."
    dogs = "Dogs bark at the bridge. Ann Roe walks them."
    fill(("Cats", "2009-01-01", cats), ("Dogs", None, dogs), into=alone)
    scope = scope_of(bridges, "Cats", "Dogs")
    for question, said in (
        ("Where do cats sleep?", "Cats sleep in Arden."),
        ("Who walks the dogs?", "Ann Roe walks them."),
        (COST, "It cost 20,000 euros."),
        ("How many documents mention Roe?", ""),
        ("Summarise all documents.", ""),
        ("Which document is the newest?", ""),
    ):
        within = ask(bridges, question, scope, (said,))
        only = ask(alone, question, None, (said,))
        assert within.scope == "only “Cats” and “Dogs”"
        assert only.scope == ""
        assert (within.status, within.text) == (only.status, only.text), question
        assert [p.text for p in within.evidence] == [p.text for p in only.evidence]
    alone.close()


def test_dates_and_history_of_a_limited_question(bridges, ask):
    scope = Scope(since="2012", until="2012")
    answer = ask(bridges, COST, scope, ("It cost 12,000 euros.",))
    assert answer.text == "It cost 12,000 euros.[1]"
    assert [p.title for p in answer.evidence] == ["Bridge 12"]
    assert answer.scope == "from 2012"
    refused = ask(bridges, "Who feeds Kestrel?", scope)
    assert refused.status == "not_found"
    assert refused.explanation == "The documents chosen do not mention “Kestrel”."
    assert ask(bridges, "Who feeds Kestrel?").explanation.startswith("Your documents")


def test_counting_speaks_of_the_documents_chosen(bridges, ask):
    scope = scope_of(bridges, "Cats", "Dogs")
    assert ask(bridges, "How many documents are there?", scope).sentences[0].text == (
        "2 documents are chosen."
    )
    german = ask(bridges, "Wie viele Dokumente gibt es?", scope_of(bridges, "Cats"))
    assert german.sentences[0].text == "1 Dokument ist ausgewählt."
    everything = ask(bridges, "How many documents are there?").sentences[0].text
    assert everything.startswith("The library holds 62 documents.")
    counted = ask(bridges, "How many documents mention bridge?", scope)
    assert counted.sentences[0].text == "1 of 2 documents mentions “bridge”."


def test_nothing_else_is_looked_into_either(fill, embedder):
    library = fill(
        ("Ann Roe", None, "Ann Roe (born 4 May 1951) is a painter from Ulm."),
        ("Max Bell", None, "Max Bell (born 2 June 1949) is a baker. He met Ann Roe in Kestrel."),
        ("Notes", None, "The treaty was signed in Kestrel by nobody at all."),
    )
    older = "Who is older, Ann Roe or Max Bell?"
    assert compared(older, library).decided.answer == "Max Bell"
    one, _ = limited(library, scope_of(library, "Ann Roe", "Notes"))
    assert compared(older, one) is None
    two, _ = limited(library, scope_of(library, "Max Bell"))
    met = "Whom did Max Bell meet?"
    assert [link.hit.document.title for link in search(library, embedder, met, 3)[1]] == ["Ann Roe"]
    assert search(two, embedder, met, 3)[1] == []
    assert summary.answer("Summarise Ann Roe", two) is None
    assert collection.answer("Which documents mention treaty?", two).status == "not_found"
    assert spelled(library, embedder, "Who signed the treatty?") == "Who signed the treaty?"
    assert spelled(two, embedder, "Who signed the treatty?") == "Who signed the treatty?"
    assert (library.store.has_word("treaty"), two.store.has_word("treaty")) == (True, False)


def test_a_document_that_is_asked_for_by_number_is_there_or_not(bridges):
    inside, _ = limited(bridges, scope_of(bridges, "Cats"))
    (cats,) = inside.store.documents()
    other = next(number for number, _ in bridges.store.titles() if number != cats.id)
    assert inside.store.titles() == ((cats.id, "Cats"),)
    assert inside.store.document(cats.id).text.startswith("Cats sleep")
    assert len(inside.store.sentences(cats.id)) == 2
    assert len(inside.store.hits_of(cats.id)) == 1
    assert inside.store.hit_with(cats.id, 1).document.id == cats.id
    assert len(inside.store.vectors(cats.id)[0]) == len(inside.store.vectors()[0]) == 1
    assert inside.store.document(other) is None
    assert inside.store.hit_with(other, 0) is None
    assert inside.store.sentences(other) == inside.store.hits_of(other) == []
    assert inside.store.vectors(other)[1].shape == (0, 64)


def test_what_a_limited_library_leaves_alone(bridges, embedder):
    inside, _ = limited(bridges, scope_of(bridges, "Cats"))
    inside.close()
    inside.save_index()
    assert len(bridges.nearest(embedder.encode([COST])[0], 1000)) == 62
    assert bridges.agrees()
    assert inside.agrees()
    assert bridges.store.count() == 62
    assert limited(bridges, None) == limited(bridges, Scope()) == (bridges, "")


WHOLE = {
    "close", "replace", "remove", "erase", "rename", "tag", "untag", "set_fingerprint",
    "record_index", "recorded_index", "is_new", "hash_of",
}  # fmt: skip
BY_OTHERS = {"has_word", "lexical", "hits_of", "hit_with"}
"""They ask `matching` or `hits`, which are limited."""


def test_every_way_to_read_documents_is_limited():
    """A method that is new in `Store` must be limited, or named here as one that need not be."""
    ways = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if name[0] != "_"}
    assert ways - set(vars(LimitedStore)) == WHOLE | BY_OTHERS
    ways = {name for name, _ in inspect.getmembers(Library, inspect.isfunction) if name[0] != "_"}
    assert ways - set(vars(LimitedLibrary)) == {"require_documents"}


def test_a_scope_that_holds_nothing_is_refused_and_says_so(bridges, library, ask):
    with pytest.raises(UsageError, match=r"^None of your documents is from 2005: those that state"):
        ask(bridges, COST, Scope(since="2005", until="2005"))
    with pytest.raises(UsageError, match="Your question is empty"):
        ask(bridges, "?", Scope(since="2005", until="2005"))
    for number, _ in library.store.titles():
        library.store.remove(number)
    with pytest.raises(LibraryError, match="no documents in this library yet"):
        ask(library, COST, Scope(since="2005"))


def test_a_limited_search(bridges, embedder, fakes):
    assistant = Assistant(bridges, embedder, fakes.OverlapReader(), fakes.ScriptedGenerator(), 6)
    hits = assistant.search(COST, 5, Scope(until="2010"))
    assert [hit.document.title for hit in hits] == ["Bridge 10", "Cats"]
    assert len(assistant.search(COST, 5)) == 5
