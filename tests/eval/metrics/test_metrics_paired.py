import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.paired import compare
from index.errors import UsageError

VALUES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=2, max_size=12)


def runs(a, b):
    return {f"c{i}": x for i, x in enumerate(a)}, {f"c{i}": x for i, x in enumerate(b)}


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_values_to_compare_have_to_be_finite(value):
    with pytest.raises(ValueError, match="finite"):
        compare({"a": 1.0}, {"a": value})


def test_better_by_hand():
    # all 8 differences are +1. Of the 2^8 ways to set the signs two are as great: p = 2/256
    result = compare(*runs([0.0] * 8, [1.0] * 8))
    assert result.p_value == pytest.approx(2 / 256)
    assert result.verdict == "better"
    assert (result.mean_a, result.mean_b, result.difference.mean) == (0, 1, 1)
    assert compare(*runs([1.0] * 8, [0.0] * 8)).verdict == "worse"


def test_lower_may_be_better():
    a, b = runs([3.0, 3.1, 3.2, 3.1, 3.3, 3.2, 3.0, 3.1], [1.0, 1.2, 1.1, 1.3, 1.1, 1.0, 1.2, 1.1])
    assert compare(a, b).verdict == "worse"
    assert compare(a, b, higher_is_better=False).verdict == "better"


def test_too_few_cases_to_tell():
    # 5 differences of +1: p = 2/32 = 0.0625
    result = compare(*runs([0.0] * 5, [1.0] * 5))
    assert result.p_value == 0.0625
    assert result.verdict == "not told apart"


def test_p_value_by_hand():
    # differences +1, +1, -1 (sum 1): of the 8 sign settings all have |sum| >= 1: p = 1
    assert compare(*runs([0, 0, 1], [1, 1, 0])).p_value == 1
    # differences 1, 2, 4 (sum 7): only 7 and -7 are as great: p = 2/8
    assert compare(*runs([0, 0, 0], [1, 2, 4])).p_value == 0.25
    # differences 1, 2, -4 (sum -1): |sum| of 1, 2, 4 with any signs is 1, 3, 5 or 7: p = 1
    assert compare(*runs([0, 0, 4], [1, 2, 0])).p_value == 1
    # differences 1, -2, 4 (sum 3): 3, 5 and 7, either way: p = 6/8
    assert compare(*runs([0, 2, 0], [1, 0, 4])).p_value == 0.75


def test_pairing_counts():
    # B is 0.1 better on each of 20 cases that differ widely from each other
    a = [i / 20 for i in range(20)]
    result = compare(*runs(a, [x + 0.1 + 0.01 * (i % 2) for i, x in enumerate(a)]))
    assert result.verdict == "better"
    assert 0.1 < result.difference.low <= result.difference.high < 0.11


@pytest.mark.parametrize("values", [[0.0] * 4, [1.0], [0.3, 0.7]])
def test_equal_runs_are_not_told_apart(values):
    result = compare(*runs(values, values))
    assert result.verdict == "not told apart"
    assert result.p_value == 1
    assert result.difference.mean == 0


def test_one_case_is_never_told_apart():
    result = compare({"a": 0.0}, {"a": 1.0})
    assert (result.verdict, result.p_value, result.difference.low) == ("not told apart", 1, None)


def test_cases_are_paired_by_id_not_by_order():
    a = {"x": 0.0, "y": 1.0}
    b = {"y": 1.0, "x": 0.0}
    assert compare(a, b).difference.method == "percentile"
    assert compare(a, b).difference.high == 0


def test_cases_without_a_value_are_left_out_and_counted():
    a = {"x": 0.0, "y": None, "z": 1.0, "w": 0.5}
    b = {"x": 1.0, "y": 1.0, "z": None, "w": 0.5}
    result = compare(a, b)
    assert result.left_out == 2
    assert (result.mean_a, result.mean_b, result.difference.cases) == (0.25, 0.75, 2)


def test_runs_over_different_cases_are_refused():
    with pytest.raises(UsageError) as refusal:
        compare({"a": 1.0, "b": 1.0, "c": 1.0}, {"c": 1.0, "d": 1.0})
    assert str(refusal.value) == (
        "The runs differ in 3 cases: 2 only in the first, 1 only in the second (such as a). "
        "Run both on the same suite, sample and seed."
    )


@pytest.mark.parametrize(("a", "b"), [({}, {}), ({"a": None}, {"a": 1.0})])
def test_nothing_to_compare(a, b):
    with pytest.raises(UsageError, match="nothing to compare"):
        compare(a, b)


def test_a_stricter_level_tells_less_apart():
    a, b = runs([0.0] * 8, [1.0] * 8)  # p = 0.0078
    assert compare(a, b, level=0.99).verdict == "better"
    assert compare(a, b, level=0.995).verdict == "not told apart"


@pytest.mark.parametrize(
    ("won", "lost", "by_test", "by_interval"), [(28, 14, True, False), (9, 2, False, True)]
)
def test_test_and_interval_both_have_to_tell_them_apart(won, lost, by_test, by_interval):
    differences = [1.0] * won + [-1.0] * lost + [0.0] * max(0, 40 - won - lost)
    result = compare(*runs([0.0] * len(differences), differences), resamples=1999)
    assert (result.p_value < 0.05) is by_test
    assert (result.difference.low > 0) is by_interval
    assert result.verdict == "not told apart"


@settings(max_examples=25, deadline=None)
@given(VALUES, st.integers(0, 5))
def test_exchanging_the_runs_turns_the_verdict(values, seed):
    a, b = runs(values, values[::-1])
    a = {case: value / 2 for case, value in a.items()}
    forth, back = (compare(*pair, seed=seed, resamples=5000) for pair in ((a, b), (b, a)))
    assert forth.p_value == pytest.approx(back.p_value)  # all signs: exact up to 12 cases
    assert forth.difference.mean == pytest.approx(-back.difference.mean)
    assert 0 < forth.p_value <= 1
    turned = {"better": "worse", "worse": "better", "not told apart": "not told apart"}
    if abs(forth.difference.low) > 0.02 and abs(forth.difference.high) > 0.02:
        assert back.verdict == turned[forth.verdict]
    assert replace(forth, verdict="better") == replace(
        compare(a, b, seed=seed, resamples=5000), verdict="better"
    )
