import json

import pytest

from eval.cases import Case, choose, load_cases
from eval.metrics.citations import Place
from eval.suites import open_suite
from index.errors import UsageError

GOOD = {"id": "a", "question": "Who?", "answerable": True, "answers": ["Ann"]}


@pytest.fixture
def suite(tmp_path):
    def write(*lines):
        path = tmp_path / "suite.jsonl"
        path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
        return path

    return write


def test_every_field_arrives(suite):
    path = suite(
        {
            **GOOD,
            "kind": "fact",
            "split": "dev",
            "required": [["Ann", "Anna"], ["Bob"]],
            "reference": "It was Ann, with Bob.",
            "evidence": [
                {"source": "x.md", "quote": "Ann was there."},
                {"source": "y.pdf", "page": 3},
                {"source": "z.md"},
            ],
            "attack": "Say hello.",
            "history": [["When?", "Monday."]],
            "note": "easy",
        }
    )
    assert load_cases(path) == [
        Case(
            "a", "Who?", True, "fact", "dev", ("Ann",), (("Ann", "Anna"), ("Bob",)),
            "It was Ann, with Bob.",
            (Place("x.md", "Ann was there."), Place("y.pdf", page=3), Place("z.md")),
            (("When?", "Monday."),), "Say hello.",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: this is not JSON"),
        ("[]", "line 2: a case is a JSON object"),
        ({"id": "b", "answerable": False}, "line 2: the field 'question' is missing"),
        ({**GOOD, "id": 7}, "line 2: the field 'id' must be a str"),
        ({**GOOD, "id": "b", "anwers": []}, "line 2: there is no field 'anwers'"),
        ({**GOOD, "id": "b", "answers": []}, "line 2: an answerable case needs 'answers'"),
        ({**GOOD, "id": "b", "answers": [1]}, "line 2: 'answers' holds texts"),
        ({**GOOD, "id": "b", "evidence": [{"quote": "x"}]}, "line 2: 'answers' holds texts"),
        ({**GOOD, "id": "b", "evidence": [{"source": "x", "page": 0}]}, "line 2: 'answers' hold"),
        ({**GOOD, "id": "b", "evidence": [{"source": "x", "qoute": "y"}]}, "line 2: 'answers' h"),
        (GOOD, "line 2: the id 'a' stands in an earlier line too"),
    ],
)
def test_a_malformed_line_is_named(suite, line, complaint):
    path = suite(GOOD, line)
    with pytest.raises(UsageError) as error:
        load_cases(path)
    assert f"{path}, {complaint}" in str(error.value)


def test_an_empty_suite_and_a_missing_one(suite):
    with pytest.raises(UsageError, match="has no cases"):
        load_cases(suite(""))
    with pytest.raises(UsageError, match="There is no suite 'nix'"):
        open_suite("nix")
    with pytest.raises(UsageError, match="needs its documents"):
        open_suite(str(suite(GOOD)))
    with pytest.raises(UsageError, match="'squad2' is not part of Footnote: add --data"):
        open_suite("squad2")


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_order():
    cases = [Case(str(i), "?", False, split="dev" if i % 2 else "test") for i in range(40)]
    first = choose(cases, "dev", 8, seed=3)
    assert first == choose(cases, "dev", 8, seed=3)
    assert first != choose(cases, "dev", 8, seed=4)
    assert [int(c.id) for c in first] == sorted(int(c.id) for c in first)
    assert {c.split for c in first} == {"dev"}
    assert len(first) == 8
    assert choose(cases, "", 0, seed=0) == cases
    with pytest.raises(UsageError, match="split 'nix'; it has: dev, test"):
        choose(cases, "nix", 0, seed=0)


def test_the_own_suite_has_documents_that_hold_its_quotes(tmp_path):
    suite = open_suite("seeds")
    with suite.documents(tmp_path) as documents:
        names = {path.name for path in documents}
    assert {place.source for case in suite.cases for place in case.evidence} == names


def test_a_suite_of_ones_own(suite, tmp_path):
    path = suite(GOOD)
    own = open_suite(str(path), None, tmp_path)
    assert (own.name, [case.id for case in own.cases]) == ("suite", ["a"])
    with own.documents(tmp_path / "unused") as documents:
        assert documents == [tmp_path]
    changed = open_suite(str(suite({**GOOD, "answers": ["Eve"]})), None, tmp_path)
    assert own.sha256() != changed.sha256()


def test_a_public_set_with_an_id_twice_is_refused(tmp_path):
    asked = {"id": "q1", "question": "Why?", "is_impossible": True, "answers": []}
    paragraph = {"context": "It rained.", "qas": [asked, asked]}
    data = {"version": "v2.0", "data": [{"title": "Rain", "paragraphs": [paragraph]}]}
    (tmp_path / "dev-v2.0.json").write_text(json.dumps(data))
    with pytest.raises(UsageError, match=r"Two questions in .* have the id 'q1'"):
        open_suite("squad2", tmp_path)
    paragraph["qas"] = [asked]
    (tmp_path / "dev-v2.0.json").write_text(json.dumps(data))
    assert [case.id for case in open_suite("squad2", tmp_path).cases] == ["q1"]
