"""Which questions are over the collection, and what they ask for."""

import pytest

from rag.collection.dates import Span
from rag.collection.question import Topic, parse

TAKEN = """
How many documents are there?
how many documents do you have
How many files have I got in the library?
How many documents are in my library?
How many sources do we have?
How many reports are in the collection?
How many documents mention the supplier?
How many of my documents mention overtime?
How many reports refer to asbestos?
Which documents mention force majeure?
Which documents are about parental leave?
Which of the files mention Miller & Sons?
Which reports discuss the budget or the forecast?
What documents deal with data protection?
Please list all documents that mention Acme.
Can you show me all documents about travel expenses?
Which files contain the word "confidential"?
In which documents is the audit committee mentioned?
In how many files does Dr. Weber appear?
Which texts mention IT?
Which documents do you have about onboarding?
How many documents are there about fire safety?
Which documents in the library mention Oslo?
Which documents are from 2024?
How many documents are dated March 2023?
Which reports are from 5 August 2021?
Which files are from between May 2020 and June 2021?
List all documents from before 2019.
Which documents were published in 2022?
Show me the documents since January 2024.
Which documents from 2021 mention rent?
How many of the documents are dated after 2021-08-05?
What is the newest document?
Which document is the oldest?
Which report is the most recent one?
Show me the latest document about pensions.
What is the oldest file in the collection?
List all documents.
List my reports
Show me all files
Which documents are from The Daily Ledger?
Which articles were published by Reuters?
Wie viele Dokumente gibt es?
Wie viele Dateien habe ich?
Welche Dokumente erwähnen die Kündigungsfrist?
In welchen Dokumenten wird Frau Schulz erwähnt?
In wie vielen Berichten kommt Asbest vor?
Welche Berichte handeln von Brandschutz?
Welche Dokumente sind aus dem Jahr 2023?
Welche Dokumente sind zwischen 2020 und Mai 2022 erschienen?
Liste alle Dokumente auf
Welches Dokument ist das neueste?
Zeige mir das älteste Dokument in der Bibliothek
""".strip().splitlines()

ORDINARY = """
How many soldiers took part?
Which countries are in 2024's drill?
How many articles does the treaty have?
How many articles are there?
How many sources are there?
What is the latest report?
What are the main sources of income?
How many documents must the tenant hand in?
Which documents are required for the application?
What documents do I have to bring to the interview?
How many files does the archive of the court hold?
How many reports were published in 2024?
How many documents were released in 2010?
Which reports are due on 5 March 2024?
Which documents are valid until 2025?
Which files are about to expire?
Which documents about leave must be signed by the manager?
Which documents mentioned in the contract have to be returned?
Which article of the policy mentions overtime?
What does the latest report say about sales?
Which report is the most recent one on the merger, and what does it say?
Which documents mention it?
Which documents mention the date on which the lease ends?
Which documents do not mention the penalty?
Which document mentions the penalty most often?
Which of the two reports on the merger is newer?
Who wrote the report on water damage?
When was the newest document signed?
Which files from 2021 mention rent and are unpaid?
Which minutes name the chairwoman?
List all invoices above 1,000 euros.
List all obligations of the supplier.
List all exercises.
Which documents are between 2024 and 2020?
Which files were deleted?
How many documents mention how often the filter has to be cleaned?
Do the documents mention a notice period?
What is this document about?
What documents does the notary keep?
Which documents
What is the oldest report?
Are there any documents from the bank?
How many pages does the document have?
Which text is written on the sign?
Which sources of law are binding?
Find the total of invoice 4711.
Show me the clause about late payment.
Which paper is used for the certificates?
What papers do new employees have to sign?
Which report mentions the largest loss?
Which documents were in the folder that the auditor asked for?
Name the documents that the buyer receives at handover.
Wie viele Artikel hat der Vertrag?
Welche Unterlagen braucht der Mieter?
Welche Berichte sind bis 2025 vorzulegen?
Welche Dokumente erwähnen ihn?
Was steht im neuesten Bericht?
Wie viele Dokumente wurden 2010 veröffentlicht?
""".strip().splitlines()


@pytest.mark.parametrize("question", TAKEN)
def test_a_question_over_the_collection(question):
    assert parse(question) is not None


@pytest.mark.parametrize("question", ORDINARY)
def test_an_ordinary_question(question):
    assert parse(question) is None


def topics(question):
    asked = parse(question)
    return [(t.text, t.exact) for t in asked.topics], asked.either


@pytest.mark.parametrize(
    ("question", "wanted", "either"),
    [
        ("Which documents mention the rent?", [("rent", False)], False),
        ('Which files mention the word "net price"?', [("net price", True)], False),
        ("Which files mention “rent and heating”?", [("rent and heating", True)], False),
        ("Which texts mention rent and the deposit", [("rent", False), ("deposit", False)], False),
        ("Which texts are about Oslo or Bergen?", [("Oslo", False), ("Bergen", False)], True),
        (
            "Welche Texte erwähnen die Miete oder den Lift?",
            [("Miete", False), ("Lift", False)],
            True,
        ),
    ],
)
def test_what_must_be_mentioned(question, wanted, either):
    assert topics(question) == (wanted, either)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("from 2024", "2024-01-01", "2024-12-31"),
        ("dated in the year 2024", "2024-01-01", "2024-12-31"),
        ("from February 2024", "2024-02-01", "2024-02-29"),
        ("from 2023-02", "2023-02-01", "2023-02-28"),
        ("from 5 August 2021", "2021-08-05", "2021-08-05"),
        ("from Aug 5th, 2021", "2021-08-05", "2021-08-05"),
        ("dated 05.08.2021", "2021-08-05", "2021-08-05"),
        ("from before 2021", "", "2020-12-31"),
        ("before 2021", "", "2020-12-31"),
        ("until March 2021", "", "2021-03-31"),
        ("after 2020-02-28", "2020-02-29", ""),
        ("since 2020", "2020-01-01", ""),
        ("between 2020 and May 2021", "2020-01-01", "2021-05-31"),
        ("from 2020 to 2021", "2020-01-01", "2021-12-31"),
    ],
)
def test_dates(when, first, last):
    asked = parse(f"Which documents are {when}?")
    assert asked.span == Span(first, last)


@pytest.mark.parametrize(
    "when",
    [
        "from last month",
        "from May",
        "from 2024 and unpaid",
        "from 31 June 2021",
        "from 2021-13",
        "from 2023 to 2021",
        "from 0 May 2021",
        "in 2021",
    ],
)  # fmt: skip
def test_what_is_no_date_may_be_an_outlet(when):
    asked = parse(f"Which documents are {when}?")
    assert asked is None or (asked.span is None and asked.outlet and not asked.sure)


def test_several_conditions():
    asked = parse("Which reports since May 2021 are about Oslo?")
    assert (asked.span, asked.topics) == (Span("2021-05-01", ""), (Topic("Oslo", exact=False),))
    asked = parse("What is the oldest document about the bridge?")
    assert (asked.end, asked.topics) == ("oldest", (Topic("bridge", exact=False),))
    asked = parse("Welche Artikel sind von der Abendpost?")
    assert (asked.language, asked.outlet, asked.sure) == ("de", "der Abendpost", False)
