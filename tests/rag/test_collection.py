"""Questions over the whole collection, on a real library."""

import re

import pytest

from rag.collection import MOST_LISTED, answer, is_about_collection
from rag.ingest import store


@pytest.fixture
def office(library, embedder, fakes):
    """Five documents of an office, of which two state no date."""
    for name, date, outlet, *blocks in (
        ("lease.txt", "2021-03-01", None, ("Lease", "The rent is 900 euros. Mark Hill signs."),
         ("Heating", "Costs are shared. The tenant pays the bill.")),
        ("memo.txt", "2024-05-06", "The Daily Ledger", ("", "Prices rise. Chinese tenants pay.")),
        ("minutes.txt", "2024-05-20", "Reuters", ("", "Hill spoke. The rents were planned anew.")),
        ("policy.txt", None, None, ("", "Travel is paid. The market for rental cars was tested.")),
        ("note.txt", None, None, ("", "China sells. Tenants of Hill House paid.")),
    ):  # fmt: skip
        made = fakes.document(name, *blocks, date=date, outlet=outlet)
        store(library, embedder, made)
    return library


def listed(question, library):
    """Names of the documents that the answer lists one by one, and what it cites for them."""
    found = answer(question, library)
    assert found.status == "answered"
    assert found.confidence == 1.0
    assert all(sentence.citations for sentence in found.sentences)
    for c in found.citations:
        document = library.store.document(c.document_id)
        assert document.text[c.start : c.end] == c.quote
    by_number = {c.number: c for c in found.citations}
    one_by_one = found.sentences[1:]
    return [
        (re.search(r"“(.+?)”|„(.+?)“", s.text)[0][1:-1], *(by_number[n].quote for n in s.citations))
        for s in one_by_one
        if " no date and " not in s.text and "kein Datum" not in s.text
    ]


def said(question, library):
    return answer(question, library).sentences[0].text


@pytest.mark.parametrize(
    ("question", "summary", "documents"),
    [
        ("How many documents mention the rent?",
         "2 of 5 documents mention “rent” (also as “rents”).",
         [("lease.txt", "The rent is 900 euros."),
          ("minutes.txt", "The rents were planned anew.")]),
        ("Which documents mention China?", "2 of 5 documents mention “China” (also as “chinese”).",
         [("memo.txt", "Chinese tenants pay."), ("note.txt", "China sells.")]),
        ("Which documents mention Mark?", "1 of 5 documents mentions “Mark”.",
         [("lease.txt", "Mark Hill signs.")]),
        ("Which documents mention Hill tenants?",
         "1 of 5 documents mentions “Hill tenants” (all its words in one sentence or heading).",
         [("note.txt", "Tenants of Hill House paid.")]),
        ("Which documents mention Hill and the tenant?",
         "2 of 5 documents mention “Hill” and “tenant” (also as “tenants”).",
         [("lease.txt", "Mark Hill signs.", "The tenant pays the bill."),
          ("note.txt", "Tenants of Hill House paid.")]),
        ("Which documents mention prices or travel?",
         "2 of 5 documents mention “prices” or “travel”.",
         [("memo.txt", "Prices rise."), ("policy.txt", "Travel is paid.")]),
        ('Which documents mention "Hill House"?', "1 of 5 documents mentions “Hill House”.",
         [("note.txt", "Tenants of Hill House paid.")]),
        ("Which documents are about heating?", "1 of 5 documents mentions “heating”.",
         [("lease.txt", "Costs are shared.")]),
        ("Which documents mention the minutes?", "1 of 5 documents mentions “minutes”.",
         [("minutes.txt", "Hill spoke.")]),
        ("Welche Dokumente erwähnen Hill oder China?",
         "4 von 5 Dokumenten erwähnen „Hill“ oder „China“ (auch als „chinese“).",
         [("lease.txt", "Mark Hill signs."), ("memo.txt", "Chinese tenants pay."),
          ("minutes.txt", "Hill spoke."),
          ("note.txt", "China sells.", "Tenants of Hill House paid.")]),
        ("Which documents are from the Daily Ledger?", "1 of 5 documents is from Daily Ledger.",
         [("memo.txt", "Prices rise.")]),
        ("Which documents were published by Reuters?", "1 of 5 documents is from Reuters.",
         [("minutes.txt", "Hill spoke.")]),
    ],
)  # fmt: skip
def test_what_documents_mention_and_who_published_them(office, question, summary, documents):
    assert said(question, office) == summary
    assert listed(question, office) == documents


@pytest.mark.parametrize(
    ("question", "summary", "documents"),
    [
        ("Which documents are from 2024?", "2 of 5 documents are dated 2024.",
         ["memo.txt", "minutes.txt"]),
        ("How many documents are from March 2021?", "1 of 5 documents is dated 2021-03.",
         ["lease.txt"]),
        ("Which documents are after 6 May 2024?", "1 of 5 documents is dated 2024-05-07 or later.",
         ["minutes.txt"]),
        ("List all documents before 2024-05-20",
         "2 of 5 documents are dated 2024-05-19 or earlier.", ["lease.txt", "memo.txt"]),
        ("Which documents are between 2021 and 6 May 2024?",
         "2 of 5 documents are dated 2021-01-01 to 2024-05-06.", ["lease.txt", "memo.txt"]),
        ("What is the newest document?", "The newest dated document is from 2024-05-20.",
         ["minutes.txt"]),
        ("Which document is the oldest?", "The oldest dated document is from 2021-03-01.",
         ["lease.txt"]),
        ("Welche Dokumente sind aus dem Jahr 2024?", "2 von 5 Dokumenten sind datiert 2024.",
         ["memo.txt", "minutes.txt"]),
    ],
)  # fmt: skip
def test_dates_name_what_has_none(office, question, summary, documents):
    assert said(question, office) == summary
    assert [name for name, *_ in listed(question, office)] == documents
    last = answer(question, office).sentences[-1]
    assert re.match(r"2 (more documents state no date|weitere Dokumente nennen kein)", last.text)
    assert last.text.endswith((": “note.txt”; “policy.txt”.", ": „note.txt“; „policy.txt“."))
    assert len(last.citations) == 2


def test_only_undated_documents_that_meet_the_other_conditions_are_named(office):
    found = answer("Which documents from 2024 mention China?", office)
    assert [s.text for s in found.sentences] == [
        "1 of 5 documents is dated 2024 and mentions “China” (also as “chinese”).",
        "“memo.txt” (2024-05-06).",
        "1 more document states no date and is not counted: “note.txt”.",
    ]
    assert [c.quote for c in found.citations] == ["Chinese tenants pay.", "China sells."]


def test_the_newest_of_those_that_mention_something(office):
    question = "What is the oldest document about tenants?"
    assert said(question, office) == (
        "The oldest dated document that mentions “tenants” (also as “tenant”) is from 2021-03-01."
    )
    assert listed(question, office) == [("lease.txt", "The tenant pays the bill.")]


@pytest.mark.parametrize(
    "question", ["How many documents are there?", "List all documents", "Which files do you have?"]
)
def test_all_documents(office, question):
    assert said(question, office) == "The library holds 5 documents."
    assert [name for name, *_ in listed(question, office)] == [
        "lease.txt", "memo.txt", "minutes.txt", "note.txt", "policy.txt",
    ]  # fmt: skip


def test_the_passages_highlight_what_is_cited(office):
    found = answer("Which documents mention Hill and the tenant?", office)
    assert [s.citations for s in found.sentences] == [(1, 2, 3), (1, 2), (3,)]
    shown = [[p.text[a:b] for a, b in p.highlights] for p in found.evidence]
    assert shown == [["Mark Hill signs."], ["Tenants of Hill House paid."]]
    assert [p.title for p in found.evidence] == ["lease.txt", "note.txt"]


def test_nothing_that_matches_is_not_found(office):
    found = answer("How many documents mention asbestos?", office)
    assert (found.status, found.sentences, found.evidence) == ("not_found", (), ())
    assert found.confidence is None
    assert found.explanation == "0 of 5 documents mention “asbestos”."
    found = answer("Which documents are from 1999?", office)
    assert (found.status, found.sentences) == ("not_found", ())
    assert [p.title for p in found.evidence] == ["note.txt", "policy.txt"]
    assert found.explanation == (
        "0 of 5 documents are dated 1999. "
        "2 more documents state no date and are not counted: “note.txt”; “policy.txt”."
    )


def test_without_any_date_nothing_is_the_newest(library, embedder, fakes):
    store(library, embedder, fakes.document("a.txt", ("", "The rent is due.")))
    found = answer("What is the newest document?", library)
    assert (found.status, found.sentences) == ("not_found", ())
    assert found.explanation == (
        "No document states a date. 1 more document states no date and is not counted: “a.txt”."
    )


@pytest.mark.parametrize(
    "question",
    [
        "How much is the rent?",
        "Which documents are from the landlord?",
        "Which documents are from May?",
        "Which documents were published in 1999?",
        "Which document mentions the deadline for repairs of windows?",
        "Which report mentions asbestos?",
    ],
)
def test_what_may_be_an_ordinary_question_is_left_alone(office, question):
    assert answer(question, office) is None


def test_articles_are_parts_where_a_document_numbers_them(office, embedder, fakes):
    question = "Which articles mention the rent?"
    assert len(listed(question, office)) == 2
    store(office, embedder, fakes.document("treaty.txt", ("Article 2", "The rent is due.")))
    assert answer(question, office) is None
    assert len(listed("Which documents mention the rent?", office)) == 3


def test_an_empty_library_has_no_answer(library):
    assert answer("How many documents are there?", library) is None


def test_a_long_list_is_cut(library, embedder, fakes):
    for number in range(MOST_LISTED + 3):
        made = fakes.document(f"{number}.txt", ("", f"Invoice {number} is paid."), title="Invoice")
        store(library, embedder, made)
    found = answer("Which documents mention an invoice?", library)
    assert found.sentences[0].text == (
        "23 of 23 documents mention “invoice”. The first 20 are listed here, and 3 more match."
    )
    assert len(found.sentences) == 1 + MOST_LISTED
    assert len(found.citations) == len(found.evidence) == MOST_LISTED
    # all have one title: the file tells them apart
    assert found.sentences[3].text == "“Invoice”, 2.txt (no date)."
    dated = fakes.document("dated.txt", ("", "Invoice."), title="Invoice", date="2024-01-02")
    store(library, embedder, dated)
    last = answer("Which documents are from 2024?", library).sentences[-1]
    assert last.text.startswith("23 more documents state no date and are not counted: “Invoice”, 0")
    assert last.text.endswith("; and 3 more.")


def test_whether_it_is_worth_asking():
    assert is_about_collection("Which documents mention the rent?")
    assert not is_about_collection("Which tenants mention the rent?")
