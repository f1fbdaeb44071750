"""Scores become probabilities, and a rate of errors becomes the least one to be shown."""

from dataclasses import replace

import numpy as np
import pytest

from rag import risk
from rag.find import Found
from rag.reader import calibration

RATES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)


def found(*answers):
    return Found((), (), answers)


@pytest.fixture
def after(fakes):
    """The signals of a sentence shown for "When was the bridge opened?"."""
    opened = fakes.evidence("The bridge was opened on 3 May.", "It is red.")

    class Seeing(fakes.OverlapReader):
        """Sees the answer in "3 May"."""

        def read(self, question, passages):
            (reading,), (passage,) = super().read(question, passages), passages
            starts, ends = (np.array([w == at for w in passage.split()]) for at in ("3", "May."))
            return [replace(reading, starts=9.0 * starts, ends=9.0 * ends)]

    def signals(doubt=0.001, text="The bridge was opened on 3 May.", place=0, **how):
        shown = risk.Shown(text, (opened[place],), **how)
        asked = "When was the bridge opened?"
        return risk.after(Seeing(), doubt, asked, shown)

    return signals


def test_what_is_known_before_makes_an_answer_surer():
    weak, strong = found(-2.0, -2.0), found(3.0, -2.0)
    assert risk.sure("before", risk.before(weak)) < risk.sure("before", risk.before(strong))


def test_what_speaks_for_a_sentence_makes_it_surer(after):
    sure = risk.sure("after", after())
    assert risk.sure("after", after(doubt=0.9)) < sure
    assert risk.sure("after", after(text="The bridge was opened in spring.")) < sure
    assert risk.sure("after", after(place=1)) < sure


def test_signals_say_how_sentence_question_and_source_go_together(after):
    told, elsewhere = after(), after(place=1)
    assert told["answers"] > elsewhere["answers"]
    assert (told["quoted"], after(quoted=True)["quoted"]) == (0.0, 1.0)
    assert told["agrees"] == 1.0
    assert after(text="The bridge was opened in May.")["agrees"] == 0.5
    assert after(text="The bridge was opened in spring.")["agrees"] == 0.0


def test_a_probability_it_stays(after):
    for doubt in (0.0, 1.0):
        for answers in (-1e6, 1e6):
            assert 0 < risk.sure("after", {**after(doubt=doubt), "answers": answers}) < 1
    assert 0 < risk.sure("before", risk.before(found())) < 1


@pytest.mark.parametrize("stage", ["before", "after"])
def test_fewer_errors_ask_for_more(stage):
    needed = [risk.least(stage, rate) for rate in RATES]
    assert needed == sorted(needed, reverse=True)
    assert needed[0] > needed[-1]
    assert risk.least(stage, 1.0) == 0.0
    assert risk.least(stage, 0.0) == 1.0


def test_between_two_rates_the_stricter_one_counts():
    table = calibration()["before least"]
    assert risk.least("before", 0.33) == table["0.3"]
    assert risk.least("before", 0.3) == table["0.3"]
    assert risk.least("before", 0.29) == table["0.25"]
