"""The gate fails on a drop, passes without one; and the real thing against `baseline.json`."""

import pytest

from eval import gate
from eval.suites import Suite, open_suite
from index.errors import UsageError
from rag.config import load
from rag.models import find, ready
from rag.opening import open_assistant


def values(name, *numbers):
    return {name: {f"c{i}": float(number) for i, number in enumerate(numbers)}}


GOOD = [1] * 14 + [0] * 6


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (GOOD, []),
        ([1] * 20, []),  # better
        ([1] * 12 + [0] * 8, []),  # within the interval
        # eleven lost and none won: p = 2 / 2^11
        ([1] * 3 + [0] * 17, ["answerable_right: 0.700 -> 0.150 (worse, p = 0.001)"]),
        # as many, but won and lost, so that no test tells them apart: below the interval
        (
            [0] * 11 + [1] * 3 + [1] * 4 + [0] * 2,
            ["answerable_right: 0.700 -> 0.350 (below the interval of the baseline)"],
        ),
    ],
)
def test_drops(now, said):
    assert gate.drops(values("answerable_right", *GOOD), values("answerable_right", *now)) == said


def test_twenty_of_twenty_may_become_nineteen():
    before = values("answerable_right", *[1] * 20)
    assert gate.drops(before, values("answerable_right", *[1] * 19, 0)) == []
    assert len(gate.drops(before, values("answerable_right", *[1] * 16, *[0] * 4))) == 1


def test_a_measure_that_is_gone_fails():
    before = values("citation_precision", 1, 0.5)
    assert gate.drops(before, {}) == [
        "citation_precision: 1.000 -> 0.000 (no case has a value any more)"
    ]


def test_a_changed_suite_needs_a_new_baseline():
    suite = open_suite("seeds")
    made = gate.baseline(suite, {}, "default")
    gate.require_same_suite(made, suite)
    with pytest.raises(UsageError, match="The seeds suite has changed"):
        gate.require_same_suite(made, Suite("seeds", suite.cases[1:], None))


@pytest.mark.models
@pytest.mark.timeout(1800)
def test_no_measure_has_dropped(home_with_models, tmp_path):
    if not ready(find("default"), home_with_models / "models"):
        pytest.skip("the default model is not here; CI and FOOTNOTE_TEST_ALL_MODELS=1 fetch it")
    before = gate.read_baseline()
    gate.require_same_suite(before, open_suite("seeds"))
    assistant = open_assistant(load({"library": str(tmp_path / "library")}))
    try:
        now = gate.measure(assistant, 6, tmp_path, lambda *_: None)
    finally:
        assistant.close()
    assert gate.drops(before["measures"], now) == []
