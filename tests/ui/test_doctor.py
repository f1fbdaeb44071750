"""`footnote doctor`: what it finds well, what it finds wrong, and the exit code."""

import shutil
import sys
from types import SimpleNamespace

import psutil
import pytest

from index.database import DATABASE

SLOW = "without AVX2 or NEON answers take several times as long"


def memory(megabytes):
    return lambda: SimpleNamespace(total=megabytes * 10**6, available=megabytes * 500_000)


@pytest.fixture(autouse=True)
def _big_machine(monkeypatch):
    """Tests do not depend on how much memory and disk their machine has."""
    monkeypatch.setattr(psutil, "virtual_memory", memory(16_000))
    usage = SimpleNamespace(total=10**12, used=0, free=10**11)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    import llama_cpp

    monkeypatch.setattr(
        llama_cpp, "llama_print_system_info", lambda: b"CPU : AVX2 = 1 | F16C = 0 |"
    )


@pytest.mark.models
def test_all_is_well(run, samples):
    result = run("doctor", "--model", "tiny", "--threads", "3")
    lines = result.stdout.splitlines()
    assert lines[2:] == [
        "ok   Processor: 3 cores used; AVX2",
        "ok   Memory: 16,000 MB, 8,000 MB free",
        f"ok   Disk: 100,000 MB free for {samples}",
        "ok   Model minilm (all-MiniLM-L6-v2): ready",
        "ok   Model tiny (SmolLM2-135M-Instruct Q4_1): ready",
        f"ok   Library: 5 documents in {samples}/libraries/default; search index in step",
        "Everything is fit.",
    ]
    assert (result.stderr, result.exit_code) == ("", 0)


def test_the_first_thing_on_a_new_machine(run, home):
    result = run("doctor")
    assert result.stdout.splitlines()[-4:] == [
        "NOT  Model minilm (all-MiniLM-L6-v2): not here: run 'footnote models fetch minilm'",
        (
            "NOT  Model default (Qwen2.5-Coder-1.5B-Instruct Q4_K_M): not here: "
            "run 'footnote models fetch default'"
        ),
        f"ok   Library: none yet in {home}/libraries/default; 'footnote start' makes one",
        "Mend what is marked NOT, from the top.",
    ]
    assert result.exit_code == 1


def test_little_memory_and_disk_and_an_old_processor(run, home, monkeypatch):
    import llama_cpp

    monkeypatch.setattr(psutil, "virtual_memory", memory(4000))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10**9))
    monkeypatch.setattr(llama_cpp, "llama_print_system_info", lambda: b"CPU : SSE3 = 1 |")
    assert run("doctor", "--threads", "1").stdout.splitlines()[2:5] == [
        f"NOT  Processor: 1 core used; SSE3: {SLOW}",
        "NOT  Memory: 4,000 MB, 2,000 MB free: 8 GB are needed; take '--model small'",
        f"NOT  Disk: 1,000 MB free for {home}: make room for 3,000 MB, or set FOOTNOTE_HOME",
    ]


def test_a_library_of_llama_cpp_that_does_not_load_is_told_in_words(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    result = run("doctor")
    assert "NOT  llama-cpp-python cannot be loaded (" in result.stdout
    assert result.exit_code == 1


def test_a_package_that_is_missing_is_named(run, monkeypatch):
    monkeypatch.setattr("ui.doctor.VERSIONS", ("footnote-qa", "no-such-package"))
    assert run("doctor").stdout.splitlines()[1] == (
        "NOT  no-such-package is not installed: install Footnote again as the README says"
    )


@pytest.mark.models
def test_a_lost_search_index_costs_nothing(run, samples):
    for path in (samples / "libraries" / "default").glob("index.*"):
        path.unlink()
    result = run("doctor", "--model", "tiny")
    assert "5 documents in" in result.stdout
    assert result.stdout.splitlines()[-2].endswith(
        "search index will be rebuilt at the next search"
    )
    assert result.exit_code == 0


@pytest.mark.models
def test_a_damaged_library_is_told_and_the_rest_still_checked(run, samples):
    database = samples / "libraries" / "default" / DATABASE
    database.write_bytes(b"no database" * 1000)
    result = run("doctor", "--model", "tiny")
    assert result.stdout.splitlines()[-2] == (
        f"NOT  The library in {database.parent} is damaged (file is not a database): run "
        "'footnote repair', which saves what is whole; the documents themselves are untouched."
    )
    assert result.exit_code == 1


@pytest.mark.models
def test_a_library_is_counted_even_without_its_model(run, samples):
    (samples / "models").unlink()
    assert run("doctor").stdout.splitlines()[-2] == (
        f"ok   Library: 5 documents in {samples}/libraries/default; search index in step"
    )
