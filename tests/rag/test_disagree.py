"""Documents that differ: which differences are shown, and which are none."""

from dataclasses import replace

import pytest

from rag.disagree import CONSIDERED, disagreements, newest, wants_present


def found(fakes, *documents):
    """Evidence of documents that are (title, date, sentence, …), best first."""
    return [
        evidence
        for number, (title, date, *sentences) in enumerate(documents, start=1)
        for evidence in fakes.evidence(*sentences, title=title, date=date, number=number)
    ]


def values(question, ranked, cited=()):
    return [[v.value for v in d.versions] for d in disagreements(question, cited, ranked)]


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
def test_a_difference_is_shown_in_the_sentences_own_words(fakes, case):
    question, one, other, expected = DIFFERENT[case]
    ranked = found(fakes, ("One", "2024-01-01", one), ("Other", "2024-02-01", other))
    assert values(question, ranked) == [expected]
    assert values(question, ranked[::-1]) == [expected[::-1]]


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
def test_what_may_be_another_thing_or_the_same_value_is_not_shown(fakes, case):
    question, one, other = SAME[case]
    ranked = found(fakes, ("One", None, one), ("Other", None, other))
    assert values(question, ranked) == []
    assert values(question, ranked[::-1]) == []


KESTREL = "How many soldiers take part in the exercise Kestrel?"
TEN = "As many as 10,000 soldiers take part in the exercise Kestrel."
TWELVE = "12,500 soldiers take part in the exercise Kestrel."
FIFTEEN = "In all, 15,500 soldiers take part in the exercise Kestrel."


def test_each_version_leads_to_its_sentence_document_and_date(fakes):
    ranked = found(fakes, ("One", "2024-01-01", TEN), ("Other", None, TWELVE))
    (shown,) = disagreements(KESTREL, (), ranked)
    assert shown.about == "the number of soldiers"
    assert [v.evidence for v in shown.versions] == ranked
    assert [v.evidence.document.date for v in shown.versions] == ["2024-01-01", None]


@pytest.mark.parametrize(
    ("question", "about"),
    [
        (DIFFERENT["deadline"][0], "the date"),
        (DIFFERENT["invoice"][0], "the amount"),
        (DIFFERENT["distance"][0], "the measure"),
        (DIFFERENT["share"][0], "the share"),
        (DIFFERENT["participants"][0], "the participants"),
    ],
)
def test_what_differs_is_told(fakes, question, about):
    one, other = next(case[1:3] for case in DIFFERENT.values() if case[0] == question)
    ranked = found(fakes, ("One", None, one), ("Other", None, other))
    assert [d.about for d in disagreements(question, (), ranked)] == [about]


def test_one_document_does_not_disagree_with_itself(fakes):
    assert values(KESTREL, found(fakes, ("One", None, TEN, TWELVE))) == []


def test_a_document_that_also_says_the_same_does_not_disagree(fakes):
    ranked = found(fakes, ("One", None, TEN), ("Other", None, TWELVE, TEN))
    assert values(KESTREL, ranked) == []


def test_what_is_cited_comes_first_and_must_be_contradicted(fakes):
    one, two, three = found(fakes, ("A", None, TEN), ("B", None, TWELVE), ("C", None, TWELVE))
    ten, twelve = "As many as 10,000 soldiers", "12,500 soldiers"
    assert values(KESTREL, [one, two, three]) == [[ten, twelve, twelve]]
    assert values(KESTREL, [one, two, three], [two]) == [[twelve, ten]]
    assert values(KESTREL, [two, three], [three]) == []


def test_a_cited_sentence_is_the_ranked_one_whatever_its_score(fakes):
    ranked = found(fakes, ("A", None, TEN), ("B", None, TWELVE))
    cited = [replace(ranked[1], score=0.9)]
    assert values(KESTREL, ranked, cited) == [["12,500 soldiers", "As many as 10,000 soldiers"]]


def test_three_documents_give_three_versions(fakes):
    ranked = found(fakes, ("A", None, TEN), ("B", None, TWELVE), ("C", None, FIFTEEN))
    expected = ["As many as 10,000 soldiers", "12,500 soldiers", "15,500 soldiers"]
    assert values(KESTREL, ranked) == [expected]


def test_only_the_best_sentences_are_compared_and_those_cited(fakes):
    between = [f"Nothing of note happened on hill {n}." for n in range(CONSIDERED - 1)]
    ranked = found(fakes, ("A", None, TEN, *between), ("B", None, TWELVE))
    assert len(ranked) == CONSIDERED + 1
    assert values(KESTREL, ranked) == []
    assert len(values(KESTREL, [ranked[0], *ranked[2:]])) == 1
    assert values(KESTREL, ranked, ranked[-1:]) == [
        ["12,500 soldiers", "As many as 10,000 soldiers"]
    ]


def test_the_year_of_a_question_may_stand_in_the_title_or_date(fakes):
    question = "How many soldiers took part in the exercise Kestrel in 2021?"
    both = [("Kestrel 2021", None, TEN), ("News", "2021-08-05", TWELVE)]
    assert len(values(question, found(fakes, *both))) == 1
    assert values(question, found(fakes, both[0], ("News", "2019-08-05", TWELVE))) == []


def test_sentences_must_share_more_than_what_is_counted(fakes):
    question = "How many employees does Solvo have?"
    party = ("Solvo", None, "At the summer party 47 employees ate bread.")
    made = ("Solvo", None, "The lamps are made and sold by 42 employees.")
    assert values(question, found(fakes, made, party)) == []
    again = ("Solvo", None, "The lamps are sold by 45 employees.")
    assert values(question, found(fakes, made, again)) == [["42 employees", "45 employees"]]


def test_nothing_found_is_no_disagreement():
    assert disagreements(KESTREL, (), ()) == ()
    assert disagreements("", (), ()) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who leads the office now?", True),
        ("What is the current headcount?", True),
        ("What is the LATEST price?", True),
        ("Is Anna Weber still the director?", True),
        ("How many people work there at present?", True),
        ("Wer leitet das Büro heute?", True),
        ("Wie viele Mitarbeiter sind es derzeit?", True),
        ("Was ist der aktuelle Preis?", True),
        ("How many knowledge bases are there?", False),  # no "now" in "knowledge"
        ("Who led the office in 2019?", False),
        ("Was the distillery sold?", False),
    ],
)
def test_a_question_about_the_present(question, expected):
    assert wants_present(question) is expected


def test_the_newest_document(fakes):
    def newest_of(*dates):
        pairs = zip("ABC", dates, (TEN, TWELVE, FIFTEEN), strict=False)
        (shown,) = disagreements(KESTREL, (), found(fakes, *pairs))
        version = newest(shown)
        return version and version.value

    assert newest_of("2024-01-31", "2023-12-01") == "As many as 10,000 soldiers"
    assert newest_of("2023-12-01", "2024-01-31", "2021-01-01") == "12,500 soldiers"
    assert newest_of("2023-12-01", "2023-12-01") is None
    assert newest_of("2023-12-01", None) is None
