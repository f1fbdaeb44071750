"""`footnote ingest`, `documents`, `remove` and `rebuild`, with the real embedding model."""

import json
import os
import signal
import sqlite3
import time

import pytest

from index.database import DATABASE

pytestmark = pytest.mark.models

BREST = "Chinese and Belarusian troops train in Brest near the Polish border"
REFUSED = (
    "There is no document {} in this library, and nothing was removed: "
    "'footnote documents' lists the numbers."
)


def titles(run):
    return [document["title"] for document in json.loads(run("documents", "--json").stdout)]


@pytest.mark.usefixtures("home_with_models")
def test_files_are_added_then_known_then_replaced(run, notes):
    assert run("ingest", notes).stdout == "Files: 2 added (2 passages).\n"
    assert run("ingest", notes).stdout == "Files: 2 unchanged.\n"
    (notes / "meeting.txt").write_text("The meeting is on Tuesday.")
    assert run("ingest", notes).stdout == "Files: 1 replaced, 1 unchanged (1 passage).\n"


@pytest.mark.usefixtures("home_with_models")
def test_the_same_report_as_json(run, notes):
    (notes / "empty.txt").touch()
    (notes / "photo.xyz").touch()
    result = run("ingest", "--json", notes)
    assert json.loads(result.stdout) == {
        "added": [str(notes / "canteen.md"), str(notes / "meeting.txt")],
        "unchanged": [],
        "replaced": [],
        "failed": [[str(notes / "empty.txt"), "it is empty"]],
        "skipped": [str(notes / "photo.xyz")],
        "renamed": [],
        "removed": [],
        "chunks": 2,
        "pages": 0,
    }
    assert result.exit_code == 0


@pytest.mark.usefixtures("home_with_models")
def test_files_of_other_kinds_are_counted(run, notes):
    for name in ("a.xyz", "b.XYZ", "Makefile"):
        (notes / name).touch()
    assert run("ingest", notes).stdout == (
        "Files: 2 added (2 passages).\nPassed over 3 files of other kinds: .xyz, Makefile\n"
    )


@pytest.mark.usefixtures("home_with_models")
def test_a_folder_with_nothing_to_read_says_so(run, tmp_path):
    (tmp_path / "nothing").mkdir()
    result = run("ingest", tmp_path / "nothing")
    assert result.stdout == "There was no file that can be read.\n"
    assert result.exit_code == 0


@pytest.mark.usefixtures("samples")
def test_documents_are_listed_by_title_with_their_facts(run):
    result = run("documents")
    first = result.stdout.splitlines()[3:6]
    assert first[:2] == [f"    4  {BREST}", "       no date, md, 5 passages"]
    assert first[2].endswith("/seeds/04-china-belarus-brest-2024.md")
    assert "       2021-01-04, md, 5 passages\n" in result.stdout
    assert result.stdout.endswith("\n5 documents.\n")
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.usefixtures("samples")
def test_documents_as_json(run):
    told = json.loads(run("documents", "--json").stdout)
    assert [document["id"] for document in told] == [3, 4, 5, 1, 2]
    assert told[2]["outlet"] == "New Eastern Outlook"


@pytest.mark.usefixtures("home_with_models")
def test_remove_by_number_and_by_file(run, notes, monkeypatch):
    run("ingest", notes)
    monkeypatch.chdir(notes)
    assert run("remove", "1", "meeting.txt", "1").stdout == "Removed: Canteen\nRemoved: Meeting\n"
    assert (notes / "canteen.md").exists()
    result = run("documents")
    assert result.stdout == "The library is empty: 'footnote ingest FOLDER' adds your files.\n"
    assert json.loads(run("documents", "--json").stdout) == []


@pytest.mark.usefixtures("samples")
def test_one_unknown_number_removes_nothing(run):
    result = run("remove", "4", "99")
    assert result.stderr == f"Error: {REFUSED.format(99)}\n"
    assert result.exit_code == 2
    assert BREST in titles(run)


@pytest.mark.usefixtures("samples")
def test_what_is_removed_is_not_found_any_more(run):
    run("remove", "4")
    hits = json.loads(run("search", "--json", "How far is Brest from Poland?").stdout)
    assert BREST not in {hit["document"]["title"] for hit in hits}


@pytest.mark.usefixtures("samples")
def test_rebuild_keeps_every_document_and_its_number(run):
    before = run("documents", "--json").stdout
    assert run("rebuild").stdout == "Built anew: 5 documents.\n"
    after = run("documents", "--json").stdout
    assert [d["id"] for d in json.loads(after)] == [d["id"] for d in json.loads(before)]


@pytest.mark.usefixtures("samples")
def test_libraries_are_apart(run, notes, tmp_path):
    assert run("--library", "notes", "ingest", notes).exit_code == 0
    assert run("--library", tmp_path / "own", "ingest", notes / "canteen.md").exit_code == 0
    assert run("documents", "--library", "notes").stdout.endswith("\n2 documents.\n")
    assert run("documents", "--library", tmp_path / "own").stdout.endswith("\n1 document.\n")
    assert len(titles(run)) == 5


@pytest.mark.usefixtures("samples")
def test_a_reader_that_stops_reading_is_no_error(begin):
    process = begin("documents")
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == 1


@pytest.mark.usefixtures("home_with_models")
def test_a_console_that_lacks_a_character_shows_its_number(run, begin, notes):
    (notes / "canteen.md").write_text("# 食堂 · Café\n\nIt opens at noon.", encoding="utf-8")
    run("ingest", notes)
    text = begin("documents", PYTHONIOENCODING="cp1252").communicate()[0]
    assert "\\u98df\\u5802" in text
    told = begin("documents", "--json", PYTHONIOENCODING="cp1252").communicate()[0]
    assert "食堂 · Café" in [document["title"] for document in json.loads(told)]


def stored(folder):
    path = folder / DATABASE
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    except sqlite3.OperationalError:  # its tables are just being made
        return 0
    finally:
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="sends Ctrl-C to a process as POSIX does")
def test_ctrl_c_keeps_what_was_added_and_the_next_run_adds_the_rest(
    run, begin, home_with_models, tmp_path
):
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        (many / f"{number:03}.txt").write_text(f"This is note {number}. It is about nothing else.")
    process = begin("ingest", many)
    library = home_with_models / "libraries" / "default"
    while stored(library) < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert err == "Stopped. What was added stays; run the same command again to go on.\n"
    assert (out, process.returncode) == ("", 130)
    kept = stored(library)
    assert 3 <= kept < 300
    report = json.loads(run("ingest", "--json", many).stdout)
    assert (len(report["unchanged"]), len(report["added"])) == (kept, 300 - kept)
