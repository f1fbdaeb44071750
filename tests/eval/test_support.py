"""The product's check on claims of our own, with the real embedding model, and its figures."""

import pytest

from eval.adapters.attributionbench import Claim
from eval.metrics.intervals import Interval
from eval.support import NOTHING, judge, score_support
from rag.embed import Embedder
from rag.reader import EvidenceReader

pytestmark = pytest.mark.models

MILL = """[2] https://mills.example/ulm

The Roe Mill in Ulm was built by Ann Roe in 1741. It burned down
in 1802 and was never rebuilt."""
RIVER = "The mill stood beside the river Blau, which drove three wheels."
QUESTION = "What is known about the mill?"


@pytest.fixture(scope="module")
def parts(models_folder):
    return Embedder(models_folder / "all-MiniLM-L6-v2", threads=2), EvidenceReader(threads=2)


def claim(text, *references, question=QUESTION, supported=True):
    return Claim("c1", question, text, references or (MILL, RIVER), supported, "Mills")


def test_a_record_says_what_was_judged(parts):
    record = judge(claim("Ann Roe built the mill in 1741 [2].", supported=False), *parts)
    seconds, strength = record.pop("seconds"), record.pop("strength")
    assert record == {
        "id": "c1",
        "kind": "Mills",
        "question": QUESTION,
        "claim": "Ann Roe built the mill in 1741 [2].",
        "supported": False,
        "accepted": True,
        "reason": "",
    }
    assert 0.6 < strength <= 1
    assert 0 < seconds < 60


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ann Roe built the mill in 1750.", "1750 is not in what it rests on"),
        ("The mill was built by Bea Toll.", "bea, toll is not in what it rests on"),
        ("Visitors praise its bakery and garden.", "it does not follow from it"),
        ("It is known about the mill.", "it only repeats the question"),
        ("No, Ann Roe built the mill.", "what it rests on affirms"),
    ],
)
def test_what_the_references_do_not_say_is_rejected_as_in_an_answer(parts, text, reason):
    record = judge(claim(text, MILL.split(" It burned", maxsplit=1)[0], RIVER), *parts)
    assert (record["accepted"], record["reason"]) == (False, reason)


def test_the_question_counts(parts):
    text = "Ann Roe built the mill in 1741."
    elsewhere = "Kiel has a windmill."
    asked = claim(text, MILL, elsewhere, question="Who built the mill in Kiel?")
    assert judge(asked, *parts)["reason"] == "it is not about kiel"
    # what no reference knows may be another word for what one does
    asked = claim(text, MILL, question="Who built the mill in Kiel?")
    assert judge(asked, *parts)["accepted"]
    asked = claim(text, MILL, question="Who built the mill of 1902?")
    assert judge(asked, *parts)["reason"] == "it is not about 1902"


def test_each_reference_is_a_document_and_each_sentence_is_judged(parts):
    both = "It burned down in 1802. It stood beside the river Blau."
    assert judge(claim(both), *parts)["accepted"]
    sure = "It stood beside the river Blau."
    unsure = "It burned down in 1802 and stayed a ruin."
    alone = [judge(claim(text), *parts)["strength"] for text in (sure, unsure)]
    assert alone[0] > alone[1]
    assert judge(claim(f"{sure} {unsure}"), *parts)["strength"] == alone[1]
    half = judge(claim("It burned down in 1802. It stood beside the river Iller."), *parts)
    assert (half["accepted"], half["reason"]) == (False, "iller is not in what it rests on")


def test_strength_tells_what_follows_from_what_does_not(parts):
    reference = "The doctor healed the ill girl in Ulm. The river Blau drove three wheels."
    follows = claim("A doctor healed a girl.", reference, question="Who is Blau?")
    differs = claim("A doctor built a wheel.", reference, question="Who is Blau?")
    strengths = [judge(each, *parts)["strength"] for each in (follows, differs)]
    assert 1 > strengths[0] > strengths[1] > 0


def test_the_marker_of_a_source_is_no_number_of_the_claim(parts):
    assert judge(claim("The river drove three wheels[17]."), *parts)["accepted"]
    assert not judge(claim("The river drove 17 wheels."), *parts)["accepted"]


def test_references_without_text_support_nothing(parts):
    record = judge(claim("Ann Roe built the mill.", "\u200b", " "), *parts)
    assert (record["accepted"], record["reason"], record["strength"]) == (False, NOTHING, None)


def test_figures_counted_by_hand():
    rows = [(True, True, 0.9), (True, False, 0.6), (False, False, 0.4), (False, True, None)]
    records = [
        {
            "kind": "Mills" if number < 2 else "Inns",
            "accepted": accepted,
            "supported": supported,
            "strength": strength,
            "seconds": 0.25,
        }
        for number, (accepted, supported, strength) in enumerate(rows)
    ]
    figures = {figure.name: figure for figure in score_support(records)}
    assert {name: figure.value.mean for name, figure in figures.items()} == {
        "accuracy": 0.5,
        "macro_f1": 0.5,
        "precision": 0.5,
        "recall": 0.5,
        "let_through": 0.5,
        "auroc": 1.0,
        "macro_f1_Inns": pytest.approx(1 / 3),
        "macro_f1_Mills": pytest.approx(1 / 3),
        "seconds": 0.25,
    }
    assert figures["seconds"].value == Interval(0.25, 0.25, 0.25, 4, "percentile")
    assert figures["auroc"].value.cases == 3
    assert [figures[name].unit for name in ("auroc", "macro_f1", "recall")] == [
        "score",
        "score",
        "share",
    ]
    assert 0 <= figures["accuracy"].value.low < 0.5 < figures["accuracy"].value.high <= 1
    assert score_support(records) == score_support(records)


def test_nothing_judged_gives_no_figures():
    assert {figure.value for figure in score_support([])} == {None}
