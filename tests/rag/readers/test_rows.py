"""Rows that carry the names of their columns, and never names that are not theirs."""

import pytest

from rag.readers.headers import find_header, is_value
from rag.readers.rows import Budget, table_text

MOST = ": it reads at most 20,000 rows and 2 million characters of a file."
BILLS = [
    ["Supplier", "Month", "Amount"],
    ["Arden", "May", "1,200"],
    ["Birch", "May", "900"],
]


def sheet(rows):
    """Give every cell its column, as the readers do."""
    return [{place: cell for place, cell in enumerate(row) if cell} for row in rows]


def texts(rows, **options):
    return [piece.text for piece in table_text(sheet(rows), Budget(), **options)]


def test_a_row_is_understood_alone():
    assert texts(BILLS) == [
        "Supplier: Arden; Month: May; Amount: 1,200",
        "Supplier: Birch; Month: May; Amount: 900",
    ]


def test_titles_above_a_table_stay_text_and_rows_stand_close_together():
    rows = [["Bills of the year"], *BILLS, [], ["Checked by Ann."]]
    pieces = table_text(sheet(rows), Budget())
    assert [(piece.text, piece.close) for piece in pieces] == [
        ("Bills of the year", False),
        ("Supplier: Arden; Month: May; Amount: 1,200", False),
        ("Supplier: Birch; Month: May; Amount: 900", True),
        ("Checked by Ann.", False),
    ]


def test_a_total_below_an_empty_row_keeps_the_names():
    assert texts([*BILLS, [], ["Total", "", "2,100"]])[-1] == "Supplier: Total; Amount: 2,100"


def test_another_table_below_does_not_get_the_names_of_the_first():
    assert texts([*BILLS, [], ["Paid by", "Ann", "Bob"]])[-1] == "Paid by; Ann; Bob"


def test_an_empty_row_between_the_names_and_the_table():
    assert texts([BILLS[0], [], *BILLS[1:]]) == texts(BILLS)


def test_two_rows_of_names_are_one_where_they_repeat():
    rows = [
        ["", "2023", "", "2024", ""],
        ["Region", "Q1", "Q2", "Q1", "Q2"],
        ["North", "1", "2", "3", "4"],
    ]
    assert texts(rows) == ["Region: North; 2023 Q1: 1; 2023 Q2: 2; 2024 Q1: 3; 2024 Q2: 4"]


def test_a_group_whose_reach_is_unknown_is_a_caption():
    rows = [
        ["in millions", "", "", "2023", "", "", ""],
        ["", "Sales", "Costs", "Staff", "Sites", "Tax", "Profit"],
        ["North", "1", "2", "3", "4", "5", "6"],
    ]
    assert texts(rows) == [
        "in millions: 2023",
        "North; Sales: 1; Costs: 2; Staff: 3; Sites: 4; Tax: 5; Profit: 6",
    ]


def test_a_wide_row_repeats_its_first_cell():
    names = ["Site", *(f"Measure of the day {i}" for i in range(40))]
    lines = texts([names, ["Hull", *(str(1000 + i) for i in range(40))]])
    assert len(lines) == 3
    assert all(line.startswith("Site: Hull; Measure") and len(line) <= 500 for line in lines)
    joined = "; ".join(lines)
    assert all(f"Measure of the day {i}: {1000 + i}" in joined for i in range(40))


def test_a_long_text_in_a_cell_is_parted_and_every_part_says_whose_it_is():
    words = " ".join(f"word{i}" for i in range(200))
    lines = texts([["Site", "Staff", "Report"], ["Hull", "5", words]])
    assert lines[0].startswith("Site: Hull; Staff: 5; Report: word0 word1 ")
    assert all(line.startswith("Site: Hull; Report: word") for line in lines[1:])
    assert all(len(line) <= 500 for line in lines)
    assert " ".join(line.partition("Report: ")[2] for line in lines) == words


def test_a_long_first_cell_is_not_repeated():
    lines = texts([[f"{'ab ' * 400}end", "1", "2"]])
    assert len(lines) == 5
    assert " ".join(lines) == "ab " * 400 + "end; 1; 2"


def test_rows_without_names():
    assert texts([["8", "9"], ["1", "2"]]) == ["8; 9", "1; 2"]
    assert texts([["Owner", "Ann"], ["Role", "Engineer"]]) == ["Owner: Ann", "Role: Engineer"]


@pytest.mark.parametrize(
    ("rows", "usual", "names"),
    [
        (BILLS, False, BILLS[0]),
        ([["Region", "2023", "2024"], ["North", "5", "6"]], False, ["Region", "2023", "2024"]),
        ([["Year", "Region"], ["2023", "North"], ["2024", "South"]], False, ["Year", "Region"]),
        ([["Name", "Role", "Site"], ["Ann", "Engineer", "UK"]], False, ["Name", "Role", "Site"]),
        ([["Name", "Role"], ["Ann", "Engineer"]], False, None),
        ([["Name", "Role"], ["Ann", "Engineer"]], True, ["Name", "Role"]),
        ([["Ann", "UK", "2020"], ["Bob", "DE", "2021"]], True, None),
        ([["Arden", "May", "1,200"], ["Birch", "May", "900"]], True, None),
        ([["Sum", "Sum", "Part"], ["1", "2", "3"]], True, None),
        ([["Name:", "Ann"], ["Age:", "45"]], True, None),
        ([["word " * 40, "b"], ["1", "2"]], True, None),
        ([["A", "B", "C"]], True, None),
        ([], True, None),
    ],
)
def test_names_are_believed_only_where_they_are_likely(rows, usual, names):
    header = find_header(rows, usual=usual)
    assert (header and header.names) == names


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((cell, True) for cell in ("1,200", "$5", "EUR 7.50", "5 kg", "(300)", "-4.5", "50 %")),
        *((cell, True) for cell in ("2024-05-01", "14:30", "—", "7.50 €", "1'000", "2.4.2024")),
        *((cell, False) for cell in ("Q1 2024", "FY24", "May", "Zone 5", "3rd floor", "", "B12")),
    ],
)
def test_what_is_a_value(cell, expected):
    assert is_value(cell) is expected


def test_more_rows_than_the_budget_are_left_out_and_said_to_be():
    pieces = table_text(sheet(BILLS * 10), Budget(rows=3), total=30)
    assert [piece.text for piece in pieces] == [
        "Supplier: Arden; Month: May; Amount: 1,200",
        "Supplier: Birch; Month: May; Amount: 900",
        f"Footnote left out about 27 rows below{MOST}",
    ]


def test_one_budget_is_for_all_the_sheets_of_a_file():
    budget = Budget(characters=100)
    assert len(table_text(sheet(BILLS), budget)) == 2
    assert [piece.text for piece in table_text(sheet([["word " * 30], ["x"]]), budget)] == [
        f"Footnote left out the other rows below{MOST}"
    ]
    assert budget.take(0) is False
