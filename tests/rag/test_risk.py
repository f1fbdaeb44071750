"""Scores become probabilities, and a rate of errors becomes the least one to be shown."""

import pytest

from rag import risk
from rag.find import Found
from rag.reader import calibration

RATES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)


def found(*answers):
    return Found((), (), answers)


def test_what_is_known_before_makes_an_answer_surer():
    weak, strong = found(-2.0, -2.0), found(3.0, -2.0)
    assert risk.sure("before", risk.before(weak)) < risk.sure("before", risk.before(strong))


def test_what_the_judge_says_makes_an_answer_surer():
    assert risk.sure("after", {"judged": -1.0}) < risk.sure("after", {"judged": 3.0})


def test_a_probability_it_stays():
    for judged in (-1e6, 1e6):
        assert 0 < risk.sure("after", {"judged": judged}) < 1
    assert 0 < risk.sure("before", risk.before(found())) < 1


@pytest.mark.parametrize("stage", ["before", "after"])
def test_fewer_errors_ask_for_more(stage):
    needed = [risk.least(stage, rate) for rate in RATES]
    assert needed == sorted(needed, reverse=True)
    assert needed[0] > needed[-1]
    assert risk.least(stage, 1.0) == 0.0
    assert risk.least(stage, 0.0) == 1.0


def test_between_two_rates_the_stricter_one_counts():
    table = calibration()["before least"]
    assert risk.least("before", 0.33) == table["0.3"]
    assert risk.least("before", 0.3) == table["0.3"]
    assert risk.least("before", 0.29) == table["0.25"]
