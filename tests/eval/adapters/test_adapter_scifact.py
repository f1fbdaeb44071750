"""BEIR's form: documents, queries and judgements, in a tiny copy and as they are."""

import json
from pathlib import Path

import pytest

from eval.adapters.scifact import cases, documents, judgements, texts
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"

CORPUS = [
    {"_id": "31", "title": "On *mice*.", "text": "Mice [n = 3] eat 1.2 +/- 0.2 g of cheese."},
    {"_id": "4", "title": "On cats", "text": "Cats sleep."},
    {"_id": "500", "title": "On dogs", "text": "Dogs bark."},
]
QUERIES = [
    {"_id": "2", "text": "Cats  sleep at night."},
    {"_id": "1", "text": "Mice eat cheese."},
    {"_id": "3", "text": "Nobody judged this."},
    {"_id": "9", "text": "Nothing is relevant to this."},
]
QRELS = "query-id\tcorpus-id\tscore\n1\t31\t1\n1\t4\t0\n1\t500\t2\n2\t4\t1\n9\t4\t0\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "qrels").mkdir(parents=True)
    write(folder, "corpus", CORPUS)
    write(folder, "queries", QUERIES)
    (folder / "qrels" / "test.tsv").write_text(QRELS)
    return folder


def write(folder, name, rows):
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))


def test_queries_with_a_relevant_document_are_the_cases(data):
    assert judgements(data) == {"1": {"31": 1, "4": 0, "500": 2}, "2": {"4": 1}, "9": {"4": 0}}
    cats, mice = cases(data)
    assert (cats.id, cats.question, cats.kind) == ("2", "Cats sleep at night.", "claim")
    assert cats.answerable
    assert (mice.id, mice.evidence) == ("1", (Place("31.md"), Place("500.md")))


def test_documents_are_written_as_they_are(data, tmp_path):
    paths = documents(data, tmp_path)
    assert [path.name for path in paths] == ["31.md", "4.md", "500.md"]
    document = read(paths[0])
    assert (document.title, document.text) == (CORPUS[0]["title"], CORPUS[0]["text"])
    assert list(texts(data))[1] == ("4", "On cats", "Cats sleep.")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1 31 1", r"test\.tsv, line 7: a line is query, document and relevance"),
        ("1\t31\thigh", "line 7: a line is"),
        ("1\t32\t1", r"test\.tsv: no document has the id '32'"),
        ("8\t31\t1", r"test\.tsv: no query has the id '8'"),
    ],
)
def test_a_bad_judgement_is_named(data, line, message):
    (data / "qrels" / "test.tsv").write_text(QRELS + line + "\n")
    with pytest.raises(UsageError, match=message):
        cases(data)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"_id": "4", "title": "", "text": ""}, r"corpus\.jsonl, line 4: the id '4' is not new"),
        ({"_id": "../4", "title": "", "text": ""}, r"line 4: the id '\.\./4' is not new, or not"),
        ({"_id": "5", "title": ""}, "line 4: the field 'text' is missing"),
    ],
)
def test_a_bad_document_is_named(data, tmp_path, row, message):
    write(data, "corpus", [*CORPUS, row])
    with pytest.raises(UsageError, match=message):
        documents(data, tmp_path)


def test_a_missing_file_is_named(data):
    (data / "qrels" / "test.tsv").unlink()
    with pytest.raises(UsageError, match=r"test\.tsv cannot be read .* --data"):
        cases(data)


def test_the_real_set(tmp_path):
    real = BENCHMARKS / "scifact"
    if not real.is_dir():
        pytest.skip("the set scifact is not beside this checkout, in ../shared/benchmarks")
    found = cases(real)
    assert len(found) == len({case.id for case in found}) == 300
    assert sum(len(case.evidence) for case in found) == 339
    paths = documents(real, tmp_path)
    names = {path.name for path in paths}
    assert len(paths) == len(names) == 5183
    assert all({place.source for place in case.evidence} <= names for case in found)
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in documents(real, tmp_path)] == first
    for path, (name, title, text) in list(zip(paths, texts(real), strict=True))[3::270]:
        document = read(path)
        assert path.stem == name
        assert title.startswith(document.title.removesuffix("…"))  # cut at 200 characters
        assert document.text.split() == text.split()
