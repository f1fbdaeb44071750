"""News questions with the articles found for each, in a tiny copy of the format and as they are."""

import json
import unicodedata
from pathlib import Path

import pytest

from eval.adapters.realtimeqa import cases, documents
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers import read

BENCHMARKS = Path(__file__).parents[3] / "../shared/benchmarks"

ARTICLES = [
    {
        "url": "https://news.example/a",
        "title": "Ferry *sinks*: all safe",
        "date": "2024/02/29",
        "text": "The ferry sank.\n\nJo Berg's crew saved everyone; 25% had no vest.",
    },
    {
        "url": "https://news.example/b",
        "title": "Ferry sinks, all safe!",
        "date": "2024/02/29",
        "text": "The captain, jo\u00a0berg, is a hero.",
    },
    {
        "url": "https://news.example/c",
        "title": "Weather",
        "date": "2023/01/01",
        "text": "Jo Bergman expects 25 degrees, 125% of May.",
    },
]
QUESTION = {
    "id": "20240301_1",
    "date": "2024/03/01",
    "question": "Who led the\n rescue?",
    "choices": ["Jo Berg", "Al Dahl"],
    "answer": "Jo Berg",
    "answer_in_articles": True,
    "articles": [f"https://news.example/{letter}" for letter in "cba"],
}
FERRY = "2024_02_29_Ferry_sinks_all_safe"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    write(folder, "articles", *ARTICLES)
    write(folder, "questions", QUESTION)
    return folder


def write(folder, name, *rows):
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n")


def evidence(data, answer):
    write(data, "questions", {**QUESTION, "answer": answer})
    return [place.source for place in cases(data)[0].evidence]


def test_articles_that_tell_the_answer_are_the_evidence(data):
    (case,) = cases(data)
    assert (case.id, case.question) == ("20240301_1", "Who led the rescue?")
    assert (case.answerable, case.kind, case.answers) == (True, "news", ("Jo Berg",))
    # "Jo Bergman" is somebody else; the possessive, the case and the space do not matter
    assert case.evidence == (Place(f"{FERRY}_2.md"), Place(f"{FERRY}.md"))
    assert evidence(data, "25%") == [f"{FERRY}.md"]  # neither 25 degrees nor 125%
    assert evidence(data, "Al Dahl") == []


def test_what_the_articles_lack_has_no_gold(data):
    write(data, "questions", {**QUESTION, "answer_in_articles": False})
    (case,) = cases(data)
    assert (case.answerable, case.kind) == (False, "not_in_articles")
    assert (case.answers, case.evidence) == ((), ())


def test_articles_are_written_as_they_are(data, tmp_path):
    paths = documents(data, tmp_path)
    assert [path.name for path in paths] == [
        f"{FERRY}.md",
        f"{FERRY}_2.md",
        "2023_01_01_Weather.md",
    ]
    document = read(paths[0])
    assert (document.title, document.date) == ("Ferry *sinks*: all safe", "2024-02-29")
    assert document.text.split() == ARTICLES[0]["text"].split()


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("articles", ARTICLES[0], r"articles\.jsonl, line 4: the url .*/a' stands in an earlier"),
        (
            "articles",
            {**ARTICLES[0], "url": "u", "date": "2023/02/29"},
            "line 4: the date '2023/02/29' is not like",
        ),
        ("articles", {"url": "u"}, "line 4: the field 'title' is missing"),
        (
            "questions",
            {**QUESTION, "articles": ["u"]},
            r"questions\.jsonl, line 2: 'articles' has 'u', which is not in",
        ),
        (
            "questions",
            {**QUESTION, "answer_in_articles": "no"},
            "line 2: the field 'answer_in_articles' must be true or false",
        ),
        ("questions", {"answer_in_articles": True}, "line 2: the field 'articles' is missing"),
    ],
)
def test_a_bad_line_is_named(data, name, row, message):
    rows = {"articles": ARTICLES, "questions": [QUESTION]}[name]
    write(data, name, *rows, row)
    with pytest.raises(UsageError, match=message):
        cases(data)


def test_a_missing_file_is_named(data):
    (data / "questions.jsonl").unlink()
    with pytest.raises(UsageError, match=r"questions\.jsonl cannot be read .* --data"):
        cases(data)


def test_the_real_set(tmp_path):
    real = BENCHMARKS / "realtimeqa"
    if not real.is_dir():
        pytest.skip("the set realtimeqa is not beside this checkout, in ../shared/benchmarks")
    found = cases(real)
    assert len(found) == len({case.id for case in found}) == 200
    assert sum(case.answerable for case in found) == 150
    paths = documents(real, tmp_path)
    assert len({path.name.casefold() for path in paths}) == 1710
    names = {path.name for path in paths}
    assert all({place.source for place in case.evidence} <= names for case in found)
    assert all(bool(case.evidence) == case.answerable for case in found)
    first = {path: path.read_bytes() for path in paths}
    assert [path.read_bytes() for path in documents(real, tmp_path)] == list(first.values())
    articles = (real / "articles.jsonl").read_text(encoding="utf-8").strip().split("\n")
    for path, line in list(zip(paths, articles, strict=True))[3::180]:
        document, article = read(path), json.loads(line)
        assert document.date == article["date"].replace("/", "-")
        assert document.text.split() == unicodedata.normalize("NFC", article["text"]).split()
