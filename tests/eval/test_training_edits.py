"""Near misses for the training of the evidence reader are what they claim to be."""

import random
from collections import Counter
from pathlib import Path

import pytest

from eval.training.edits import (
    names,
    negate,
    rename,
    replaced,
    swap_name,
    swap_number,
    swap_opposite,
)
from eval.training.example import held_out
from eval.training.examples import WORDS, window
from eval.training.sets import Asked, claims, plain, questions

TRAINING = Path(__file__).parents[2] / "../shared/training"


@pytest.fixture
def chance():
    return random.Random(3)  # noqa: S311  (no secrets)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("When did Ann Roe build the mill in Ulm?", ["Ann Roe", "Ulm"]),
        ("Who was the Duke of Kent?", ["Duke of Kent"]),
        ("how many mills are there", []),
        ("The mill of Ulm", ["Ulm"]),
    ],
)
def test_names(text, found):
    assert [text[a:b] for a, b in names(text)] == found


def test_a_name_is_swapped_for_one_that_is_not_there(chance):
    others = ["Ulm", "Ann Bell", "Kiel"]
    edited = {swap_name("Who lives in Ulm?", others, chance) for _ in range(30)}
    assert edited == {"Who lives in Ann Bell?", "Who lives in Kiel?"}
    assert swap_name("Who lives in Ulm?", ["Ulm"], chance) is None
    assert swap_name("Who lives in Ulm?", ["Kiel"], chance, "Kiel is far.") is None
    assert swap_name("Who lives in Ulm?", ["Kiel"], chance, "Ulm is near.") == "Who lives in Kiel?"


def test_a_name_of_both_question_and_passage_gets_another_for_it(chance):
    others = ["Ulm", "Bonn", "Ann Bell"]
    passage = "Kiel has a mill, as Bonn has."
    chosen = {rename("Who built the mill of Kiel?", passage, others, chance) for _ in range(30)}
    assert chosen == {("Kiel", "Ulm"), ("Kiel", "Ann Bell")}
    assert rename("Who built the mill of Trier?", passage, others, chance) is None
    assert rename("Who built the mill of Kiel?", passage, ["Bonn"], chance) is None


def test_answers_move_with_the_names_before_them():
    text = "Kiel is old. The mill of Kiel was built by Ann."
    at = text.index("Ann")
    changed, moved = replaced(text, [(at, at + 3), (0, 4)], "Kiel", "Neustadt")
    assert changed == "Neustadt is old. The mill of Neustadt was built by Ann."
    assert [changed[a:b] for a, b in moved] == ["Ann"]  # the other was the name itself


def test_a_number_becomes_another_of_its_kind(chance):
    for _ in range(50):
        edited = swap_number("It cost 48,000 euros.", chance)
        assert edited != "It cost 48,000 euros."
        assert len(edited) == len("It cost 48,000 euros.")
        year = swap_number("In 1999 it rained.", chance)
        assert 1979 <= int(year[3:7]) <= 2009
        assert year != "In 1999 it rained."
    assert swap_number("It rained.", chance) is None


def test_opposites_and_denials(chance):
    assert swap_opposite("Which is the largest mill?", chance) == "Which is the smallest mill?"
    assert swap_opposite("Which mill?", chance) is None
    assert negate("It was not red.", chance) == "It was red."
    assert negate("It was red.", chance) in ("It was not red.", "It was never red.")
    assert negate("It rained.", chance) is None


def test_a_window_holds_the_answer_at_its_new_place(chance):
    passage = "".join(f"word{n} " for n in range(600)) + "the answer is forty. " + "more " * 300
    start = passage.index("forty")
    for _ in range(20):
        text, spans = window(passage, [(start, start + 5)], chance)
        assert [text[a:b] for a, b in spans] == ["forty"]
        assert len(text.split()) <= WORDS + 1
    assert window("short text", [(0, 5)], chance) == ("short text", ((0, 5),))


def test_an_article_is_always_on_the_same_side():
    sides = [held_out(f"article {n}") for n in range(2000)]
    assert sides == [held_out(f"article {n}") for n in range(2000)]
    assert 0.03 < sum(sides) / len(sides) < 0.09


@pytest.mark.skipif(not TRAINING.is_dir(), reason="the training sets are not beside this checkout")
def test_the_training_sets_are_read_with_their_spans():
    asked = list(questions(TRAINING))
    counts = Counter(q.source for q in asked)
    assert counts["squadshifts"] > 7000
    assert counts["nq"] > 2000
    assert all(_holds(q) for q in asked)
    assert len({plain(q.question) for q in asked}) > 20_000
    judged = Counter((c.source, c.supported) for c in claims(TRAINING))
    assert judged["fever", True] == judged["fever", False] == 6666
    assert min(judged["foolmetwice", True], judged["summedits", True], judged["wice", True]) > 500


def _holds(q: Asked) -> bool:
    return all(0 <= a < b <= len(q.passage) and q.passage[a:b].strip() for a, b in q.spans)
