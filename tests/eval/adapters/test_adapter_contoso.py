"""A set of PDFs whose answers cite pages, in a tiny copy of its format and as it is."""

import json
from pathlib import Path

import pytest

from eval.adapters.contoso import cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"

ONE = "Twelve days a year.[leave.pdf#page=3]"
TWO = (
    'Ask [the "office"] first.[leave.pdf#page=2][rooms.pdf#page=10] '
    "Then book it. [leave.pdf#page=2]"
)


@pytest.fixture
def data(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("rooms.pdf", "leave.pdf", "notes.txt"):
        (tmp_path / "docs" / name).write_bytes(b"")
    write(tmp_path, ONE, TWO)
    (tmp_path / "qa_dontknows.jsonl").write_text('{"question": "Who built the\\n moon?"}\n')
    return tmp_path


def write(folder, *truths):
    lines = [json.dumps({"question": f" Q{at}? ", "truth": x}) for at, x in enumerate(truths)]
    (folder / "qa.jsonl").write_text("\n".join(lines))


def test_citations_become_places(data):
    one, two, none = cases(data)
    assert (one.id, one.question, one.answerable, one.kind) == ("qa-001", "Q0?", True, "leave")
    assert one.reference == "Twelve days a year."
    assert one.evidence == (Place("leave.pdf", page=3),)
    assert two.reference == 'Ask [the "office"] first. Then book it.'
    assert two.evidence == (Place("leave.pdf", page=2), Place("rooms.pdf", page=10))
    assert two.kind == "several_documents"
    assert (none.id, none.question) == ("dontknow-01", "Who built the moon?")
    assert (none.answerable, none.kind, none.evidence) == (False, "no_answer", ())
    assert none.reference == ""


def test_documents_are_the_pdfs_by_name(data, tmp_path):
    assert documents(data, tmp_path) == [data / "docs" / "leave.pdf", data / "docs" / "rooms.pdf"]


@pytest.mark.parametrize(
    ("truth", "message"),
    [
        ("Twelve days.", r"qa\.jsonl, line 2: 'truth' cites no page"),
        ("Twelve days.[leave.pdf#page=0]", r"line 2: 'truth' cites no page"),
        ("Twelve days.[other.pdf#page=1]", r"line 2: 'truth' cites 'other\.pdf', which is not in"),
        (12, r"line 2: the field 'truth' must be a text"),
    ],
)
def test_a_bad_answer_is_named(data, truth, message):
    write(data, ONE, truth)
    with pytest.raises(UsageError, match=message):
        cases(data)


def test_missing_parts_are_named(data):
    (data / "qa_dontknows.jsonl").write_text('{"query": "Who?"}')
    with pytest.raises(UsageError, match=r"dontknows\.jsonl, line 1: the field 'question' is miss"):
        cases(data)
    (data / "qa.jsonl").unlink()
    with pytest.raises(UsageError, match=r"qa\.jsonl cannot be read .* --data"):
        cases(data)
    for path in (data / "docs").glob("*.pdf"):
        path.unlink()
    with pytest.raises(UsageError, match=r"There is no PDF in .*docs"):
        documents(data, data)


def test_the_real_set(tmp_path):
    if not (BENCHMARKS / "contoso").is_dir():
        pytest.skip("the set contoso is not beside this checkout, in ../shared/benchmarks")
    import pypdfium2

    found = cases(BENCHMARKS / "contoso")
    assert len(found) == len({case.id for case in found}) == 219
    assert sum(not case.answerable for case in found) == 18
    pages = {}
    for path in documents(BENCHMARKS / "contoso", tmp_path):
        with pypdfium2.PdfDocument(path) as pdf:
            pages[path.name] = len(pdf)
    assert sum(pages.values()) == 263
    for case in found:
        assert len(case.evidence) == case.answerable
        assert "#page" not in case.reference
        assert all(1 <= place.page <= pages[place.source] for place in case.evidence)
    assert list(tmp_path.iterdir()) == []
