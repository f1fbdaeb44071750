"""Summaries, on a real library."""

import time

import pytest

from rag.ingest import store
from rag.summary import MOST_A_DOCUMENT, MOST_SENTENCES, answer, is_summary

KESTREL = (
    "Kestrel delivered the pump housings nine days late.",
    "The foundry of Kestrel lost its furnace to a fire in Dunmore.",
    "They did not expect that.",
    "Harlow wants a second supplier of pump housings besides Kestrel.",
    "Dear all, here are the minutes of the supplier meeting.",
    "A new contract with Kestrel will be signed in the autumn.",
)
BIRDS = (
    "The team counted shore birds on the flats of Merrow Bay.",
    "Birds on the flats of the bay declined by a fifth.",
    "Algae covered the southern flats, where birds find no worms.",
)


@pytest.fixture
def works(library, embedder, fakes):
    """Three documents, of which two state a date."""
    for name, title, date, texts in (
        ("supplier-meeting.md", "Supplier meeting in Harlow", "2024-02-13", KESTREL),
        ("survey.txt", "Survey of Merrow Bay", "2023-10-01", BIRDS),
        ("list.txt", "Shopping", None, ("Milk", "Bread")),
    ):
        made = fakes.document(name, ("Notes", " ".join(texts)), title=title, date=date)
        store(library, embedder, made)
    return library


def quotes(question, library):
    """Return what an answer quotes, each as it stands in its document."""
    found = answer(question, library)
    assert (found.status, found.confidence, found.question) == ("answered", None, question)
    for number, (sentence, c) in enumerate(zip(found.sentences, found.citations, strict=True), 1):
        assert (sentence.quoted, sentence.citations, c.number) == (True, (number,), number)
        assert (
            sentence.text == c.quote == library.store.document(c.document_id).text[c.start : c.end]
        )
    return [(c.title, c.quote) for c in found.citations]


def test_everything_is_spread_over_the_documents_newest_first(works):
    shown = quotes("Summarise everything", works)
    assert shown == [
        ("Supplier meeting in Harlow", KESTREL[0]),
        ("Supplier meeting in Harlow", KESTREL[1]),
        ("Supplier meeting in Harlow", KESTREL[3]),
        *(("Survey of Merrow Bay", text) for text in BIRDS),
    ]
    assert answer("Summarise everything", works).explanation == (
        "This shows 6 sentences of 2 of your 3 documents, as the other 1 had no whole sentence to "
        "quote; ask about one document to see more of it."
    )


@pytest.mark.parametrize(
    "question",
    ["Summarise the document supplier-meeting.md", "Summarise the supplier meeting",
     "What is the report on Harlow about?", "Give me a summary of “supplier meeting in harlow”",
     "Give me an overview of the document supplier-meeting"],
)  # fmt: skip
def test_a_named_document_alone_is_summarised(works, question):
    assert [text for _, text in quotes(question, works)] == [KESTREL[n] for n in (0, 1, 3)]
    assert answer(question, works).explanation == (
        "This shows 3 sentences of the 6 in “Supplier meeting in Harlow”; ask about something in "
        "it to see more of it."
    )


@pytest.mark.parametrize(
    "question",
    [
        "Why was Kestrel late?",
        "Summarise the reasons why Kestrel was late",
        "Summarise everything about Kestrel",
        "Summarise Harlow",
        "Summarise the report on the flood",
        "Summarise the document minutes.md",
        "Summarise this document",
    ],
)
def test_what_names_no_document_is_left_alone(works, question):
    assert answer(question, works) is None


def test_nothing_is_said_to_be_left_out_where_all_is_shown(works):
    assert len(quotes("Summarise survey.txt", works)) == len(BIRDS)
    assert answer("Summarise survey.txt", works).explanation == ""


def test_fewer_sentences_on_request_never_more(works):
    assert quotes("Summarise all in 2 sentences", works) == [
        ("Supplier meeting in Harlow", KESTREL[0]), ("Survey of Merrow Bay", BIRDS[0]),
    ]  # fmt: skip
    assert answer("Summarise all in 1 sentence", works).explanation == (
        "This shows 1 sentence of 1 of your 3 documents, the newest first, and leaves out the "
        "other 2; ask about one document to see more of it."
    )
    assert " 6 sentences, not 40, of " in answer("Summarise all in 40 sentences", works).explanation


def test_a_german_request_is_told_in_german(works):
    assert answer("Fasse alles in einem Satz zusammen", works).explanation == (
        "Das ist 1 Satz aus 1 von 3 Dokumenten, die neuesten zuerst, ohne die anderen 2; fragen "
        "Sie nach einem Dokument, um mehr davon zu sehen."
    )
    assert answer("Fasse das Dokument supplier-meeting.md zusammen", works).explanation == (
        "Das sind 3 Sätze von 6 aus „Supplier meeting in Harlow“; fragen Sie nach etwas darin, um "
        "mehr davon zu sehen."
    )


def test_the_passages_highlight_what_is_quoted(works):
    found = answer("Summarise the supplier meeting", works)
    shown = [p.text[a:b] for p in found.evidence for a, b in p.highlights]
    assert shown == [KESTREL[n] for n in (0, 1, 3)]


def test_this_document_is_clear_in_a_library_of_one(library, embedder, fakes):
    store(library, embedder, fakes.document("survey.txt", ("", " ".join(BIRDS))))
    assert [text for _, text in quotes("What is this document about?", library)] == list(BIRDS)


def test_without_a_whole_sentence_nothing_is_found(library, embedder, fakes):
    store(library, embedder, fakes.document("list.txt", ("", "Milk and bread")))
    found = answer("Summarise everything", library)
    assert (found.status, found.sentences, found.evidence) == ("not_found", (), ())
    assert found.explanation == ("There is no whole sentence in them that a summary could quote.")


def test_an_empty_library_has_no_summary(library):
    assert answer("Summarise everything", library) is None


def test_a_large_library_is_bounded_and_quick(library, embedder, fakes):
    for number in range(MOST_SENTENCES + 3):
        lines = [f"Mill {number} sold {n} tons of flour to bakery b{n}." for n in range(400)]
        made = fakes.document(f"{number}.txt", ("", " ".join(lines * (number % 2 + 1))))
        store(library, embedder, made)
    begun = time.process_time()
    shown = quotes("Summarise everything", library)
    assert time.process_time() - begun < 1.5
    assert len(shown) == len({title for title, _ in shown}) == MOST_SENTENCES
    # the longest come first: those with an odd number have every line twice
    assert {title for title, _ in shown} >= {f"{n}.txt" for n in range(1, MOST_SENTENCES + 3, 2)}
    assert answer("Summarise everything", library).explanation == (
        "This shows 12 sentences of 12 of your 15 documents, the longest first, and leaves out the "
        "other 3; ask about one document to see more of it."
    )


def test_copies_do_not_say_the_same_twice(library, embedder, fakes):
    for name in ("a.txt", "b.txt"):
        store(library, embedder, fakes.document(name, ("", " ".join(KESTREL))))
    shown = [text for _, text in quotes("Summarise everything", library)]
    assert len(set(shown)) == len(shown) > MOST_A_DOCUMENT


def test_documents_of_like_names_are_shown_together(works, embedder, fakes):
    text = "The survey of the bay was paid by the harbour authority. It was cheap."
    store(works, embedder, fakes.document("bay.txt", ("", text), title="Merrow Bay costs"))
    assert len({title for title, _ in quotes("Summarise the report on Merrow Bay", works)}) == 2
    assert answer("Summarise the report on Merrow Bay", works).explanation == (
        "This shows 4 sentences of the 5 in the 2 documents with “Merrow Bay” in their names; ask "
        "about one document to see more of it."
    )
    for number in range(3):
        made = fakes.document(
            f"{number}.txt", ("", text), title=f"Merrow Bay seen from hill {number}"
        )
        store(works, embedder, made)
    assert answer("Summarise the report on Merrow", works) is None  # no name, but a topic


def test_the_exact_name_goes_before_names_like_it(works, embedder, fakes):
    made = fakes.document("old.txt", ("", " ".join(KESTREL)), title="Survey of Merrow Bay 2022")
    store(works, embedder, made)
    titles = {title for title, _ in quotes("Summarise the Survey of Merrow Bay", works)}
    assert titles == {"Survey of Merrow Bay"}
    # most of a name: two words of its three, but not of the other's four
    assert {t for t, _ in quotes("Summarise the Merrow survey", works)} == titles


def test_whether_it_is_worth_asking():
    assert is_summary("Summarise everything")
    assert not is_summary("Why was Kestrel late?")
