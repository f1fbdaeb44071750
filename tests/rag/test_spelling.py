"""Misspelt words of a question are corrected from what is found for it."""

import pytest

from rag.ingest import store
from rag.spelling import corrected, doubted, spelled

TEXTS = [
    "Lieutenant General Oda Quillfeather opened the new canteen in Merrowby.",
    "The lieutenant ate soup. The treaty was signed in Merrowby.",
]


def held(word):
    return word.lower() in " ".join(TEXTS).lower().replace(".", "").split()


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("wich leutenant opend the canten", "which lieutenant opened the canteen"),
        ("What did Quilfeather open?", "What did Quillfeather open?"),
        ("Who signed the treatty in merrowbby?", "Who signed the treaty in Merrowby?"),
        ("Who signed the treaty in Merrowby?", "Who signed the treaty in Merrowby?"),
        ("Who ate the soap?", "Who ate the soap?"),  # a word, if another one
        ("Who is Zwentibold?", "Who is Zwentibold?"),  # nothing is like it
        ("Who signed the treety?", "Who signed the treety?"),  # a lone one must be almost the same
        ("Who ate the lieutenantly soup?", "Who ate the lieutenantly soup?"),  # another form
        ("Who fed the ct?", "Who fed the ct?"),  # too short to be doubted
        ("What did Ouillfeather open?", "What did Ouillfeather open?"),  # another first letter
    ],
)
def test_a_word_that_nobody_knows_becomes_the_nearest_one_found(question, understood):
    assert corrected(question, TEXTS, held) == understood


def test_only_words_that_neither_library_nor_reader_know_are_doubted():
    question = "Does the leutenant evaluate Merrowby or the xylofon?"
    assert doubted(question, held) == ["leutenant", "xylofon"]


def test_the_words_come_from_the_passages_of_the_library(library, embedder, fakes):
    english = "It is not known why they were there when the rain came, nor what they did with it."
    for name, text in zip("abc", [*TEXTS, english], strict=True):
        store(library, embedder, fakes.document(name, ("", text)))
    assert spelled(library, embedder, "Who signed the treatty?") == "Who signed the treaty?"
    german = "Wer hat den Vertrag in Merrovby feierlich unterschrieben und besiegelt?"
    assert spelled(library, embedder, german) == german
    embedder.encoded.clear()
    assert spelled(library, embedder, "Who signed the treaty?") == "Who signed the treaty?"
    assert embedder.encoded == []  # nothing is searched for where nothing is doubted
