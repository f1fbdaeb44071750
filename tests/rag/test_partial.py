"""Which part of an answered question the answer leaves open."""

import pytest

from rag.partial import missing_part
from rag.words import words


@pytest.fixture
def found(fakes):
    """What was found: documents on two exercises, on two firms and on a country."""
    return [
        *fakes.evidence(
            "The exercise Kestrel begins on 3 May 2024.",
            "In 2021 it had 40 guests.",
            title="Exercises",
            number=1,
        ),
        *fakes.evidence(
            "Anna Weber leads Arden.",
            "Éléné was founded in 1990.",
            "Solvo was founded in 2001.",
            "Brook and Mill is led by Bo Wen.",
            title="Firms",
            number=2,
            date="2023-02-01",
        ),
    ]


@pytest.fixture
def told(found):
    """Ask what an answer leaves open that cites the sentences on Kestrel and on Arden."""
    held = {w for e in found for w in words(e.sentence.text)} | {"osprey", "mark", "nord", "2019"}

    def ask(question, *shown):
        return missing_part(question, shown, found[:3], found, lambda w: set(words(w)) <= held)

    return ask


OPEN = [
    # a question word that nothing answers
    (
        "When and where does the Kestrel drill take place?",
        "The Kestrel drill takes place on 3 May 2024.",
        "The answer does not say where.",
    ),
    (
        "Where and when does the Kestrel drill take place?",
        "The Kestrel drill takes place in Lindau.",
        "The answer does not say when.",
    ),
    ("When did Kestrel begin and why?", "Kestrel began in May.", "The answer does not say why."),
    (
        "Who leads Arden, and when does Arden open?",
        "Arden opens on 3 May.",
        "The answer does not say who.",
    ),
    (
        "Who leads Arden? How  many people work there?",
        "Anna Weber leads Arden.",
        "The answer does not say how many.",
    ),
    (
        "Who leads Arden and how much does Arden cost?",
        "Anna Weber leads Arden.",
        "The answer does not say how much.",
    ),
    # one thing of two
    ("Who leads Arden and Solvo?", "Anna Weber leads Arden.", "“Solvo”."),
    ("Who leads Solvo and Arden?", "Anna Weber leads Arden.", "“Solvo”."),
    ("Who leads Arden and Osprey?", "Anna Weber leads Arden.", "“Osprey”."),
    ("When were Arden and Osprey founded?", "Arden was founded in 1990.", "“Osprey”."),
    ("How many staff do Arden and Osprey have?", "Arden has 40.", "“Osprey”."),
    ("How many guests came in 2019 and 2021?", "In 2021, 40 came.", "“2019”."),
    # a name that stands nowhere
    (
        "What did Lena Kraus say about Kestrel?",
        "Kestrel begins in May.",
        "Your documents do not mention “Lena Kraus”.",
    ),
]
REMARKS = {
    "“Solvo”.": "The answer does not say it for “Solvo”.",
    "“Osprey”.": "Nothing found answers this for “Osprey”.",
    "“2019”.": "Nothing found answers this for “2019”.",
}


@pytest.mark.parametrize(("question", "answer", "remark"), OPEN)
def test_the_part_left_open_is_named(question, answer, remark, told):
    assert told(question, answer) == REMARKS.get(remark, remark)


COVERED = [
    ("When and where is Kestrel?", "Kestrel is on 3 May 2024 in Lindau."),
    ("When and where is Kestrel?", "Kestrel begins on 3 May 2024 at the camera works."),
    ("When and where is Kestrel near Lindau?", "Kestrel is near Lindau on 3 May 2024."),
    ("When and where is Kestrel?", "Lindau hosts Kestrel on 3 May 2024."),
    ("Where and when is Kestrel?", "Kestrel is in Lindau next summer."),
    ("Where and when may I apply?", "Apply in Lindau if you are ill."),
    ("Where and when is Kestrel?", "Kestrel is in Lindau on the 12th."),
    ("When did Kestrel begin and why?", "Kestrel began in May because Arden paid."),
    ("Who leads Arden and how many people work there?", "Anna Weber leads some at Arden."),
    ("Who leads Arden and how many people work there?", "Anna Weber leads fifty at Arden."),
    ("Who came first, Arden or Kestrel, and when?", "Arden came first in May."),
    ("Which of Arden and Kestrel began first and when?", "Arden began in May."),
    ("When it rained, who led Arden?", "Anna Weber led Arden."),  # asks one thing
    ("When does Kestrel begin?", "Kestrel begins."),
    ("Wann und wo findet Kestrel statt?", "Kestrel findet am 3. Mai statt."),
    ("Who leads Arden and Osprey?", "Anna Weber leads both Arden and its rival."),
    ("Who leads Arden and Osprey?", "Arden is led by Anna Weber, Osprey by Bo Wen."),
    ("Who leads Arden and Osprey?", "Anna Weber leads the firms."),
    ("Who leads Arden and Kestral?", "Arden leads the Kestrel."),  # misspelt
    ("Who leads Arden and Elene?", "Anna Weber leads Arden and Éléné."),
    ("Who leads Arden and Nord Lake Bank?", "Anna Weber leads Arden and NLB."),
    ("Who leads Arden and NLB?", "Anna Weber leads Arden and Nord Lake Bank."),
    ("Where did Arden and Osprey meet?", "Arden was in Lindau."),  # is said of both at once
    ("Which treaty did Arden and Osprey sign?", "Arden signed this."),
    ("Which exercise do Arden and Osprey plan?", "Arden plans Kestrel."),
    ("What lies between Arden and Osprey?", "Arden lies on a lake."),
    ("When was the Arden and Osprey War?", "Arden fought in 1990."),
    ("Who wrote “Arden and Osprey”?", "Anna Weber wrote Arden."),
    ("Where is Bosnia and Herzegovina?", "Bosnia is in Europe."),
    ("Who leads Brook and Mill?", "Brook is led by Bo Wen."),
    ("What does the Kremlin say on Kestrel?", "Kestrel begins."),  # another word for a name
    ("What does Mark Kraus say on Kestrel?", "Kestrel begins."),  # a word of it is known
    ("What does Ana Webber say?", "Anna Weber leads Arden."),  # misspelt
    ("Compare Merlin.", "Kestrel begins."),
    ("Explain Zyx.", "Kestrel begins."),
]


@pytest.mark.parametrize(("question", "answer"), COVERED)
def test_nothing_is_said_where_nothing_is_sure(question, answer, told):
    assert told(question, answer) == ""


def test_what_is_cited_counts_as_told(found):
    question, shown = "Who leads Arden and Solvo?", ["Anna Weber leads Arden."]
    arden, solvo = found[2], found[4]
    assert missing_part(question, shown, [arden], found, bool) != ""
    assert missing_part(question, shown, [arden, solvo], found, bool) == ""


def test_each_sentence_must_tell_of_what_is_held(told):
    question = "Who leads Arden and Osprey?"
    assert told(question, "Anna Weber leads Arden.", "Arden sells lamps.") != ""
    assert told(question, "Anna Weber leads Arden.", "Bo Wen leads the bird.") == ""


def test_without_an_answer_nothing_is_missing(told):
    assert told("Who leads Arden and Osprey?") == ""


def test_a_remark_is_short(told):
    long = " ".join(["Zq" + "x" * 60] * 4)
    assert told(f"What did {long} say about Kestrel?", "Kestrel begins.") == ""
