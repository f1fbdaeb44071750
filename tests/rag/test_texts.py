"""Questions about texts as such: which is newer, what the newest says, how they differ."""

from dataclasses import replace

import pytest

from rag.texts import answer, narrowed, wanted
from rag.texts.subject import NEAR

PLAN = "The depot moves to Kiel in spring."
FINAL = "The move to Kiel waits for the autumn."
NEWER = "Which of the two texts about the Kiel move is the more recent one?"
PLACE = "In what part of town is the depot according to the most recent text?"
NORTH = "The depot lies in the north."
HARBOUR = "The depot lies at the harbour."


def shown(question, ranked):
    found = answer(question, ranked)
    return None if found is None else [text for text, _ in found]


def scored(ranked, *scores):
    return [replace(e, score=score) for e, score in zip(ranked, scores, strict=True)]


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("newer", NEWER),
        ("newer", "What is our latest report on suppliers?"),
        ("newer", "Of the two texts about the move, which is more recent?"),
        ("newer", "Which article about the bridge was published last?"),
        ("newer", "When was our latest report on suppliers written?"),
        ("older", "Which article on the bridge came first?"),
        ("older", "What was our first memo on parking?"),
        ("newest text", PLACE),
        ("newest text", "What does the latest article call the bridge?"),
        ("newest text", "Who leads the depot in the newer of the two reports?"),
        ("newest text", "The latest article says what about the bridge?"),
        ("newest text", "What is the price in our last report?"),
        ("oldest text", "What did the earlier report say about the depot?"),
        ("compare", "Do our texts agree on what the drill is called?"),
        ("compare", "One report puts the depot in a different part of town than the other."),
        ("compare", "How do the two articles describe the site?"),
        ("compare", "Ms Weber and the newsletter give the price differently, how exactly?"),
        ("compare", "Do our memos agree with each other on the price?"),
        ("compare", "Where do the sources differ about the price?"),
        ("compare", "Are there contradictions between our documents about the price?"),
        ("compare", "Is the price of the lamp the same in both reports?"),
        ("compare", "What different names do the articles give the drill?"),
        ("compare", "How is the drill named in each of the two texts?"),
        ("compare", "The articles locate the depot differently. How?"),
    ],
)
def test_a_question_about_texts_is_known_by_its_form(kind, question):
    assert wanted(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest figure for the depot?",
        "When does the latest exercise begin?",
        "What is the newspaper's latest circulation?",
        "What is in the latest file system?",
        "What is the most recent source of funding for the depot?",
        "Who signed the latest document?",
        "Which article of the treaty was signed first?",
        "What was the first report on the bridge about?",
        "Which of the two texts about Kiel or Lund is newer?",
        "What does the report say about the bridge?",
        "What do the two brothers call the house?",
        "How do plants and animals describe energy differently?",
        "Do the two countries agree on the border?",
        "Do the articles of association agree with the law?",
        "Do our memos agree with the auditor on the price?",
        "Do the reports contradict the law?",
        "Which text is newer?",
        "Welcher der beiden Texte über das Depot ist neuer?",
    ],
)
def test_other_questions_go_the_normal_way(question, evidence_of):
    ranked = evidence_of(("A", "2021-01-01", NORTH), ("B", "2022-01-01", HARBOUR))
    assert wanted(question) is None
    assert answer(question, ranked) is None
    assert narrowed(question, ranked) == ranked


def test_the_newer_text_is_named_with_its_date_and_the_other_with_its_own(evidence_of):
    ranked = evidence_of(("Plan", "2021-03-04", PLAN), ("Final plan", "2022-06-10", FINAL))
    expected = "“Final plan” (2022-06-10) is newer than “Plan” (2021-03-04)."
    assert answer(NEWER, ranked) == [(expected, [ranked[1], ranked[0]])]


def test_the_oldest_comes_first_where_it_is_asked_for(evidence_of):
    ranked = evidence_of(
        ("B", "2022-01-01", PLAN), ("C", "2023-01-01", PLAN), ("A", "2021-01-01", PLAN)
    )
    expected = "“A” (2021-01-01) is older than “B” (2022-01-01) and “C” (2023-01-01)."
    question = "Which article on the Kiel move came first?"
    assert answer(question, ranked) == [(expected, [ranked[2], ranked[0], ranked[1]])]
    unlikely = scored(ranked, 0.0, 0.0, -NEAR - 0.1)
    assert answer(question, unlikely) is None


def test_texts_of_one_title_are_told_by_their_file(evidence_of):
    ranked = evidence_of(("Plan", "2021-03-04", PLAN), ("Plan", "2022-06-10", FINAL))
    expected = "“Plan” (2, 2022-06-10) is newer than “Plan” (1, 2021-03-04)."
    assert shown(NEWER, ranked) == [expected]


@pytest.mark.parametrize("dates", [("2021-03-04", None), ("2021-03-04", "2021-03-04")])
def test_dates_that_do_not_tell_say_nothing(dates, evidence_of):
    ranked = evidence_of(("Plan", dates[0], PLAN), ("Final", dates[1], FINAL))
    assert answer(NEWER, ranked) is None
    assert narrowed("What does the latest text say about the Kiel move?", ranked) == ranked


def test_only_the_date_at_the_end_that_is_asked_for_must_be_one_texts_own(evidence_of):
    dates = ("2021-01-01", "2021-01-01", "2022-01-01")
    ranked = evidence_of(*((f"T{n}", date, PLAN) for n, date in enumerate(dates)))
    assert shown(NEWER, ranked) == [
        "“T2” (2022-01-01) is newer than “T0” (2021-01-01) and “T1” (2021-01-01)."
    ]
    assert answer(NEWER.replace("more recent", "older"), ranked) is None


def test_texts_on_something_else_do_not_count(evidence_of):
    other = "The bakery moves to Lund in winter."
    plan, final = ("Plan", "2021-03-04", PLAN), ("Final", "2022-06-10", FINAL)
    assert answer(NEWER, evidence_of(plan, ("Bakery", "2023-01-01", other))) is None
    told = shown(NEWER, evidence_of(plan, final, ("Bakery", "2023-01-01", other)))
    assert told == ["“Final” (2022-06-10) is newer than “Plan” (2021-03-04)."]


def test_a_name_must_be_there_even_as_the_first_of_many_words(evidence_of):
    question = "Which text about Kiel, its depot, harbour and fair is newer?"
    fair = "The depot at the harbour is closed for the fair in {}."
    kiel = [("A", "2021-01-01", fair.format("Kiel")), ("B", "2022-01-01", fair.format("Kiel"))]
    assert shown(question, evidence_of(*kiel)) == [
        "“B” (2022-01-01) is newer than “A” (2021-01-01)."
    ]
    lund = [(title, date, fair.format("Lund")) for title, date, _ in kiel]
    assert shown(question, evidence_of(*lund)) is None


def test_what_is_asked_for_is_the_subject_where_there_is_no_other(evidence_of):
    ranked = evidence_of(("A", None, "The price is 9 euros."), ("B", None, "The price is 8 euros."))
    found = shown("Which price do the two texts give?", ranked)
    assert found == ["The price is 9 euros.", "The price is 8 euros."]


def test_an_unlikely_text_that_may_be_newer_still_keeps_it_silent(evidence_of):
    ranked = evidence_of(
        ("A", "2021-01-01", PLAN), ("B", "2022-01-01", FINAL), ("C", "2023-01-01", PLAN)
    )
    assert answer(NEWER, scored(ranked, 0.0, 0.0, -NEAR - 0.1)) is None
    older = [ranked[0], ranked[1], replace(ranked[2], document=ranked[0].document)]
    assert answer(NEWER, scored(older, 0.0, 0.0, -NEAR - 0.1)) is not None


def test_only_the_newest_text_on_the_subject_is_left(evidence_of):
    aside = "The bakery lies in the south."
    ranked = evidence_of(
        ("Old", "2021-01-01", NORTH), ("New", "2022-01-01", HARBOUR), ("Bread", "2023-01-01", aside)
    )
    assert narrowed(PLACE, ranked) == [ranked[1]]
    assert narrowed(PLACE.replace("most recent", "oldest"), ranked) == [ranked[0]]
    assert narrowed(PLACE, [ranked[0], ranked[2]]) == [ranked[0], ranked[2]]
    assert answer(PLACE, ranked) is None


def test_the_likeliest_sentence_of_each_text_stands_side_by_side_newest_last(evidence_of):
    again = "The depot is old."
    ranked = evidence_of(("New", "2022-01-01", HARBOUR, again), ("Old", "2021-01-01", NORTH))
    question = "One report puts the depot in a different part of town than the other. Which parts?"
    assert answer(question, ranked) == [(NORTH, [ranked[2]]), (HARBOUR, [ranked[0]])]


def test_one_text_alone_is_not_compared(evidence_of):
    question = "How do the two articles describe the depot?"
    ranked = evidence_of(("New", "2022-01-01", NORTH, HARBOUR), ("Bread", None, "Bread is baked."))
    assert answer(question, ranked) is None
    assert answer(question, []) is None


def test_a_sentence_far_below_the_best_is_not_shown(evidence_of):
    question = "How do the two articles describe the depot?"
    ranked = evidence_of(("New", "2022-01-01", HARBOUR), ("Old", "2021-01-01", NORTH))
    assert shown(question, scored(ranked, 1.0, 1.0 - NEAR)) == [NORTH, HARBOUR]
    assert shown(question, scored(ranked, 1.0, 0.9 - NEAR)) is None


def test_two_texts_are_shown_where_two_are_asked_for_and_at_most_three(evidence_of):
    ranked = evidence_of(*((f"T{n}", f"2021-01-0{n}", f"The depot has {n} doors.") for n in "1234"))
    two = shown("How do the two articles describe the depot?", ranked)
    assert two == ["The depot has 1 doors.", "The depot has 2 doors."]
    assert len(shown("How do the different articles describe the depot?", ranked)) == 3


def test_what_is_asked_for_as_a_number_must_stand_there(evidence_of):
    question = "Do our memos agree on the price of the lamp?"
    nine = ("One", None, "The price of the lamp is 9 euros.")
    ten = ("Other", None, "The price of the lamp is 10 euros.")
    fair = ("Other", None, "The price of the lamp is fair.")
    assert shown(question, evidence_of(nine, ten)) == [nine[2], ten[2]]
    assert shown(question, evidence_of(nine, fair)) is None


def test_a_count_must_be_of_what_is_counted(evidence_of):
    question = "Do our memos agree on how many lamps are in the hall?"
    nine = ("One", None, "There are 9 lamps in the hall.")
    ten = ("Other", None, "There are 10 lamps in the hall.")
    doors = ("Other", None, "The lamps in the hall hang at 2 doors.")
    assert shown(question, evidence_of(nine, ten)) == [nine[2], ten[2]]
    assert shown(question, evidence_of(nine, doors)) is None


def test_what_is_asked_for_as_a_time_must_stand_there(evidence_of):
    question = "Do our memos agree on when the fair opens?"
    monday = ("One", None, "The fair opens on Monday.")
    june = ("Other", None, "The fair opens in June.")
    gate = ("Other", None, "The fair opens its gate.")
    assert shown(question, evidence_of(monday, june)) == [monday[2], june[2]]
    assert shown(question, evidence_of(monday, gate)) is None


def test_a_described_thing_may_be_called_otherwise_only_where_a_name_tells_it(evidence_of):
    hall = ("One", None, "In Tarn stands a hall of glass.")
    shed = ("Other", None, "A shed was built in Tarn.")
    ranked = evidence_of(hall, shed)
    assert shown("How do the two texts describe the building in Tarn?", ranked) == [
        hall[2],
        shed[2],
    ]
    assert shown("Do our texts agree on the architect in Tarn?", ranked) is None
    assert shown("How do the two texts describe the building in Lund?", ranked) is None


def test_neighbours_tell_what_a_sentence_is_about(evidence_of):
    question = "Do our texts agree on what the drill in Tarn is called?"
    name, place = "The drill is called Swift Arrow.", "It is held in Tarn."
    other = ("Other", None, "The drill in Tarn is called Quick Arrow.")
    assert shown(question, evidence_of(("One", None, name, place), other)) == [name, other[2]]
    ranked = evidence_of(("One", None, name, "It rained.", "Wind blew.", place), other)
    likely = [ranked[0], ranked[4], *(replace(e, score=-9.0) for e in ranked[1:4])]
    assert shown(question, likely) is None
    likely[-1] = replace(likely[-1], sentence=replace(likely[-1].sentence, ordinal=2))
    assert shown(question, likely) == [name, other[2]]


def test_named_sources_are_quoted_for_themselves(evidence_of):
    question = "Ms Weber and the newsletter give the price differently, how exactly?"
    ranked = evidence_of(
        ("Prices", None, "The price is 7 euros."),
        ("Letter", "2022-01-01", "Ms Weber wrote that the price is 8 euros."),
        ("Newsletter 3", "2021-01-01", "The price is 9 euros."),
    )
    assert shown(question, ranked) == [ranked[2].sentence.text, ranked[1].sentence.text]
    assert shown(question, ranked[:2]) is None
