"""Questions made of the documents' own sentences, and kept only where the reader answers them."""

import time
from dataclasses import replace

import pytest

from index.records import Sentence, StoredDocument
from rag.answer import Answer, Citation, Passage
from rag.embed import Embedder
from rag.ingest import store
from rag.models import model_path
from rag.reader import EvidenceReader
from rag.suggest import first_questions, follow_ups
from rag.suggest.candidates import candidates
from rag.suggest.english import question as english
from rag.suggest.german import question as german


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("About 1,200 visitors came to the fair in Ulm.",
         "How many visitors came to the fair in Ulm?"),
        ("Eighty desks will be ordered in April.", "How many desks will be ordered?"),
        ("Hundreds of new seats were sold.", "How many new seats were sold?"),
        ("Twelve percent of the staff were ill.", ""),
        ("Tom Hill is responsible for the agenda.", "Who is responsible for the agenda?"),
        ("The workshop was led by Ann Roe, a painter.", "Who led the workshop?"),
        ("Orders are handled by the sales office.", ""),  # by whom, not by what
        ("The move was postponed to 1 September 2025.", "To what date was the move postponed?"),
        ("The new course will focus on safety.", "What will the new course focus on?"),
        ("Tom Hill will collect three offers by the end of March.",
         "Who will collect three offers?"),
        ("Tom Hill will not come to the meeting.", ""),
        ("Tom Hill will show them that they won.", ""),
        ("Management will answer by 15 April.", "When will management answer?"),
        ("Delivery within Germany costs 6.90 euros.",
         "How much does delivery within Germany cost?"),
        ("The deposit for a key is 20 euros.", "How much is the deposit for a key?"),
        ("Invoices are due within 14 days.", "When are invoices due?"),
        ("The hall was built in Ulm in 1931.", "When was the hall built?"),
        ("A discount is granted for payment within 5 days.", ""),  # the days are not when
        ("The next meeting takes place on 9 April in room 204.",
         "When does the next meeting take place?"),
        ("The canteen opened on 3 May 2021.", "When did the canteen open?"),
        ("The fair is on 3 May.", "When is the fair?"),
        ("In May 2021, Chinese engineers joined the team in Kiel.",
         "When did Chinese engineers join the team in Kiel?"),
        ("In May 2021, the firm frobbed its plant.", ""),  # a verb that is not known for certain
        ("Night Owl 2 is a bus line.", "What is Night Owl 2?"),
        ("Ulm is a city.", ""),
        ("He met Ann Roe, the mayor of Ulm.", ""),
        ("He met Ann Roe, the director of Hall B, in May.", "Who is the director of Hall B?"),
        ("Other firms are to join the trial: Kiel, Ulm and Bonn.",
         "Which other firms are to join the trial?"),
        ("The other members of the team are to stay: Ann, Tom and Max.",
         "Which other members of the team are to stay?"),
        ("The course focuses on safety.", "What does the course focus on?"),
        ("It opened on 3 May 2021.", ""),
        ("They said that the fair is on 3 May.", ""),
        ("The firm, which was founded in 1931, makes bells.", ""),
    ],
)  # fmt: skip
def test_english_sentences_turned_round(sentence, asked):
    assert english(sentence) == asked


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Für die Buchung ist Frau Keller zuständig.", "Wer ist für die Buchung zuständig?"),
        ("Frau Keller ist für die Buchung verantwortlich.",
         "Wer ist für die Buchung verantwortlich?"),
        ("Reisekosten müssen innerhalb von 30 Tagen abgerechnet werden.",
         "Bis wann müssen Reisekosten abgerechnet werden?"),
        ("Die Tagespauschale im Inland beträgt 28 Euro.",
         "Wie hoch ist die Tagespauschale im Inland?"),
        ("Für kurze Reisen beträgt die Pauschale 14 Euro.",
         "Wie hoch ist die Pauschale für kurze Reisen?"),
        ("Das Ticket kostet 49 Euro im Monat.", "Was kostet das Ticket?"),
        ("Eine Übernachtung darf höchstens 120 Euro kosten.",
         "Wie viel darf eine Übernachtung höchstens kosten?"),
        ("Die Messe findet am 3. Mai 2025 in Ulm statt.", "Wann findet die Messe statt?"),
        ("Die Kantine öffnet um 11.30 Uhr.", "Wann öffnet die Kantine?"),
        ("Die Halle wurde im Mai 2021 eröffnet.", "Wann wurde die Halle eröffnet?"),
        ("Die Regelung gilt ab dem 1. März 2024.", "Ab wann gilt die Regelung?"),
        ("Zwölf Schreibtische wurden im April bestellt.",
         "Wie viele Schreibtische wurden im April bestellt?"),
        ("Diese Regelung gilt ab dem 1. März 2024.", ""),
        ("Sie kostet 49 Euro.", ""),
        ("Bahnfahrten haben Vorrang.", ""),
    ],
)  # fmt: skip
def test_german_sentences_turned_round(sentence, asked):
    assert german(sentence) == asked


def made(*lines, title="Notes", heading=""):
    """Return what could be asked of sentences: kind, question and where its answer stands."""
    row = StoredDocument(7, "/n", "h", "txt", title, None, None, None, 0, 1, "2024-01-01T00:00:00Z")
    sentences = [
        Sentence(n, 0, 0, text, None, where)
        for n, (where, text) in enumerate(
            line if isinstance(line, tuple) else (heading, line) for line in lines
        )
    ]
    return [(c.kind, c.question, set(c.ordinals)) for c in candidates(row, sentences)]


def test_rows_of_tables_are_asked_for_price_person_and_date():
    assert made(
        "Product: Flyers A5; Price: 84.50 EUR; Delivery time: 4 days",
        "Task: New chairs; Responsible: Tom Hill; Due: 3 May",
        "Task: Offers; Due date: 3 May",
        "Name: Ann; Room: 204",
        "Price: 3 EUR",
    ) == [
        ("row", "What does “Flyers A5” cost?", {0}),
        ("row", "Who is responsible for “New chairs”?", {1}),
        ("row", "When is “Offers” due?", {2}),
    ]
    assert made("Artikel: Flyer; Preis: 3 EUR") == [("row", "Was kostet „Flyer“?", {0})]


def test_headings_are_asked_about_in_small_letters_unless_they_are_names():
    text = "All claims and the performance of the staff are looked at once a year."
    headings = ("2.1 Claims", "Performance", "Kestrel", "Claims In Kestrel", "The move to Kiel",
                "Overview", "TERMS", "Travel policy", "A: b")  # fmt: skip
    asked = [q for k, q, _ in made(*((h, text) for h in headings), title="Travel policy")
             if k == "heading"]  # fmt: skip
    assert asked == [
        f"What does “Travel policy” say about {topic}?"
        for topic in ("claims", "performance", "“Kestrel”", "Claims In Kestrel", "the move to Kiel")
    ]
    assert made(("How do I book a room?", text)) == [("question", "How do I book a room?", {0})]
    assert made(("Claims", text), title="scan_0023") == []
    assert made(("Claims", text), title="A " * 30) == []


def test_long_documents_are_worth_a_summary_and_other_languages_nothing():
    text = "All claims are looked at by the staff."
    assert made(*[f"{text} {n}" for n in range(8)]) == [("summary", "Summarise “Notes”", set())]
    spanish = "Los documentos de la empresa no dicen nada sobre el precio de los billetes."
    assert made(*[spanish] * 9) == []


@pytest.mark.parametrize(
    "hostile",
    ["<img src=x>", "see https://evil.example", "[now](x)", "mail a@b.example", "a\x1b[2J"],
)
def test_a_document_cannot_suggest_addresses_or_markup(hostile):
    assert made((f"What is {hostile} about?", "All of the staff know."), title="N") == []
    assert made(f"Product: {hostile}; Price: 3 EUR") == []


PRICES = [
    ("Delivery", "Delivery within Germany costs 6.90 euros. A parcel to Austria costs 9.90 euros."),
    ("Payment", "Invoices are due within 14 days. New customers of the shop pay in advance."),
    ("Contact", "The sales office is open all year. Petra Lind answers the phone at all times."),
]  # fmt: skip
MINUTES = [
    ("Canteen", "The new canteen opens on 3 May 2025. Soup and bread will be served every day."),
    ("Agenda", "Tom Hill is responsible for the agenda. He asks all members for their topics."),
]


@pytest.fixture
def office(library, embedder, fakes):
    store(library, embedder, fakes.document("p.txt", *PRICES, title="Prices", date="2024-05-01"))
    store(library, embedder, fakes.document("m.txt", *MINUTES, title="Minutes", date="2025-03-12"))
    return library


def citing(library, quote, question="?"):
    for row in library.store.documents():
        for s in library.store.sentences(row.id):
            if s.text.startswith(quote):
                place = (s.page, s.heading, s.start, s.end, s.text)
                cited = Citation(1, row.id, row.source, row.title, row.date, *place)
                return Answer(question, "answered", citations=(cited,))
    raise AssertionError(quote)


def test_first_questions_come_from_the_newest_document_and_differ_in_kind(office, embedder, fakes):
    reader = fakes.OverlapReader()
    asked = first_questions(office, embedder, reader)
    assert asked == [
        "When does the new canteen open?",
        "How much does delivery within Germany cost?",
        "Who is responsible for the agenda?",
        "When are invoices due?",
    ]
    assert first_questions(office, embedder, reader, most=1) == asked[:1]


def test_the_same_library_is_looked_through_once(office, embedder, fakes):
    asked = first_questions(office, embedder, fakes.OverlapReader()).copy()
    embedder.encoded.clear()
    first_questions(office, embedder, fakes.OverlapReader()).clear()  # a list of one's own
    assert first_questions(office, embedder, fakes.OverlapReader()) == asked
    assert embedder.encoded == []
    office.store.remove(next(d.id for d in office.store.documents() if d.title == "Minutes"))
    left = first_questions(office, embedder, fakes.OverlapReader())
    assert "When does the new canteen open?" not in left
    assert left[0] == "How much does delivery within Germany cost?"


def test_what_the_reader_finds_elsewhere_or_not_at_all_is_not_suggested(office, embedder, fakes):
    class Elsewhere(fakes.OverlapReader):
        def read(self, _question, passages):
            return super().read("sales office open", passages)

    # only what is asked about that very place is left
    left = first_questions(office, embedder, Elsewhere())
    assert left == ["What does “Prices” say about “Contact”?"]

    class Unsure(fakes.OverlapReader):
        def read(self, question, passages):
            found = super().read(question, passages)
            return [replace(r, answers=-9.0, starts=r.starts - 5) for r in found]

    office.store.tag(1, ["x"])
    store(office, embedder, fakes.document("n.txt", ("", "Nothing else.")))  # a new generation
    assert first_questions(office, embedder, Unsure()) == []


def test_follow_ups_stand_near_the_footnote_and_repeat_nothing(office, embedder, fakes):
    reader = fakes.OverlapReader()
    answer = citing(office, "Delivery within", "What does delivery cost?")
    asked = follow_ups(answer, office, embedder, reader)
    assert asked[:2] == ["How much does a parcel to Austria cost?", "When are invoices due?"]
    assert not any("delivery" in question for question in asked)
    assert not any("canteen" in question for question in asked)  # of another document
    again = follow_ups(answer, office, embedder, reader, before=["When are the invoices due?"])
    assert "When are invoices due?" not in again
    far = citing(office, "Petra Lind")
    assert follow_ups(far, office, embedder, reader, most=1) == ["When are invoices due?"]


def test_after_a_refusal_the_nearest_passages_are_asked_about(office, embedder, fakes):
    minutes = next(d for d in office.store.documents() if d.title == "Minutes")
    near = Passage(minutes.id, minutes.source, "Minutes", None, None, "", 9, 45, "The new …")
    refused = Answer("Who is the cook?", "not_found", evidence=(near,))
    reader = fakes.OverlapReader()
    assert follow_ups(refused, office, embedder, reader)[0] == "When does the new canteen open?"
    assert follow_ups(Answer("Who?", "not_found"), office, embedder, reader) == []
    office.store.remove(minutes.id)
    assert follow_ups(refused, office, embedder, reader) == []


GUIDE = [
    ("Buchung", "Für die Buchung von Flügen ist Frau Keller zuständig. Bahnfahrten haben Vorrang."),
    ("Verpflegung", "Die Tagespauschale im Inland beträgt 28 Euro. Getränke sind darin enthalten."),
]  # fmt: skip


@pytest.mark.models
def test_with_the_real_models_an_office_is_offered_what_its_documents_answer(
    tmp_path, models_folder, fakes
):
    from index.library import Library

    embedder = Embedder(model_path("minilm", models_folder), 1)
    reader = EvidenceReader(1)
    library = Library(tmp_path / "l", {"dimension": "384", "embedding model": "m", "chunker": "1"})
    dates = {"Reiserichtlinie": "2025-06-01", "Minutes": "2025-03-12", "Prices": "2024-05-01"}
    for title, blocks in (("Prices", PRICES), ("Minutes", MINUTES), ("Reiserichtlinie", GUIDE)):
        made = fakes.document(f"{title}.txt", *blocks, title=title, date=dates[title])
        store(library, embedder, made)
    began = time.process_time()
    asked = first_questions(library, embedder, reader)
    spent = time.process_time() - began
    assert asked == [
        "Wer ist für die Buchung von Flügen zuständig?",
        "When does the new canteen open?",
        "How much does delivery within Germany cost?",
        "Wie hoch ist die Tagespauschale im Inland?",
    ]
    assert spent < 4
    answer = citing(library, "Delivery within", "How much does delivery within Germany cost?")
    asked = follow_ups(answer, library, embedder, reader)
    assert asked[:2] == ["How much does a parcel to Austria cost?", "When are invoices due?"]
    library.close()
