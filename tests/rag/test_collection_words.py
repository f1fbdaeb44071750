"""Which words are forms of one another."""

import pytest

from index.records import Sentence
from rag.collection.question import Topic
from rag.collection.words import Mention, first_mention, same_word


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("contract", "Contracts"), ("contracts", "contract"), ("policy", "policies"),
        ("boxes", "box"), ("price", "priced"), ("pricing", "prices"), ("plan", "planned"),
        ("note", "noted"), ("NATO", "nato"), ("China", "Chinese"), ("Belarus", "Belarusian"),
        ("Russia", "Russians"), ("Iran", "Iranian"), ("2024", "2024"), ("exercise", "exercising"),
    ],
)  # fmt: skip
def test_forms_of_one_word(asked, found):
    assert same_word(asked, found)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("contract", "contractor"), ("part", "party"), ("train", "trail"), ("plan", "plane"),
        ("note", "not"), ("Mark", "Market"), ("Mark", "marks's"), ("India", "Individual"),
        ("India", "Indiana"), ("United", "unit"), ("2024", "20241"), ("gas", "ga"),
        ("status", "statu"), ("china", "Chinese"), ("form", "format"), ("bus", "bu"),
        ("Turkey", "turkish"),
    ],
)  # fmt: skip
def test_different_words(asked, found):
    assert not same_word(asked, found)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("policy", {"policies", "policy"}), ("boxes", {"box", "boxes"}),
        ("pricing", {"price", "priced"}), ("planned", {"plan", "planning"}),
        ("Belarus", {"belarus", "belarusians"}), ("Peru", {"peru"}), ("tin", set()),
    ],
)  # fmt: skip
def test_all_forms_in_a_text(asked, held):
    text = "Policies, policy: box boxes priced price plan planning Belarus Belarusians Peru tiny."
    assert Mention(Topic(asked, exact=False)).found_in(text) == held


def test_an_exact_topic_is_these_words_in_this_order():
    exact = Mention(Topic("terms of the lease", exact=True))
    assert exact.found_in("All Terms of the lease apply.")
    assert not exact.found_in("The lease has terms of its own.")
    assert not exact.found_in("The terms of the leases differ.")
    assert exact.found_in("See: terms of\nthe lease")
    assert Mention(Topic("terms of the lease", exact=False)).found_in("The lease has terms.")


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ("pump", "The pump hums."),
        ("boiler", "It stands here."),
        ("house", "Rents rise."),
        ("car", None),
    ],
)
def test_a_sentence_comes_before_a_heading_and_a_heading_before_the_title(asked, cited):
    sentences = [
        Sentence(n, 0, 9, text, None, heading)
        for n, (text, heading) in enumerate(
            [
                ("Rents rise.", "Money"),
                ("It stands here.", "Pump and boiler"),
                ("The pump hums.", ""),
            ]
        )
    ]
    found = first_mention(Mention(Topic(asked, exact=False)), sentences, "House with boiler")
    assert (found and found[0].text) == cited
