"""Two rankings become one, and a question becomes a query that cannot break."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.ingest import store
from rag.retrieve import fuse, retrieve, word_query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("How many soldiers did China send?", '"soldiers" OR "china" OR "send"'),
        ('"; DROP* NEAR(x) -z title:w', '"drop" OR "near" OR "x" OR "z" OR "title" OR "w"'),
        ("Who was it?", '"who" OR "was" OR "it"'),  # nothing but small words: better than nothing
        ("bridge Bridge BRIDGE", '"bridge"'),
        ("?! …", ""),
    ],
)
def test_the_query_of_a_question(question, query):
    assert word_query(question) == query


@given(st.text(max_size=40))
def test_no_text_breaks_the_quotes(text):
    query = word_query(text)
    assert query.count('"') == 2 * len(query.split(" OR ")) * bool(query)


def test_fusion_by_hand():
    assert fuse({7: 0.5, 8: 0.4, 9: 0.1}, {8: 6.0, 9: 3.0}, weight=0.75) == [
        (8, pytest.approx(0.75 * 0.4 + 0.25)),
        (7, pytest.approx(0.75 * 0.5)),
        (9, pytest.approx(0.75 * 0.1 + 0.125)),
    ]
    assert [item for item, _ in fuse({2: 0.5, 1: 0.5}, {})] == [1, 2]  # a tie: the lower id
    assert fuse({}, {}) == []


COSINES = st.dictionaries(st.integers(0, 30), st.floats(-1, 1), max_size=15)


@given(COSINES, st.data())
def test_what_fusion_promises(cosines, data):
    some = st.sampled_from(sorted(cosines)) if cosines else st.nothing()
    matching = data.draw(st.dictionaries(some, st.floats(1e-6, 40)))
    fused = fuse(cosines, matching)
    assert {item for item, _ in fused} == set(cosines)
    assert sorted(fused, key=lambda pair: (-pair[1], pair[0])) == fused
    scores = dict(fused)
    for one, other in itertools.combinations(cosines, 2):
        if cosines[one] >= cosines[other] and matching.get(one, 0) >= matching.get(other, 0):
            assert scores[one] >= scores[other]


@pytest.fixture
def animals(library, embedder, fakes):
    for name in ("cat", "dog", "cow", "hen", "fox"):
        text = f"The {name} sleeps in the {name} house. A {name} eats at noon."
        store(library, embedder, fakes.document(f"{name}.txt", ("Habits", text), title=name))
    return library


def test_the_best_hit_is_the_one_that_both_searches_find(animals, embedder):
    question = "When does the fox eat?"
    hits = retrieve(animals, question, embedder.encode([question])[0], 3)
    assert hits[0].document.title == "fox"
    assert len(hits) == 3
    assert hits[0].score == pytest.approx(0.75 * (hits[0].cosine or 0) + 0.25)  # the best BM25
    assert hits[0].cosine == pytest.approx(
        float(
            embedder.encode(["fox. Habits\nThe fox sleeps in the fox house. A fox eats at noon."])[
                0
            ]
            @ embedder.encode([question])[0]
        ),
        abs=2**-11,
    )


@pytest.mark.parametrize("question", ['"', "*", 'NEAR("fox")', "-fox", "fox OR", "_", "fox:", "🦊"])
def test_query_syntax_from_a_person_is_only_words(animals, embedder, question):
    hits = retrieve(animals, question, embedder.encode([question])[0], 5)
    assert len(hits) == 5
    if "fox" in question:
        assert hits[0].document.title == "fox"


def test_no_words_at_all_leaves_the_meaning(animals, embedder):
    vector = embedder.encode(["The cow sleeps in the cow house."])[0]
    hits = retrieve(animals, "??", vector, 1)
    assert [hit.document.title for hit in hits] == ["cow"]
    assert hits[0].score == pytest.approx(0.75 * (hits[0].cosine or 0))
