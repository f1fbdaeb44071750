"""Agreement of a check with people, by claims counted by hand."""

import random

import pytest

from eval.metrics.support import accuracy, auroc, let_through, macro_f1, precision, recall

# (accepted, supported): 3 true and 1 false acceptance, 2 missed, 4 rightly rejected
ROWS = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4


def test_counted_by_hand():
    assert accuracy(ROWS) == pytest.approx(7 / 10)
    assert precision(ROWS) == pytest.approx(3 / 4)
    assert recall(ROWS) == pytest.approx(3 / 5)
    assert let_through(ROWS) == pytest.approx(1 / 5)
    # of both classes 2 TP / (2 TP + FP + FN)
    assert macro_f1(ROWS) == pytest.approx((6 / 9 + 8 / 11) / 2)


def test_accepting_everything_of_a_balanced_set_gives_a_third():
    rows = [(True, True)] * 5 + [(True, False)] * 5
    assert macro_f1(rows) == pytest.approx(1 / 3)
    assert (accuracy(rows), precision(rows), recall(rows), let_through(rows)) == (0.5, 0.5, 1, 1)


def test_nothing_to_measure_is_none():
    assert [f([]) for f in (accuracy, precision, recall, let_through, macro_f1, auroc)] == [
        None
    ] * 6
    assert precision([(False, True)]) is None
    assert recall([(True, False)]) is None
    assert let_through([(True, True)]) is None


def test_a_class_that_nobody_named_is_left_out():
    assert macro_f1([(True, True), (True, True)]) == 1
    assert macro_f1([(True, False)]) == 0
    assert macro_f1([(True, True), (False, True)]) == pytest.approx((2 / 3 + 0) / 2)


def test_area_counted_by_hand():
    # pairs (supported, unsupported): .9>.8 .9>.2 .5<.8 .5>.2
    assert auroc([(0.9, True), (0.8, False), (0.5, True), (0.2, False)]) == pytest.approx(3 / 4)
    assert auroc([(0.9, True), (0.1, False)]) == 1
    assert auroc([(0.1, True), (0.9, False)]) == 0
    assert auroc([(0.5, True), (0.5, False), (0.5, False)]) == pytest.approx(1 / 2)
    # 1 > 0, 1 = 1
    assert auroc([(1.0, True), (1.0, False), (0.0, False)]) == pytest.approx(3 / 4)
    assert auroc([(0.1, True), (0.2, True)]) is None


def test_area_is_the_share_of_pairs_in_the_right_order():
    chance = random.Random(4)  # noqa: S311  (no secrets)
    rows = [(round(chance.random(), 1), chance.random() < 0.4) for _ in range(60)]
    pairs = [(a, b) for a, gold in rows if gold for b, other in rows if not other]
    right = sum((a > b) + (a == b) / 2 for a, b in pairs)
    assert auroc(rows) == pytest.approx(right / len(pairs))
