"""The check of the instrument: that it finds the published figures, and tells when it does not."""

import importlib.util
import json
from pathlib import Path

import pytest

from eval.cases import Case
from eval.metrics.citations import Place
from rag.embed import Embedder

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "../shared/benchmarks"

TEXTS = [
    ("10", "Penguins", "Penguins are birds that swim in cold seas and cannot fly."),
    ("11", "Bread", "Bread is baked from flour, water and yeast in a hot oven."),
    ("12", "Volcanoes", "A volcano erupts when magma rises through the crust."),
    ("13", "Toast", "Toasted slices of a loaf, baked twice, go well with jam."),
]
CASES = [
    Case("1", "How is bread baked?", True, evidence=(Place("11.md"), Place("13.md"))),
    Case("2", "Why do volcanoes erupt?", True, evidence=(Place("12.md"),)),
    Case("3", "Who invented the telephone?", True, evidence=(Place("10.md"),)),
]


@pytest.fixture(scope="module")
def script():
    path = ROOT / "scripts" / "check_instrument.py"
    specification = importlib.util.spec_from_file_location("check_instrument", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def real():
    if not (BENCHMARKS / "scifact").is_dir() or not (BENCHMARKS / "cacm").is_dir():
        pytest.skip("scifact and cacm are not beside this checkout, in ../shared/benchmarks")
    return BENCHMARKS


def test_bm25_gives_the_published_figures(script, real, capsys):
    pytest.importorskip("bm25s")
    assert script.main(["--data", str(real), "--bm25-only"]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| BM25 on SciFact | nDCG@10 | 0.680 ± 0.01 | 0.6780 | yes |",
        "| BM25 on CACM | MAP | 0.310 ± 0.01 | 0.3136 | yes |",
        "| the same, as the adapter judges | MAP |  | 0.3255 |  |",
    ]


def test_bm25_ranks_by_shared_words(script):
    pytest.importorskip("bm25s")
    run = script.bm25_run(script.whole_texts(TEXTS), CASES)
    assert list(run) == ["1", "2", "3"]
    assert list(run["1"]) == ["11", "13"]  # only 11 has "bread", both have "baked"
    assert list(run["2"]) == ["12"]  # "volcanoes" and "volcano" have one stem
    assert run["3"] == {}  # "the" and "who" are nowhere, so nothing is found


@pytest.mark.models
def test_the_model_ranks_by_meaning(script, models_folder):
    embedder = Embedder(models_folder / "all-MiniLM-L6-v2", 1)
    run = script.dense_run(script.whole_texts(TEXTS), CASES, embedder)
    assert [next(iter(run[name])) for name in ("1", "2")] == ["11", "12"]
    assert list(run["1"])[1] == "13"
    assert all(len(found) == 4 for found in run.values())
    scores = list(run["1"].values())
    assert scores == sorted(scores, reverse=True)
    assert 0.5 < scores[0] <= 1
    # first and second of two, first of one, and whatever place the third has
    third = list(run["3"]).index("10") + 1
    assert script.mean(script.qrels(CASES), run, "MAP") == pytest.approx((1 + 1 + 1 / third) / 3)


def test_the_table_and_its_verdicts(script):
    checks = [
        script.Check("one", "MAP", 0.3, 0.31),
        script.Check("two", "MAP", 0.2999, 0.31),
        script.Check("three", "MAP", 0.9),
    ]
    assert [check.holds for check in checks] == [True, False, True]
    assert script.table(checks) == [
        "| what | measure | expected | measured | ok |",
        "|---|---|---|---|---|",
        "| one | MAP | 0.310 ± 0.01 | 0.3000 | yes |",
        "| two | MAP | 0.310 ± 0.01 | 0.2999 | **no** |",
        "| three | MAP |  | 0.9000 |  |",
    ]


def test_a_figure_that_is_off_fails(script, monkeypatch, capsys):
    off = [script.Check("one", "MAP", 0.5, 0.31)]
    monkeypatch.setattr(script, "bm25_checks", lambda _: off)
    assert script.main(["--data", ".", "--bm25-only"]) == 1
    assert "| 0.5000 | **no** |" in capsys.readouterr().out


def test_missing_data_and_models_are_told(script, tmp_path, capsys):
    assert script.main(["--data", str(tmp_path / "nix"), "--bm25-only"]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert script.main(["--data", str(tmp_path), "--bm25-only"]) == 2
    assert "cacm.tar.gz cannot be read" in capsys.readouterr().err
    assert script.main(["--data", str(tmp_path)]) == 1  # a home without models
    assert "footnote models fetch" in capsys.readouterr().err


@pytest.mark.models
def test_the_dense_check_reads_the_set(script, tmp_path, models_folder):
    (tmp_path / "scifact" / "qrels").mkdir(parents=True)
    corpus = [{"_id": name, "title": title, "text": text} for name, title, text in TEXTS]
    queries = [{"_id": case.id, "text": case.question} for case in CASES]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / "scifact" / f"{name}.jsonl").write_text(lines)
    (tmp_path / "scifact" / "qrels" / "test.tsv").write_text("q\td\ts\n1\t11\t1\n2\t12\t1\n")
    check = script.dense_check(tmp_path, Embedder(models_folder / "all-MiniLM-L6-v2", 1))
    assert (check.measure, check.measured, check.expected) == ("nDCG@10", 1, 0.645)
    assert not check.holds
