"""What a refused question names and the documents do not."""

import pytest

from rag.premise import LONGEST, explain, missing_names
from rag.words import words


@pytest.fixture
def evidence(fakes):
    """What was found: three documents on an exercise, an office and a visit."""
    return [
        *fakes.evidence(
            "The exercise Kestrel began on 3 May 2024.",
            "Kestrel followed the exercise Merlin of 2021.",
            title="Exercises in Austria",
            number=1,
        ),
        *fakes.evidence(
            "Anna Weber runs the Lindau office of Solvo-Nord.",
            "The office sells lamps and printers.",
            title="Lindau",
            number=2,
            date="2023-02-01",
        ),
        *fakes.evidence(
            "The Chinese defense minister, Bo Wen, visited Belarus.",
            "Members of the Shanghai Cooperation Organization met Paul Roth.",
            title="A visit",
            number=3,
        ),
    ]


@pytest.fixture
def occurs(evidence):
    """What the whole library holds: more than was found."""
    held = {w for e in evidence for w in words(f"{e.document.title} {e.sentence.text}")}
    held |= {"vostok", "2018", "zurich"}
    return lambda word: set(words(word)) <= held


MISSING = {
    "Where was Kestrel held?": (),
    "What did Lena Kraus say about Kestrel?": ("Lena Kraus",),
    "Does Lena Kraus work in Lindau?": ("Lena Kraus",),
    "Lena Kraus's office?": ("Lena Kraus",),
    "Is Kaliningrad near Grodno?": ("Kaliningrad", "Grodno"),
    "Where was Kestrel 2019 held?": ("2019",),
    "Where was Kestrel in May 2024?": (),
    "What happened in 1995 in Grodno?": ("Grodno", "1995"),
    "Who joined Vostok-2018?": (),  # known, though not found
    "Who joined Vostok-2019?": ("Vostok-2019",),
    "Which Austrian exercise was it?": (),  # another form of Austria
    "Who is a member of the SCO?": (),  # an abbreviation of what was found
    "Who is a member of the OPEC?": ("OPEC",),
    "Does the US or the USA take part?": (),  # spelt in many ways
    "What did Weberr sell in Lindaw?": (),  # misspelt
    "Where was Kestral held?": (),
    "Where is the office in August?": (),
    "Name the office.": (),
    "Compare Kestrel and Merlin.": (),
    "Compare Merlin Kestrel.": (),
    "Exercises of Wolfsburg?": ("Wolfsburg",),
    "WHO IS LENA KRAUS?": (),  # nothing tells a name from a word
    "Wer ist der Leiter in Grodno?": (),  # German writes every noun with a capital
    "who is lena kraus": (),
    "": (),
}


@pytest.mark.parametrize("question", MISSING)
def test_names_that_stand_nowhere(question, evidence, occurs):
    assert missing_names(question, evidence, occurs) == MISSING[question]


EXPLAINED = {
    "Who leads the exercise in Kaliningrad?": "Your documents do not mention “Kaliningrad”.",
    "Is Kaliningrad near Grodno?": "Your documents do not mention “Kaliningrad” or “Grodno”.",
    "What did Lena Kraus say about Kestrel?": (
        "Your documents mention “Kestrel”, but not “Lena Kraus”."
    ),
    "Where was Kestrel held in 2019?": (
        "Your documents mention “Kestrel”, but not “2019”. "
        "The nearest passages name it beside 2021 and 2024."
    ),
    "Where was the Lindau office in 2019?": "Your documents mention “Lindau”, but not “2019”.",
    "What did the Belarusian defence minister say?": (
        "The passages found name no “Belarusian defence minister”, "
        "only “The Chinese defense minister”."
    ),
    "Who is the defence minister of Poland?": "Your documents do not mention “Poland”.",
    "Who is the defence minister of Austria?": (
        "The passages found name no “defence minister of Austria”, "
        "only “The Chinese defense minister”."
    ),
    "Who is the Chinese defence minister?": "",
    "Who is the Chinese president?": "",
    "What did Anna Weber say about Merlin?": (
        "No passage found mentions “Anna Weber” together with “Merlin”."
    ),
    "What did Anna Weber do in 2021?": (
        "No passage found mentions “Anna Weber” together with “2021”."
    ),
    "What did Anna Weber do in 2023?": "",  # the date of the document
    "Did Kestrel follow Vostok?": "The passages found mention “Kestrel”, but not “Vostok”.",
    "Did Kestrel follow Merlin?": "",
    "Why did Kestrel end early?": "",
    "How do I get coffee stains out of carpets?": (
        "Your documents do not mention “coffee”, “stains” or “carpets”."
    ),
    "Best of coffee stains or carpets?": (
        "Your documents do not mention “coffee”, “stains” or “carpets”."
    ),
    "Why was the office closed?": "",
    "What lamps did the office repair carefully?": "",
    "How many people live there?": "",
    "Is Alpha, Bravia, Cordoba or Drusilla known?": (
        "Your documents do not mention “Alpha”, “Bravia” or “Cordoba”."
    ),
    "": "",
    "?!": "",
}


@pytest.mark.parametrize("question", EXPLAINED)
def test_one_plain_sentence_on_what_is_not_there(question, evidence, occurs):
    assert explain(question, evidence, occurs) == EXPLAINED[question]


def test_a_title_without_an_owner_leaves_it_open(fakes, evidence, occurs):
    question = "What did the Belarusian defence minister say?"
    for text in (
        "The defense minister spoke.",
        "Then a defense minister spoke.",
        "Former Defence Minister.",
    ):
        more = fakes.evidence(text, number=4)
        assert explain(question, [*evidence, *more], occurs) == "", text
    more = fakes.evidence("The defense minister of Belarus spoke.", number=4)
    assert explain(question, [*evidence, *more], occurs) == ""


def test_two_others_with_the_title_are_named_at_most(fakes, evidence, occurs):
    more = fakes.evidence("Russia's defence minister met the defense minister of Norway.", number=4)
    told = explain("What did the Belarusian defence minister say?", [*evidence, *more], occurs)
    assert told.endswith("only “The Chinese defense minister” and “Russia's defence minister”.")


def test_nothing_found_says_only_what_the_library_lacks(occurs):
    assert explain("Who leads Kestrel?", [], occurs) == ""
    told = "Your documents do not mention “Kaliningrad”."
    assert explain("Who leads Kaliningrad?", [], occurs) == told


def test_no_markup_and_no_more_than_the_longest(evidence, occurs):
    told = explain("Who is <b>Lena</b> [Kraus](x) & *Grodno*?", evidence, occurs)
    assert told == "Your documents do not mention “Lena”, “Kraus” or “Grodno”."
    long = " ".join(f"Ab{'c' * 30}{letter}" for letter in "defgh")
    assert explain(f"Who is {long}?", evidence, occurs) == ""
    kestrel = f"Who is Kestrel and {' '.join(['Q' + 'z' * 40] * 3)}?"
    assert len(explain(f"{kestrel}", evidence, occurs)) <= LONGEST
