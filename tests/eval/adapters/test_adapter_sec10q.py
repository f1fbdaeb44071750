"""Questions on reports whose sources are patterns or notes, in a tiny copy and as they are."""

import json
from pathlib import Path

import pytest

from eval.adapters.sec10q import cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"

ROW = {
    "Question": "How many  pumps were sold?",
    "Source Docs": "*ACME*",
    "Question Type": "Multi-Doc RAG",
    "Source Chunk Type": "Table",
    "Answer": "Seven.",
}
NOTES = """It fell (a little):

- Nine in May. (SOURCE: 2020 Q1 ACME.pdf, "Sales" section)
- Eight in June ("2020 Q2 ACME.pdf").
\x20\x20
SOURCE(S): "2020 Q1 ACME.pdf", 2020 Q2 ACME.pdf, Note 1 (Sales)

So the "2020 Q2 ACME.pdf" report is lower.

SOURCE(S): 2020 Q2 ACME.pdf"""


@pytest.fixture
def data(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("2020 Q3 ACME", "2020 Q1 ACME", "2020 Q2 ACME", "2020 Q1 BOLT"):
        (tmp_path / "docs" / f"{name}.pdf").write_bytes(b"")
    write(tmp_path, {})
    return tmp_path


def write(folder, *changes):
    lines = [json.dumps({**ROW, **change}) for change in changes]
    (folder / "qna.jsonl").write_text("\n".join(lines) + "\n")


def test_without_notes_every_file_of_the_pattern_is_evidence(data):
    (case,) = cases(data)
    assert (case.id, case.question) == ("q001", "How many pumps were sold?")
    assert (case.kind, case.answerable, case.reference) == ("several_documents", True, "Seven.")
    assert case.evidence == tuple(Place(f"2020 Q{n} ACME.pdf") for n in (1, 2, 3))


def test_notes_name_the_evidence_and_leave_the_reference(data):
    write(data, {"Answer": NOTES, "Question Type": "Single-Doc Multi-Chunk RAG"})
    (case,) = cases(data)
    assert case.evidence == (Place("2020 Q1 ACME.pdf"), Place("2020 Q2 ACME.pdf"))
    assert case.kind == "several_chunks"
    assert case.reference == (
        "It fell (a little):\n\n- Nine in May.\n- Eight in June.\n\n"
        'So the "2020 Q2 ACME.pdf" report is lower.'
    )


def test_one_report(data):
    write(data, {"Source Docs": "*Q1 BOLT*", "Question Type": "Single-Doc Single-Chunk RAG"})
    (case,) = cases(data)
    assert (case.kind, case.evidence) == ("single_chunk", (Place("2020 Q1 BOLT.pdf"),))
    assert [path.name[5:12] for path in documents(data, data)] == [
        "Q1 ACME",
        "Q1 BOLT",
        "Q2 ACME",
        "Q3 ACME",
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Source Docs": "*NONE*"}, r"qna\.jsonl, line 2: 'Source Docs' is '\*NONE\*', which no"),
        ({"Question Type": "Guess"}, "line 2: 'Question Type' is 'Guess'; known: Single-Doc"),
        ({"Answer": None}, "line 2: the field 'Answer' must be a text"),
    ],
)
def test_a_bad_line_is_named(data, change, message):
    write(data, {}, change)
    with pytest.raises(UsageError, match=message):
        cases(data)


def test_missing_parts_are_named(data):
    (data / "qna.jsonl").write_text('{"Question": "Why?"}')
    with pytest.raises(UsageError, match="line 1: the field 'Question Type' is missing"):
        cases(data)
    with pytest.raises(UsageError, match=r"There is no PDF in .*docs"):
        cases(data / "docs")


def test_the_real_set(tmp_path):
    if not (BENCHMARKS / "sec10q").is_dir():
        pytest.skip("the set sec10q is not beside this checkout, in ../shared/benchmarks")
    found = cases(BENCHMARKS / "sec10q")
    assert len(found) == len({case.id for case in found}) == 102
    names = {path.name for path in documents(BENCHMARKS / "sec10q", tmp_path)}
    assert len(names) == 20
    for case in found:
        assert case.reference
        assert "SOURCE" not in case.reference
        assert {place.source for place in case.evidence} <= names
        assert (len(case.evidence) > 1) == (case.kind == "several_documents")
    assert {len(case.evidence) for case in found} == {1, 2, 3, 4}
    assert list(tmp_path.iterdir()) == []
