"""Exact search by 16 bits a number, and a file that is loaded only when it was written so."""

import hashlib

import faiss
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
        # a number is off by 2^-11 of itself at most, so a sum of products of unit vectors is too
        assert [s for _, s in found] == pytest.approx(expected, abs=2**-11)


def test_a_vector_is_nearest_to_itself(index, make):
    number, cosine = index.search(make.vectors(200, 1)[7], 1)[0]
    assert number == 17
    assert cosine == pytest.approx(1, abs=2**-11)


def test_the_ten_nearest_of_vectors_like_real_ones_are_those_of_32_bits():
    chance = np.random.default_rng(3)
    rows = np.repeat(chance.standard_normal((60, 384)), 50, axis=0)  # clusters
    rows += 0.5 * chance.standard_normal(rows.shape)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    index = VectorIndex.build(np.arange(2900, dtype=np.int64), rows[100:])
    shared = 0
    for query in rows[:100]:
        exact = np.argsort(-(rows[100:] @ query))[:10]
        shared += len({i for i, _ in index.search(query, 10)} & set(exact.tolist()))
    assert shared >= 0.98 * 1000


def test_a_vector_takes_two_bytes_a_number_and_the_id(tmp_path):
    rows = np.eye(384, dtype=np.float32)
    VectorIndex.build(np.arange(384, dtype=np.int64), rows).write(tmp_path / "index.1")
    assert (tmp_path / "index.1").stat().st_size < 384 * (2 * 384 + 8) + 1000


def test_an_index_of_32_bits_made_by_an_earlier_version_is_used_as_it_is(make, tmp_path):
    rows = make.vectors(40, 1)
    earlier = faiss.IndexIDMap2(faiss.IndexFlatIP(8))
    earlier.add_with_ids(rows[:30], np.arange(30, dtype=np.int64))
    path = tmp_path / "index.1"
    index = VectorIndex.load(path, VectorIndex(earlier).write(path))
    index.add(np.arange(30, 40, dtype=np.int64), rows[30:])
    index.remove(np.array([4], dtype=np.int64))
    kept = [i for i in range(40) if i != 4]
    for query in make.vectors(5, 2):
        found = [i for i, _ in index.search(query, 10)]
        assert found == sorted(kept, key=lambda i: -float(rows[i] @ query))[:10]


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
