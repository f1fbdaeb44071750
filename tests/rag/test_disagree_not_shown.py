"""Documents that seem to differ: what may be another thing, or the same value, is not shown."""

import pytest

SAME = {
    "another exercise": (
        "How many soldiers take part in the exercise?",
        "As many as 10,000 soldiers take part in the exercise Kestrel.",
        "13,000 troops take part in the exercise Merlin.",
    ),
    "another year": (
        "How many soldiers took part in the exercise Kestrel?",
        "In 2019 10,000 soldiers took part in the exercise Kestrel.",
        "In 2021 13,000 soldiers took part in the exercise Kestrel.",
    ),
    "a name that begins the sentence": (
        "How many employees does the company have?",
        "Arden has 120 employees as a company.",
        "Solvo has 95 employees as a company.",
    ),
    "a name in one sentence alone": (
        "How many employees does the company have?",
        "The company has 120 employees.",
        "As a company Solvo has 95 employees.",
    ),
    "another thing is counted": (
        "How many soldiers take part in the exercise Kestrel?",
        "10,000 soldiers take part in the exercise Kestrel.",
        "300 vehicles take part in the exercise Kestrel.",
    ),
    "another unit": (
        "How far is Lindau from the border?",
        "Lindau is 8 kilometers from the border.",
        "Lindau is 5 miles from the border.",
    ),
    "one of two units agrees": (
        "How far is Lindau from the border?",
        "Lindau lies 8 kilometers or 5 miles from the border.",
        "Lindau is 8 kilometers or 6 miles from the border.",
    ),
    "another currency": (
        "How much did the bridge in Lindau cost?",
        "The bridge in Lindau cost 48,000 euros.",
        "The bridge in Lindau cost 51,000 dollars.",
    ),
    "rounded": (
        "How much did the bridge in Lindau cost?",
        "The bridge in Lindau cost 48,000 euros.",
        "The bridge in Lindau cost 48,350 euros.",
    ),
    "about": (
        "How many visitors came to the fair in Lindau?",
        "About 900 visitors came to the fair in Lindau.",
        "The fair in Lindau had 870 visitors, who came by train.",
    ),
    "a bound that holds": (
        "How many visitors came to the fair in Lindau?",
        "More than 900 visitors came to the fair in Lindau.",
        "1,400 visitors came to the fair in Lindau.",
    ),
    "the same in another form": (
        "When is the tax report due?",
        "The tax report is due on 3 May 2024.",
        "The tax report is due on 2024-05-03.",
    ),
    "a vaguer date": (
        "When is the tax report due?",
        "The tax report is due on 3 May 2024.",
        "The tax report is due in May 2024.",
    ),
    "every year": (
        "When does the fair in Lindau open?",
        "The fair in Lindau opens on 3 May 2023.",
        "The fair in Lindau opens on 9 May 2024.",
    ),
    "sent is not due": (
        "When is the invoice from Solvo due?",
        "The invoice from Solvo is due on 30 May 2024.",
        "The invoice from Solvo was sent on 3 May 2024.",
    ),
    "an open list": (
        "Which countries take part in the exercise Kestrel?",
        "Austria, Italy and Poland take part in the exercise Kestrel.",
        "Austria and Norway, among others, take part in the exercise Kestrel.",
    ),
    "lists of other things": (
        "Which countries take part in the exercise Kestrel?",
        "Austria, Italy and Poland take part in the exercise Kestrel.",
        "The towns of Lindau and Bregenz take part in the exercise Kestrel.",
    ),
    "two numbers in one sentence": (
        "How many employees does the Lindau office have?",
        "The Lindau office has 42 employees.",
        "The Lindau office grew from 30 employees to 47 employees.",
    ),
    "no value is asked for": (
        "Why does the Lindau office have employees?",
        "The Lindau office has 42 employees.",
        "The Lindau office has 47 employees.",
    ),
    "the year asked for": (
        "How many employees did the Lindau office have in 2021?",
        "In 2021 the Lindau office had 42 employees.",
        "The Lindau office has 47 employees.",
    ),
    "numbers that name": (
        "How many invoices are open?",
        "Invoice 4417 is open, as invoices go.",
        "Invoice 4418 is open, as invoices go.",
    ),
    "off topic": (
        "How many employees does the Lindau office have?",
        "The Lindau office has 42 employees.",
        "Near Lindau 47 employees of a bakery baked bread for the summer fair.",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_what_may_be_another_thing_or_the_same_value_is_not_shown(evidence_of, differing, case):
    question, one, other = SAME[case]
    ranked = evidence_of(("One", None, one), ("Other", None, other))
    assert differing(question, ranked) == []
    assert differing(question, ranked[::-1]) == []
