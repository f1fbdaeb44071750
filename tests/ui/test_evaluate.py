import json

import pytest


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_suite_of_ones_own_is_asked_scored_and_gone_on_with(run, tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "note.txt").write_text("The bridge in Lindau cost 48,000 euros.")
    suite = tmp_path / "mine.jsonl"
    case = {"id": "a", "question": "What did the bridge in Lindau cost?", "answerable": True,
            "answers": ["48,000"]}  # fmt: skip
    suite.write_text(json.dumps(case) + "\n")
    out = tmp_path / "out"
    arguments = ["eval", str(suite), "--documents", str(documents), "--model", "tiny",
                 "--out", str(out)]  # fmt: skip
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert "# mine.jsonl: 1 cases" in result.stdout
    (record,) = [json.loads(line) for line in (out / "records.jsonl").read_text().splitlines()]
    assert record["passages"][0]["text"] == "The bridge in Lindau cost 48,000 euros."
    assert record["seconds"]["total"] > record["seconds"]["evidence"] > 0
    before = (out / "records.jsonl").read_bytes()
    assert run(*arguments).exit_code == 0
    assert (out / "records.jsonl").read_bytes() == before


def test_a_suite_that_is_not_there(run):
    result = run("eval", "nix")
    assert result.exit_code == 2
    assert result.stderr == "Error: There is no suite 'nix': take seeds, or a JSONL file.\n"
