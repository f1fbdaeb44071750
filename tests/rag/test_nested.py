"""Questions about someone they only describe, cut in two; all others left whole."""

import pytest

from index.errors import UsageError
from rag.nested import Steps, filled, kinship, nested

CUT = [
    (
        "Who is the mother of the director of the film Grey Harbour?",
        "Who is the director of the film Grey Harbour?",
        "Who is the mother of {}?",
    ),
    (
        "Where did the director of film Grey Harbour (1956 Film) die?",
        "Who is the director of film Grey Harbour (1956 Film)?",
        "Where did {} die?",
    ),
    ("When did Ann Roe's father die?", "Who is Ann Roe's father?", "When did {} die?"),
    ("Who is Ann Roe's mother's father?", "Who is Ann Roe's mother?", "Who is {}'s father?"),
    (
        "When is Ann Roe, Countess Of Kiel's second husband's birthday?",
        "Who is Ann Roe, Countess Of Kiel's second husband?",
        "When is {}'s birthday?",
    ),
    (
        "Which award did the composer of the song Low Tide receive?",
        "Who is the composer of the song Low Tide?",
        "Which award did {} receive?",
    ),
    (
        "What nationality is performer of song She'S Gone And Away?",
        "Who is the performer of song She'S Gone And Away?",
        "What nationality is {}?",
    ),
    (
        "What is the date of birth of the editor of The Mill Gazette?",
        "Who is the editor of The Mill Gazette?",
        "What is the date of birth of {}?",
    ),
    (
        "What is the phone number of the manager of the Kiel depot?",
        "Who is the manager of the Kiel depot?",
        "What is the phone number of {}?",
    ),
    (
        "When does the contract of the supplier of the paper end?",
        "Who is the supplier of the paper?",
        "When does the contract of {} end?",
    ),
    (
        "What is the population of the capital of Lorn?",
        "What is the capital of Lorn?",
        "What is the population of {}?",
    ),
    (
        "When was the company that published The Mill Gazette founded?",
        "Which company published The Mill Gazette?",
        "When was {} founded?",
    ),
    (
        "where was the author of the book salt and snow born",
        "Who is the author of the book salt and snow?",
        "where was {} born?",
    ),
    ("when did ann roe's father die?", "Who is ann roe's father?", "when did {} die?"),
    (
        "Who is the founder of the publisher of the book Salt and Snow?",
        "Who is the publisher of the book Salt and Snow?",
        "Who is the founder of {}?",
    ),
]
WHOLE = [
    "Who is the director of the film Grey Harbour?",
    "Who is Ann Roe's paternal grandfather?",
    "Who is the mother-in-law of Ann Roe?",
    "Where was Ann Roe born?",
    "Which film has the director who was born first, Grey Harbour or Low Tide?",
    "Where was the director of Grey Harbour or Low Tide born?",
    "Are director of film Grey Harbour and director of film Low Tide both from Lorn?",
    "Where was the founder of the company that built the mill born?",
    "Where was the director of film born?",
    "Where was the director of Salt and Snow born?",
    "When did his father die?",
    "When did my father's wife die?",
    "Where was the owner of a car born?",
    "Who is the author of The Wife of Bath?",
    "Who is the author of the mother of Ann Roe?",
    "Who is the writer of film My Director's Wife?",
    "What is the name of the director of the film Grey Harbour?",
    "What is the salary of the president of Lorn?",
    "What is the address of the company of Ann Roe?",
    "Where was the director of film {Lorn} born?",
    "where does bob's your uncle come from?",
    "Who is the owner of the king of Lorn?",
    "When was the company that built a mill founded?",
    "When did Ann Roe marry? When did Ann Roe's father die?",
    "When did Ann Roe marry. When did Ann Roe's father die?",
    "Where does the saying Roe's uncle come from?",
    "What is the age of the child of the owner?",
    "What is the phone number of the employee's manager?",
    "What is the birthday of the father of medicine?",
    "Wann starb der Vater von Ann Roe?",
    "",
]


@pytest.mark.parametrize(("question", "first", "then"), CUT)
def test_a_description_is_asked_for_first(question, first, then):
    assert nested(question) == Steps(first, then)


@pytest.mark.parametrize("question", WHOLE)
def test_other_questions_stay_whole(question):
    assert nested(question) is None


def test_a_description_in_a_description_is_cut_again():
    steps = nested("When did the wife of the editor of The Mill Gazette die?")
    assert steps == Steps("Who is the wife of the editor of The Mill Gazette?", "When did {} die?")
    assert nested(steps.first) == Steps(
        "Who is the editor of The Mill Gazette?", "Who is the wife of {}?"
    )


@pytest.mark.parametrize(
    ("question", "first", "then"),
    [
        (
            "Who is Ann Roe's maternal grandfather?",
            "Who is Ann Roe's mother?",
            "Who is {}'s father?",
        ),
        (
            "Who was the paternal grandmother of Ann Roe?",
            "Who is the father of Ann Roe?",
            "Who is the mother of {}?",
        ),
        ("Who is Ann Roe's mother-in-law?", "Who is Ann Roe's spouse?", "Who is {}'s mother?"),
    ],
)
def test_kinship_goes_by_the_person_between(question, first, then):
    assert kinship(question) == Steps(first, then)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ann Roe's father?",
        "Who is Ann Roe's grandfather?",
        "Who is her maternal grandfather?",
        "When did Ann Roe's maternal grandfather die?",
        "",
    ],
)
def test_no_kinship_of_other_questions(question):
    assert kinship(question) is None


@pytest.mark.parametrize(
    ("then", "answer", "question"),
    [
        ("Who is the mother of {}?", "  Ann Roe.\n", "Who is the mother of Ann Roe?"),
        ("Where is the {} based?", "The Kiel Works", "Where is the Kiel Works based?"),
        ("Where is {} based?", "The Kiel Works", "Where is The Kiel Works based?"),
        ("Where is {} based?", "The works in Kiel", "Where is the works in Kiel based?"),
        ("Where is {} based?", r"A{} \1", r"Where is A{} \1 based?"),
    ],
)
def test_the_answer_takes_its_place(then, answer, question):
    assert filled(Steps("Who?", then), answer) == question


@pytest.mark.parametrize("answer", ["", " . "])
def test_an_empty_answer_is_refused(answer):
    with pytest.raises(UsageError, match="ask the question as a whole"):
        filled(Steps("Who?", "Where is {}?"), answer)
