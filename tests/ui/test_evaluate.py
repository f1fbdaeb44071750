import json
import time

import pytest

CASE = {"id": "a", "question": "What did the bridge in Lindau cost?", "answerable": True,
        "answers": ["48,000"],
        "evidence": [{"source": "note.txt", "quote": "The bridge in Lindau cost 48,000 euros."}],
        }  # fmt: skip
OTHER = {"id": "b", "question": "Who painted the bridge in Lindau?", "answerable": False}


@pytest.fixture
def suite(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "note.txt").write_text("The bridge in Lindau cost 48,000 euros. It is red.")
    path = tmp_path / "mine.jsonl"
    path.write_text(f"{json.dumps(CASE)}\n{json.dumps(OTHER)}\n")
    return [str(path), "--documents", str(documents)]


@pytest.fixture
def records(tmp_path):
    def read(out):
        lines = (tmp_path / out / "records.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    return read


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_suite_of_ones_own_is_asked_scored_and_gone_on_with(run, suite, records, tmp_path):
    out = tmp_path / "out"
    arguments = ["eval", *suite, "--model", "tiny", "--config", "passages=3", "--out", str(out)]
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert "# mine: 2 cases" in result.stdout
    assert f"Report: {out}/report.html" in result.stdout
    first, _ = records("out")
    assert first["passages"][0]["text"].startswith("The bridge in Lindau cost 48,000 euros.")
    assert first["seconds"]["total"] > first["seconds"]["evidence"] > 0
    assert first["model"]["read"] > 100
    assert first["memory_bytes"] > 200e6
    told = json.loads((out / "manifest.json").read_text())
    assert (told["passages"], told["documents"], told["mode"]) == (3, 1, "answer")
    before = (out / "records.jsonl").read_bytes()
    assert run(*arguments).exit_code == 0
    assert (out / "records.jsonl").read_bytes() == before
    other = run("eval", *suite, "--model", "tiny", "--out", str(out))
    assert other.exit_code == 2
    assert "(other passages)" in other.stderr


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_ways_of_asking_and_the_comparison(run, suite, records, tmp_path):
    for way in ("no-llm", "retrieval-only", "gold-evidence"):
        options = ("--model", "tiny", "--config", "errors=100", "--out", str(tmp_path / way))
        result = run("eval", *suite, f"--{way}", *options)
        assert result.exit_code == 0, result.output
    answered, wrong = records("no-llm")
    assert (answered["text"], answered["model"]) == (CASE["evidence"][0]["quote"], None)
    assert wrong["status"] == "answered"  # with "errors=100" it never refuses
    found, _ = records("retrieval-only")
    assert (found["status"], found["hits"][0]["start"]) == ("found", 0)
    assert len(records("gold-evidence")) == 1  # the other case has no gold evidence
    same = run("eval", "compare", str(tmp_path / "no-llm"), str(tmp_path / "no-llm"))
    assert same.exit_code == 0
    assert "cannot be told apart: 50.0 % and 50.0 % right" in same.stdout
    told = run("eval", "compare", "--json", str(tmp_path / "no-llm"), str(tmp_path / "no-llm"))
    assert json.loads(told.stdout)["measures"]["right"]["verdict"] == "not told apart"
    fewer = run("eval", "compare", str(tmp_path / "no-llm"), str(tmp_path / "gold-evidence"))
    assert fewer.exit_code == 2
    assert "runs over different questions" in fewer.stderr


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_the_same_seed_gives_the_same_result(run, records, tmp_path):
    def asked(out, seed):
        result = run("eval", "seeds", "--split", "dev", "--sample", "4", "--seed", seed,
                     "--no-llm", "--out", str(tmp_path / out))  # fmt: skip
        assert result.exit_code == 0, result.output
        kept = [{**r, "seconds": None, "memory_bytes": None} for r in records(out)]
        assert len(kept) == 4
        return kept

    assert asked("one", "3") == asked("two", "3")
    assert [r["id"] for r in asked("other", "4")] != [r["id"] for r in records("one")]


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_killed_run_goes_on(run, begin, records, tmp_path):
    arguments = ["eval", "seeds", "--sample", "30", "--no-llm", "--out", str(tmp_path / "out")]
    process, path = begin(*arguments), tmp_path / "out" / "records.jsonl"
    while not (path.exists() and path.read_bytes().count(b"\n") >= 3):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    process.kill()
    process.wait()
    before = path.read_bytes()
    whole = before[: before.rfind(b"\n") + 1]
    assert whole.count(b"\n") < 30
    assert run(*arguments).exit_code == 0
    assert path.read_bytes().startswith(whole)
    ids = [record["id"] for record in records("out")]
    assert len(ids) == len(set(ids)) == 30


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_claims_are_judged(run, tmp_path):
    claim = {"question": "What did the bridge cost?", "claim": "The bridge cost 48,000 euros.",
             "references": ["The bridge in Lindau cost 48,000 euros."], "src_dataset": "mine",
             "attribution_label": "attributable", "id": "1"}  # fmt: skip
    wrong = {**claim, "id": "2", "claim": "The bridge cost 52,000 euros.",
             "attribution_label": "not attributable"}  # fmt: skip
    folder = tmp_path / "attributionbench"
    folder.mkdir()
    (folder / "dev_all_subset_balanced.jsonl").write_text(
        f"{json.dumps(claim)}\n{json.dumps(wrong)}\n"
    )
    result = run("eval", "attributionbench", "--data", str(tmp_path), "--out", str(tmp_path / "o"))
    assert result.exit_code == 0, result.output
    assert "# attributionbench: 2 claims" in result.stdout
    assert "| judged as people did | 100 % |" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nix"], "There is no suite 'nix': take seeds, squad2, clapnq, "),
        (["squad2"], "The set 'squad2' is not part of Footnote: add --data FOLDER of its files."),
        (["squad2", "--data", "nix"], "There is no folder nix: --data is the folder of the files"),
        (["seeds", "--no-llm", "--retrieval-only"], "Take one of --retrieval-only, --gold-eviden"),
        (["seeds", "--config", "passages"], "--config takes KEY=VALUE, for example --config pass"),
        (["seeds", "--config", "pasages=8"], "There is no setting 'pasages' (on the command line"),
        (["seeds", "--split", "nix"], "The suite has no cases in the split 'nix'; it has: dev, "),
        (["compare", "nix", "nix"], "There is no run in nix: name a folder that 'footnote eval'"),
    ],
)
def test_bad_input_gets_one_sentence(run, arguments, complaint):
    result = run("eval", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {complaint}")
    assert result.stderr.count("\n") == 1
