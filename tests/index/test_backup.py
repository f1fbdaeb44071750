"""A library in one file: taken while it is in use, verified, put back whole or not at all."""

import json
import shutil
import sqlite3
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from durability import fill, version
from histories import keep
from test_damage import problems

from index.backup import back_up
from index.database import stored_fingerprint
from index.errors import LibraryError, ResourceError, UsageError
from index.examine import examine
from index.history import History
from index.restore import restore

ONE = ("Costs", ["The bridge cost 48,000 euros."])


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A library of thirty documents, with its FAISS file and a conversation."""
    folder = tmp_path_factory.mktemp("source") / "library"
    fill(folder)
    history = History(folder)
    keep(history, ("Who pays?", "The tenant."))
    history.close()
    return folder


@pytest.fixture(scope="module")
def packed(source):
    """Its backup."""
    back_up(source, source.parent / "packed.zip")
    return source.parent / "packed.zip"


@pytest.fixture
def kept(packed, tmp_path):
    """Copy its backup, to be spoiled."""
    (tmp_path / "home").mkdir()
    return Path(shutil.copy(packed, tmp_path / "home" / "kept.zip"))


def everything(library):
    documents = library.store.documents()
    return documents, [library.store.hits_of(d.id) for d in documents]


def test_a_library_moves_to_another_place_whole(kept, source, opened, make, tmp_path):
    filled = opened(source)
    folder = tmp_path / "laptop" / "library"
    made = restore(kept, folder)
    assert (made.documents, made.fingerprint) == (30, make.fingerprint)
    moved = opened(folder)
    assert everything(moved) == everything(filled)
    query = make.vectors(1, 5)[0]
    assert moved.nearest(query, 10) == filled.nearest(query, 10)
    assert not moved.agrees()  # the FAISS file is made anew, never moved
    moved.save_index()
    assert moved.agrees()
    history = History(folder)
    assert [turn.answer for turn in history.load(1)] == ["The tenant."]
    history.close()


def test_nobody_else_can_read_any_of_it(kept, tmp_path):
    folder = tmp_path / "new" / "library"
    restore(kept, folder)
    assert [oct(mode(p)) for p in (kept, folder.parent, folder)] == ["0o600", "0o700", "0o700"]
    assert {oct(mode(path)) for path in folder.iterdir()} == {"0o600"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "new"]


def test_the_manifest_tells_what_is_inside(kept):
    with zipfile.ZipFile(kept) as archive:
        assert archive.namelist() == ["manifest.json", "library.sqlite3", "conversations.sqlite"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["documents"] == 30
    assert manifest["format"] == 1


def test_it_is_of_one_moment_while_another_writes(filled, opened, make, tmp_path):
    writer, over = opened(), threading.Event()

    def write():
        turn = 0
        while not over.is_set():
            turn += 1
            # two documents in one change: a backup has both or neither
            with writer.store.database.writing():
                for name in ("one.txt", "two.txt"):
                    document = make.cut(name, ("A", [f"Turn {turn}."]), seed=turn, sha256=str(turn))
                    writer.store.replace(*document)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            back_up(filled.store.folder, tmp_path / f"{number}.zip")
    finally:
        over.set()
        thread.join(60)
    for number in range(5):
        restore(tmp_path / f"{number}.zip", tmp_path / str(number))
        found = {d.source: d.sha256 for d in opened(tmp_path / str(number)).store.documents()}
        assert found.get("/docs/one.txt") == found.get("/docs/two.txt")
        assert examine(tmp_path / str(number)) == []


def test_what_was_removed_is_not_in_it(filled, tmp_path):
    run = sqlite3.connect(filled.store.folder / "library.sqlite3")
    run.execute("PRAGMA secure_delete = OFF")  # as if SQLite had left a copy somewhere
    run.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM chunks WHERE document_id = 4)")
    for table in ("sentences", "chunks", "seals"):
        run.execute(f"DELETE FROM {table} WHERE document_id = 4")  # noqa: S608
    run.execute("DELETE FROM documents WHERE id = 4")
    run.commit()
    run.close()
    assert b"word3 " in traces(filled.store.folder)
    back_up(filled.store.folder, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "new")
    assert b"word3 " not in traces(tmp_path / "new")
    assert b"word4 " in traces(tmp_path / "new")


def traces(folder):
    return b"".join(path.read_bytes().lower() for path in folder.glob("library.*"))


def test_a_file_that_is_there_is_not_written_over(kept, source):
    before = kept.read_bytes()
    with pytest.raises(UsageError, match="is there already: give another name"):
        back_up(source, kept)
    assert kept.read_bytes() == before
    with pytest.raises(UsageError, match="There is no folder"):
        back_up(source, kept.parent / "nowhere" / "kept.zip")


def test_a_damaged_library_is_not_kept(filled, tmp_path):
    with filled.store.database.writing() as run:
        run.execute("UPDATE documents SET title = 'Another' WHERE id = 4")
    with pytest.raises(LibraryError, match=r"is damaged \(document 4.*'footnote repair' first"):
        back_up(filled.store.folder, tmp_path / "kept.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_a_library_that_is_there_is_replaced_only_on_demand(kept, opened, make, tmp_path):
    other = opened(tmp_path / "other")
    other.store.replace(*make.cut("new.txt", ONE))
    other.save_index()
    other.nearest(make.vectors(1)[0], 1)
    with pytest.raises(UsageError, match=r"There is a library in .* with --replace"):
        restore(kept, tmp_path / "other")
    assert [d.source for d in other.store.documents()] == ["/docs/new.txt"]
    restore(kept, tmp_path / "other", replace=True)
    # who had it open sees the new documents, and searches them with no old index
    assert other.store.count() == 30
    assert len(other.nearest(make.vectors(1)[0], 500)) == 240
    assert problems(tmp_path / "other") == []


def test_who_has_it_open_keeps_nothing_of_the_one_before(kept, opened, make, tmp_path):
    other = opened(tmp_path / "other")
    for number in range(30):  # as many chunks under the same numbers, with other vectors
        other.store.replace(*version(number + 900, f"d{number}.txt"))
    other.save_index()
    query = make.vectors(1)[0]
    before = other.nearest(query, 10)
    restore(kept, tmp_path / "other", replace=True)
    found = [number for number, _ in other.nearest(query, 10)]
    assert found == make.brute_force(*other.store.vectors(), query, 10)
    assert found != [number for number, _ in before]


def test_a_damaged_library_can_be_replaced(kept, library, make, tmp_path, opened):
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "library.sqlite3").write_bytes(b"no database " * 1000)
    # a log of another library, whole: it must not be played into the new file
    library.store.replace(*make.cut("a.txt", ONE))
    shutil.copy(library.store.folder / "library.sqlite3-wal", folder)
    restore(kept, folder, replace=True)
    assert opened(folder).store.count() == 30


def spoiled(kept, how):
    data = bytearray(kept.read_bytes())
    if how == "cut":
        del data[len(data) // 2 :]
    elif how == "empty":
        data = b""
    elif how == "flip":
        data[len(data) // 2] ^= 4
    kept.write_bytes(data)


def packed_again(kept, change):
    """Pack a backup again with other contents; `change` takes and returns them by name."""
    with zipfile.ZipFile(kept) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(held).items():
            archive.writestr(name, data)


def described(held, **changes):
    manifest = {**json.loads(held["manifest.json"]), **changes}
    return {**held, "manifest.json": json.dumps(manifest)}


def outside(held):
    files = json.loads(held["manifest.json"])["files"]
    return described({**held, "../evil": b"x"}, files={**files, "../evil": [1, "0"]})


BAD = {
    "cut": lambda kept: spoiled(kept, "cut"),
    "empty": lambda kept: spoiled(kept, "empty"),
    "flipped": lambda kept: spoiled(kept, "flip"),
    "no zip": lambda kept: kept.write_bytes(b"Not a zip."),
    "no manifest": lambda kept: packed_again(
        kept, lambda held: {"library.sqlite3": held["library.sqlite3"]}
    ),
    "an odd manifest": lambda kept: packed_again(
        kept, lambda held: {**held, "manifest.json": "[]"}
    ),
    "another library": lambda kept: packed_again(
        kept, lambda held: {**held, "library.sqlite3": held["library.sqlite3"] + b"x"}
    ),
    "a bomb": lambda kept: packed_again(
        kept, lambda held: {**held, "library.sqlite3": bytes(30_000_000)}
    ),
    "a way out": lambda kept: packed_again(kept, outside),
    "no library": lambda kept: packed_again(kept, lambda held: described(held, files={})),
}


@pytest.mark.parametrize("how", BAD)
def test_what_is_no_whole_backup_changes_nothing(kept, opened, make, tmp_path, how):
    BAD[how](kept)
    other = opened(tmp_path / "other")
    other.store.replace(*make.cut("new.txt", ONE))
    for folder in (tmp_path / "other", tmp_path / "new"):
        with pytest.raises(UsageError, match="is no backup of Footnote, or not a whole one"):
            restore(kept, folder, replace=True)
    assert [d.source for d in other.store.documents()] == ["/docs/new.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "other"]


def test_a_database_with_code_in_it_is_refused(source, tmp_path):
    folder = tmp_path / "evil"
    shutil.copytree(source, folder)
    run = sqlite3.connect(folder / "library.sqlite3")
    run.execute("CREATE TRIGGER evil AFTER INSERT ON tags BEGIN DELETE FROM documents; END")
    run.commit()
    run.close()
    back_up(folder, tmp_path / "evil.zip")
    with pytest.raises(UsageError, match="is no backup of Footnote"):
        restore(tmp_path / "evil.zip", tmp_path / "new")


def test_a_backup_of_a_newer_footnote_says_so(kept, tmp_path):
    packed_again(kept, lambda held: described(held, format=2))
    with pytest.raises(UsageError, match="made by a newer version of Footnote: update"):
        restore(kept, tmp_path / "new")


def test_a_disk_without_room_changes_nothing(kept, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: shutil._ntuple_diskusage(1, 1, 5))
    with pytest.raises(
        ResourceError, match="MB are free: make room and try again; nothing was changed"
    ):
        restore(kept, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_path_that_is_no_file(tmp_path):
    with pytest.raises(UsageError, match="There is no file"):
        restore(tmp_path, tmp_path / "new")


def test_how_it_was_built_moves_with_it(kept, tmp_path, make):
    restore(kept, tmp_path / "new")
    assert stored_fingerprint(tmp_path / "new") == make.fingerprint
