"""Which requests are for a summary, of what, and how long."""

import pytest

from rag.summary.request import parse

EVERYTHING = """
Summarise everything
Summarize everything in the library.
Please summarise all the documents for me
Could you please summarise all files in the library?
Sum it all up
Summarise all 31 documents
Summarise the documents I have added
Give me an overview of all documents
Give me a short summary
I need an overview of the whole library
What are these documents about?
What's in my documents?
What do the documents say?
What are the main points of my documents?
Which topics do the documents cover?
Tell me about my documents
Summarise what my documents are about
TL;DR
Fasse alles zusammen
Bitte fasse alle meine Dokumente kurz zusammen
Kannst du mir alles zusammenfassen?
Gib mir einen Überblick über alle Dokumente
Zusammenfassung aller Dokumente
Gib mir eine kurze Zusammenfassung von allem
Worum geht es in den Dokumenten?
Wovon handeln meine Dokumente?
Was steht in den Unterlagen?
Was sind die wichtigsten Punkte der Dokumente?
""".strip().splitlines()

ORDINARY = """
What did the summary say?
Who wrote the overview?
What is Kestrel about?
What is in the box?
What is it about?
What are the articles about?
What are the main points of the treaty?
What was the document about?
What is the report about the flood?
What is everything that Tom ordered?
What documents are about China?
What does the report say about prices?
What is the sum of all invoices?
How do I summarise my documents?
Is there a summary of the documents?
Why are all documents about drills?
Give me all documents
Describe the exercise
Fasse zusammen, warum Kestrel zu spät war
Worum geht es bei Kestrel?
Was steht im Vertrag über die Miete?
Was ist der Inhalt der Kiste?
""".strip().splitlines()


@pytest.mark.parametrize("question", EVERYTHING)
def test_everything(question):
    request = parse(question)
    assert (request.scope, request.length) == ("all", None)
    german = question.startswith(("Fasse", "Bitte", "Kannst", "Gib", "Zus", "Wo", "Was "))
    assert request.language == ("de" if german else "en")


@pytest.mark.parametrize("question", ORDINARY)
def test_an_ordinary_question_is_none(question):
    assert parse(question) is None


@pytest.mark.parametrize(
    ("question", "length"),
    [
        ("Summarize my documents in 40 sentences", 40),
        ("In at most three sentences, summarise everything", 3),
        ("Can you give me a 10-sentence summary of everything?", 10),
        ("Give me a brief overview of the documents in 100 words", 5),
        ("Summarise everything in one page", None),
        ("Summarise every document in two sentences", None),
        ("Fasse alles in fünf Sätzen zusammen", 5),
        ("Summarise everything in 5 words", 1),
    ],
)
def test_a_length_is_understood(question, length):
    request = parse(question)
    assert (request.scope, request.length) == ("all", length)


@pytest.mark.parametrize(
    ("question", "name", "called"),
    [
        ("Summarise the report on the supplier meeting", "supplier meeting", True),
        ("Summarise the document supplier-meeting.md", "supplier-meeting.md", True),
        ("What is supplier-meeting.md about?", "supplier-meeting.md", True),
        ("What is the supplier report about?", "supplier", True),
        ("Give me the key points of “Supplier meeting”", "Supplier meeting", True),
        ("Summarise the minutes of the supplier meeting", "supplier meeting", True),
        ("Give me a summary of the supplier meeting", "supplier meeting", False),
        ("Summarise the reasons why Kestrel was late", "reasons why Kestrel was late", False),
        ("Summarise everything about Kestrel", "everything about Kestrel", False),
        ("Fasse den Bericht über das Treffen zusammen", "Treffen", True),
        ("Worum geht es im Bericht über Kestrel?", "Kestrel", True),
        ("Fasse treffen.md zusammen", "treffen.md", True),
        ("Fasse das Treffen zusammen", "Treffen", False),
    ],
)
def test_a_document_is_named(question, name, called):
    request = parse(question)
    assert (request.scope, request.name, request.called) == ("named", name, called)


@pytest.mark.parametrize(
    "question",
    ["Summarise this document", "What is the report about?", "Summarise it", "Fasse es zusammen",
     "Worum geht es in diesem Dokument?"],
)  # fmt: skip
def test_one_document_without_a_name(question):
    assert parse(question).scope == "only"
