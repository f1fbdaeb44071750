"""What may stand in a claim without standing in its source, and what takes a claim's place."""

import dataclasses


def test_a_number_that_the_question_gives_in_words_may_count_what_is_listed(verdict):
    text = "Phagocytes are neutrophils, macrophages and dendritic cells."
    said = "Three phagocytes are neutrophils, macrophages and dendritic cells."
    assert verdict(said, "What are three kinds of phagocytes?", text).reason == ""
    assert verdict(said, "What are phagocytes?", text).reason == "3 is not in what it rests on"
    said = said.replace("Three", "3")
    assert verdict(said, "Which 3 kinds are there?", text).reason.startswith("3 is not in what")


def test_a_seat_of_government_may_stand_for_its_country(verdict):
    said = "The treaty was signed in 1993."
    asked_for = "When did Moscow sign the treaty?"
    text = "The treaty between Russia and China was signed in 1993."
    assert verdict(said, asked_for, text, elsewhere=["moscow"]).reason == ""
    assert verdict(said, asked_for, text, elsewhere=["beijing"]).reason == ""
    assert verdict(said, asked_for, text, elsewhere=["tokyo"]).reason == "it is not about tokyo"


def test_the_sentence_that_a_doubted_claim_was_taken_from_may_take_its_place(verdict):
    text = "The bombers can carry nuclear weapons as well as ordinary missiles."
    asked_for = "Could the bombers carry nuclear bombs?"
    doubted = verdict("Yes, for years all bombers could carry nuclear bombs.", asked_for, text)
    assert doubted.reason == "it does not follow from it"
    assert doubted.source is not None
    assert doubted.source.sentence.text == text
    # nothing takes the place of what holds, of an invention, or of what has other words
    assert verdict(text, asked_for, text).source is None
    assert verdict("The 12 bombers carry nuclear bombs.", asked_for, text).source is None
    assert verdict("Perhaps nobody ever found out.", asked_for, text).source is None


def test_a_bare_yes_gives_way_to_the_likeliest_sentence(verdict, fakes):
    near = "Brest is a city in Belarus, near the Polish border."
    [first, second] = fakes.evidence("Brest was once a Polish town of mills.", near)
    ranked = [first, dataclasses.replace(second, score=3.0)]
    found = verdict("Yes, Brest is a Polish city.", "Is Brest a Polish city?", evidence=ranked)
    assert found.reason == "it only says yes or no"
    assert found.source.sentence.text == near
    near = "Brest is near the Polish border."
    own = verdict(f"Yes, {near}", "Is Brest near the Polish border?", near)
    assert own.reason == ""  # these are the source's own words


def test_the_two_of_them_is_no_number(verdict):
    text = "Arden and Kestrel quarrelled over the mill for years."
    assert verdict("The two towns quarrelled over the mill.", "Why?", text).reason == ""
    found = verdict("Two towns quarrelled over the mill.", "Why?", text)
    assert found.reason == "2 is not in what it rests on"


def test_the_likeliest_sentence_speaks_for_one_that_repeats_the_question(verdict, fakes):
    texts = ("Merthyr Tydfil is a town in Wales.", "It has many mills.")
    [first, second] = fakes.evidence(*texts)
    ranked = [second, dataclasses.replace(first, score=2.0)]
    asked_for = "In which country of the United Kingdom is Merthyr Tydfil?"
    found = verdict("Merthyr Tydfil is in the United Kingdom.", asked_for, evidence=ranked)
    assert found.reason == "it only repeats the question"
    assert found.source.sentence.text == texts[0]
