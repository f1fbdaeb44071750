"""Questions that ask two things, and which of them a sentence of an answer belongs to."""

import pytest

from rag.parts import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Who paid for the first mill, and who built the second?",
            ["Who paid for the first mill?", "Who built the second?"],
        ),
        ("Who founded Arden? Who leads Kestrel?", ["Who founded Arden?", "Who leads Kestrel?"]),
        (
            "When does the lease end and when is the deposit paid back?",
            ["When does the lease end?", "When is the deposit paid back?"],
        ),
        (
            "Who founded Arden, where is Kestrel based, and when was Solvo sold?",
            ["Who founded Arden?", "Where is Kestrel based?", "When was Solvo sold?"],
        ),
        (
            "Kiel move: when did it begin, and where will the staff sit?",
            ["Kiel move: when did it begin?", "Kiel move: where will the staff sit?"],
        ),
        (
            "Kiel move: when did it begin and who leads it?",
            ["Kiel move: when did it begin?", "Kiel move: who leads it?"],
        ),
        (
            "In 2019, where was Arden based and who led Kestrel?",
            ["In 2019, where was Arden based?", "In 2019, who led Kestrel?"],
        ),
    ],
)
def test_two_or_three_clauses_are_asked_one_by_one(question, expected):
    assert parts(question) == expected


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("When was Ann Roe born and where did she die?", "Where did Ann Roe die?"),
        ("Where was Ann Roe born, and what did she study?", "What did Ann Roe study?"),
        ("Who is Ann Roe and when was her mill sold?", None),
        ("What is fulling and what is it used for?", "What is fulling used for?"),
        ("Where is Ulm and what is its height?", "What is Ulm’s height?"),
        ("Where are the mills and when do they open?", "When do the mills open?"),
        ("When was the old bridge built and who designed it?", "Who designed the old bridge?"),
        ("Who wrote the report, and where can I find it?", "Where can I find the report?"),
        ("Where is Arden today and who runs it?", "Who runs Arden?"),
        ("When did Arden begin and why did it end?", "Why did Arden end?"),
    ],
)
def test_a_pronoun_gives_way_to_the_only_thing_it_can_mean(question, second):
    assert parts(question)[1:] == ([second] if second else [])


@pytest.mark.parametrize(
    "question",
    [
        "When did Arden buy the mill and when was it sold?",  # Arden or the mill
        "When did Ann Roe meet Bo Lee and where did she die?",
        "Who founded Arden and when did he die?",
        "Who shot Ann Roe and why did it happen?",
        "When was Arden sold and how long did it take to pay?",
        "What is the height of the tower in Ulm and when was it built?",
        "When was Arden founded and why?",
        "When and where was Ann Roe born?",
        "What does the plan of Arden cover and what are the exceptions?",
        "Who leads Arden and where do the guests sleep?",
        "What is the purpose of the tests and when are they done at Arden?",
        "What is the purpose of the tests and who repeats tests at Arden?",
        "What grows on oaks and what other trees?",
        "What decides which mill is closed and which is kept?",
        "When the mill was closed, what did the owners build?",
        "I wonder who built the mill and who paid for the bridge?",
        "Wann begann der Umzug und wo sitzt das Team?",
        "where was ann roe buried and when did she die",
        "Where is the mill of the abbey and when was it built?",
        "Who is the chair and where is it stated?",
        "Where are the mills and when did it open?",
        "What did they build and who leads Arden?",
        "What is the role of Ann Roe and what reasons does Arden give?",
        "Who led Arden? Who led Solvo? Who led Kestrel? Who led Ulm?",
    ],
)
def test_clauses_that_need_each_other_stay_together(question):
    assert parts(question) == [question]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What are the meetings with Arden and with Kestrel called?",
            [
                "What are the meetings with Arden called?",
                "What are the meetings with Kestrel called?",
            ],
        ),
        (
            "When were Arden and Kestrel founded?",
            ["When was Arden founded?", "When was Kestrel founded?"],
        ),
        ("How old are Ann Roe and Bo Lee?", ["How old is Ann Roe?", "How old is Bo Lee?"]),
        ("When did Ann Roe and Bo Lee die?", ["When did Ann Roe die?", "When did Bo Lee die?"]),
        (
            "What are the capitals of Austria and Spain?",
            ["What are the capitals of Austria?", "What are the capitals of Spain?"],
        ),
        (
            "What was the output of the Ulm plant in 2019 and 2021?",
            [
                "What was the output of the Ulm plant in 2019?",
                "What was the output of the Ulm plant in 2021?",
            ],
        ),
    ],
)
def test_what_is_said_of_each_of_two_is_asked_for_each(question, expected):
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who was born first, Ann Roe or Bo Lee?",
        "Which is older, Arden or Kestrel?",
        "What lies between Arden and Kestrel?",
        "Where are both Arden and Kestrel based?",
        "How do the prices in Ulm and in Bonn differ?",
        "How did sales change in 2019 and 2021?",
        "How many guests did Arden have in 2018, 2019 and 2021?",
        "What are the meetings in Ulm, in Bonn and in Kiel called?",
        "Who leads research and development at Arden?",
        "When was Marks and Spencer founded?",
        "When were Marks and Spencer founded?",
        "Where are Trinidad and Tobago?",
        "Who wrote War and Peace?",
        "When did Tom and Jerry appear?",
        "When were Arden and Kestrel merged?",
        "Who do Arden and Kestrel visit?",
        "What are the capitals of North and South Korea?",
        "When are the Ulm and Bonn plants open?",
        "When were the Ulm and Kestrel closed?",
        "When were Arden and Kestrel sold to Solvo?",
        "Where did Ann Roe and Bo Lee live?",
        "Which team played in Ulm and in Bonn?",
        "Is Arden a member in Ulm and in Bonn?",
        "Who founded Arden?",
        "mills",
        "",
        "?",
    ],
)
def test_one_question_comes_back_unchanged(question):
    assert parts(question) == [question]


KIEL = ["Kiel move: when did it begin?", "Kiel move: where will the staff sit?"]
FOUNDED = ["When was Arden founded?", "When was Kestrel founded?"]
