"""Where the model refuses it is asked once more, and judges what it says then."""

import pytest

COST = "The bridge in Lindau cost 48,000 euros."
REFUSAL = "NOT_FOUND"


def test_what_it_says_when_pressed_is_shown_if_it_is_sure_enough(ask):
    *_, answer = ask(REFUSAL, insists=True, pressed=COST, probability=0.45)
    assert [s.text for s in answer.sentences] == [COST]
    assert answer.sentences[0].signals["reluctant"] == 1
    assert answer.work.raw == f"{REFUSAL}\n{COST}"
    assert answer.work.not_found_probability == pytest.approx(0.45)


def test_and_not_if_it_does_not_believe_it_itself(ask):
    *_, answer = ask(REFUSAL, insists=True, pressed=COST, belief=0.2, errors=0.25)
    assert (answer.status, answer.sentences) == ("not_found", ())
    assert answer.dropped == (f"{COST} (not sure enough)",)


def test_what_it_says_when_pressed_is_checked_like_everything(ask):
    *_, answer = ask(REFUSAL, insists=True, pressed="The bridge in Lindau cost 99,000 euros.")
    assert answer.status == "not_found"
    assert "99" in answer.dropped[0]


def test_it_is_pressed_only_after_a_refusal(ask):
    *_, answer = ask("The bridge in Lindau cost 99,000 euros.", insists=True, pressed=COST)
    assert (answer.status, len(ask.generator.asked)) == ("not_found", 1)
    *_, answer = ask(COST, insists=True, pressed="It was opened.")
    assert answer.sentences[0].signals["reluctant"] == 0
    assert len(ask.generator.asked) == 1


def test_it_is_not_pressed_where_its_judgement_is_worth_nothing(ask):
    *_, answer = ask(REFUSAL, pressed=COST, insists=False)
    assert (answer.status, len(ask.generator.asked)) == ("not_found", 1)
