import math
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.intervals import Interval, mean_interval, statistic_interval

VALUES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=2, max_size=12)


def test_interval_agrees_with_the_normal_one_where_it_should():
    # 400 cases, 300 right: 0.75 ± 1.96 * sqrt(0.75 * 0.25 / 400) = 0.75 ± 0.0424
    interval = mean_interval([1.0] * 300 + [0.0] * 100)
    assert interval.mean == 0.75
    assert interval.low == pytest.approx(0.7076, abs=0.01)
    assert interval.high == pytest.approx(0.7924, abs=0.01)
    assert (interval.cases, interval.method) == (400, "BCa")


def test_a_narrower_level_gives_a_narrower_interval():
    values = [1.0] * 30 + [0.0] * 10
    wide, narrow = mean_interval(values), mean_interval(values, level=0.5)
    assert wide.low < narrow.low < 0.75 < narrow.high < wide.high


def test_the_same_seed_gives_the_same_interval():
    values = [0.1, 0.4, 0.45, 0.9, 0.3]
    assert mean_interval(values, seed=3) == mean_interval(values, seed=3)
    assert mean_interval(values, seed=3) != mean_interval(values, seed=4)


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1])
def test_constant_values_have_no_spread(value):
    # 0.1 has no exact float: the mean of three may differ from it in the last place
    interval = mean_interval([value] * 3)
    assert interval.method == "percentile"
    assert (interval.mean, interval.low, interval.high) == pytest.approx((value,) * 3)


def test_one_case_and_none():
    assert mean_interval([0.5]) == Interval(0.5, None, None, 1, "none")
    assert mean_interval([]) is None


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_values_have_to_be_finite(value):
    with pytest.raises(ValueError, match="finite"):
        mean_interval([1.0, value])


@settings(max_examples=25, deadline=None)
@given(VALUES)
def test_interval_lies_within_the_values(values):
    interval = mean_interval(values, resamples=200)
    assert min(values) - 1e-12 <= interval.low <= interval.high <= max(values) + 1e-12
    assert interval.mean == pytest.approx(sum(values) / len(values))


def test_twenty_of_twenty_do_not_prove_that_all_are_right():
    # Clopper and Pearson: the lower end of 20 of 20 is (0.05 / 2) ** (1 / 20)
    interval = mean_interval([1.0] * 20, counted=True)
    assert (interval.mean, interval.high, interval.method) == (1, 1, "exact")
    assert interval.low == pytest.approx(0.025 ** (1 / 20))
    none = mean_interval([0.0] * 20, counted=True)
    assert (none.low, none.high) == pytest.approx((0, 1 - 0.025 ** (1 / 20)))
    # a score of 1 in every case was not counted, and a mixed share needs no exact interval
    assert mean_interval([1.0] * 20).method == "percentile"
    assert mean_interval([1.0, 0.0] * 10, counted=True).method == "BCa"


def test_the_interval_of_a_median():
    # the 95 % order-statistic interval of the median of 1..99 is the 40th to the 60th value
    interval = statistic_interval(list(range(1, 100)), statistics.median)
    assert interval.mean == 50
    assert interval.low == pytest.approx(40, abs=2)
    assert interval.high == pytest.approx(60, abs=2)
    assert (interval.cases, interval.method) == (99, "percentile")
    assert statistic_interval(list(range(1, 100)), statistics.median) == interval
    assert statistic_interval(list(range(1, 100)), statistics.median, seed=1) != interval


def test_a_statistic_that_is_not_always_defined():
    def share_of_the_asked(rows):
        asked = [right for asked, right in rows if asked]
        return sum(asked) / len(asked) if asked else None

    # in one sample of four nothing was asked; the others have 0 or 1
    interval = statistic_interval([(True, 1), (False, 0)], share_of_the_asked)
    assert (interval.mean, interval.low, interval.high) == (1, 1, 1)
    assert statistic_interval([(False, 0)] * 3, share_of_the_asked) is None
    assert statistic_interval([], share_of_the_asked) is None
    assert statistic_interval([7.0], statistics.median) == Interval(7.0, None, None, 1, "none")
