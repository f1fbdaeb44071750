"""Conversations on disk are found by their words, whatever is typed."""

import pytest
from histories import keep, turn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture
def filled(history):
    rent = keep(history, ("Who pays the rent?", "The tenant pays."), ("When?", "Before Easter."))
    cafe = keep(history, ("Wann öffnet das Café?", 'Um 9 Uhr, "pünktlich".'))
    travel = keep(history, ("How are trips repaid?", "Within 30 days; see form T-12."))
    history.rename(travel, "Travel expenses")
    return history, {"rent": rent, "cafe": cafe, "travel": travel}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tenant", ["rent"]),
        ("TENANTS paying", ["rent"]),
        ("rent easter", ["rent"]),  # in different turns
        ("rent trips", []),
        ("cafe offnet", ["cafe"]),
        ("trav exp", ["travel"]),  # in the title, only begun
        ("t-12", ["travel"]),
        ('"within', ["travel"]),
        ("form ???", ["travel"]),
        ("???", []),
        (" \n", ["travel", "cafe", "rent"]),
        ("NOT rent", []),  # no operators
        ("rent OR trips", []),
        ("title:travel", []),
    ],
)
def test_search_finds_plain_words(filled, words, found):
    history, ids = filled
    assert [s.id for s in history.search(words)] == [ids[name] for name in found]


@pytest.mark.parametrize(
    "odd",
    ['"', '""', "*", "a*", "^a", "(", "a AND", "NEAR(a b)", "-a", "+", "a\0b", "\udcff", "{a}:b",
     "'; DROP TABLE turns; --", "a" * 5000, "a " * 5000, "a-" * 5000, "\ufeff", "🙂"],
)  # fmt: skip
def test_no_search_is_an_error(filled, odd):
    filled[0].search(odd)
    assert len(filled[0].search("")) == 3


def test_of_a_pasted_page_only_the_first_words_are_searched(filled):
    history, ids = filled
    assert [s.id for s in history.search("tenant" + " " * 500 + "trips")] == [ids["rent"]]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=40))
def test_no_text_at_all_is_an_error_and_is_found_again(filled, text):
    history, ids = filled
    history.search(text)
    history.save(ids["rent"], turn(3, f"{text} rent", text, text))
    history.rename(ids["rent"], text)
    assert ids["rent"] in [s.id for s in history.search("rent")]


def test_search_forgets_what_was_replaced(filled):
    history, ids = filled
    history.save(ids["rent"], turn(2, "When?", "Before Christmas."))
    assert history.search("easter") == []
    assert [s.id for s in history.search("christmas")] == [ids["rent"]]
    history.rename(ids["travel"], "Trips")
    assert history.search("expenses") == []
