"""The evidence reader as it is shipped, on texts of our own."""

from importlib.resources import files

import numpy as np
import pytest

from rag.reader import LONGEST_SPAN, EvidenceReader, Reading, calibration

BRIDGE = (
    "The bridge in Lindau was opened on Monday. It cost 48,000 euros, which the town paid alone. "
    "Many people cross it every day."
)
QUESTION = "How much did the bridge in Lindau cost?"


@pytest.fixture(scope="module")
def reader():
    return EvidenceReader(threads=1)


def test_it_is_small_enough_to_travel_with_the_program():
    sizes = [entry.stat().st_size for entry in files("rag").joinpath("reader_model").iterdir()]
    assert sum(sizes) < 25_000_000


@pytest.mark.parametrize(
    "other",
    [
        "Taxes are due in May. Late payers owe a fee of twelve percent to the town.",
        "The cat of the mayor is called Minka. She sleeps all day.",
        "The bridge in Lindau was opened on Monday. Many people cross it every day.",
    ],
)
def test_the_passage_that_answers_is_preferred(reader, other):
    right, wrong = reader.read(QUESTION, [BRIDGE, other])
    assert right.answers > wrong.answers


def test_the_likeliest_answer_has_a_place(reader):
    [reading] = reader.read(QUESTION, [BRIDGE])
    score, (start, end) = reading.best(0, len(BRIDGE))
    assert "48,000" in BRIDGE[start:end]
    sentences = ["The bridge in", "It cost", "Many people"]
    starts = [BRIDGE.index(s) for s in sentences]
    scores = [
        reading.best(a, b)[0] for a, b in zip(starts, [*starts[1:], len(BRIDGE)], strict=True)
    ]
    assert max(scores) == scores[1] == score


def test_a_claim_needs_its_sentences(reader):
    cost = "The bridge in Lindau cost 48,000 euros."
    true, other, silent = reader.supports([
        ("The bridge cost 48,000 euros.", cost),
        ("The bridge cost 9,000 dollars.", cost),
        ("The mayor of Lindau owns three cats.", cost),
    ])  # fmt: skip
    assert true > other
    assert true > silent


def test_the_order_and_number_of_passages_change_nothing(reader):
    passages = [f"{BRIDGE} {'It is red. ' * n}" for n in range(23)]
    together = reader.read(QUESTION, passages)
    assert len(together) == 23
    for i in (0, 11, 22):
        [alone] = reader.read(QUESTION, [passages[i]])
        # 8-bit activations are scaled by batch, so that neighbours show a little
        assert alone.answers == pytest.approx(together[i].answers, abs=0.5)
        assert np.array_equal(alone.offsets, together[i].offsets)
    assert reader.read(QUESTION, []) == []
    assert reader.supports([]) == []


def test_what_is_beyond_its_reach_has_no_answer(reader):
    long = "The sun shines. " * 200 + "It cost 48,000 euros."
    [reading] = reader.read(QUESTION, [long])
    assert reading.best(len(long) - 21, len(long)) == (-20.0, None)


@pytest.mark.parametrize("text", ["", " ", "\u200b", "日本語の文", "x" * 5000, "\x00\x01"])
def test_any_text_is_read(reader, text):
    [reading] = reader.read(text or "?", [text])
    assert np.isfinite(reading.answers)
    assert reader.supports([(text, text)])[0] == pytest.approx(0, abs=50)


def test_the_best_span_counted_by_hand():
    starts = np.array([0, 5, 0, 0], dtype=np.float32)
    ends = np.array([9, 0, 4, 0], dtype=np.float32)
    offsets = np.array([[0, 2], [3, 5], [6, 8], [9, 11]])
    reading = Reading(0.0, offsets, starts, ends)
    assert reading.best(0, 11) == (4.5, (0, 2)) or reading.best(0, 11) == (4.5, (3, 8))
    assert reading.best(3, 11) == (4.5, (3, 8))
    assert reading.best(6, 11) == (2.0, (6, 8))
    assert reading.best(4, 5) == (-20.0, None)


def test_a_span_is_never_too_long():
    count = LONGEST_SPAN + 10
    starts, ends = np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
    starts[0] = ends[-1] = 9
    offsets = np.array([[i, i + 1] for i in range(count)])
    score, (start, end) = Reading(0.0, offsets, starts, ends).best(0, count)
    assert (score, end - start <= LONGEST_SPAN) == (4.5, True)


def test_the_calibration_has_what_is_looked_up():
    names = {"passage", "sentence", "claim", "before", "after", "before least", "after least"}
    assert set(calibration()) == names
    assert 0 < calibration()["claim"]["least"] < 1
