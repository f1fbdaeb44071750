"""The real systems with the small models: each answers, and says where from.

The peers need footnote-qa[peers], in this environment or in the one whose Python
FOOTNOTE_TEST_PEERS_PYTHON names.
"""

import json
import os
import subprocess
import sys

import pytest

from eval.peers import SYSTEMS
from eval.peers.job import Job
from eval.peers.process import Worker, environment
from eval.peers.run import main
from index.errors import ModelError
from rag.models import find

pytestmark = pytest.mark.models

PYTHON = os.environ.get("FOOTNOTE_TEST_PEERS_PYTHON", sys.executable)
NEEDED = {
    "llamaindex": ["llama_index.core", "llama_index.llms.llama_cpp"],
    "haystack": ["haystack", "haystack_integrations.components.generators.llama_cpp", "mdit_plain"],
    "txtai": ["txtai", "bs4"],
}  # fmt: skip


def python_for(name):
    if name == "footnote":
        return sys.executable
    code = "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
    run = subprocess.run([PYTHON, "-c", code, *NEEDED[name]], capture_output=True, check=False)
    if run.returncode:
        pytest.skip(f"{name} is not installed in the environment of {PYTHON}: footnote-qa[peers]")
    return PYTHON


@pytest.fixture
def job(tmp_path, home_with_models):
    texts = {
        "bridge.md": "# The bridge\n\nThe bridge in Lindau cost 48,000 euros.\n",
        "hall.md": "---\ntitle: Hall\n---\n\n# The hall\n\nThe hall opened in May 2019.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    models = home_with_models / "models"
    path = tmp_path / "job.json"
    Job(
        documents=[str(tmp_path / name) for name in texts],
        folder=str(tmp_path),
        model=str(find("tiny").place(models)),
        model_name="tiny",
        embedding=str(find("minilm").place(models)),
        embedding_name="minilm",
        threads=2,
        context=2048,
    ).save(path)
    return path


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_answers_from_the_documents(name, job, tmp_path):
    command = [python_for(name), "-P", "-m", "eval.peers.worker", name, str(job)]
    with Worker(name, command, tmp_path / "log", environment(2)) as worker:
        ready = worker.ready()
        first, again = (worker.ask("How much did the bridge in Lindau cost?") for _ in range(2))
    assert ready["versions"]["llama-cpp-python"]
    keys = {"documents", "chunks", "retrieval", "index", "prompt", "chat template", "context",
            "most tokens", "temperature", "llama.cpp", "first words", "citations"}  # fmt: skip
    assert set(ready["settings"]) == keys
    assert "2048" in ready["settings"]["context"]
    assert first.keys() == {"text", "citations", "retrieved", "first_seconds", "total_seconds"}
    assert first["text"] == again["text"]
    assert first["retrieved"][0]["source"] == "bridge.md"
    assert "The bridge in Lindau cost 48,000 euros." in first["retrieved"][0]["quote"]
    assert 0 < first["first_seconds"] <= first["total_seconds"]
    for citation in first["citations"]:
        assert citation["source"] in {"bridge.md", "hall.md"}
        assert citation["quote"]
    if name != "footnote":  # which may refuse, by the small model's word
        assert first["text"]
        assert first["first_seconds"] < first["total_seconds"]
    if name == "txtai":
        assert [citation["source"] for citation in first["citations"]] == ["bridge.md"]
    if name == "haystack":
        assert first["citations"] == []


def test_a_question_that_cannot_be_answered_costs_only_itself(job, tmp_path):
    command = [sys.executable, "-P", "-m", "eval.peers.worker", "footnote", str(job)]
    with Worker("footnote", command, tmp_path / "log", environment(2)) as worker:
        worker.ready()
        assert worker.ask(" ")["error"].startswith("UsageError: ")
        assert "text" in worker.ask("How much did the bridge cost?")


def test_an_unknown_system_and_a_missing_model(job, tmp_path):
    command = [sys.executable, "-P", "-m", "eval.peers.worker", "nobody", str(job)]
    with (
        Worker("nobody", command, tmp_path / "log", environment(2)) as worker,
        pytest.raises(ModelError, match="The system nobody ended"),
    ):
        worker.ready()
    assert "known: footnote" in (tmp_path / "log").read_text(encoding="utf-8")
    told = json.loads(job.read_text(encoding="utf-8")) | {"model_name": "none"}
    job.write_text(json.dumps(told), encoding="utf-8")
    command[-2] = "footnote"
    with (
        Worker("footnote", command, tmp_path / "log", environment(2)) as worker,
        pytest.raises(ModelError, match=r"footnote cannot be built .*There is no model"),
    ):
        worker.ready()


@pytest.fixture
def command_line(monkeypatch, tmp_path, home_with_models):
    def call(*arguments):
        assert home_with_models.exists()
        given = ["run", "--out", str(tmp_path / "out"), "--model", "tiny", "--peers", *arguments]
        monkeypatch.setattr(sys, "argv", given)
        main()

    return call


def test_footnote_alone_from_the_command_line(command_line, tmp_path, capsys):
    command_line("--cases", "2")
    printed = capsys.readouterr().out
    assert printed.strip() == (tmp_path / "out" / "peers.md").read_text(encoding="utf-8").strip()
    assert "| questions asked | 2 |" in printed
    assert "2 questions of the suite seeds (split test, sample 2, seed 0" in printed
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["system"] for line in lines] == ["footnote"] * 2
    with pytest.raises(SystemExit, match="2"):
        command_line("--cases", "3")  # another run lies there
    assert "Another run lies in" in capsys.readouterr().err
