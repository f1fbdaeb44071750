"""Watched folders are kept up with by one thread, which says what it did and what went wrong."""

import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from index.library import Library
from rag.readers.process import ReaderProcess
from rag.turns import adding
from rag.watch import Watching

SECONDS = 20


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
    (folder / "ant.txt").write_text("The ant sleeps at night.")
    return folder


@pytest.fixture
def watching(library, embedder, docs):
    """Watch the folder `docs`, which was synced once."""
    library.store.files.watch(str(docs))
    made = Watching(library, embedder, quiet=0.2)
    made.start()
    until(lambda: made.last)
    yield made
    made.close()


def until(holds):
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)


def names(library):
    return {Path(d.source).name for d in library.store.documents()}


def test_a_watched_folder_is_synced_at_the_start_and_at_every_change(library, watching, docs):
    assert names(library) == {"ant.txt"}
    first = watching.last[str(docs)]
    assert (first.report.added, first.error) == ([str(docs / "ant.txt")], "")
    assert first.at.endswith("Z")
    (docs / "bee.txt").write_text("The bee flies.")
    until(lambda: names(library) == {"ant.txt", "bee.txt"})
    (docs / "ant.txt").rename(docs / "fly.txt")
    until(lambda: names(library) == {"fly.txt", "bee.txt"})
    (docs / "bee.txt").unlink()
    until(lambda: names(library) == {"fly.txt"})
    until(lambda: watching.last[str(docs)].report.removed == [str(docs / "bee.txt")])
    assert watching.now == ""


def test_many_changes_in_a_row_are_one_sync(library, embedder, docs):
    library.store.files.watch(str(docs))
    watching = Watching(library, embedder, quiet=1.0)
    watching.start()
    try:
        until(lambda: watching.last)
        first = watching.last[str(docs)]
        for number in range(8):
            (docs / f"{number}.txt").write_text(f"Number {number}.")
            time.sleep(0.1)
        until(lambda: watching.last[str(docs)] != first)
        assert len(watching.last[str(docs)].report.added) == 8
    finally:
        watching.close()


def test_a_folder_that_goes_is_told_of_and_one_that_comes_back_is_synced(
    library, watching, docs, tmp_path
):
    docs.rename(tmp_path / "away")
    until(lambda: watching.last[str(docs)].error)
    told = watching.last[str(docs)]
    assert told.report is None
    assert "plug in its drive or check the spelling. Nothing was changed." in told.error
    assert names(library) == {"ant.txt"}
    (tmp_path / "away" / "bee.txt").write_text("The bee flies.")
    (tmp_path / "away").rename(docs)
    until(lambda: names(library) == {"ant.txt", "bee.txt"})
    until(lambda: not watching.last[str(docs)].error)


def test_folders_can_be_added_and_stopped_by_another_process_meanwhile(
    library, watching, docs, tmp_path
):
    more = tmp_path / "more"
    more.mkdir()
    (more / "elk.txt").write_text("The elk walks.")
    other = Library(
        library.store.folder, {"embedding model": "hash", "dimension": "64", "chunker": "test"}
    )
    try:
        other.store.files.watch(str(more))
        until(lambda: set(watching.last) == {str(docs), str(more)})
        assert names(library) == {"ant.txt", "elk.txt"}
        assert other.store.files.unwatch(str(docs))
    finally:
        other.close()
    assert set(watching.last) == {str(more)}
    (docs / "bee.txt").write_text("The bee flies.")
    (more / "fox.txt").write_text("The fox runs.")
    until(lambda: "fox.txt" in names(library))
    assert names(library) == {"ant.txt", "elk.txt", "fox.txt"}


def test_what_a_removed_file_said_is_erased(library, embedder, docs):
    (docs / "secret.txt").write_text("Xyzzyplugh is a secret.")
    library.store.files.watch(str(docs))
    watching = Watching(library, embedder, quiet=0.2)
    watching.start()
    try:
        until(lambda: watching.last)
        (docs / "secret.txt").unlink()
        files = [path for path in library.store.folder.iterdir() if path.suffix != ".lock"]
        until(lambda: not any(b"xyzzyplugh" in p.read_bytes().lower() for p in files if p.exists()))
        assert names(library) == {"ant.txt"}
    finally:
        watching.close()


def test_a_system_that_tells_of_no_changes_is_asked_now_and_then(
    library, embedder, docs, monkeypatch
):
    def refuse(*_paths, **_options):
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    monkeypatch.setattr("rag.watch.ANYWAY", 0.1)
    library.store.files.watch(str(docs))
    watching = Watching(library, embedder)
    watching.start()
    try:
        until(lambda: names(library) == {"ant.txt"})
        (docs / "bee.txt").write_text("The bee flies.")
        until(lambda: names(library) == {"ant.txt", "bee.txt"})
    finally:
        watching.close()


def test_it_ends_between_two_files_and_while_it_waits(library, embedder, docs):
    (docs / "bee.txt").write_text("The bee flies.")
    library.store.files.watch(str(docs))
    with adding(library.store.folder):
        watching = Watching(library, embedder)
        watching.start()
        until(lambda: "waiting for another ingest" in watching.now)
        watching.close()
        assert not watching._thread.is_alive()
    assert names(library) == set()


def test_nothing_to_watch_is_no_error(library, embedder):
    watching = Watching(library, embedder)
    watching.start()
    watching.close()
    assert (watching.last, watching.now, watching._thread.is_alive()) == ({}, "", False)
    Watching(library, embedder).close()  # never started
