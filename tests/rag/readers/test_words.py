"""Hyphens at line ends: part of the word, or not."""

import pytest

from rag.readers.words import Mender


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "expected"),
    [
        ("new informa", "tion came", "", "new information came"),
        ("the cutting", "edge tool", "cutting an edge", "the cutting-edge tool"),
        ("an in", "network visit", "in-network care", "an in-network visit"),
        ("be re", "signed now", "resigned; re-signed; resigned", "be resigned now"),
        ("out-of", "pocket cost", "", "out-of-pocket cost"),
        ("Anglo", "Saxon law", "", "Anglo-Saxon law"),
        ("in 2020", "21 only", "", "in 2020-21 only"),
    ],
)
def test_the_rest_of_the_document_decides(before, after, elsewhere, expected):
    lines = [(before, True), (after, False)]
    assert Mender([*lines, (elsewhere, False)]).join(lines) == expected


def test_halves_of_words_are_no_evidence_of_words():
    lines = [("a con", True), ("strued case and con", True), ("strued law", False)]
    assert Mender(lines).join(lines) == "a construed case and construed law"


def test_a_document_that_divides_no_words_keeps_its_hyphens():
    pair = [("a cutting", True), ("edge tool", False)]
    assert Mender([*pair, *[("line", False)] * 60]).join(pair) == "a cutting-edge tool"
    assert Mender(pair).join(pair) == "a cuttingedge tool"


def test_lines_are_joined_with_spaces():
    lines = [("one", False), ("two", False), ("three", True)]
    assert Mender(lines).join(lines) == "one two three-"
