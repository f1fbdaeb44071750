"""Charts as drawings whose places were computed by hand."""

import pytest
from lxml import etree

from eval.charts import (
    BINS,
    curve_chart,
    round_ticks,
    seconds_axis,
    seconds_strip,
    share_bar,
    share_dot,
)
from eval.metrics.intervals import Interval
from eval.metrics.refusal import OperatingPoint, RiskCoverage

HALF = Interval(0.5, 0.25, 0.8, 12, "BCa")


def drawn(svg):
    return etree.fromstring(svg)


def of_class(svg, name):
    return [each.attrib for each in drawn(svg).iter() if each.get("class") == name]


def test_a_bar_ends_at_the_mean_and_its_whisker_at_the_interval():
    svg = share_bar(HALF, 'kind "x" <b>')
    assert drawn(svg).get("role") == "img"
    assert drawn(svg).get("aria-label") == 'kind "x" <b>'
    assert [bar["width"] for bar in of_class(svg, "bar")] == ["50%"]
    assert [(line["x1"], line["x2"]) for line in of_class(svg, "whisker")] == [
        ("25%", "80%"), ("25%", "25%"), ("80%", "80%"),
    ]  # fmt: skip


@pytest.mark.parametrize("chart", [share_bar, share_dot])
@pytest.mark.parametrize("ends", [(None, None), (1.0, 1.0)])
def test_no_whisker_without_width(chart, ends):
    assert of_class(chart(Interval(1.0, *ends, 1, "none"), "x"), "whisker") == []
    assert of_class(chart(HALF, "x"), "whisker") != []


def test_a_dot_stands_at_the_mean():
    assert [dot["cx"] for dot in of_class(share_dot(HALF, "x"), "dot")] == ["50%"]


def test_the_curve_goes_from_the_surest_answers_to_all_that_were_given():
    points = (OperatingPoint(0.9, 0.25, 0.0), OperatingPoint(0.4, 0.75, 0.2))
    svg = curve_chart(RiskCoverage(points, 0.1, 0.05))
    assert [line["points"] for line in of_class(svg, "curve")] == ["25,100 75,80"]
    assert [(dot["cx"], dot["cy"]) for dot in of_class(svg, "dot")] == [("75%", "80%")]
    assert (
        drawn(svg)
        .get("aria-label")
        .endswith("0% wrong with the surest 25% answered, 20% with 75%.")
    )
    words = [text.text for text in drawn(svg).iter("text")]
    assert words.count("0 %") == words.count("100 %") == 2
    assert curve_chart(RiskCoverage((), None, None)) == ""


def test_a_strip_counts_seconds_in_columns_and_marks_their_median():
    # of 6 s in 60 columns, 0.05 s is in the first, 3.01 s twice in column 30, 6 s in the last
    svg = seconds_strip([0.05, 3.01, 3.01, 6.0], 6.0, "whole answer")
    path = of_class(svg, "bar")[0]["d"]
    assert path == f"M0 100v-50h1V100zM30 100v-100h1V100zM{BINS - 1} 100v-50h1V100z"
    assert [line["x1"] for line in of_class(svg, "whisker")] == ["50.17%"]


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [
        (9.5, [0, 2, 4, 6, 8, 10]),
        (5.01, [0, 1, 2, 3, 4, 5, 6]),
        (0.34, [0, 0.1, 0.2, 0.3, 0.4]),
        (73, [0, 20, 40, 60, 80]),
        (0.0, [0, 0.0002]),
    ],
)
def test_an_axis_has_few_round_marks_and_holds_the_longest(longest, ticks):
    assert round_ticks(longest) == ticks


def test_the_words_of_an_axis_stay_inside_it():
    texts = list(drawn(seconds_axis([0, 2, 4])).iter("text"))
    assert [(t.text, t.get("x"), t.get("text-anchor")) for t in texts] == [
        ("0 s", "0%", "start"), ("2 s", "50%", "middle"), ("4 s", "100%", "end"),
    ]  # fmt: skip
