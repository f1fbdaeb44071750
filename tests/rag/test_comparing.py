"""What sentences about two things decide."""

import pytest

from rag.comparing import comparison, decide, decide_roles, holder


@pytest.fixture
def decided(evidence_of):
    """Return what the sentences of documents with both titles decide."""

    def decided(question, *documents):
        asked = comparison(question)
        found = evidence_of(*((title, None, *said) for title, *said in documents))
        sides = [[e for e in found if e.document.id == number] for number in (1, 2)]
        return decide(asked, *sides)

    return decided


ANN = ("Ann Roe", "Ann Mary Roe (3 May 1820 – 4 June 1899) was a Scottish painter.")
MAX = ("Max Bell", "Max Bell (born May 2, 1820) is an American baker.")
KIM = ("Kim Ash", "Kim Ash is a singer.", "She was born in Bonn on 1 July 1950.")


def test_dates_in_brackets_tell_who_is_older(decided):
    found = decided("Who is older, Ann Roe or Max Bell?", ANN, MAX)
    assert found.answer == "Max Bell"
    assert found.text == "Max Bell (born May 2, 1820) is older than Ann Roe (born 3 May 1820)."
    assert [e.document.title for e in found.cited] == ["Max Bell", "Ann Roe"]


def test_a_sentence_tells_a_birth(decided):
    assert decided("Who is younger, Kim Ash or Max Bell?", KIM, MAX).answer == "Kim Ash"


def test_who_lived_longer_needs_both_deaths(decided):
    tom = ("Tom Oak", "Tom Oak (1900–1950) was a judge.")
    found = decided("Who lived longer, Tom Oak or Ann Roe?", tom, ANN)
    assert found.answer == "Ann Roe"
    assert decided("Who lived longer, Max Bell or Ann Roe?", MAX, ANN) is None


@pytest.mark.parametrize(
    "said",
    [
        "Tom Oak (born 1820) was a judge.",  # the same year, for all that is said
        "Tom Oak (c. 1790 – 1850) was a judge.",
        "Tom Oak was born in Bonn and left it in 1790.",
        "His brother Max Oak (born 1790) was a judge.",
        "Tom Oak's Aunt Ida (born 1790) was a judge.",
        "Tom Oak was a judge from 1790.",
    ],
)
def test_is_silent_without_a_sure_birth(decided, said):
    assert decided("Who is older, Tom Oak or Ann Roe?", ("Tom Oak", said), ANN) is None


def test_is_silent_where_readings_lead_to_different_answers(decided):
    tom = ("Tom Oak", "Tom Oak (born 1810) was a judge.", "Tom Oak was born in 1830.")
    assert decided("Who is older, Tom Oak or Ann Roe?", tom, ANN) is None


def test_a_sentence_elsewhere_must_name_the_thing_as_its_subject(decided):
    question = "Who is older, Tom Oak or Ann Roe?"
    named = ("Judges", "Tom Oak was born in 1790.")
    assert decided(question, named, ANN).answer == "Tom Oak"
    assert decided(question, ("Judges", "He was born in 1790."), ANN) is None


def test_the_year_of_a_film_and_the_day_of_a_release(decided):
    sand = ("Red Sand (film)", "Red Sand is a 1956 British film based on a novel of 1920.")
    hill = ("Blue Hill", "Blue Hill is a song.", "It was released on 4 May 1957 by Elm Records.")
    found = decided("Which came out first, Red Sand or Blue Hill?", sand, hill)
    assert found.text == "Red Sand (1956) was released before Blue Hill (4 May 1957)."
    video = ("Blue Hill", "Blue Hill is a film.", "It was released on DVD in 1957.")
    assert decided("Which came out first, Red Sand or Blue Hill?", sand, video) is None


def test_what_is_older_is_told_by_what_both_state(decided):
    arden = ("Arden", "The Arden lease was signed on 4 May 2019.")
    birk = ("Birk", "The Birk lease was signed in Bonn on 3 May 2019.")
    question = "Which contract is older, the Arden lease or the Birk lease?"
    assert decided(question, arden, birk).answer == "the Birk lease"
    opened = ("Birk", "The Birk lease was opened on 3 May 2019.")
    assert decided(question, arden, opened) is None


def test_costs_of_one_unit(decided):
    question = "Which plan costs more, Basic or Plus?"
    basic = ("Basic", "Basic costs 12 euros per month.")
    plus = ("Plus", "Plus costs 9.50 euros per month.")
    assert decided(question, basic, plus).text == (
        "Basic (12 euros) costs more than Plus (9.50 euros)."
    )
    assert decided(question, basic, ("Plus", "Plus costs 20 euros per year.")) is None
    assert decided(question, basic, ("Plus", "Plus costs 20 dollars per month.")) is None
    assert (
        decided(question, basic, ("Plus", "Plus is a plan with 20 euros per month of credit."))
        is None
    )


def test_countries_of_people(decided):
    question = "Are Kim Ash and Max Bell from the same country?"
    kim = ("Kim Ash", "Kim Ash is a baker from Ohio.")
    found = decided(question, kim, MAX)
    assert found.answer == "Yes"
    assert found.text == "Yes, both Kim Ash and Max Bell are from the United States."
    german = ("Kim Ash", "Kim Ash is a German player of American football.")
    assert decided(question, german, MAX).answer == "No"
    born = ("Kim Ash", "Kim Ash is a German-born baker.")
    assert decided(question, born, MAX) is None
    player = ("Kim Ash", "Kim Ash is an American football player.")
    assert decided(question, player, MAX) is None


def test_countries_that_were_one_are_left_open(decided):
    british = ("Tom Oak", "Tom Oak was a British judge.")
    assert decided("Are Tom Oak and Ann Roe from the same country?", british, ANN) is None


def test_where_places_lie(decided):
    question = "Are Lebanon Mill and Elm located in the same country?"
    mill = ("Lebanon Mill", "Lebanon Mill is a mill in Lebanon, Pennsylvania.")
    elm = ("Elm", "Elm is a village in Jutland, Denmark, near Ulm, Germany.")
    assert decided(question, mill, elm).text == (
        "No: Lebanon Mill is in the United States, Elm is in Denmark."
    )


def test_the_same_year(decided):
    arden = ("Arden Ltd", "Arden Ltd was founded on 4 May 1919 in Bonn.")
    birk = ("Birk Ltd", "Birk Ltd is a bank founded in 1919.")
    question = "Were Arden Ltd and Birk Ltd founded in the same year?"
    assert decided(question, arden, birk).answer == "Yes"
    later = ("Birk Ltd", "Birk Ltd is a bank founded in 1920.")
    assert decided(question, arden, later).answer == "No"


def test_the_directors_of_two_films(evidence_of):
    asked = comparison("Which film has the director who is older, Red Sand or Blue Hill?")
    sand, hill, ann, max_bell = evidence_of(
        ("Red Sand", None, "Red Sand is a film written and directed by Ann Roe."),
        ("Blue Hill", None, "Blue Hill is a film directed by Max Bell and starring Jo Fir."),
        ("Ann Roe", None, "Ann Roe (born 1920) is a director."),
        ("Max Bell", None, "Max Bell (born 1910) is a director."),
    )
    holders = holder("director", "Red Sand", [sand]), holder("director", "Blue Hill", [hill])
    assert [h.name for h in holders] == ["Ann Roe", "Max Bell"]
    found = decide_roles(asked, holders, [ann], [max_bell])
    assert found.answer == "Blue Hill"
    assert found.cited == (sand, hill, max_bell, ann)


def test_a_film_is_not_compared_in_place_of_its_director(evidence_of):
    asked = comparison("Which film has the director who is older, Red Sand or Blue Hill?")
    sand, hill = evidence_of(
        ("Red Sand", None, "Red Sand (born 1920)."), ("Blue Hill", None, "Blue Hill (born 1910).")
    )
    assert decide(asked, [sand], [hill]) is None


def test_two_directors_are_nobody(evidence_of):
    said = evidence_of(("Red Sand", None, "Red Sand is a film directed by Ann Roe and Max Bell."))
    assert holder("director", "Red Sand", said) is None
