import calendar
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.dates import Date
from eval.metrics.quantities import Number, read_quantities
from eval.metrics.text import states


def dates(text):
    return [(date.year, date.month, date.day) for date in read_quantities(text).dates]


def numbers(text):
    return [(number.value, number.unit) for number in read_quantities(text).numbers]


@pytest.mark.parametrize(
    "text",
    ["10,000", "10000", "10 000", "10\u202f000", "10'000", "10’000", "ten thousand", "10 thousand",
     "10k", "(10,000).", "10,000-strong", "10,000.00"],
)  # fmt: skip
def test_ten_thousand(text):
    assert numbers(text) == [(Decimal(10000), "")]


@pytest.mark.parametrize(
    "text",
    ["$2.5 million", "$2.5m", "$2.5M", "$2,500,000", "US$2.5 million", "2.5 million dollars",
     "two and a half million dollars", "USD 2.5 mn", "$ 2.5-million"],
)  # fmt: skip
def test_two_and_a_half_million_dollars(text):
    assert numbers(text) == [(Decimal(2500000), "$")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two hundred and fifty", [250]),
        ("one thousand two hundred and thirty-four", [1234]),
        ("two million five hundred thousand", [2500000]),
        ("twenty-five hundred", [2500]),
        ("nine hundred ninety nine", [999]),
        ("a hundred or a dozen", [100, 12]),
        ("half a million", [500000]),
        ("five and six", [5, 6]),  # two numbers, not eleven
        ("one hundred and two hundred", [100, 200]),
        ("five thousand and six thousand", [5000, 6000]),
        ("zero", [0]),
        ("one of them", [1]),
        ("no one", []),
        ("one another", []),
        ("several million", []),
        ("hundreds of", []),
        ("someone bone often", []),
        ("1,234.56", [Decimal("1234.56")]),
        ("12 345 678", [12345678]),
        ("in 2021 500 men", [2021, 500]),
        ("10.000", [10]),  # the English way
        ("2,5", [Decimal("2.5")]),
        ("-5 and −5", [-5, -5]),
        (".5", [Decimal("0.5")]),
        ("3-1", [3, 1]),
        ("2019–2021", [2019, 2021]),
        ("Zapad-2021", [2021]),  # a year in a name counts, another number does not
        ("Covid-19, T-72, 3D, v1.5, B52", []),
        ("10:30, 1.2.3, 1/2, 5th, 1,2,3", []),
        ("", []),
    ],
)
def test_values(text, expected):
    assert [value for value, _ in numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 km, 8-kilometer, 8km", [(8, "km")] * 3),
        ("5%, 5 percent, five per cent", [(5, "%")] * 3),
        ("8 kilometers, or some 5 miles", [(8, "km"), (5, "mi")]),
        ("€3bn", [(3 * 10**9, "€")]),
        ("10 m", [(10, "m")]),  # metres, for want of a currency
        ("$10 m", [(10**7, "$")]),
        ("5 kg, 5 men", [(5, "kg"), (5, "")]),
    ],
)
def test_units(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    ["5 August 2021", "August 5, 2021", "2021-08-05", "5.8.2021", "05.08.2021", "Aug. 5, 2021",
     "the 5th of August, 2021", "AUGUST 5TH 2021", "5 aug 2021.", "August 5,2021"],
)  # fmt: skip
def test_fifth_of_august_2021(text):
    assert dates(text) == [(2021, 8, 5)]


@pytest.mark.parametrize(
    "text",
    ["8-19 July", "8–19 July", "8 - 19 July", "July 8 to 19", "July 8-19", "July 8 until July 19",
     "from 8 July up to 19 July", "8th till 19th of July", "July 8 through July 19",
     "8 and 19 July"],
)  # fmt: skip
def test_range(text):
    assert dates(text) == [(None, 7, 8), (None, 7, 19)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 8 until July 19, 2024", [(2024, 7, 8), (2024, 7, 19)]),  # the year is for both
        ("between July 8 and July 19, 2024", [(2024, 7, 8), (2024, 7, 19)]),
        ("8 to 19 July 2024", [(2024, 7, 8), (2024, 7, 19)]),
        ("July 30 to August 2, 2024", [(2024, 7, 30), (2024, 8, 2)]),
        ("July 8. It ended on July 19, 2024", [(None, 7, 8), (2024, 7, 19)]),
        ("July 8 and 19 soldiers", [(None, 7, 8)]),
        ("July 30 to 2 August 2024", [(2024, 7, 30), (2024, 8, 2)]),  # two orders in one range
        ("8 July 19 men", [(None, 7, 8)]),
        ("In 2021 August 5", [(None, 8, 5)]),
        ("August 2021", [(2021, 8, None)]),
        ("in May 2021 you may 5 times march 3", [(2021, 5, None)]),
        ("February 29", [(None, 2, 29)]),
        ("29 February 2021", [(2021, 2, None)]),  # no such day
        ("13.13.2021, 2021-13-01, 32 July", []),
        ("August 5, 10,000 men", [(None, 8, 5)]),
        ("August 5,100 men", []),
        ("10,000 August", []),
        ("13/8/2021 and 8/13/2021", [(2021, 8, 13), (2021, 8, 13)]),
        ("2021", []),  # a bare year is a number
        ("", []),
    ],
)
def test_dates(text, expected):
    assert dates(text) == expected


def test_slashes_may_be_read_either_way():
    read = read_quantities("5/8/2021").dates[0]
    assert read.swappable
    assert read.states(Date(2021, 8, 5))
    assert read.states(Date(2021, 5, 8))
    assert not read.states(Date(2021, 8, 6))
    assert Date(2021, 5, 8).states(read)
    assert not read_quantities("5/5/2021").dates[0].swappable
    assert not read_quantities("5.8.2021").dates[0].swappable  # dots: the day comes first


def test_other_words_are_kept_without_fillers():
    read = read_quantities("As many as 10,000 Belarusian soldiers came on 5 August")
    assert read.words == {"belarusian", "soldiers", "came"}


def test_nothing_states_a_text_without_quantities():
    assert not read_quantities("10 men").states(read_quantities("men"))
    assert Number(Decimal(5)).states(Number(Decimal(5), "km"))


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_commas_spaces_and_none(value):
    for written in (f"{value}", f"{value:,}", f"{value:,}".replace(",", " ")):
        assert numbers(f"some {written} men") == [(value, "")]


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_a_date_is_the_same_however_written(day):
    name = calendar.month_name[day.month]
    forms = [
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{name[:3]}. {day.day}, {day.year}",
    ]
    for written in forms:
        assert dates(f"It was {written}.") == [(day.year, day.month, day.day)], written
        assert all(states(written, [other]) for other in forms)
    assert states(f"{day.day}/{day.month}/{day.year}", forms[:1])
    assert states(f"{day.month}/{day.day}/{day.year}", forms[:1])


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_states_itself(text):
    read = read_quantities(text)
    if read.dates or read.numbers:
        assert read.states(read)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["one hundred and ", "1,000", "July 8 to ", "1 000 ", "a ", "-"])
def test_long_texts_take_no_time(piece):
    read_quantities(piece * 5000)
