"""Numbers as a spreadsheet shows them."""

import pytest

from rag.readers.number_format import BUILT_IN, shown


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (1200.0, "General", "1200"),
        (1200.0, "", "1200"),
        (0.1 + 0.2, "General", "0.3"),
        (-3.5, "General", "-3.5"),
        (1200.0, "#,##0", "1,200"),
        (1200.0, "#,##0.00", "1,200.00"),
        (1234.567, "0", "1235"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (1200.5, '"$"#,##0.00', "$1,200.50"),
        (-1200.5, '"$"#,##0.00_);\\("$"#,##0.00\\)', "-$1,200.50"),
        (7.5, "#,##0.00\\ [$€-407]", "7.50 €"),
        (7.5, "[$EUR] 0.00", "EUR 7.50"),
        (12, '0" kg"', "12 kg"),
        (5, "[Red]0.00", "5.00"),
        (2.5, "0.##", "2.5"),
        (2.0, "0.##", "2"),
        (-0.001, "0.00", "0.00"),
        (1.5e6, "0.00E+00", "1500000"),
        (45413.0, "dd.mm.yyyy", "2024-05-01"),
        (45413.0, "mmm-yy", "2024-05-01"),
        (45413.0, '[$-409]d"th" mmmm', "2024-05-01"),
        (45413.604166666664, "yyyy-mm-dd hh:mm", "2024-05-01 14:30"),
        (0.604166666666667, "h:mm AM/PM", "14:30"),
        (1.5, "[h]:mm", "36:00"),
        (1e9, "yyyy-mm-dd", "1000000000"),
        (42, '"no digits"', "42"),
    ],
)
def test_a_number_reads_as_it_is_shown(value, form, expected):
    assert shown(value, form) == expected


def test_the_formats_that_are_named_by_number():
    assert [shown(45413.5, BUILT_IN[i]) for i in (1, 4, 9, 14, 20, 22)] == [
        "45414",
        "45,413.50",
        "4541350%",
        "2024-05-01",
        "12:00",
        "2024-05-01 12:00",
    ]


def test_workbooks_of_old_macs_count_from_1904():
    assert shown(0.0, "yyyy-mm-dd", since_1904=True) == "1904-01-01"
