"""The FAISS file is derived: whatever happens to it, the answers stay the same."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.vectors import VectorIndex

ROOT = Path(__file__).parents[2]


def top(library, make):
    """The ten best for five queries, which must be what brute force says."""
    ids, rows = library.store.vectors()
    queries = make.vectors(5, 99)
    found = [[number for number, _ in library.nearest(query, 10)] for query in queries]
    assert found == [make.brute_force(ids, rows, query, 10) for query in queries]
    return found


def index_files(library):
    return sorted(p.name for p in library.store.folder.glob("index.*"))


def test_saving_leaves_one_file_that_agrees(filled):
    assert filled.agrees() is False
    filled.save_index()
    assert filled.agrees() is True
    assert index_files(filled) == ["index.30"]
    written = (filled.store.folder / "index.30").stat().st_mtime_ns
    filled.save_index()
    assert (filled.store.folder / "index.30").stat().st_mtime_ns == written


def test_a_saved_index_is_used_and_not_built_again(filled, opened, make, monkeypatch):
    expected = top(filled, make)
    filled.save_index()
    again = opened()
    monkeypatch.setattr(VectorIndex, "build", None)
    assert top(again, make) == expected


def deleted(path):
    path.unlink()


def truncated(path):
    path.write_bytes(path.read_bytes()[:-100])


def flipped(path):
    data = bytearray(path.read_bytes())
    data[-40] ^= 0x10
    path.write_bytes(data)


def emptied(path):
    path.write_bytes(b"")


def of_another_library(path):
    VectorIndex.build(*_others()).write(path)


def _others():
    import numpy as np

    rows = np.eye(8, dtype=np.float32)
    return np.arange(8, dtype=np.int64), rows


@pytest.mark.parametrize("harm", [deleted, truncated, flipped, emptied, of_another_library])
def test_a_harmed_index_is_rebuilt_with_the_same_top_ten(filled, opened, make, harm):
    expected = top(filled, make)
    filled.save_index()
    filled.close()
    harm(filled.store.folder / "index.30")
    again = opened()
    assert again.agrees() is False
    assert top(again, make) == expected
    again.save_index()
    assert again.agrees() is True


def test_an_index_of_an_older_generation_is_not_used(filled, opened, make):
    filled.save_index()
    filled.store.remove(7)
    again = opened()
    assert again.agrees() is False
    found = top(again, make)
    assert not {13, 14} & {number for numbers in found for number in numbers}
    again.save_index()
    assert index_files(again) == ["index.31"]


def test_an_index_renamed_to_the_current_generation_is_not_used(filled, opened, make):
    filled.save_index()
    filled.store.replace(*make.cut("d3.txt", ("New", ["Other words."]), seed=500))
    folder = filled.store.folder
    (folder / "index.30").rename(folder / "index.31")
    again = opened()
    assert again.agrees() is False
    top(again, make)


def test_a_crash_between_writing_and_recording_costs_nothing(filled, opened, make, monkeypatch):
    expected = top(filled, make)

    def crash(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(filled.store, "record_index", crash)
    with pytest.raises(KeyboardInterrupt):
        filled.save_index()
    assert index_files(filled) == ["index.30"]
    again = opened()
    assert again.agrees() is False
    assert top(again, make) == expected
    again.save_index()
    assert again.agrees() is True


def test_leftovers_of_killed_writers_are_swept(filled):
    folder = filled.store.folder
    for name in ("index.3", "index.29.4711.tmp", "index.html", "index.40"):
        (folder / name).write_bytes(b"x")
    filled.save_index()
    assert index_files(filled) == ["index.30", "index.40", "index.html"]


def test_a_leftover_that_cannot_be_deleted_is_no_error(filled, monkeypatch):
    (filled.store.folder / "index.3").write_bytes(b"x")

    def refused(*_arguments, **_options):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr(VectorIndex, "write", lambda _index, _path: "0")
    filled.save_index()
    assert index_files(filled) == ["index.3"]


def test_no_room_for_the_index_is_no_error(filled, make, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(VectorIndex, "write", full)
    filled.save_index()
    assert filled.agrees() is False
    top(filled, make)


def test_a_change_by_another_library_object_is_seen_by_the_next_search(filled, opened, make):
    top(filled, make)
    other = opened()
    query = make.vectors(1, 1234)[0]
    document = make.cut("new.txt", ("New", ["Fresh words."]), seed=1234)
    assert filled.nearest(query, 1)[0][1] < 0.99
    other.store.replace(*document)
    number, cosine = filled.nearest(query, 1)[0]
    assert (number, cosine) == (61, pytest.approx(1, abs=2**-11))
    other.save_index()
    top(filled, make)
    other.store.remove(other.store.hits([(61, 0.0, None)])[0].document.id)
    assert filled.nearest(query, 1)[0][0] != 61
    top(filled, make)


def test_a_change_by_another_process_is_seen_by_the_next_search(filled, make):
    top(filled, make)
    code = (
        "import sys; from pathlib import Path; from index.library import Library\n"
        f"library = Library(Path(sys.argv[1]), {make.fingerprint!r})\n"
        "library.store.remove(1); library.save_index(); library.close()"
    )
    subprocess.run([sys.executable, "-c", code, filled.store.folder], check=True, cwd=ROOT)
    assert filled.agrees() is True
    found = top(filled, make)
    assert not {1, 2} & {number for numbers in found for number in numbers}


def test_searches_beside_a_writer_each_see_one_generation(filled, opened, make):
    writer, failures, over = opened(), [], threading.Event()
    query = make.vectors(1, 7)[0]

    def search():
        while not over.is_set():
            with filled.store.database.reading():
                found = filled.nearest(query, 10)
                hits = filled.store.hits([(number, score, score) for number, score in found])
                expected = make.brute_force(*filled.store.vectors(), query, 10)
            if [hit.chunk_id for hit in hits] != expected:
                failures.append((hits, expected))

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for turn in range(30):
            pairs = [("A", [f"Turn {turn}."]), ("B", ["Same."])]
            writer.store.replace(*make.cut(f"d{turn % 5}.txt", *pairs, seed=1000 + turn))
            if turn % 10 == 0:
                writer.save_index()
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
    assert failures == []


def test_an_empty_library_finds_nothing_and_says_what_to_do(library, make):
    assert library.nearest(make.vectors(1, 1)[0], 10) == []
    with pytest.raises(LibraryError, match="footnote ingest FOLDER"):
        library.require_documents()
    library.save_index()
    assert library.agrees() is True


def test_a_library_with_documents_needs_nothing(filled):
    filled.require_documents()


def test_the_cosine_of_any_chunk_is_told(filled, make):
    query = make.vectors(1, 7)[0]
    every = dict(filled.nearest(query, 60))
    last = min(every, key=every.__getitem__)
    assert filled.cosines(query, [last]) == {last: pytest.approx(every[last], abs=1e-6)}
    assert filled.cosines(query, []) == {}
