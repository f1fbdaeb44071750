"""`footnote sync`, `watch`, `tag` and `untag`, with the real embedding model."""

import json
import os
import signal
import threading
from pathlib import Path

import pytest

from ui.endings import POLITE, ended_politely

pytestmark = pytest.mark.models


@pytest.mark.usefixtures("home_with_models")
def test_sync_tells_what_it_did(run, notes, monkeypatch):
    assert run("sync", notes).stdout == "Files: 2 added (2 passages).\n"
    (notes / "meeting.txt").rename(notes / "monday.txt")
    (notes / "canteen.md").unlink()
    monkeypatch.setattr("rag.opening.open_embedder", None)  # nothing here needs the model
    result = run("sync", notes)
    assert (result.stdout, result.stderr) == ("Files: 1 renamed, 1 removed.\n", "")
    assert "    1  " not in run("documents").stdout
    told = json.loads(run("documents", "--json").stdout)
    assert [(d["title"], d["source"]) for d in told] == [("Monday", str(notes / "monday.txt"))]
    report = json.loads(run("sync", "--json", notes).stdout)
    assert (report["unchanged"], report["removed"]) == ([str(notes / "monday.txt")], [])


@pytest.mark.usefixtures("home_with_models")
def test_the_text_of_a_removed_document_is_gone_from_the_files(run, notes, home_with_models):
    (notes / "secret.txt").write_text("Xyzzyplugh is a secret.")
    run("ingest", notes)
    (notes / "secret.txt").unlink()
    assert run("sync", notes).stdout == "Files: 1 removed, 2 unchanged.\n"
    run("remove", notes / "meeting.txt")
    library = home_with_models / "libraries" / "default"
    data = b"".join(path.read_bytes() for path in library.iterdir()).lower()
    assert b"canteen opens" in data
    for word in (b"xyzzyplugh", b"meeting"):
        assert word not in data


@pytest.mark.usefixtures("home_with_models")
def test_a_folder_that_is_not_there_is_wrong_usage(run, tmp_path):
    result = run("sync", tmp_path / "gone")
    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: The folder {tmp_path / 'gone'} cannot be opened (No such file or directory): "
        "plug in its drive or check the spelling. Nothing was changed.\n"
    )


@pytest.mark.usefixtures("home_with_models")
def test_folders_are_watched_listed_and_let_go(run, notes, tmp_path, monkeypatch):
    said = f"Watched from now on, while 'footnote start' runs: {notes}\n"
    assert run("watch", notes).stdout == said
    monkeypatch.chdir(notes)
    assert run("watch", ".").stdout == said
    assert run("watch").stdout == f"{notes}\n"
    notes.rename(tmp_path / "away")
    assert run("watch").stdout == f"{notes}  (not there now)\n"
    assert run("watch", "--stop", notes).stdout == (
        f"No longer watched: {notes}. Its documents stay.\n"
    )
    assert run("watch").stdout == "No folder is watched: 'footnote watch FOLDER' adds one.\n"
    result = run("watch", "--stop", notes)
    assert (result.exit_code, "is not watched" in result.stderr) == (2, True)


@pytest.mark.usefixtures("home_with_models")
@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_what_cannot_be_watched(run, tmp_path, name):
    (tmp_path / "file.txt").write_text("A file.")
    result = run("watch", tmp_path / name)
    assert result.exit_code == 2
    assert "cannot be opened" in result.stderr
    assert run("watch", "--stop").exit_code == 2


@pytest.mark.usefixtures("samples")
def test_tags_are_put_on_shown_and_taken_off(run):
    assert run("tag", "4", "Military", "Belarus and China").stdout.endswith(
        ": belarus and china, military\n"
    )
    assert "       tags: belarus and china, military\n" in run("documents").stdout
    told = {d["id"]: d["tags"] for d in json.loads(run("documents", "--json").stdout)}
    assert (told[4], told[1]) == (["belarus and china", "military"], [])
    assert run("untag", "4", "military", "belarus and china").stdout.endswith(": no tags\n")
    result = run("tag", "99", "x")
    assert result.stderr == (
        "Error: There is no document 99 in this library, and nothing was tagged: "
        "'footnote documents' lists the numbers.\n"
    )
    assert run("tag", "4", "a,b").exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="other systems do not send these signals")
@pytest.mark.parametrize("name", POLITE)
def test_a_polite_request_to_end_is_like_ctrl_c(name):
    before = signal.getsignal(getattr(signal, name))

    def ask():
        with ended_politely():
            os.kill(os.getpid(), getattr(signal, name))

    with pytest.raises(KeyboardInterrupt):
        ask()
    assert signal.getsignal(getattr(signal, name)) == before


def test_in_another_thread_no_signal_is_waited_for():
    done = []

    def work():
        with ended_politely():
            done.append(Path())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
