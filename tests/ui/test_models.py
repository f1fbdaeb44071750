"""`footnote models`, with real files where they matter."""

import shutil

import pytest

from rag.models import find

NOT_HERE = """\
default       not here       Qwen2.5-Coder-1.5B-Instruct Q4_K_M
              for answers, 1,117 MB, Apache-2.0
"""


def test_list_tells_role_size_licence_and_state(run, home):
    result = run("models", "list")
    assert result.stdout.startswith(NOT_HERE)
    assert (
        "minilm        not here       all-MiniLM-L6-v2\n              for embeddings, 92 MB,"
        in (result.stdout)
    )
    assert "for answers, 1,107 MB, Apache-2.0, not tested\n" in result.stdout
    assert result.stdout.endswith(f"\nFolder: {home}/models\n")
    assert result.exit_code == 0
    assert not home.exists()


def test_verify_where_there_is_nothing(run):
    result = run("models", "verify")
    assert result.stderr == (
        "Error: No model is here yet: 'footnote models fetch default' brings one.\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize("command", ["fetch", "verify", "remove"])
def test_an_unknown_name_is_answered_with_the_known_ones(run, command):
    result = run("models", command, "gpt")
    assert result.stderr == (
        "Error: There is no model called 'gpt'; choose one of default, small, tiny, minilm, "
        "mpnet, qwen2.5-1.5b, qwen3-1.7b.\n"
    )
    assert result.exit_code == 2


def test_import_of_nothing(run, tmp_path):
    result = run("models", "import", tmp_path / "no.gguf")
    assert result.stderr == (
        f"Error: There is no file or folder {tmp_path}/no.gguf; check the name and try again.\n"
    )
    assert result.exit_code == 2


def test_import_of_something_else_names_what_is_known(run, notes):
    result = run("models", "import", notes / "meeting.txt")
    first, *known = result.stderr.splitlines()
    assert first == f"Error: {notes}/meeting.txt is not in the catalogue. Known are:"
    assert len(known) == 7
    assert known[2] == (
        "  tiny: SmolLM2-135M-Instruct.Q4_1.gguf, 98,362,432 bytes, SHA-256 "
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
    )
    assert result.exit_code == 1


def test_remove_of_what_is_not_here(run):
    assert run("models", "remove", "tiny").stdout == "tiny was not here.\n"


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_what_is_here_is_not_fetched_again(run):
    result = run("models", "fetch", "tiny")
    assert (result.stdout, result.stderr) == ("tiny is here already.\n", "")


@pytest.mark.models
def test_a_brought_file_is_taken_checked_and_removed_again(run, home, models_folder, tmp_path):
    brought = tmp_path / "from a stick.bin"
    brought.symlink_to(models_folder / "SmolLM2-135M-Instruct.Q4_1.gguf")
    result = run("models", "import", brought)
    assert result.stdout == "tiny is here: SmolLM2-135M-Instruct Q4_1.\n"
    assert run("models", "verify").stdout == "tiny: whole\n"
    assert run("models", "remove", "tiny").stdout == "tiny is removed.\n"
    assert list((home / "models").glob("SmolLM2*")) == []
    assert brought.exists()


@pytest.fixture
def altered(home, models_folder):
    """Return FOOTNOTE_HOME with an embedding model of which a small file was changed."""
    folder = home / "models" / "all-MiniLM-L6-v2"
    shutil.copytree(models_folder / "all-MiniLM-L6-v2", folder)
    config = folder / "config.json"
    config.write_bytes(b"[" + config.read_bytes()[1:])
    return home


@pytest.mark.models
@pytest.mark.usefixtures("altered")
def test_an_altered_file_is_seen_and_the_command_that_mends_it_is_named(run):
    listed = run("models", "list").stdout
    assert "\nminilm        altered        all-MiniLM-L6-v2\n" in listed
    result = run("models", "verify")
    assert result.stdout.startswith("minilm: config.json has the SHA-256 ")
    assert result.stderr == "Error: Not everything is whole: run 'footnote models fetch minilm'.\n"
    assert result.exit_code == 1


@pytest.mark.models
@pytest.mark.usefixtures("altered")
def test_that_command_fetches_the_altered_model_anew(run, monkeypatch):
    fetched = []
    monkeypatch.setattr("rag.fetch.fetch", lambda model, *_rest: fetched.append(model))
    result = run("models", "fetch", "minilm")
    assert fetched == [find("minilm")]
    assert result.stderr == "Fetching all-MiniLM-L6-v2 (92 MB, once) …\n"
    assert result.stdout == "minilm is here.\n"


def test_ctrl_c_while_fetching(run, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.fetch.fetch", interrupted)
    result = run("models", "fetch", "tiny")
    assert result.stderr.splitlines()[1:] == [
        "Stopped. What has come stays; run the same command again to go on."
    ]
    assert (result.stdout, result.exit_code) == ("", 130)
