"""Files and folders become documents, one durable step each."""

import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from index.errors import LibraryError, ResourceError, UsageError
from rag.folder import printable
from rag.ingest import Report, embedded_text, ingest


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("ant", "bee", "cow"):
        (folder / f"{name}.txt").write_text(f"The {name} sleeps at night. It eats at noon.")
    return folder


def sources(library):
    return sorted(Path(d.source).name for d in library.store.documents())


def test_a_folder_is_added(library, embedder, docs):
    told = []
    report = ingest(library, embedder, [docs], lambda *call: told.append(call))
    names = [str(docs / f"{name}.txt") for name in ("ant", "bee", "cow")]
    assert report == Report(added=names, chunks=3)
    assert told == [(0, 3, "ant.txt"), (1, 3, "bee.txt"), (2, 3, "cow.txt"), (3, 3, "")]
    assert sorted(d.source for d in library.store.documents()) == names
    assert library.agrees()
    [number] = library.store.lexical('"bee"', 9)
    [hit] = library.store.hits([(number, 0.0, None)])
    assert [s.text for s in hit.sentences] == ["The bee sleeps at night.", "It eats at noon."]
    text = embedded_text(hit.document.title, hit.chunk)
    assert text in embedder.encoded
    assert text == f"{hit.document.title}. \nThe bee sleeps at night. It eats at noon."
    (nearest, cosine), *_ = library.nearest(embedder.encode([text])[0], 1)
    assert (nearest, cosine) == (number, pytest.approx(1, abs=2**-11))


def test_what_is_known_and_unchanged_costs_nothing(library, embedder, docs, monkeypatch):
    ingest(library, embedder, [docs])
    embedder.encoded.clear()
    monkeypatch.setattr("rag.readers.process.ReaderProcess.read", None)
    report = ingest(library, embedder, [docs])
    assert report == Report(unchanged=[str(docs / f"{n}.txt") for n in ("ant", "bee", "cow")])
    assert embedder.encoded == []
    assert library.agrees()


def test_a_changed_file_is_replaced(library, embedder, docs):
    ingest(library, embedder, [docs])
    before = {d.source: d.id for d in library.store.documents()}
    embedder.encoded.clear()
    (docs / "bee.txt").write_text("The wasp stings.")
    report = ingest(library, embedder, [docs])
    bee = str(docs / "bee.txt")
    assert (report.replaced, report.added, report.chunks) == ([bee], [], 1)
    assert len(report.unchanged) == 2
    assert len(embedder.encoded) == 1
    assert {d.source: d.id for d in library.store.documents()} == before
    assert library.store.document(before[bee]).text.strip() == "The wasp stings."
    assert len(library.store.lexical('"noon"', 9)) == 2
    assert library.agrees()


def test_a_file_that_cannot_be_read_costs_its_neighbours_nothing(library, embedder, docs):
    (docs / "a.pdf").write_bytes(b"%PDF-1.7 nonsense")
    (docs / "bat.txt").write_bytes(b"")
    (docs / "bug.docx").write_bytes(b"PK nonsense")
    report = ingest(library, embedder, [docs])
    assert [Path(name).name for name in report.added] == ["ant.txt", "bee.txt", "cow.txt"]
    reasons = {Path(name).name: reason for name, reason in report.failed}
    assert list(reasons) == ["a.pdf", "bat.txt", "bug.docx"]
    assert reasons["bat.txt"] == "it is empty"
    assert all(reasons.values())
    assert sources(library) == ["ant.txt", "bee.txt", "cow.txt"]


def test_a_file_that_became_unreadable_keeps_its_last_good_version(library, embedder, docs):
    ingest(library, embedder, [docs])
    (docs / "bee.txt").write_bytes(b"")
    report = ingest(library, embedder, [docs])
    assert report.failed == [(str(docs / "bee.txt"), "it is empty")]
    assert library.store.has_word("bee")


def test_an_error_of_the_system_is_a_reason_too(library, embedder, docs, monkeypatch):
    opened = Path.open

    def fail(self, *arguments, **options):
        if self.name == "bee.txt":
            raise OSError(5, "Input/output error")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", fail)
    report = ingest(library, embedder, [docs])
    assert report.failed == [(str(docs / "bee.txt"), "it cannot be opened (Input/output error)")]
    assert len(report.added) == 2


def test_which_files_of_a_folder_are_taken(library, embedder, docs, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("A secret.")
    (elsewhere / "linked.txt").write_text("A linked file.")
    (docs / "sub" / "deep").mkdir(parents=True)
    (docs / ".hidden").mkdir()
    for name in ("sub/deep/DOG.TXT", ".hidden/x.txt", ".x.txt", "~$ant.txt", "pic.XYZ", "Makefile"):
        (docs / name).write_text(f"This is {name}.")
    (docs / "link").symlink_to(elsewhere, target_is_directory=True)
    (docs / "circle").symlink_to(docs, target_is_directory=True)
    (docs / "dead.txt").symlink_to(docs / "nowhere.txt")
    (docs / "one.txt").symlink_to(elsewhere / "linked.txt")
    report = ingest(library, embedder, [docs])
    assert [str(Path(name).relative_to(docs)) for name in report.added] == [
        "ant.txt", "bee.txt", "cow.txt", "one.txt", "sub/deep/DOG.TXT",
    ]  # fmt: skip
    assert [Path(name).name for name in report.skipped] == ["Makefile", "pic.XYZ"]
    assert report.failed == [(str(docs / "dead.txt"), "it is not a regular file")]


def test_a_file_named_by_itself_is_tried_whatever_its_kind(library, embedder, docs):
    (docs / "pic.xyz").write_bytes(b"x")
    (docs / ".hidden.txt").write_text("Hidden but asked for.")
    report = ingest(library, embedder, [docs / "pic.xyz", docs / ".hidden.txt"])
    assert report.added == [str(docs / ".hidden.txt")]
    [(name, reason)] = report.failed
    assert name == str(docs / "pic.xyz")
    assert reason.startswith("Footnote cannot read this kind of file; it reads .txt, .md")


def test_one_file_is_added_once_however_it_is_named(library, embedder, docs, monkeypatch):
    monkeypatch.chdir(docs)
    (docs / "sub").mkdir()
    names = ["ant.txt", "./ant.txt", "sub/../ant.txt", docs / "ant.txt", f"../{docs.name}/ant.txt"]
    report = ingest(library, embedder, [Path(name) for name in names])
    assert report == Report(added=[str(docs / "ant.txt")], chunks=1)
    monkeypatch.chdir(docs / "sub")
    report = ingest(library, embedder, [Path("..")])
    assert report.unchanged == [str(docs / "ant.txt")]
    assert [Path(name).name for name in report.added] == ["bee.txt", "cow.txt"]
    assert sources(library) == ["ant.txt", "bee.txt", "cow.txt"]
    assert printable(Path("../ant.txt")) == str(docs / "ant.txt")


def test_a_path_that_does_not_exist_changes_nothing(library, embedder, docs):
    with pytest.raises(
        UsageError, match=r"There is no file or folder .*nowhere: check the spelling"
    ):
        ingest(library, embedder, [docs, docs / "nowhere"])
    assert library.store.is_new()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(library, embedder, docs):
    os.mkfifo(docs / "pipe.txt")
    for path in (docs / "pipe.txt", docs):
        report = ingest(library, embedder, [path])
        assert report.failed == [(str(docs / "pipe.txt"), "it is not a regular file")]
    assert sources(library) == ["ant.txt", "bee.txt", "cow.txt"]


@pytest.mark.skipif(
    os.name == "nt" or os.uname().sysname == "Darwin", reason="names are text there"
)
def test_a_file_name_that_is_no_text(library, embedder, docs):
    name = os.fsencode(docs) + b"/caf\xe9"
    with open(name + b".txt", "w") as file:  # noqa: PTH123 - a name of bytes
        file.write("A note from the café.")
    with open(name, "w") as file:  # noqa: PTH123
        file.write("Of no kind.")
    told = []
    report = ingest(library, embedder, [docs], lambda *call: told.append(call))
    expected = f"{docs}/caf\\xe9"
    assert f"{expected}.txt" in report.added
    assert report.skipped == [expected]
    assert (2, 4, "caf\\xe9.txt") in told
    [stored] = [d for d in library.store.documents() if "caf" in d.source]
    assert stored.source == f"{expected}.txt"
    stored.title.encode()
    assert len(ingest(library, embedder, [docs]).unchanged) == 4


def test_stopped_in_the_middle_what_was_added_stays(library, embedder, docs):
    def stop(done, _all, _name):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(library, embedder, [docs], stop)
    assert sources(library) == ["ant.txt", "bee.txt"]
    assert library.agrees()
    report = ingest(library, embedder, [docs])
    assert (len(report.unchanged), len(report.added)) == (2, 1)


def test_stopped_while_embedding_leaves_no_half_document(library, embedder, docs, monkeypatch):
    ingest(library, embedder, [docs / "ant.txt"])
    (docs / "ant.txt").write_text("The new ant.")

    def stop(_texts):
        raise KeyboardInterrupt

    monkeypatch.setattr(embedder, "encode", stop)
    with pytest.raises(KeyboardInterrupt):
        ingest(library, embedder, [docs])
    assert sources(library) == ["ant.txt"]
    assert not library.store.has_word("new")
    assert library.agrees()


def test_too_little_room_changes_nothing(library, embedder, docs, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024
    free = 200 * 1024**2 - 1
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(10**12, 10**12 - free, free))
    with pytest.raises(ResourceError, match=r"Only 199 MB are free .* needs 200 MB"):
        ingest(library, embedder, [docs])
    assert library.store.is_new()
    assert embedder.encoded == []
    free += 1
    assert len(ingest(library, embedder, [docs]).added) == 3


def test_a_library_that_fails_is_an_error_not_a_bad_file(library, embedder, docs, monkeypatch):
    def full(*_arguments):
        raise LibraryError("Nothing was lost, but the disk is full.")

    monkeypatch.setattr(library.store, "replace", full)
    with pytest.raises(LibraryError, match="the disk is full"):
        ingest(library, embedder, [docs])
