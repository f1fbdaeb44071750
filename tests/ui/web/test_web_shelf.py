import errno
import shutil
from pathlib import Path

import pytest
from web_fakes import EN

from index.errors import ResourceError
from rag.ingest import ingest
from ui.web.shelf import Shelf

TEXT = "The board met on Monday. It chose Anna as chair."


@pytest.fixture
def shelf(library, embedder) -> Shelf:
    return Shelf(library, embedder, EN)


@pytest.fixture
def upload(tmp_path):
    """Return a function that puts a file where Gradio would, in a folder of its own."""
    number = 0

    def put(name: str, content: str | bytes) -> Path:
        nonlocal number
        number += 1
        path = tmp_path / "uploads" / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return put


def add(shelf, *paths):
    told = []
    report = shelf.add(paths, lambda *step: told.append(step))
    return report, told


def names(shelf):
    return sorted(path.name for path in shelf.folder.iterdir())


def test_an_upload_is_kept_in_the_library_and_added(shelf, library, upload):
    path = upload("minutes.txt", TEXT)
    report, told = add(shelf, path)
    kept = library.store.folder / "files" / "minutes.txt"
    assert report.added == [str(kept)]
    assert kept.read_text() == TEXT
    assert not path.exists()
    assert [d.source for d in library.store.documents()] == [str(kept)]
    assert told == [(0, 1, "minutes.txt"), (1, 1, "")]


def test_the_same_file_again_is_already_known(shelf, library, upload):
    add(shelf, upload("minutes.txt", TEXT))
    report, _ = add(shelf, upload("minutes.txt", TEXT))
    assert (len(report.added), len(report.unchanged)) == (0, 1)
    assert names(shelf) == ["minutes.txt"]
    assert library.store.count() == 1


def test_another_file_of_the_same_name_is_numbered(shelf, library, upload):
    for text in (TEXT, f"{TEXT} Again.", f"{TEXT} And again."):
        add(shelf, upload("minutes.txt", text))
    assert names(shelf) == ["minutes (2).txt", "minutes (3).txt", "minutes.txt"]
    report, _ = add(shelf, upload("minutes.txt", f"{TEXT} Again."))
    assert report.unchanged == [str(shelf.folder / "minutes (2).txt")]
    assert library.store.count() == 3


def test_the_same_file_twice_at_once_is_one(shelf, upload):
    report, _ = add(shelf, upload("a.txt", TEXT), upload("a.txt", TEXT))
    assert (len(report.added), len(report.unchanged)) == (1, 0)


def test_what_cannot_be_read_is_reported_and_not_kept(shelf, library, upload):
    report, _ = add(
        shelf, upload("a.txt", TEXT), upload("b.pdf", b"%PDF-1.4 broken"), upload("c.xyz", b"x")
    )
    assert [Path(p).name for p in report.added] == ["a.txt"]
    failed = {Path(path).name: reason for path, reason in report.failed}
    assert set(failed) == {"b.pdf", "c.xyz"}
    assert "cannot read this kind of file" in failed["c.xyz"]
    assert names(shelf) == ["a.txt"]
    assert library.store.count() == 1


def test_a_full_disk_is_said_in_plain_words(shelf, upload, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(ResourceError, match=r"a\.txt cannot be kept .*No space left on device"):
        add(shelf, upload("a.txt", TEXT))


def test_nothing_is_kept_when_adding_breaks_off(shelf, library, upload, monkeypatch):
    def no_room(*_):
        raise ResourceError("Only 3 MB are free.")

    monkeypatch.setattr("rag.ingest.require_room", no_room)
    with pytest.raises(ResourceError):
        add(shelf, upload("a.txt", TEXT))
    assert names(shelf) == []
    assert library.store.count() == 0


def test_removing_takes_the_copy_but_never_a_persons_own_file(
    shelf, library, embedder, upload, tmp_path
):
    own = tmp_path / "own.txt"
    own.write_text(f"{TEXT} Mine.")
    ingest(library, embedder, [own])
    add(shelf, upload("a.txt", TEXT), upload("b.txt", f"{TEXT} More."))
    by_name = {Path(d.source).name: d for d in library.store.documents()}
    assert shelf.is_copy(by_name["a.txt"])
    assert not shelf.is_copy(by_name["own.txt"])
    assert len(shelf.remove([by_name["a.txt"].id, by_name["own.txt"].id]).files) == 2
    assert names(shelf) == ["b.txt"]
    assert own.exists()
    assert [Path(d.source).name for d in library.store.documents()] == ["b.txt"]
    assert library.agrees()


def test_removing_what_is_gone_already_is_no_error(shelf, library, upload):
    add(shelf, upload("a.txt", TEXT))
    (document,) = library.store.documents()
    (shelf.folder / "a.txt").unlink()
    assert len(shelf.remove([document.id, 999]).files) == 1
    assert shelf.remove([document.id]).files == ()


def test_what_was_removed_last_can_be_brought_back(shelf, library, embedder, upload, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text(f"{TEXT} Mine.")
    ingest(library, embedder, [own])
    add(shelf, upload("a.txt", TEXT), upload("b.txt", f"{TEXT} More."))
    ids = {Path(d.source).name: d.id for d in library.store.documents()}
    shelf.remove([ids["b.txt"]])
    aside = shelf.folder.with_name("removed")
    assert [path.name for path in aside.iterdir()] == ["b.txt"]
    removed = shelf.remove([ids["a.txt"], ids["own.txt"]])
    assert [path.name for path in aside.iterdir()] == ["a.txt"]  # b.txt is gone for good
    report = shelf.undo(removed, lambda *_: None)
    assert sorted(Path(path).name for path in report.added) == ["a.txt", "own.txt"]
    assert names(shelf) == ["a.txt"]
    assert sorted(Path(d.source).name for d in library.store.documents()) == ["a.txt", "own.txt"]
    assert library.agrees()


def test_what_waits_is_deleted_when_footnote_closes(shelf, upload, library):
    add(shelf, upload("a.txt", TEXT))
    removed = shelf.remove([library.store.documents()[0].id])
    shelf.forget()
    assert not shelf.folder.with_name("removed").exists()
    report = shelf.undo(removed, lambda *_: None)
    assert [Path(path).name for path, _ in report.failed] == ["a.txt"]
