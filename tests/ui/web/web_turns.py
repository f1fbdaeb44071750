"""Turns that the tests of what is kept share."""

from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Conflict,
    Passage,
    Seconds,
    Version,
    Work,
)
from ui.web.conversation import Turn

COST = Citation(
    1, 7, "/home/ann/bridge.pdf", "The bridge", "2021-03-01", 2, "Costs", 40, 69,
    "The bridge  cost\n48,000 euros.",
)  # fmt: skip
PASSAGE = Passage(
    7, "/home/ann/bridge.pdf", "The bridge", None, None, "", 40, 70,
    "The bridge cost 48,000 euros.", ((0, 29), (3, 5)), 0.25, (16, 28),
)  # fmt: skip
FULL = Turn(
    3,
    "What did it cost?",
    Answer(
        "What did it cost?",
        "answered",
        "What did the bridge cost?",
        (PASSAGE,),
        (AnswerSentence("It cost 48,000 euros.", (1,), True, (8, 20), {"overlap": 0.1 + 0.2}),),
        (COST,),
        (Conflict("the cost", (Version("48,000", 1), Version("50,000", 2)), 2),),
        ("It was blue.",),
        "Nothing on the colour.",
        1 / 3,
        Seconds(0.5, None, 2.25),
        work=Work("ab12", 100, 40, 1e-9, "raw <b>\x00\udcff", 12),
    ),
    stopped=True,
    ended=True,
)


def answered(number, question, *sentences, citations=(), status="answered", understood=""):
    answer = Answer(question, status, understood, sentences=sentences, citations=citations)
    return Turn(number, question, answer, ended=True)
