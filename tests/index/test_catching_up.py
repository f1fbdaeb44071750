"""After a change the index is brought up to date, not built anew, and finds just the same."""

import numpy as np
import pytest

from index.vectors import VectorIndex


def require_exact(library, make):
    ids, rows = library.store.vectors()
    for query in make.vectors(5, 99):
        found = [number for number, _ in library.nearest(query, 10)]
        assert found == make.brute_force(ids, rows, query, 10)
        assert library.nearest(query, len(ids) + 5)[-1][0] in ids


@pytest.fixture
def no_building(monkeypatch):
    return lambda: monkeypatch.setattr(VectorIndex, "build", None)


def test_what_is_added_replaced_and_removed_is_caught_up_with(filled, make, no_building):
    filled.nearest(make.vectors(1)[0], 1)
    no_building()
    filled.store.replace(*make.cut("new.txt", ("A", ["New words."]), seed=500))
    require_exact(filled, make)
    filled.store.replace(*make.cut("d3.txt", ("A", ["Other words."]), seed=501))
    filled.store.remove(7)
    require_exact(filled, make)
    filled.store.remove(31, 1)
    require_exact(filled, make)
    assert len(filled.store.vectors()[0]) == 60 - 1 - 2 - 2


def test_another_library_starts_from_the_last_file(filled, opened, make, no_building):
    filled.save_index()
    filled.store.replace(*make.cut("d3.txt", ("A", ["Other words."]), seed=501))
    no_building()
    again = opened()
    assert again.agrees() is False
    require_exact(again, make)


def test_a_file_of_before_that_was_harmed_is_not_used(filled, opened, make):
    filled.save_index()
    path = filled.store.folder / "index.30"
    data = bytearray(path.read_bytes())
    data[-40] ^= 0x10
    path.write_bytes(data)
    filled.store.remove(7)
    require_exact(opened(), make)


def test_when_most_is_new_it_is_built_anew(library, make, monkeypatch):
    library.store.replace(*make.cut("a.txt", ("A", ["Words."]), seed=1))
    library.nearest(make.vectors(1)[0], 1)
    built, build = [], VectorIndex.build

    def count(ids, vectors):
        built.append(len(ids))
        return build(ids, vectors)

    monkeypatch.setattr(VectorIndex, "build", count)
    for number in (3, 1):
        for each in range(number):
            document = make.cut(f"{number}{each}.txt", ("A", ["Words."]), seed=10 * number + each)
            library.store.replace(*document)
        require_exact(library, make)
    assert built == [4]  # three of four were new, and then one of five


def test_vectors_of_another_length_are_never_mixed(filled, make):
    filled.nearest(make.vectors(1)[0], 1)
    before = filled._index
    with filled.store.database.writing() as run:
        run.execute("DELETE FROM chunks")
        longer = np.eye(16, dtype="<f4")
        run.executemany(
            "INSERT INTO chunks VALUES (NULL, 1, ?, 0, 1, 0, 1, NULL, '', ?)",
            [(n, row.tobytes()) for n, row in enumerate(longer)],
        )
        filled.store.set_fingerprint({**make.fingerprint, "dimension": "16"})
    [(number, cosine)] = filled.nearest(longer[3], 1)
    assert (number, cosine) == (64, pytest.approx(1))
    assert filled._index is not before
