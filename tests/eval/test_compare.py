"""Two recorded runs side by side."""

import json

import pytest

from eval.compare import compare_runs, verdict
from eval.records import RunFolder
from index.errors import UsageError

TOLD = {"suite": "small", "suite_sha256": "1", "cases_sha256": "2", "corpus_sha256": "3",
        "cases": 12, "model": "default", "versions": {"torch": "1"}}  # fmt: skip


def record(number, status, seconds=3.0):
    return {
        "id": f"c{number}", "kind": "fact", "question": "How much?", "answerable": number < 9,
        "history": [], "gold": {"answers": ["48,000"], "required": [], "reference": "",
                                "evidence": [], "attack": ""},
        "status": status, "text": "It cost 48,000 euros." if status == "answered" else "",
        "sentences": [], "citations": [], "dropped": [], "confidence": None, "passages": [],
        "hits": [], "model": None, "memory_bytes": None,
        "seconds": {"evidence": 0.2, "first_sentence": None, "total": seconds},
    }  # fmt: skip


@pytest.fixture
def write(tmp_path):
    def run(name, records, **told):
        folder = RunFolder(tmp_path / name, TOLD | {"cases": len(records)} | told)
        for each in records:
            folder.append(each)
        return tmp_path / name

    return run


def test_better_worse_and_not_told_apart(write):
    # A refuses everything: 3 of 12 are right. B answers the nine answerable ones: all are.
    refusals = [record(n, "not_found", 5.0) for n in range(12)]
    a = write("a", refusals, model="small", model_sha256="s", prompt_sha256="p")
    b = write("b", [record(n, "answered" if n < 9 else "not_found") for n in range(12)])
    runs = compare_runs(a, b)
    assert runs.settings == {"model": ("small", "default"), "prompt_sha256": ("p", None)}
    rows = {row.measure.name: row.result for row in runs.rows}
    assert (rows["right"].mean_a, rows["right"].mean_b) == (0.25, 1)
    # nine of nine differences are +1, and three are 0: p = 2 / 2^9 of the ways to set the signs
    assert rows["right"].p_value == pytest.approx(2 / 2**9, abs=0.003)
    assert rows["right"].verdict == "better"
    assert (rows["answerable_refused"].mean_a, rows["answerable_refused"].mean_b) == (1, 0)
    assert rows["answerable_refused"].verdict == "better"  # less is better
    assert rows["seconds_total"].difference.mean == pytest.approx(-2)
    assert not {"citation_recall", "evidence_found", "supported"} & rows.keys()
    assert verdict("A", "B", runs).startswith("B is better than A: 25.0 % and 100.0 % right")
    assert verdict("B", "A", compare_runs(b, a)).startswith("A is worse than B: 100.0 % and 25.0 %")
    assert "no answers were asked for" not in verdict("A", "B", runs)
    same = compare_runs(b, b)
    assert {row.result.verdict for row in same.rows} == {"not told apart"}
    assert verdict("B", "B", same).startswith("B and B cannot be told apart: 100.0 % and 100.0 %")


@pytest.mark.parametrize(
    ("key", "what"),
    [("suite_sha256", "suites"), ("cases_sha256", "questions"), ("corpus_sha256", "documents")],
)
def test_runs_over_different_things_are_refused(write, key, what):
    records = [record(n, "not_found") for n in range(3)]
    with pytest.raises(UsageError, match=f"runs over different {what}: run both on the same"):
        compare_runs(write("a", records), write("b", records, **{key: "other"}))


def test_runs_that_are_not_there_or_not_finished(write, tmp_path):
    whole = write("a", [record(n, "not_found") for n in range(3)])
    with pytest.raises(UsageError, match=r"There is no run in .*nix"):
        compare_runs(whole, tmp_path / "nix")
    half = write("b", [record(0, "not_found")], cases=3)
    with pytest.raises(UsageError, match=r"not finished \(1 of 3 cases\)"):
        compare_runs(whole, half)
    (whole / "manifest.json").write_text("{")
    with pytest.raises(UsageError, match=r"There is no run in .*a:"):
        compare_runs(whole, half)


def test_retrieval_alone_is_compared_by_its_own_measures(write):
    def found(number, rank):
        hits = [{"source": f"/d/{n}.md", "page": None, "start": 0, "end": 9, "score": 1.0}
                for n in range(10)]  # fmt: skip
        gold = [{"source": f"{rank}.md", "text": "", "page": None}]
        made = record(number, "found")
        return made | {"gold": made["gold"] | {"evidence": gold}, "answerable": True, "hits": hits}

    a = write("a", [found(n, 4) for n in range(8)])
    b = write("b", [found(n, 0) for n in range(8)])
    runs = compare_runs(a, b)
    rows = {row.measure.label: row.result for row in runs.rows}
    assert (rows["retrieval MRR@10"].mean_a, rows["retrieval MRR@10"].mean_b) == (0.2, 1)
    assert rows["retrieval MRR@10"].verdict == "better"
    assert "right: answered rightly, or rightly refused" not in rows
    assert json.dumps(runs.settings) == "{}"
    assert "(no answers were asked for)" in verdict("A", "B", runs)
