"""A folder and its library in step: added, changed, renamed, removed, and nothing for nothing."""

import os
import shutil
import threading
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock, Timeout

from index.errors import UsageError
from index.library import Library
from index.records import FileStamp
from rag.ingest import Report, ingest
from rag.readers.process import ReaderProcess
from rag.stamps import look, trusted
from rag.sync import sync
from rag.turns import adding, syncing

NAMES = ("ant", "bee", "cow")


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as process:
        yield process


@pytest.fixture(autouse=True)
def one_reader(reader, monkeypatch):
    """Read with the real process, which takes a third of a second to start, but start it once."""
    monkeypatch.setattr("rag.ingest.ReaderProcess", lambda: nullcontext(reader))


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.txt").write_text(f"The {name} sleeps at night. It eats at noon.")
    return folder


@pytest.fixture
def later(monkeypatch):
    """Let every look be ten seconds after the files were written."""
    clock = SimpleNamespace(time_ns=lambda: time.time_ns() + 10**10)
    monkeypatch.setattr("rag.stamps.time", clock)


@pytest.fixture
def no_reading(monkeypatch, embedder):
    """Refuse to read and to embed from the call on."""

    def refuse():
        monkeypatch.setattr("rag.readers.process.ReaderProcess.read", None)
        monkeypatch.setattr(embedder, "encode", None)

    return refuse


def ids(library):
    return {Path(d.source).name: d.id for d in library.store.documents()}


def test_what_is_added_changed_and_removed(library, embedder, docs):
    report = sync(library, embedder, docs)
    paths = [str(docs / f"{name}.txt") for name in NAMES]
    assert report == Report(added=paths, chunks=3)
    before = ids(library)
    (docs / "ant.txt").unlink()
    (docs / "bee.txt").write_text("The wasp stings.")
    (docs / "dog.txt").write_text("The dog barks.")
    report = sync(library, embedder, docs)
    assert report == Report(
        added=[str(docs / "dog.txt")], replaced=paths[1:2], unchanged=paths[2:],
        removed=paths[:1], chunks=2,
    )  # fmt: skip
    assert set(ids(library)) == {"bee.txt", "cow.txt", "dog.txt"}
    assert ids(library)["bee.txt"] == before["bee.txt"]
    assert not library.store.has_word("ant")
    assert not library.store.has_word("bee.txt")
    assert library.store.has_word("wasp")
    assert library.agrees()


@pytest.mark.usefixtures("later")
def test_a_pass_without_changes_opens_no_file(library, embedder, docs, no_reading, monkeypatch):
    sync(library, embedder, docs)
    no_reading()
    monkeypatch.setattr("rag.changes.digest", None)
    report = sync(library, embedder, docs)
    assert report == Report(unchanged=[str(docs / f"{name}.txt") for name in NAMES])


def test_what_was_written_a_moment_ago_is_hashed_again(library, embedder, docs, monkeypatch):
    sync(library, embedder, docs)
    hashed = []
    monkeypatch.setattr("rag.changes.digest", lambda path: hashed.append(path.name))
    sync(library, embedder, docs)
    assert hashed == ["ant.txt", "bee.txt", "cow.txt"]


@pytest.mark.parametrize(
    ("size", "modified", "changed", "looked", "expected"),
    [
        (5, 100, 100, 103, True),
        (5, 100, 100, 102, False),  # a second change in the same two seconds would not show
        (5, 100, 102, 103, False),
        (5, 100, 100, 99, False),  # a clock that was set back
        (6, 100, 100, 103, False),
        (5, 101, 100, 103, False),
        (5, 100, 101, 103, False),
    ],
)
def test_when_a_stamp_is_trusted(size, modified, changed, looked, expected):
    second = 10**9
    kept = FileStamp(size, modified * second, changed * second, looked * second)
    now = FileStamp(5, 100 * second, (102 if changed == 102 else 100) * second, 500 * second)
    assert trusted(kept, now) is expected


@pytest.mark.usefixtures("later")
def test_a_change_that_hides_behind_its_old_size_and_time_is_seen(library, embedder, docs):
    sync(library, embedder, docs)
    path = docs / "bee.txt"
    told = path.stat()
    path.write_text(path.read_text().replace("bee", "fly"))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert look(path).modified_ns == told.st_mtime_ns
    assert sync(library, embedder, docs).replaced == [str(path)]


@pytest.mark.usefixtures("later")
def test_a_touched_file_is_hashed_once_and_then_trusted(
    library, embedder, docs, no_reading, monkeypatch
):
    sync(library, embedder, docs)
    no_reading()
    os.utime(docs / "bee.txt")
    assert len(sync(library, embedder, docs).unchanged) == 3
    monkeypatch.setattr("rag.changes.digest", None)
    assert len(sync(library, embedder, docs).unchanged) == 3


@pytest.mark.usefixtures("later")
def test_a_renamed_file_is_neither_read_nor_embedded(
    library, embedder, docs, no_reading, monkeypatch
):
    (docs / "headed.md").write_text("# The goat\n\nThe goat climbs.")
    sync(library, embedder, docs)
    before, vectors = ids(library), library.store.vectors()
    library.store.tag(before["bee.txt"], ["insects"])
    no_reading()
    (docs / "sub").mkdir()
    (docs / "bee.txt").rename(docs / "sub" / "honey_maker.txt")
    (docs / "headed.md").rename(docs / "other.md")
    (docs / "ant.txt").rename(docs / "sub" / "ant.txt")
    report = sync(library, embedder, docs)
    assert sorted(report.renamed) == [
        (str(docs / "ant.txt"), str(docs / "sub" / "ant.txt")),
        (str(docs / "bee.txt"), str(docs / "sub" / "honey_maker.txt")),
        (str(docs / "headed.md"), str(docs / "other.md")),
    ]
    assert report.unchanged == [str(docs / "cow.txt")]
    assert (report.added, report.removed, report.chunks) == ([], [], 0)
    after = {d.id: d for d in library.store.documents()}
    renamed = after[before["bee.txt"]]
    assert renamed.source == str(docs / "sub" / "honey_maker.txt")
    assert (renamed.title, renamed.tags) == ("Honey maker", ("insects",))
    assert after[before["headed.md"]].title == "The goat"
    assert after[before["ant.txt"]].title == "Ant"
    for was, now in zip(vectors, library.store.vectors(), strict=True):
        assert was.tolist() == now.tolist()
    assert library.store.lexical("title: honey", 9) == library.store.lexical('"bee"', 9)
    assert library.agrees()
    monkeypatch.setattr("rag.changes.digest", None)
    report = sync(library, embedder, docs)
    assert (len(report.unchanged), report.renamed) == (4, [])


def test_two_files_that_swap_names_and_three_that_move_on(library, embedder, docs, no_reading):
    for number in (1, 2, 3):
        (docs / f"log.{number}.txt").write_text(f"This is entry {number}.")
    sync(library, embedder, docs)
    before = ids(library)
    no_reading()
    (docs / "ant.txt").rename(docs / "x")
    (docs / "bee.txt").rename(docs / "ant.txt")
    (docs / "x").rename(docs / "bee.txt")
    (docs / "log.3.txt").unlink()
    (docs / "log.2.txt").rename(docs / "log.3.txt")
    (docs / "log.1.txt").rename(docs / "log.2.txt")
    report = sync(library, embedder, docs)
    assert len(report.renamed) == 4
    assert report.removed == [str(docs / "log.3.txt")]
    assert ids(library) == {
        "ant.txt": before["bee.txt"],
        "bee.txt": before["ant.txt"],
        "cow.txt": before["cow.txt"],
        "log.2.txt": before["log.1.txt"],
        "log.3.txt": before["log.2.txt"],
    }
    for document in library.store.documents():
        whole = library.store.document(document.id)
        assert whole.text.strip() == Path(document.source).read_text().strip()


@pytest.mark.parametrize("new", [("three", "four"), ("four", "three")])
def test_of_equal_files_each_keeps_its_own_document(library, embedder, docs, no_reading, new):
    for part in ("one", "two"):
        (docs / part).mkdir()
        (docs / part / f"{part}.txt").write_text("The same words.")
    sync(library, embedder, docs)
    before = ids(library)
    no_reading()
    (docs / "one").rename(docs / new[0])
    (docs / "two").rename(docs / new[1])
    assert len(sync(library, embedder, docs).renamed) == 2
    assert ids(library) == before
    (docs / new[0] / "one.txt").rename(docs / "three.txt")
    (docs / new[1] / "two.txt").rename(docs / "four.txt")
    assert len(sync(library, embedder, docs).renamed) == 2
    assert set(ids(library).values()) == set(before.values())


def test_a_copy_is_no_rename(library, embedder, docs):
    sync(library, embedder, docs)
    shutil.copy(docs / "ant.txt", docs / "copy.txt")
    report = sync(library, embedder, docs)
    assert (report.added, report.renamed) == ([str(docs / "copy.txt")], [])
    assert len(ids(library)) == 4


def test_a_renamed_and_rewritten_file_is_another_one(library, embedder, docs):
    sync(library, embedder, docs)
    (docs / "ant.txt").rename(docs / "fly.txt")
    (docs / "fly.txt").write_text("The fly.")
    report = sync(library, embedder, docs)
    assert (report.added, report.removed) == ([str(docs / "fly.txt")], [str(docs / "ant.txt")])


def test_documents_from_elsewhere_stay_though_their_files_are_gone(
    library, embedder, docs, tmp_path
):
    beside = tmp_path / "docs2"
    beside.mkdir()
    (beside / "elk.txt").write_text("The elk.")
    (docs / ".hidden.txt").write_text("Named by itself.")
    ingest(library, embedder, [docs, beside, docs / ".hidden.txt"])
    (beside / "elk.txt").unlink()
    report = sync(library, embedder, docs)
    assert (report.removed, len(report.unchanged)) == ([], 4)
    assert set(ids(library)) == {"ant.txt", "bee.txt", "cow.txt", "elk.txt", ".hidden.txt"}
    (docs / ".hidden.txt").unlink()
    assert sync(library, embedder, docs).removed == [str(docs / ".hidden.txt")]


def test_a_folder_that_is_not_there_removes_nothing(library, embedder, docs, tmp_path):
    sync(library, embedder, docs)
    docs.rename(tmp_path / "away")
    with pytest.raises(UsageError, match=r"cannot be opened .*plug in its drive .*Nothing was ch"):
        sync(library, embedder, docs)
    docs.write_text("A file in its place.")
    with pytest.raises(UsageError, match="is a file, not a folder"):
        sync(library, embedder, docs)
    assert len(ids(library)) == 3


def test_a_folder_that_is_suddenly_empty_is_asked_about(library, embedder, docs):
    for name in ("dog", "elk"):
        (docs / f"{name}.txt").write_text(f"The {name}.")
    sync(library, embedder, docs)
    for path in docs.iterdir():
        path.unlink()
    with pytest.raises(UsageError, match=r"is empty, and the library holds 5 documents from it"):
        sync(library, embedder, docs)
    assert len(ids(library)) == 5
    assert len(sync(library, embedder, docs, emptied=True).removed) == 5
    assert ids(library) == {}


def test_a_few_files_may_all_go(library, embedder, docs):
    sync(library, embedder, docs)
    for path in docs.iterdir():
        path.unlink()
    assert len(sync(library, embedder, docs).removed) == 3


def test_a_folder_exchanged_meanwhile_removes_nothing(library, embedder, docs, monkeypatch):
    sync(library, embedder, docs)
    (docs / "bee.txt").unlink()
    places = iter([(1, 1), (1, 2)])
    monkeypatch.setattr("rag.sync._identity", lambda _root: next(places))
    with pytest.raises(UsageError, match="was exchanged while it was read"):
        sync(library, embedder, docs)
    assert len(ids(library)) == 3


def test_what_lies_in_a_folder_that_cannot_be_opened_stays(library, embedder, docs, monkeypatch):
    (docs / "shut").mkdir()
    (docs / "shut" / "elk.txt").write_text("The elk.")
    sync(library, embedder, docs)
    opened = os.scandir

    def scandir(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = sync(library, embedder, docs)
    reason = "this folder cannot be opened (Permission denied)"
    assert report.failed == [(str(docs / "shut"), reason)]
    assert len(report.unchanged) == 3
    assert report.removed == []
    assert "elk.txt" in ids(library)


@pytest.mark.usefixtures("later")
def test_a_file_that_cannot_be_read_is_tried_again_only_when_it_changes(
    library, embedder, docs, monkeypatch
):
    (docs / "bad.txt").touch()
    expected = [(str(docs / "bad.txt"), "it is empty")]
    assert sync(library, embedder, docs).failed == expected
    with monkeypatch.context() as patch:
        patch.setattr("rag.readers.process.ReaderProcess.read", None)
        assert sync(library, embedder, docs).failed == expected
    with monkeypatch.context() as patch:  # another version may be able to read it
        patch.setattr("rag.changes.reader_version", lambda: "99")
        patch.setattr("rag.readers.process.ReaderProcess.read", None)
        with pytest.raises(TypeError):
            sync(library, embedder, docs)
    (docs / "bad.txt").write_text("Now good.")
    assert sync(library, embedder, docs).added == [str(docs / "bad.txt")]
    (docs / "bad.txt").write_text("")
    assert sync(library, embedder, docs).failed == expected
    assert "bad.txt" in ids(library)  # its last good version
    (docs / "bad.txt").unlink()
    assert sync(library, embedder, docs).removed == [expected[0][0]]


def test_a_bad_file_that_is_gone_is_forgotten(library, embedder, docs):
    (docs / "bad.txt").touch()
    sync(library, embedder, docs)
    (docs / "bad.txt").unlink()
    report = sync(library, embedder, docs)
    assert (report.failed, report.removed) == ([], [])
    assert str(docs / "bad.txt") not in library.store.files.under(str(docs))


def test_the_librarys_own_folder_is_not_looked_through(embedder, docs):
    opened = Library(
        docs / "library", {"embedding model": "hash", "dimension": "64", "chunker": "test"}
    )
    try:
        (docs / "library" / "note.txt").write_text("Not for the library.")
        assert len(sync(opened, embedder, docs).added) == 3
    finally:
        opened.close()


def test_stopped_anywhere_it_goes_on_from_there(library, embedder, docs):
    def stop(done, _all, name):
        if (done, name) == (2, "cow.txt"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(library, embedder, docs, stop)
    assert set(ids(library)) == {"ant.txt", "bee.txt"}
    assert library.agrees()
    report = sync(library, embedder, docs)
    assert (len(report.unchanged), len(report.added)) == (2, 1)


def test_what_is_read_can_be_found_while_the_rest_is_read(library, embedder, docs):
    found = []

    def search(*_told):
        other = Library(
            library.store.folder, {"embedding model": "hash", "dimension": "64", "chunker": "test"}
        )
        found.append(len(other.nearest(embedder.encode(["The ant sleeps"])[0], 10)))
        other.close()

    sync(library, embedder, docs, search)
    assert found == [0, 1, 2, 3]


@pytest.mark.parametrize("seconds", [0, 10**6])
def test_the_index_is_saved_now_and_then(library, embedder, docs, monkeypatch, seconds):
    monkeypatch.setattr("rag.ingest.SELDOM", seconds)
    monkeypatch.setattr("rag.ingest.SAVING", 0)
    agreed = []
    sync(library, embedder, docs, lambda *_: agreed.append(library.agrees()))
    assert agreed[1:] == [seconds == 0] * 3


def waits_for(lock, work):
    """Tell whether `work` begins only when `lock` is let go."""
    thread = threading.Thread(target=work)
    with lock:
        thread.start()
        thread.join(0.4)
        waited = thread.is_alive()
    thread.join(20)
    assert not thread.is_alive()
    return waited


def test_a_sync_waits_for_an_ingest_and_for_another_sync(library, embedder, docs):
    told = []

    def work():
        sync(library, embedder, docs, lambda *call: told.append(call))

    assert waits_for(adding(library.store.folder), work)
    assert told[0] == (0, 3, "waiting for another ingest")
    assert len(ids(library)) == 3
    told.clear()
    (docs / "dog.txt").write_text("The dog.")
    assert waits_for(syncing(library.store.folder), work)
    assert told[0] == (0, 1, "waiting for another sync")
    assert len(ids(library)) == 4


def test_an_ingest_lets_every_sync_wait(library, embedder, docs):
    def another_looks(*_told):
        with pytest.raises(Timeout):
            FileLock(library.store.folder / "adding.lock").acquire(timeout=0)

    ingest(library, embedder, [docs], another_looks)
    with FileLock(library.store.folder / "adding.lock").acquire(timeout=0):
        assert len(ids(library)) == 3


def test_an_ingest_waits_for_nobody(library, embedder, docs):
    with adding(library.store.folder), syncing(library.store.folder):
        assert len(ingest(library, embedder, [docs]).added) == 3


def test_an_index_that_was_not_saved_is_made_by_the_next_pass(library, embedder, docs):
    sync(library, embedder, docs)
    next(library.store.folder.glob("index.*")).unlink()
    library.store.database.set("faiss", '[0, "", 0]')
    sync(library, embedder, docs)
    assert library.agrees()
