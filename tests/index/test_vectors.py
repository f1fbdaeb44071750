"""Exact search, and a file that is loaded only when it is the one that was written."""

import hashlib

import numpy as np
import pytest

from index.vectors import VectorIndex


@pytest.fixture
def index(make):
    return VectorIndex.build(np.arange(10, 210, dtype=np.int64), make.vectors(200, 1))


def test_search_is_exact(index, make):
    rows = make.vectors(200, 1)
    for query in make.vectors(20, 2):
        found = index.search(query, 10)
        assert [i for i, _ in found] == make.brute_force(range(10, 210), rows, query, 10)
        expected = [float(rows[i - 10] @ query) for i, _ in found]
        assert [s for _, s in found] == pytest.approx(expected, abs=1e-6)


def test_a_vector_is_nearest_to_itself(index, make):
    number, cosine = index.search(make.vectors(200, 1)[7], 1)[0]
    assert number == 17
    assert cosine == pytest.approx(1, abs=1e-6)


def test_equal_vectors_come_by_the_lower_id(make):
    rows = np.vstack([make.vectors(1, 1)] * 3)
    index = VectorIndex.build(np.array([30, 10, 20], dtype=np.int64), rows)
    assert [i for i, _ in index.search(rows[0], 3)] == [10, 20, 30]


def test_a_limit_beyond_the_count_and_an_empty_index(make):
    index = VectorIndex.build(np.array([5], dtype=np.int64), make.vectors(1, 1))
    assert len(index.search(make.vectors(1, 2)[0], 50)) == 1
    empty = VectorIndex.build(np.empty(0, dtype=np.int64), np.empty((0, 8), dtype=np.float32))
    assert (empty.count, empty.search(make.vectors(1, 2)[0], 5)) == (0, [])


def test_what_is_written_is_loaded_again(index, make, tmp_path):
    path = tmp_path / "index.1"
    sha256 = index.write(path)
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["index.1"]
    loaded = VectorIndex.load(path, sha256)
    assert loaded.count == 200
    query = make.vectors(1, 2)[0]
    assert loaded.search(query, 10) == index.search(query, 10)


def test_the_file_is_private(index, tmp_path):
    index.write(tmp_path / "index.1")
    assert (tmp_path / "index.1").stat().st_mode & 0o777 == 0o600


def test_any_other_file_is_not_loaded(index, tmp_path):
    path = tmp_path / "index.1"
    sha256 = index.write(path)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for data in (whole[:-1], b"", bytes(flipped), whole + b"\0"):
        path.write_bytes(data)
        assert VectorIndex.load(path, sha256) is None
    path.unlink()
    assert VectorIndex.load(path, sha256) is None
    path.mkdir()
    assert VectorIndex.load(path, sha256) is None


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(index, tmp_path, monkeypatch):
    path = tmp_path / "index.1"
    path.write_bytes(b"old")

    def fail(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        index.write(path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["index.1"]
