"""Libraries and homes that cannot be used, and settings that cannot be: what is said of them."""

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.mark.models
@pytest.mark.usefixtures("samples")
def test_a_library_whose_documents_were_all_removed(run):
    run("remove", "1", "2", "3", "4", "5")
    error = "There are no documents in this library yet: add some with 'footnote ingest FOLDER'."
    for command in ("ask", "search"):
        result = run(command, "How far is Brest from Poland?")
        assert (result.stderr, result.exit_code) == (f"Error: {error}\n", 1)
    told = json.loads(run("ask", "--json", "How far is Brest from Poland?").stdout)
    assert (told["status"], told["error"]) == ("error", error)


@pytest.mark.parametrize("command", [("documents",), ("remove", "1"), ("rebuild",)])
def test_an_unknown_library(run, home, command):
    result = run(*command, "--library", "nope")
    assert result.stderr == (
        f"Error: There is no library in {home}/libraries/nope yet: "
        "'footnote ingest FOLDER' makes one.\n"
    )
    assert result.exit_code == 1
    assert not home.exists()


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_library_that_is_a_file(run, notes):
    result = run("--library", notes / "meeting.txt", "ingest", notes)
    assert result.stderr == (
        f"Error: The library cannot be kept in {notes}/meeting.txt (File exists): "
        "choose another folder with --library PATH or FOOTNOTE_HOME.\n"
    )
    assert (notes / "meeting.txt").read_text().startswith("The meeting")


@pytest.fixture
def read_only(samples):
    """Make the library one that this process may only read, as a user who owns nothing."""
    with tempfile.TemporaryDirectory() as parent:  # pytest's own folders are closed to others
        folder = Path(parent, "library")
        shutil.copytree(samples / "libraries" / "default", folder)
        for path in (Path(parent), folder, *folder.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def nobody():
    """Take root's rights away during a `with` block; others have none to lose."""
    from contextlib import contextmanager

    @contextmanager
    def nobody():
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(user)

    return nobody


@pytest.mark.models
@pytest.mark.skipif(os.name != "posix", reason="read-only folders as POSIX has them")
@pytest.mark.usefixtures("samples")
def test_a_library_that_can_only_be_read_is_read_and_not_changed(
    run, read_only, nobody, monkeypatch
):
    run("documents", "--library", read_only)  # loads what nobody could not
    monkeypatch.setenv("FOOTNOTE_HOME", str(read_only / "home"))
    with nobody():
        listed = run("documents", "--library", read_only)
        removed = run("remove", "1", "--library", read_only)
    assert listed.stdout.endswith("\n5 documents.\n")
    assert removed.stderr == (
        f"Error: The library in {read_only} can only be read: allow writing to that folder, "
        "or choose another one with --library PATH.\n"
    )
    assert removed.exit_code == 1
    assert run("documents", "--library", read_only).stdout == listed.stdout


def test_home_is_a_file(run, home, notes):
    home.write_text("not a folder")
    commands = [("ask", "Why?"), ("ingest", notes), ("documents",), ("models", "list"), ("doctor",)]
    for command in commands:
        result = run(*command)
        assert result.stderr == f"Error: {home} is a file: set FOOTNOTE_HOME to a folder.\n"
        assert (result.stdout, result.exit_code) == ("", 2)
    assert home.read_text() == "not a folder"


def test_home_lies_below_a_file(run, notes, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_HOME", str(notes / "meeting.txt" / "home"))
    assert run("documents").stderr == (
        f"Error: {notes}/meeting.txt/home cannot be used (Not a directory): "
        "set FOOTNOTE_HOME to a folder of yours.\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_home_belongs_to_somebody_else(run, nobody, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("FOOTNOTE_HOME", folder)
        Path(folder).chmod(0o000)
        with nobody():
            result = run("documents")
        Path(folder).chmod(0o700)
    assert result.stderr == (
        f"Error: {folder} cannot be used (Permission denied): "
        "set FOOTNOTE_HOME to a folder of yours.\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            'colour = "red"',
            (
                "There is no setting 'colour' (in {}); known: library, model, embedding, threads, "
                "context, passages, errors, port."
            ),
        ),
        ('threads = "many"', "The setting 'threads' (in {}) must be a whole number, not 'many'."),
        (
            "model = [",
            "{} is not valid TOML (Invalid value (at end of document)): mend or remove it.",
        ),
    ],
)
def test_config_toml(run, home, text, error):
    home.mkdir()
    path = home / "config.toml"
    path.write_text(text)
    result = run("documents")
    assert (result.stderr, result.exit_code) == (f"Error: {error.format(path)}\n", 2)
    told = json.loads(run("ask", "--json", "Why?").stdout)
    assert (told["status"], told["error"]) == ("error", error.format(path))


def test_config_toml_cannot_be_read(run, home):
    (home / "config.toml").mkdir(parents=True)
    result = run("documents")
    assert result.stderr == (
        f"Error: {home}/config.toml cannot be read (Is a directory): check the file.\n"
    )
    assert result.exit_code == 2


@pytest.mark.parametrize("number", ["-1", "257"])
def test_threads_out_of_range(run, number):
    result = run("--threads", number, "documents")
    assert result.stderr == (
        "Error: The setting 'threads' (on the command line) must lie between 0 and 256.\n"
    )
    assert result.exit_code == 2


def test_threads_that_are_no_number(run):
    result = run("ask", "--threads", "all", "Why?")
    assert "Invalid value for '--threads': 'all' is not a valid integer." in result.stderr
    assert result.exit_code == 2
