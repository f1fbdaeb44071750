"""`footnote backup`, `restore` and `repair`, and what `doctor` says of a library."""

import re
import shutil
import sqlite3

import pytest
from durability import fill

from index.examine import examine


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A library of thirty documents."""
    place = tmp_path_factory.mktemp("base") / "library"
    fill(place)
    return place


@pytest.fixture
def folder(base, home):
    """Copy it to the default library."""
    return shutil.copytree(base, home / "libraries" / "default")


def harm(folder, statement):
    run = sqlite3.connect(folder / "library.sqlite3")
    run.execute(statement)
    run.commit()
    run.close()


def test_there_and_back_again(run, folder, tmp_path):
    result = run("backup", tmp_path / "kept.zip")
    said = rf"Kept 30 documents in {tmp_path}/kept\.zip \(0\.\d MB\)\.\n"
    assert re.fullmatch(said, result.stdout)
    assert result.exit_code == 0
    result = run("restore", tmp_path / "kept.zip", "--library", "other")
    assert result.stdout.startswith("Restored: 30 documents, as they were on 20")
    assert result.exit_code == 0
    other = folder.with_name("other")
    assert examine(other) == []
    assert len(list(other.glob("index.*"))) == 1
    listed = run("documents", "--library", "other").stdout
    assert listed == run("documents").stdout


def test_a_library_that_is_there_is_not_replaced_by_mistake(run, folder, tmp_path):
    run("backup", tmp_path / "kept.zip")
    run("remove", "4")
    result = run("restore", tmp_path / "kept.zip")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert "There is a library in" in result.stderr
    assert "30 documents" in run("restore", tmp_path / "kept.zip", "--replace").stdout
    assert run("documents").stdout.endswith("30 documents.\n")
    assert examine(folder) == []


def test_the_model_that_is_missing_is_named(run, folder, tmp_path):
    from rag.models import find

    sha256 = find("minilm").sha256
    harm(folder, f"UPDATE meta SET value = '{sha256}' WHERE key = 'embedding model'")  # noqa: S608
    run("backup", tmp_path / "kept.zip")
    said = run("restore", tmp_path / "kept.zip", "--library", "other").stdout
    assert "It needs the model minilm, which is not here: 'footnote models fetch minilm'" in said
    assert "footnote models import" in said


@pytest.mark.usefixtures("home")
def test_no_library_no_backup(run, tmp_path):
    result = run("backup", tmp_path / "kept.zip")
    assert "There is no library in" in result.stderr
    assert result.exit_code == 1
    assert list(tmp_path.glob("*.zip")) == []
    result = run("repair")
    assert "'footnote restore FILE' makes one" in result.stderr
    assert result.exit_code == 1


def test_a_whole_library_needs_no_repair(run, folder):
    result = run("repair")
    assert result.stdout == "Every document is as it was stored.\n"
    assert result.exit_code == 0
    next(folder.glob("index.*")).write_bytes(b"spoiled")
    result = run("repair")
    assert result.stdout.splitlines()[1:] == ["The search index is built anew."]
    assert result.exit_code == 0


def test_a_damaged_library_is_mended_and_what_is_lost_is_named(run, folder):
    harm(folder, "UPDATE documents SET title = 'Another' WHERE id = 4")
    result = run("repair")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "Damaged: document 4 is not what was stored",
        "Saved: 29 documents.",
        "Not whole; add these again with 'footnote ingest FILE':",
        "  /docs/d3.txt",
    ]
    assert lines[4].startswith(f"The damaged file is kept as {folder}/damaged-20")
    assert lines[5:] == ["The search index is built anew."]
    assert run("repair").exit_code == 0


def test_what_must_be_cut_again_says_which_command(run, folder):
    harm(folder, "DELETE FROM chunks WHERE document_id = 4 AND ordinal = 1")
    result = run("repair")
    assert "Of 1 document only the text was whole: run 'footnote rebuild' once." in result.stdout
    assert result.exit_code == 1


def test_a_library_of_a_newer_footnote_is_not_repaired(run, folder):
    harm(folder, "UPDATE meta SET value = '999' WHERE key = 'schema'")
    before = (folder / "library.sqlite3").read_bytes()
    result = run("repair")
    assert "made by another version of Footnote" in result.stderr
    assert (folder / "library.sqlite3").read_bytes() == before
    assert list(folder.glob("damaged-*")) == []


def test_the_doctor_finds_damage_and_open_doors(run, folder):
    assert "NOT  Library" not in run("doctor").stdout
    harm(folder, "UPDATE documents SET title = 'Another' WHERE id = 4")
    said = run("doctor").stdout
    assert (
        "NOT  Library: it is damaged (document 4 is not what was stored): run 'footnote repair'"
    ) in said
    folder.chmod(0o755)
    assert "others can read it" not in run("doctor").stdout
    (folder / "library.sqlite3").chmod(0o644)
    assert f"others can read it: run 'chmod -R go= {folder}'" in run("doctor").stdout
