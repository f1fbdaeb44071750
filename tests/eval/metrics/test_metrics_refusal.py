import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.refusal import coverage_at_risk, refusal_scores, risk_coverage

CASES = st.lists(st.tuples(st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.booleans()), max_size=12)


def test_refusal_by_hand():
    # refused 3, of which 2 rightly; unanswerable 4: P = 2/3, R = 2/4, F1 = 2*2 / (3 + 4) = 4/7
    refused = [True, True, True, False, False, False]
    unanswerable = [True, True, False, True, True, False]
    scores = refusal_scores(refused, unanswerable)
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == 0.5
    assert scores.f1 == pytest.approx(4 / 7)
    assert (scores.refused, scores.unanswerable, scores.cases) == (3, 4, 6)


@pytest.mark.parametrize(
    ("refused", "unanswerable", "expected"),
    [
        ([True, True, True], [True, False, False], (1 / 3, 1.0, 0.5)),  # all: 2*1 / (3 + 1)
        ([False, False], [True, False], (None, 0.0, 0.0)),  # none refused: precision of nothing
        ([True, False], [False, False], (0.0, None, 0.0)),  # none to refuse
        ([False, False], [False, False], (None, None, None)),  # nothing to measure
        ([], [], (None, None, None)),
        ([True], [True], (1.0, 1.0, 1.0)),
    ],
)
def test_refusal_at_the_edges(refused, unanswerable, expected):
    scores = refusal_scores(refused, unanswerable)
    assert (scores.precision, scores.recall, scores.f1) == pytest.approx(expected)


def test_refusal_lists_have_to_be_of_one_length():
    with pytest.raises(ValueError, match="shorter"):
        refusal_scores([True, False], [True])


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=20))
def test_refusal_f1_lies_between_precision_and_recall(pairs):
    refused, unanswerable = [a for a, _ in pairs], [b for _, b in pairs]
    scores = refusal_scores(refused, unanswerable)
    if scores.precision is not None and scores.recall is not None:
        least, most = sorted([scores.precision, scores.recall])
        assert least - 1e-12 <= scores.f1 <= most + 1e-12
    other = refusal_scores(unanswerable, refused)  # exchanged, precision is recall
    assert (scores.precision, scores.f1) == (other.recall, other.f1)


def test_curve_by_hand():
    # in falling confidence: right, wrong, right, right
    # so the risks are 0, 1/2, 1/3, 1/4 and their mean is (6/12 + 4/12 + 3/12) / 4 = 13/48
    # best order: right, right, right, wrong: (0 + 0 + 0 + 1/4) / 4 = 3/48; excess = 10/48
    curve = risk_coverage([(0.2, True), (0.9, True), (0.4, True), (0.7, False)])
    assert [(p.confidence, p.coverage, p.risk) for p in curve.points] == [
        (0.9, 0.25, 0.0),
        (0.7, 0.5, 0.5),
        (0.4, 0.75, pytest.approx(1 / 3)),
        (0.2, 1.0, 0.25),
    ]
    assert curve.aurc == pytest.approx(13 / 48)
    assert curve.excess == pytest.approx(10 / 48)


def test_ties_count_as_the_mean_over_their_orders():
    # one tie of right and wrong: risk(1) is 0 or 1, so 1/2; risk(2) = 1/2; AURC = 1/2
    # The best order has (0 + 1/2) / 2, a quarter, and the excess is the rest.
    for cases in ([(0.5, True), (0.5, False)], [(0.5, False), (0.5, True)]):
        curve = risk_coverage(cases)
        assert curve.aurc == 0.5
        assert curve.excess == 0.25
        assert len(curve.points) == 1  # no threshold parts them
        assert curve.points[0].risk == 0.5


@pytest.mark.parametrize(
    ("cases", "aurc", "excess"),
    [
        ([], None, None),
        ([(0.3, True)], 0.0, 0.0),
        ([(0.3, False)], 1.0, 0.0),
        ([(0.9, True), (0.1, True)], 0.0, 0.0),
        ([(0.9, False), (0.1, False)], 1.0, 0.0),  # all wrong: no order is better
        ([(0.9, True), (0.1, False)], 0.25, 0.0),  # (0 + 1/2) / 2: the best order
        ([(0.9, False), (0.1, True)], 0.75, 0.5),  # (1 + 1/2) / 2
    ],
)
def test_curve_at_the_edges(cases, aurc, excess):
    curve = risk_coverage(cases)
    assert curve.aurc == aurc
    assert curve.excess == excess


@pytest.mark.parametrize("confidence", [math.nan, math.inf])
def test_a_confidence_has_to_be_finite(confidence):
    with pytest.raises(ValueError, match="finite"):
        risk_coverage([(confidence, True)])


def test_coverage_at_risk_by_hand():
    # risks at the points: 0 (1/4), 1/2 (2/4), 1/3 (3/4), 1/4 (4/4)
    curve = risk_coverage([(0.2, True), (0.9, True), (0.4, True), (0.7, False)])
    assert coverage_at_risk(curve, 0.0) == 0.25
    assert coverage_at_risk(curve, 0.24) == 0.25
    assert coverage_at_risk(curve, 0.25) == 1.0  # the greatest, though 2/4 is above the bound
    wrong_first = risk_coverage([(0.9, False), (0.1, True)])
    assert coverage_at_risk(wrong_first, 0.1) == 0.0
    assert coverage_at_risk(risk_coverage([]), 1.0) == 0.0


@given(CASES, st.randoms())
def test_curve_bounds_and_order(cases, random):
    curve = risk_coverage(cases)
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert risk_coverage(shuffled) == curve
    if cases:
        assert 0 <= curve.excess <= curve.aurc <= 1
        wrong = sum(not right for _, right in cases) / len(cases)
        assert curve.points[-1].coverage == 1
        assert curve.points[-1].risk == pytest.approx(wrong)
        assert coverage_at_risk(curve, wrong + 1e-9) == 1
    flat = risk_coverage([(0.5, right) for _, right in cases])
    if cases:  # a confidence that tells nothing: the risk is the share of wrong ones everywhere
        assert flat.aurc == pytest.approx(wrong)
