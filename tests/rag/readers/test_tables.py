"""Rows that are understood alone."""

import pytest

from rag.readers.tables import looks_headed, table_rows

PLANS = [["Plan", "Area", "Cost"], ["Basic", "UK", "$5"], ["Plus", "", "$9"]]


def test_every_row_repeats_the_header():
    assert table_rows(PLANS, headed=True) == [
        "Plan: Basic; Area: UK; Cost: $5",
        "Plan: Plus; Cost: $9",
    ]


def test_rows_without_a_header():
    assert table_rows(PLANS, headed=False) == [
        "Plan; Area; Cost",
        "Basic; UK; $5",
        "Plus; $9",
    ]


def test_two_columns_without_a_header_read_as_name_and_value():
    rows = [["Name:", "Ann"], ["Role", ""]]
    assert table_rows(rows, headed=False) == ["Name: Ann", "Role"]


def test_a_row_of_another_length_gets_no_names():
    assert table_rows([["A", "B", "C"], ["1", "2"]], headed=True) == ["1; 2"]


def test_an_empty_corner_names_nothing():
    rows = [["", "2023", "2024"], ["Sales", "1", "2"]]
    assert table_rows(rows, headed=True) == ["Sales; 2023: 1; 2024: 2"]


def test_a_header_alone_is_text():
    assert table_rows([["A", "B", "C"]], headed=True) == ["A; B; C"]
    assert table_rows([], headed=True) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PLANS, True),
        ([["", "Food", "Calories"], ["Leaves", "Ash", "50"]], True),
        ([["Name", "Role", "Site"], ["Ann", "Engineer", "UK"]], True),
        ([["Plan", "Cost"], ["Basic", "$5"], ["Plus", "$9"]], True),
        ([["Name", "Ann"], ["Role", "Engineer"]], False),
        ([["Name:", "Ann", "Smith"], ["Role:", "a", "b"]], False),
        ([["Basic", "UK", "$5"], ["Plus", "UK", "$9"]], False),
        ([["A", "A", "B"], ["1", "2", "3"]], False),
        ([["A", "", "B"], ["1", "2", "3"]], False),
        ([["word " * 20, "b", "c"], ["1", "2", "3"]], False),
        ([["A", "B", "C"]], False),
        ([["A"], ["1"]], False),
        ([], False),
    ],
)
def test_a_header_is_believed_only_where_it_is_likely(rows, expected):
    assert looks_headed(rows) is expected
