"""Which questions compare two things, and in what."""

import pytest

from rag.comparing import Comparison, comparison


@pytest.mark.parametrize(
    ("question", "what", "pick"),
    [
        ("Who was born first, Ann Roe or Max Bell?", "birth", "earliest"),
        ("Was Ann Roe or Max Bell born later?", "birth", "latest"),
        ("Who is younger, Ann Roe or Max Bell?", "birth", "latest"),
        ("Between Ann Roe and Max Bell, who is older?", "birth", "earliest"),
        ("Who died later, Ann Roe or Max Bell?", "death", "latest"),
        ("Who lived longer, Ann Roe or Max Bell?", "life", "largest"),
        ("Which silent film came out first, Ann Roe or Max Bell?", "release", "earliest"),
        ("Which mill was opened first, Ann Roe or Max Bell?", "open", "earliest"),
        ("Which contract is older, Ann Roe or Max Bell?", "age", "earliest"),
        ("Did Ann Roe or Max Bell come first?", "start", "earliest"),
        ("Which costs more, Ann Roe or Max Bell?", "cost", "largest"),
        ("Which plan is cheaper, Ann Roe or Max Bell?", "cost", "smallest"),
        ("Are Ann Roe and Max Bell from the same country?", "country", "same"),
        ("Do Ann Roe and Max Bell share the same nationality?", "country", "same"),
        ("Are both villages, Ann Roe and Max Bell, located in the same country?", "place", "same"),
        ("Were both Ann Roe and Max Bell founded in the same year?", "found", "same"),
    ],
)
def test_says_what_is_compared(question, what, pick):
    assert comparison(question) == Comparison("Ann Roe", "Max Bell", what, pick)


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Which film has the director who was born first, Red Sand or Blue Hill?", "birth"),
        ("Which film whose director is older, Red Sand or Blue Hill?", "birth"),
        ("Are director of film Red Sand and director of film Blue Hill from the same country?",
         "country"),
        ("Do both films Red Sand and Blue Hill have the directors from the same country?",
         "country"),
    ],
)  # fmt: skip
def test_says_whose_role_is_compared(question, what):
    found = comparison(question)
    assert (found.one, found.other, found.what) == ("Red Sand", "Blue Hill", what)
    assert found.role == "director"


@pytest.mark.parametrize(
    "question",
    [
        "Who is Ann Roe?",
        "Which is better, tea or coffee?",
        "Which actor's wife died first, Ann or Max?",
        "Who won first prize, Ann or Max?",
        "Who was born in Bonn or Ulm?",
        "Who died, Ann Roe or Max Bell?",
        "Are Ann Roe and Max Bell married?",
    ],
)
def test_leaves_other_questions(question):
    assert comparison(question) is None


def test_a_name_with_or_is_parted_where_both_sides_are_known():
    question = "Which film came out first, Sink or Swim or Blue Hill?"
    assert comparison(question) is None
    found = comparison(question, lambda name: name in {"Sink or Swim", "Blue Hill"})
    assert (found.one, found.other) == ("Sink or Swim", "Blue Hill")
