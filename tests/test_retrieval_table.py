"""The table of the ways of finding: what stands in it is what each way finds."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from index.errors import UsageError

SCRIPT = Path(__file__).parents[1] / "scripts" / "retrieval_table.py"
TEXTS = {
    "bridge.txt": "The bridge over the river cost 48,000 euros. It is red.",
    "cat.txt": "Minka is the cat of the mayor. She sleeps all day.",
    "tax.txt": "Levies fall due in May. Whoever is late owes a fee.",
    "Quarry.txt": "Granite is cut there since 1902. Forty people have work.",
}
QUESTIONS = {
    "What did the bridge cost?": ("bridge.txt", "The bridge over the river cost 48,000 euros."),
    "Which kitten lives beside our town's leader?": ("cat.txt", "Minka is the cat of the mayor."),
    "Whose Quarry?": ("Quarry.txt", "Granite is cut there since 1902."),
}


@pytest.fixture(scope="module")
def script():
    specification = importlib.util.spec_from_file_location("retrieval_table", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    sys.modules["retrieval_table"] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    yield module
    del sys.modules["retrieval_table"]


@pytest.fixture
def suite(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in TEXTS.items():
        (documents / name).write_text(text)
    cases = [
        {"id": question, "question": question, "answerable": True, "answers": ["x"],
         "evidence": [{"source": source, "quote": quote}]}
        for question, (source, quote) in QUESTIONS.items()
    ]  # fmt: skip
    cases.append({"id": "none", "question": "Who painted the bridge?", "answerable": False})
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(f"{json.dumps(case)}\n" for case in cases))
    return [str(path), "--documents", str(documents)]


def test_a_difference_is_told_apart_only_where_chance_would_not_give_it(script):
    def same(way, first, rest):
        return {f"{way}{n}": dict.fromkeys(script.MEASURES, rest if n else first) for n in range(8)}

    values = dict.fromkeys(script.WAYS, same("", 0.5, 1.0))
    values |= {"vectors alone": same("", 0.25, 0.5), "words alone": same("", 1.0, 1.0)}
    measured = script.Measured(values, dict.fromkeys(script.WAYS, 12.4))
    lines = script.table("mine", measured).splitlines()
    assert lines[0] == "| `mine`, 8 questions | recall@5 | MRR@10 | nDCG@10 | ms |"
    assert lines[1] == "|---|---|---|---|---|"
    worse = lines[2].removeprefix("| vectors alone | ").split(" | ")
    assert worse[0].startswith("0.469 (-0.50 to -0.")
    assert worse[0].endswith(", worse)")
    assert worse[3] == "12 |"
    assert lines[3].startswith("| words alone | 1.000 (+0.00 to +0.")
    assert "better" not in lines[3]  # one question of eight may be chance
    assert lines[-1] == "| the fit of all three, links (today) | 0.938 | 0.938 | 0.938 | 12 |"


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_each_way_finds_what_it_can_see(script, suite, capsys):
    script.main(suite)
    out, told = capsys.readouterr()
    rows = [line.strip("| ").split(" | ") for line in out.splitlines() if line]
    found = {row[0]: float(row[1].split(" ")[0]) for row in rows[2:]}
    assert rows[0][0] == "`mine`, 3 questions"  # what cannot be answered is not judged
    assert list(found) == list(script.WAYS)
    assert found["vectors alone"] == 1.0  # all four passages are near
    assert found["words alone"] == pytest.approx(2 / 3, abs=0.001)  # "kitten" is no "cat"
    assert found["vectors and words by rank (reciprocal rank fusion)"] == 1.0
    assert found["the fit of all three, links (today)"] == 1.0
    spent = {row[0]: int(row[-1]) for row in rows[2:]}
    assert (
        spent["order of the reader alone"]
        > spent["vectors and words by score"]
        > spent["words alone"]
    )
    assert told.endswith("mine: 3 of 3\n")


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_suite_without_gold_passages_is_an_error_in_words(script, suite):
    path = Path(suite[0])
    path.write_text(path.read_text().splitlines()[-1])
    with pytest.raises(UsageError, match="No question of mine names a gold passage"):
        script.main(suite)
