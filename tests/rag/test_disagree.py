"""Documents that differ: what is compared, and what is told of it."""

from dataclasses import replace

import pytest

from rag.disagree import CONSIDERED, disagreements, newest, wants_present

KESTREL = "How many soldiers take part in the exercise Kestrel?"
TEN = "As many as 10,000 soldiers take part in the exercise Kestrel."
TWELVE = "12,500 soldiers take part in the exercise Kestrel."
FIFTEEN = "In all, 15,500 soldiers take part in the exercise Kestrel."


def test_each_version_leads_to_its_sentence_document_and_date(evidence_of):
    ranked = evidence_of(("One", "2024-01-01", TEN), ("Other", None, TWELVE))
    (shown,) = disagreements(KESTREL, (), ranked)
    assert shown.about == "the number of soldiers"
    assert [v.evidence for v in shown.versions] == ranked
    assert [v.evidence.document.date for v in shown.versions] == ["2024-01-01", None]


def test_one_document_does_not_disagree_with_itself(evidence_of, differing):
    assert differing(KESTREL, evidence_of(("One", None, TEN, TWELVE))) == []


def test_a_document_that_also_says_the_same_does_not_disagree(evidence_of, differing):
    ranked = evidence_of(("One", None, TEN), ("Other", None, TWELVE, TEN))
    assert differing(KESTREL, ranked) == []


def test_what_is_cited_comes_first_and_must_be_contradicted(evidence_of, differing):
    one, two, three = evidence_of(("A", None, TEN), ("B", None, TWELVE), ("C", None, TWELVE))
    ten, twelve = "As many as 10,000 soldiers", "12,500 soldiers"
    assert differing(KESTREL, [one, two, three]) == [[ten, twelve, twelve]]
    assert differing(KESTREL, [one, two, three], [two]) == [[twelve, ten]]
    assert differing(KESTREL, [two, three], [three]) == []


def test_a_cited_sentence_is_the_ranked_one_whatever_its_score(evidence_of, differing):
    ranked = evidence_of(("A", None, TEN), ("B", None, TWELVE))
    cited = [replace(ranked[1], score=0.9)]
    assert differing(KESTREL, ranked, cited) == [["12,500 soldiers", "As many as 10,000 soldiers"]]


def test_three_documents_give_three_versions(evidence_of, differing):
    ranked = evidence_of(("A", None, TEN), ("B", None, TWELVE), ("C", None, FIFTEEN))
    expected = ["As many as 10,000 soldiers", "12,500 soldiers", "15,500 soldiers"]
    assert differing(KESTREL, ranked) == [expected]


def test_only_the_best_sentences_are_compared_and_those_cited(evidence_of, differing):
    between = [f"Nothing of note happened on hill {n}." for n in range(CONSIDERED - 1)]
    ranked = evidence_of(("A", None, TEN, *between), ("B", None, TWELVE))
    assert len(ranked) == CONSIDERED + 1
    assert differing(KESTREL, ranked) == []
    assert len(differing(KESTREL, [ranked[0], *ranked[2:]])) == 1
    assert differing(KESTREL, ranked, ranked[-1:]) == [
        ["12,500 soldiers", "As many as 10,000 soldiers"]
    ]


def test_the_year_of_a_question_may_stand_in_the_title_or_date(evidence_of, differing):
    question = "How many soldiers took part in the exercise Kestrel in 2021?"
    both = [("Kestrel 2021", None, TEN), ("News", "2021-08-05", TWELVE)]
    assert len(differing(question, evidence_of(*both))) == 1
    assert differing(question, evidence_of(both[0], ("News", "2019-08-05", TWELVE))) == []


def test_sentences_must_share_more_than_what_is_counted(evidence_of, differing):
    question = "How many employees does Solvo have?"
    party = ("Solvo", None, "At the summer party 47 employees ate bread.")
    made = ("Solvo", None, "The lamps are made and sold by 42 employees.")
    assert differing(question, evidence_of(made, party)) == []
    again = ("Solvo", None, "The lamps are sold by 45 employees.")
    assert differing(question, evidence_of(made, again)) == [["42 employees", "45 employees"]]


def test_nothing_found_is_no_disagreement():
    assert disagreements(KESTREL, (), ()) == ()
    assert disagreements("", (), ()) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who leads the office now?", True),
        ("What is the current headcount?", True),
        ("What is the LATEST price?", True),
        ("Is Anna Weber still the director?", True),
        ("How many people work there at present?", True),
        ("Wer leitet das Büro heute?", True),
        ("Wie viele Mitarbeiter sind es derzeit?", True),
        ("Was ist der aktuelle Preis?", True),
        ("How many knowledge bases are there?", False),  # no "now" in "knowledge"
        ("Who led the office in 2019?", False),
        ("Was the distillery sold?", False),
    ],
)
def test_a_question_about_the_present(question, expected):
    assert wants_present(question) is expected


def test_the_newest_document(evidence_of):
    def newest_of(*dates):
        pairs = zip("ABC", dates, (TEN, TWELVE, FIFTEEN), strict=False)
        (shown,) = disagreements(KESTREL, (), evidence_of(*pairs))
        version = newest(shown)
        return version and version.value

    assert newest_of("2024-01-31", "2023-12-01") == "As many as 10,000 soldiers"
    assert newest_of("2023-12-01", "2024-01-31", "2021-01-01") == "12,500 soldiers"
    assert newest_of("2023-12-01", "2023-12-01") is None
    assert newest_of("2023-12-01", None) is None
