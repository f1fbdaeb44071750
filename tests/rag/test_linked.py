"""Documents that a found passage names by their title are read as well."""

import pytest

from rag.find import search, with_links
from rag.ingest import store
from rag.linked import is_named, linked, title_words


@pytest.fixture
def works(library, embedder, fakes):
    """Two halls, the firm that built one of them, and a firm that nothing names."""
    for name, title, text in [
        ("a", "Hall B", "Hall B was built by Arden Works (a firm of the valley) in 1990."),
        ("b", "Hall C", "Hall C was built by Solvo in 1991."),
        ("c", "Arden Works (firm)", "Its head is Mara Lind. It has 40 people."),
        ("d", "Kestrel", "The head of Kestrel is Jon Ode."),
        ("e", "Head", "A head is a part of the body."),
    ]:
        store(library, embedder, fakes.document(name, ("", text), title=title))
    return library


def links(library, embedder, question):
    hits, found = search(library, embedder, question, 6)
    return hits, [(link.hit.document.title, link.question) for link in found]


def test_the_document_that_the_named_one_names_is_read_for_the_question(works, embedder):
    _, found = links(works, embedder, "Who is the head of the firm that built Hall B?")
    assert found == [("Arden Works (firm)", "Who is the head of the firm that built Arden Works?")]


@pytest.mark.parametrize(
    "question",
    [
        "Who is the head of the firm that built the hall?",  # names no document
        "Was Hall B built by Arden Works?",  # names both already
        "Who is the head of Kestrel?",  # "head" in lower case is no name
    ],
)
def test_nothing_is_linked_where_no_second_document_is_named(works, embedder, question):
    assert links(works, embedder, question)[1] == []


def test_the_nearest_passage_of_the_linked_document_is_taken(library, embedder, fakes):
    one = fakes.document("a", ("", "Hall B was built by Arden Works."), title="Hall B")
    blocks = [("Canteen", "Soup is served at noon."), ("Board", "The head of the firm is Mara.")]
    two = fakes.document("b", *blocks, title="Arden Works")
    for document in (one, two):
        store(library, embedder, document)
    question = "Who is the head of the firm that built Hall B?"
    vector = embedder.encode([question])[0]
    hits, found = search(library, embedder, question, 6)
    assert [link.hit.chunk.heading for link in found] == ["Board"]
    assert found[0].hit.cosine == pytest.approx(
        next(h.cosine for h in hits if h.chunk.heading == "Board"), abs=1e-5
    )
    assert linked(library, question, vector, []) == []


def test_links_stand_after_the_best_two_and_only_once(works, embedder):
    hits, found = search(works, embedder, "Who is the head of the firm that built Hall B?", 6)
    placed = with_links(hits, found)
    assert [hit.chunk_id for hit in placed[:2]] == [
        hit.chunk_id for hit in hits if hit.document.title != "Arden Works (firm)"
    ][:2]
    assert placed[2].document.title == "Arden Works (firm)"
    assert sorted(hit.chunk_id for hit in placed) == sorted(hit.chunk_id for hit in hits)
    assert with_links(hits, []) == hits


def test_words_of_a_title():
    assert title_words("Northern Lights (2009 film)") == "northern lights"
    assert title_words("A (b) c") == "a b c"
    assert is_named("Hall B", "Who built hall b?")
    assert not is_named("Hall B", "Who built hall bc?")
    assert not is_named("It", "What is it?")
    assert not is_named("?!", "What is it?")
