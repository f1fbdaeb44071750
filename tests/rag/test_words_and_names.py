"""Words, stems, numbers and names (rag/words.py)."""

import pytest

from rag.words import names, numbers, same_name, stems, words


def test_words_and_stems():
    assert words("The CAT's naïve 2nd") == ["the", "cat", "s", "naïve", "2nd"]
    assert stems("The soldiers and a soldier exercised exercises") == {"soldie", "exerci"}
    assert stems("10,000 and 10'000 and 10000") == {"10000"}
    assert stems("3.5 percent in 2021") == {"3", "5", "percen", "2021"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,000 men", {"10000"}),
        ("10000 men", {"10000"}),
        ("10 000 men", {"10", "000"}),  # a plain space may stand between two numbers
        ("10\u202f000 and 10\u00a0000 and 10'000", {"10000"}),
        ("1,234,567.5", {"1234567.5"}),
        ("3.5 percent", {"3.5"}),
        ("ten men, Twenty women", {"10", "20"}),
        ("in 2021.", {"2021"}),
        ("Zapad-2021", {"2021"}),
        ("one", set()),  # more often a pronoun than a number
        ("", set()),
    ],
)
def test_numbers(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drill was in Ningxia.", {"ningxia"}),
        ("China sent troops. Russia too.", set()),  # first words may be capitals for grammar only
        ("NATO and the SCO met.", {"nato", "sco"}),
        ("He said: “Moscow knows.”", set()),
        ("He said that “Moscow knows.”", {"moscow"}),
        ("He met Ms Weber, I think.", {"ms", "weber"}),
        ("Zapad-Interaction 2021", {"interaction"}),
    ],
)
def test_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("china", "china", True),
        ("china", "chinese", True),
        ("belarus", "belarusian", True),
        ("russia", "russians", True),
        ("moscow", "moscows", True),
        ("austria", "australia", False),
        ("iran", "iraq", False),
        ("un", "unesco", False),
        ("vostok", "zapad", False),
        ("2018", "2018", True),
        ("2018", "2021", False),
        ("1000", "10000", False),
        ("100000", "100001", False),
        ("48000", "480000", False),
    ],
)
def test_forms_of_one_name(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same
