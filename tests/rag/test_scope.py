"""Which documents a scope admits, how it is said, and what an empty one is told."""

import pytest

from index.errors import UsageError
from index.records import StoredDocument
from rag.document_names import numbers_of
from rag.scope import Scope


def row(number, title, date=None, source="", tags=()):
    source = source or f"/docs/{number}.txt"
    counts = (None, None, 0, 0, "2024-01-01T00:00:00Z", None)
    return StoredDocument(number, source, "h", "txt", title, date, *counts, tags=tags)


DOCUMENTS = [
    row(1, "Budget 2024", "2023-11-30", "/docs/2024/budget.pdf", ("finance",)),
    row(2, "Budget 2022", "2021-12-31", "/docs/2022/budget.pdf", ("finance", "old")),
    row(3, "Minutes", "2021-08", "/docs/minutes.txt", ("board",)),
    row(4, "Travel policy", None, "/docs/Travel.docx"),
]


def admitted(**limits):
    return Scope(**limits).admits(DOCUMENTS)


@pytest.mark.parametrize(
    ("since", "until", "numbers"),
    [
        ("2021", None, {1, 2, 3}),
        ("2021-12-31", None, {1, 2}),
        ("2022", None, {1}),
        (None, "2021", {2, 3}),
        (None, "2021-12-30", {3}),
        ("2021-08", "2021-08", {3}),
        ("2021-08-31", "2021-11", {3}),  # a day of "August" is inside
        ("2021-12-31", "2023-11-30", {1, 2}),  # both ends count
    ],
)
def test_periods(since, until, numbers):
    assert admitted(since=since, until=until) == numbers


def test_documents_tags_and_periods_all_count():
    assert admitted() == {1, 2, 3, 4}
    assert admitted(documents=frozenset({4, 3, 99})) == {3, 4}  # 99 was removed since
    assert admitted(tags=frozenset({"Board", "old"})) == {2, 3}
    assert admitted(tags=frozenset({"FINANCE "}), since="2022") == {1}
    assert admitted(documents=frozenset({1, 3}), tags=frozenset({"finance"})) == {1}


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, ""),
        ({"documents": frozenset({1})}, "only “Budget 2024”"),
        ({"documents": frozenset({1, 2, 3})}, "only “Budget 2024”, “Budget 2022” and “Minutes”"),
        (
            {"documents": frozenset({1, 2, 3, 4})},
            "only “Budget 2024”, “Budget 2022”, “Minutes” and 1 more",
        ),
        ({"since": "2021", "until": "2023"}, "from 2021 to 2023"),
        ({"since": "2021-08", "until": "2021-08"}, "from 2021-08"),
        ({"since": "2021"}, "since 2021"),
        ({"until": "2021-08-05"}, "until 2021-08-05"),
        (
            {"documents": frozenset({1}), "since": "2021", "tags": frozenset({"old", "finance"})},
            "only “Budget 2024”, since 2021, tagged “finance” or “old”",
        ),
    ],
)
def test_words(limits, words):
    assert Scope(**limits).words(DOCUMENTS) == words
    assert bool(Scope(**limits)) == bool(words)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (
            {"since": "2019", "until": "2019"},
            "is from 2019: those that state a date are from 2021-08 to 2023-11-30.",
        ),
        (
            {"tags": frozenset({"tax"})},
            "is tagged “tax”: the tags are board, finance, old.",
        ),
        (
            {"documents": frozenset({99})},
            "The documents chosen are no longer in this library: choose others.",
        ),
        (
            {"tags": frozenset({"board"}), "since": "2022"},
            "is all of this: since 2022, tagged “board”. Take one of the limits away.",
        ),
        (
            {"documents": frozenset({4}), "since": "2021"},
            "is all of this: only “Travel policy”, since 2021. Take one of the limits away.",
        ),
    ],
)
def test_an_empty_scope_names_the_fix(limits, told):
    with pytest.raises(UsageError) as caught:
        admitted(**limits)
    assert str(caught.value).removeprefix("None of your documents ") == told


def test_what_no_document_has_is_told():
    plain = [row(1, "Notes")]
    with pytest.raises(UsageError, match=r"is since 2021: no document states a date, so leave"):
        Scope(since="2021").admits(plain)
    with pytest.raises(UsageError, match=r"tagged “tax”: no document has a tag yet\.$"):
        Scope(tags=frozenset({"tax"})).admits(plain)
    with pytest.raises(UsageError, match=r"that state a date are from 2021\.$"):
        Scope(since="2022").admits([row(1, "Notes", "2021")])


@pytest.mark.parametrize("day", ["", "21", "2021-13", "2021-02-30", "2021-8-5", "5.8.2021", "٢٠٢١"])
def test_dates_that_are_none(day):
    for limits in ({"since": day}, {"until": day}):
        with pytest.raises(UsageError, match="is no date: write a year, a month or a day as 2021"):
            Scope(**limits)


def test_limits_that_cannot_be():
    with pytest.raises(UsageError, match=r"since 2022 and until 2021-12: swap the two dates\."):
        Scope(since="2022", until="2021-12")
    with pytest.raises(UsageError, match="cannot be a tag"):
        Scope(tags=frozenset({"tax, old"}))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("3", 3),
        ("/docs/2022/budget.pdf", 2),
        ("2024/budget.pdf", 1),
        ("travel.DOCX", 4),
        ("minutes", 3),
        ("budget 2022", 2),
    ],
)
def test_names_of_a_document(name, number):
    assert numbers_of([name], DOCUMENTS) == {number}


def test_names_that_are_not_clear():
    with pytest.raises(UsageError) as caught:
        numbers_of(["3", "budget.pdf"], DOCUMENTS)
    assert str(caught.value) == (
        "2 documents are called budget.pdf: say which, 1 (/docs/2024/budget.pdf) or "
        "2 (/docs/2022/budget.pdf)."
    )
    for name in ("99", "get.pdf", "", "2023/budget.pdf"):
        with pytest.raises(UsageError, match=f"no document {name} in this library"):
            numbers_of([name], DOCUMENTS)
    assert numbers_of(["3", "minutes.txt", "1"], DOCUMENTS) == {1, 3}
