"""Documents that differ: the differences that are shown."""

import pytest

from rag.disagree import disagreements

DIFFERENT = {
    "bounds": (
        "How many soldiers take part in the exercise Kestrel?",
        "As many as 10,000 soldiers take part in the exercise Kestrel.",
        "More than 10,000 troops are taking part in the exercise Kestrel.",
        ["As many as 10,000 soldiers", "More than 10,000 troops"],
    ),
    "headcount": (
        "How many employees does the Lindau office have?",
        "The Lindau office has 42 employees.",
        "The headcount of the Lindau office is 47.",
        ["42 employees", "47"],
    ),
    "number in words": (
        "How many printers are in the Lindau office?",
        "There are twelve printers in the Lindau office.",
        "The Lindau office has 15 printers.",
        ["twelve printers", "15 printers"],
    ),
    "invoice": (
        "How much is the invoice from Solvo for the projector?",
        "The invoice from Solvo for the projector comes to 1,200 euros.",
        "Solvo sent an invoice of €1,203 for the projector.",
        ["1,200 euros", "€1,203"],
    ),
    "millions": (
        "What was the budget of project Kestrel?",
        "The budget of project Kestrel was 2.5 million euros.",
        "Project Kestrel had a budget of 3.1 million euros.",
        ["2.5 million euros", "3.1 million euros"],
    ),
    "deadline": (
        "When is the tax report due?",
        "The tax report is due on 3 May 2024.",
        "The deadline for the tax report is May 10, 2024.",
        ["3 May 2024", "May 10, 2024"],
    ),
    "founded": (
        "When was Solvo founded?",
        "Solvo was founded in 1987.",
        "Solvo, a maker of lamps, was founded in 1989.",
        ["1987", "1989"],
    ),
    "an old year": (
        "In what year was Lindau founded?",
        "Lindau was founded in 1636 by monks.",
        "Monks founded Lindau in 1650.",
        ["1636", "1650"],
    ),
    "a number like an old year": (
        "How many visitors came to the fair in Lindau?",
        "To the fair in Lindau came 1636 visitors.",
        "1850 visitors came to the fair in Lindau.",
        ["1636 visitors", "1850 visitors"],
    ),
    "end of a span": (
        "On which day does the fair in Lindau end?",
        "The fair in Lindau runs from July 8 and ends on July 19.",
        "The fair in Lindau starts on July 8 and ends on July 21.",
        ["July 19", "July 21"],
    ),
    "distance": (
        "How far is Lindau from the border?",
        "Lindau lies roughly 8 kilometers, or some 5 miles, from the border.",
        "Lindau is 12 kilometers from the border.",
        ["roughly 8 kilometers", "12 kilometers"],
    ),
    "share": (
        "What percentage of the staff voted for the plan?",
        "About 60 percent of the staff voted for the plan.",
        "The plan: 72 % of the staff voted for it.",
        ["About 60 percent", "72 %"],
    ),
    "participants": (
        "Which countries take part in the exercise Kestrel?",
        "Austria, Italy and Poland take part in the exercise Kestrel.",
        "The exercise Kestrel is joined by Austria, Italy, Poland and Norway.",
        ["Austria, Italy and Poland", "Austria, Italy, Poland and Norway"],
    ),
    "attendance": (
        "Who attended the budget meeting?",
        "Anna Weber, Paul Roth and Lena Kraus attended the budget meeting.",
        "The budget meeting was attended by Weber and Roth.",
        ["Anna Weber, Paul Roth and Lena Kraus", "Weber and Roth"],
    ),
    "German": (
        "Wie viele Mitarbeiter hat das Büro Lindau?",
        "Das Büro Lindau hat 42 Mitarbeiter.",
        "Im Büro Lindau arbeiten 47 Mitarbeiter.",
        ["42 Mitarbeiter", "47 Mitarbeiter"],
    ),
    "German date": (
        "Wann endet der Vertrag mit Solvo?",
        "Der Vertrag mit Solvo endet am 3. Mai 2024.",
        "Der Vertrag mit Solvo endet am 31.12.2024.",
        ["3. Mai 2024", "31.12.2024"],
    ),
    "someone reports it": (
        "How many visitors came to the fair in Lindau?",
        "According to Anna Weber, 900 visitors came to the fair in Lindau.",
        "Paul Roth said that 1,400 visitors came to the fair in Lindau.",
        ["900 visitors", "1,400 visitors"],
    ),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_a_difference_is_shown_in_the_sentences_own_words(evidence_of, differing, case):
    question, one, other, expected = DIFFERENT[case]
    ranked = evidence_of(("One", "2024-01-01", one), ("Other", "2024-02-01", other))
    assert differing(question, ranked) == [expected]
    assert differing(question, ranked[::-1]) == [expected[::-1]]


@pytest.mark.parametrize(
    ("case", "about"),
    [
        ("deadline", "the date"),
        ("invoice", "the amount"),
        ("distance", "the measure"),
        ("share", "the share"),
        ("participants", "the participants"),
    ],
)
def test_what_differs_is_told(evidence_of, case, about):
    question, one, other, _values = DIFFERENT[case]
    ranked = evidence_of(("One", None, one), ("Other", None, other))
    assert [d.about for d in disagreements(question, (), ranked)] == [about]
