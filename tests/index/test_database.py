"""Opening a library: who may, who is refused, and in which words."""

import os
import sqlite3
import stat

import pytest

from index.database import Database, plain_errors, stored_fingerprint
from index.errors import LibraryError
from index.library import Library

ONE = ("Costs", ["The bridge cost 48,000 euros."])


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_library_is_private(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.save_index()
    folder = library.store.folder
    assert mode(folder) == 0o700
    assert {p.name: oct(mode(p)) for p in folder.iterdir()} == {
        "library.sqlite3": "0o600",
        "library.sqlite3-wal": "0o600",
        "library.sqlite3-shm": "0o600",
        "index.1": "0o600",
    }


def test_no_folder_above_a_new_library_is_open_to_others(opened, tmp_path):
    opened(tmp_path / "home" / "libraries" / "mine")
    made = [tmp_path / "home", tmp_path / "home" / "libraries"]
    assert [oct(mode(folder)) for folder in made] == ["0o700", "0o700"]


def test_in_a_folder_that_is_there_the_files_are_private(opened, make, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    other = opened(shared)
    other.store.replace(*make.cut("a.txt", ONE))
    other.save_index()
    assert mode(shared) == 0o755  # it may hold other things, shared on purpose
    assert {mode(path) for path in shared.iterdir()} == {0o600}


@pytest.mark.parametrize("harm", ["generation", "faiss", "dimension"])
def test_what_the_library_notes_of_itself_may_be_damaged(filled, opened, make, harm):
    filled.save_index()
    with filled.store.database.writing(bump=False):
        filled.store.database.set(harm, "3x")
    filled.close()
    folder = filled.store.folder
    if harm == "faiss":  # it is derived: built anew
        assert len(opened().nearest(make.vectors(1)[0], 100)) == 60
    else:
        with pytest.raises(LibraryError, match=r"footnote re(pair|build)"):
            opened(folder, stored_fingerprint(folder)).nearest(make.vectors(1)[0], 5)


@pytest.mark.parametrize("key", ["embedding model", "dimension", "chunker"])
def test_a_library_built_otherwise_is_refused(filled, opened, make, key):
    other = {**make.fingerprint, key: "99"}
    with pytest.raises(LibraryError) as caught:
        opened(fingerprint=other)
    assert f"built with another {key}: run 'footnote rebuild'" in str(caught.value)
    assert str(filled.store.folder) in str(caught.value)
    assert opened().store.count() == 30


def test_a_library_of_another_schema_is_refused_by_everyone(filled, opened, make):
    with filled.store.database.writing():
        filled.store.database.set("schema", "999")
    folder = filled.store.folder
    for fingerprint in (make.fingerprint, stored_fingerprint(folder)):
        with pytest.raises(LibraryError, match="made by another version of Footnote"):
            opened(fingerprint=fingerprint)


def test_how_a_library_was_built_can_be_read_without_opening_it(filled, make, tmp_path):
    filled.save_index()
    assert stored_fingerprint(filled.store.folder) == make.fingerprint
    assert stored_fingerprint(tmp_path / "nowhere") is None
    assert not (tmp_path / "nowhere").exists()


def test_a_library_whose_making_was_cut_short_is_made_anew(opened, make, tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.sqlite3").touch()
    assert stored_fingerprint(folder) is None
    opened().store.replace(*make.cut("a.txt", ONE))
    assert stored_fingerprint(folder) == make.fingerprint


def garbage(path):
    path.write_bytes(b"This is no database. " * 1000)


def middle(path):
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [garbage, middle])
def test_a_damaged_library_says_so(filled, opened, harm):
    folder = filled.store.folder
    filled.close()
    harm(folder / "library.sqlite3")
    with pytest.raises(LibraryError, match=r"is damaged .* the documents themselves are untouched"):
        opened().store.documents()
    with pytest.raises(LibraryError, match="is damaged"):
        stored_fingerprint(folder)


def test_a_file_where_the_folder_should_be(opened, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"cannot be kept in .*choose another folder"):
        opened(tmp_path / "file")
    with pytest.raises(LibraryError, match="cannot be kept in"):
        opened(tmp_path / "file" / "library")


def test_a_name_that_the_system_cannot_take(opened, tmp_path):
    with pytest.raises(LibraryError, match=r"cannot be kept in .*File name too long"):
        opened(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite3.OperationalError("database or disk is full"), "Nothing was lost, but the disk"),
        (sqlite3.OperationalError("disk I/O error"), "make room and try again"),
        (sqlite3.OperationalError("database is locked"), "Another Footnote is writing"),
        (sqlite3.OperationalError("unable to open database file"), "check the folder"),
        (sqlite3.DatabaseError("database disk image is malformed"), "is damaged"),
        (sqlite3.DatabaseError("file is not a database"), "is damaged"),
    ],
)
def test_the_words_of_sqlite_become_ours(tmp_path, error, words):
    with pytest.raises(LibraryError, match=words) as caught, plain_errors(tmp_path):
        raise error
    assert caught.value.__cause__ is error


def test_another_writer_is_waited_for_and_then_named(library, make):
    other = sqlite3.connect(library.store.folder / "library.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with library.store.database.reading() as run:
            run.execute("PRAGMA busy_timeout = 10")
        with pytest.raises(LibraryError, match="Another Footnote is writing to this library"):
            library.store.replace(*make.cut("a.txt", ONE))
        assert library.store.count() == 0
        other.execute("ROLLBACK")
    finally:
        other.close()
    library.store.replace(*make.cut("a.txt", ONE))
    assert library.store.count() == 1


def test_a_library_can_be_opened_while_another_process_writes(filled, opened):
    other = sqlite3.connect(filled.store.folder / "library.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")  # as `footnote rebuild` does, for minutes
        assert opened().store.count() == 30
    finally:
        other.close()


def test_a_change_that_fails_is_undone_with_all_inside(library, make):
    def change():
        with library.store.database.writing():
            library.store.replace(*make.cut("a.txt", ONE))
            assert library.store.count() == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change()
    assert library.store.count() == 0
    assert library.store.is_new()


def test_changes_inside_one_change_are_one_generation(library, make):
    with library.store.database.writing():
        library.store.replace(*make.cut("a.txt", ONE))
        library.store.replace(*make.cut("b.txt", ONE))
    with library.store.database.reading():
        assert library.store.database.generation() == 1


def fill(folder, make):
    library = Library(folder, make.fingerprint)
    library.store.replace(*make.cut("a.txt", ONE))
    return library


def refuses_and_answers(library, make):
    assert library.store.database.read_only
    assert [d.source for d in library.store.documents()] == ["/docs/a.txt"]
    assert library.store.has_word("bridge")
    assert library.nearest(make.vectors(1)[0], 5) == [(1, pytest.approx(1, abs=2**-11))]
    library.save_index()
    with pytest.raises(LibraryError, match="can only be read: allow writing to that folder"):
        library.store.remove(1)
    assert library.store.count() == 1


@pytest.mark.skipif(os.name == "nt", reason="folders on Windows have other permissions")
def test_a_library_that_may_only_be_read_answers(public, unwritable, opened, make):
    folder = public / "library"
    library = fill(folder, make)
    library.save_index()
    library.close()
    unwritable(folder)
    assert stored_fingerprint(folder) == make.fingerprint
    refuses_and_answers(opened(folder), make)


@pytest.mark.skipif(os.name == "nt", reason="folders on Windows have other permissions")
def test_a_reader_sees_what_a_killed_writer_left_in_the_log(public, unwritable, opened, make):
    folder = public / "library"
    library = fill(folder, make)  # still open: its change is only in library.sqlite3-wal
    try:
        unwritable(folder)
        assert stored_fingerprint(folder) == make.fingerprint
        refuses_and_answers(opened(folder), make)
    finally:
        os.seteuid(os.getuid())
        library.close()


def test_a_closed_connection_is_left_behind_by_no_refusal(filled, make, recwarn):
    for _ in range(3):
        with pytest.raises(LibraryError):
            Database(filled.store.folder, {**make.fingerprint, "chunker": "other"})
    assert [w for w in recwarn if w.category is ResourceWarning] == []
