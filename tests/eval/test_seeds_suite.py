"""The question suite on the sample documents is what its README says it is."""

import itertools
import json
import re
from collections import Counter
from importlib.resources import files

import pytest

ANSWERABLE = {
    "fact": 18,
    "number": 10,
    "date": 12,
    "list": 8,
    "reason": 6,
    "yes_no": 6,
    "two_documents": 8,
    "newer": 4,
    "differ": 6,
    "paraphrase": 8,
    "misspelt": 6,
    "followup": 8,
}
UNANSWERABLE = {
    "near_miss": 12,
    "false_premise": 8,
    "wrong_year": 6,
    "wrong_person": 6,
    "wrong_place": 3,
    "off_topic": 6,
    "followup_unanswerable": 4,
}
MUST = {"id", "split", "kind", "question", "answerable", "answers", "evidence"}
MAY = {"history", "required", "note"}


def _cases(name: str) -> list[dict]:
    text = (files("eval") / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


CASES = _cases("suites/seeds.jsonl")
BODIES = {
    seed.name: " ".join(seed.read_text(encoding="utf-8").split("---\n", 2)[2].split())
    for seed in files("seeds").iterdir()
    if re.match(r"\d\d-.*\.md$", seed.name)
}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _found(phrase: str, case: dict) -> bool:
    """Whether a quote of the case holds the phrase, as whole words in any case."""
    pattern = rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)"
    return any(re.search(pattern, item["quote"].casefold()) for item in case["evidence"])


def test_fields():
    for case in CASES:
        name = case["id"]
        assert set(case) >= MUST, name
        assert set(case) <= MUST | MAY, name
        assert case["split"] in {"dev", "test"}, name
        assert case["kind"] in ANSWERABLE | UNANSWERABLE, name
        assert case["answerable"] is (case["kind"] in ANSWERABLE), name
        assert case["question"].strip() == case["question"] != "", name
        assert case.get("note", "-").strip(), name


def test_answerable_cases_have_answers_and_evidence_and_others_have_none():
    for case in CASES:
        if case["answerable"]:
            assert case["answers"], case["id"]
            assert all(answer.strip() for answer in case["answers"]), case["id"]
            assert case["evidence"], case["id"]
        else:
            assert case["answers"] == [], case["id"]
            assert case["evidence"] == [], case["id"]
            assert "required" not in case, case["id"]


def test_quotes_are_single_sentences_verbatim_in_the_body_of_their_source():
    for case in CASES:
        for item in case["evidence"]:
            assert set(item) == {"source", "quote"}, case["id"]
            assert " ".join(item["quote"].split()) in BODIES[item["source"]], case["id"]
            assert re.fullmatch(r"[A-Z\"].*[.!?]", item["quote"]), case["id"]
            assert not re.search(r"[.!?]\s", item["quote"]), case["id"]
        quotes = [item["quote"] for item in case["evidence"]]
        assert len(quotes) == len(set(quotes)), case["id"]


def test_the_documents_hold_the_accepted_answer():
    for case in CASES:
        if case["kind"] in {"fact", "number", "date"}:
            assert any(_found(answer, case) for answer in case["answers"]), case["id"]


def test_the_documents_hold_every_part_of_an_answer_of_several_parts():
    for case in CASES:
        if case["kind"] in {"list", "two_documents", "differ"}:
            assert "required" in case, case["id"]
        assert case.get("required", ["-"]), case["id"]
        for group in case.get("required", []):
            assert group, case["id"]
            assert all(alternative.strip() for alternative in group), case["id"]
            assert any(_found(alternative, case) for alternative in group), (case["id"], group)


def test_no_answer_is_a_whole_sentence():
    for case in CASES:
        for answer in case["answers"]:
            assert len(_words(answer)) <= 16, case["id"]
            assert answer not in {item["quote"] for item in case["evidence"]}, case["id"]


def test_follow_ups_and_only_they_have_one_or_two_earlier_turns():
    for case in CASES:
        if case["kind"].startswith("followup"):
            assert 1 <= len(case["history"]) <= 2, case["id"]
            for turn in case["history"]:
                assert len(turn) == 2, case["id"]
                assert all(part.strip() for part in turn), case["id"]
        else:
            assert "history" not in case, case["id"]


def test_two_documents_means_two_documents():
    for case in CASES:
        if case["kind"] == "two_documents":
            assert len({item["source"] for item in case["evidence"]}) >= 2, case["id"]


def test_ids_are_unique():
    assert [n for n, count in Counter(case["id"] for case in CASES).items() if count > 1] == []


def test_no_question_is_asked_twice():
    asked = [case["question"] for case in CASES + _cases("first_questions.jsonl")]
    seen = Counter(" ".join(_words(question)) for question in asked)
    assert [question for question, count in seen.items() if count > 1] == []


@pytest.mark.parametrize(("kind", "minimum"), (ANSWERABLE | UNANSWERABLE).items())
def test_each_kind_has_enough_cases_and_is_halved(kind, minimum):
    splits = Counter(case["split"] for case in CASES if case["kind"] == kind)
    assert splits.total() >= minimum
    assert abs(splits["dev"] - splits["test"]) <= 1


def test_totals():
    answerable = sum(case["answerable"] for case in CASES)
    assert len(CASES) >= 130
    assert answerable >= 85
    assert len(CASES) - answerable >= 45


@pytest.mark.parametrize("source", sorted(BODIES))
def test_each_document_answers_at_least_fifteen_cases(source):
    assert sum(any(e["source"] == source for e in case["evidence"]) for case in CASES) >= 15


def test_there_are_five_documents():
    assert len(BODIES) == 5


def test_nearly_the_same_question_is_not_in_both_splits():
    """Two cases on one sentence that share most of their words belong in the same split."""
    for one, other in itertools.combinations(CASES, 2):
        if one["split"] == other["split"]:
            continue
        shared = [item for item in one["evidence"] if item in other["evidence"]]
        a, b = set(_words(one["question"])), set(_words(other["question"]))
        limit = 0.5 if shared else 0.7
        assert len(a & b) / len(a | b) < limit, (one["id"], other["id"])


def test_the_readme_counts_the_cases_as_they_are():
    readme = (files("eval") / "suites/README.md").read_text(encoding="utf-8")
    stated = {kind: int(n) for kind, n in re.findall(r"\| `(\w+)`[^|]*\| (\d+) ", readme)}
    assert stated == Counter(case["kind"] for case in CASES)
