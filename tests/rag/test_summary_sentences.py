"""Which sentences can stand in a summary, and which of them are central."""

import pytest

from index.records import Sentence
from rag.summary.central import central
from rag.summary.whole import leans, whole


@pytest.mark.parametrize(
    "text",
    [
        "The foundry lost its main furnace to a fire on 4 January.",
        "“We will replace the rejected parts at our own cost by March.”",
        "Die Kaution beträgt drei Monatsmieten (siehe Absatz 4).",
        "The mill sold 1,400 tons of flour to „Brot und Mehl“ in May.",
        "去年河上的桥因为洪水关闭了三个星期。",
    ],
)
def test_a_statement_in_full(text):
    assert whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "and the furnace was out of service for two weeks.",
        "The furnace was out of service for two weeks",
        "The offer was explained at length by Mr.",
        "It is closed.",
        "What would the tooling for the housings cost?",
        "The Annual Report Of The Harbour Authority.",
        "Batch: K-101; Parts: 400; Rejected parts of the batch: 12.",
        "Name | Role in the team of the works | Ann.",
        "Date: the meeting took place on 5 May in the hall.",
        "Dear all, here are the minutes of the meeting on Tuesday.",
        "Thank you for joining the meeting on Tuesday in Harlow.",
        "Sehr geehrte Mieter, wir begrüßen Sie in der Anlage.",
        "Mit freundlichen Grüßen aus der Verwaltung des Hauses in Ulm.",
        "The films are at https://films.example and are free for all.",
        "He said that “the costs of the tank would be paid by the town.",
        "The town (which paid for the new tank was not asked again.",
        "Values 12 14 15 18 22 31 45 61 82 90 and 120 331 90 12 45.",
        "Copyright of the harbour authority, which may be asked for it.",
        "The " + "very " * 70 + "long sentence ends here.",
    ],
)
def test_what_is_no_statement(text):
    assert not whole(text)


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("However, the tank was not finished in time.", True),
        ("They will push deep into the valley.", True),
        ("According to him, the bridge stays closed.", True),
        ("Außerdem wird das Treppenhaus gereinigt.", True),
        ("The two towns share the cost of it.", True),
        ("The town shares the cost with its neighbour.", False),
        ("Die Mieter reinigen das Treppenhaus.", False),
    ],
)
def test_what_leans_on_the_sentence_before(text, leaning):
    assert leans(text) is leaning


def sentences(*texts, heading=""):
    return [Sentence(n, 100 * n, 100 * n + len(t), t, None, heading) for n, t in enumerate(texts)]


BRIDGE = sentences(
    "Visitors of the town like the old market and its cakes.",
    "The river bridge was closed because of the flood in March.",
    "However, the river bridge and the flood were in the news.",
    "The town repaired the river bridge after the flood within weeks.",
    "Ferries carried the commuters while the repair went on.",
    "Page 2 of the news from the river bridge.",
    "Page 2 of the news from the river bridge.",
    "Page 2 of the news from the river bridge.",
)


def test_the_central_sentences_come_first():
    chosen = central("The flood", BRIDGE, 3, 100)
    # the second says the same again; the third, with the same words, leans on it
    assert [s.ordinal for s in chosen] == [3, 0, 1]
    assert central("The flood", BRIDGE, 5, 100)[-1].ordinal == 2


def test_what_leans_on_another_is_not_central():
    texts = (
        "The mill burnt down on a night of May.",
        "However, the mill was built up by the town.",
    )
    for first, second in (texts, texts[::-1]):
        chosen = central("The mill of the town built up", sentences(first, second), 1, 100)
        assert [s.text for s in chosen] == [texts[0]]


def test_what_comes_back_on_every_page_is_never_chosen():
    assert [s.ordinal for s in central("News", BRIDGE, 9, 100)].count(5) == 0
    assert len(central("News", BRIDGE, 9, 100)) == 5


def test_the_title_weighs():
    texts = sentences(BRIDGE[0].text, BRIDGE[4].text)
    assert central("", texts, 1, 100) == [texts[0]]
    assert central("Commuters and ferries", texts, 1, 100) == [texts[1]]


def test_of_a_long_document_the_beginning_and_a_sample_are_read():
    texts = [f"Line {n} tells of the number w{n}x and nothing more." for n in range(1000)]
    chosen = central("", sentences(*texts), 1000, 100)
    assert 95 <= len(chosen) <= 100
    read = sorted(s.ordinal for s in chosen)
    assert read[:50] == list(range(50))
    assert read[-1] >= 975


def test_nothing_whole_gives_nothing():
    assert central("List", sentences("Milk", "Bread", "and eggs."), 3, 100) == []
