"""What was removed is gone from every byte of every file of the library."""

import random
import shutil
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from index.erasing import forget, is_marked

KEPT = ("Costs", ["The bridge cost 48,000 euros."])


def traces(library, *words):
    """The files in which one of the words stands, in capitals or not."""
    found = []
    for path in library.store.folder.iterdir():
        data = path.read_bytes().lower()
        found += [(path.name, word) for word in words if word.encode() in data]
    return found


def chapters(chance, mark):
    """Some headings and sentences of odd lengths, all with the same mark in them."""
    return [
        (f"Chapter {mark}", [f"{mark} " * chance.randrange(1, 60) for _ in range(6)])
        for _ in range(chance.randrange(1, 12))
    ]


@pytest.mark.parametrize("seed", [0, 1, 41])  # the last leaves traces that only VACUUM takes
def test_removed_and_replaced_text_is_gone_and_the_rest_stays(library, make, seed):
    chance = random.Random(seed)  # noqa: S311 - a fixed order
    live, gone = {}, set()
    for step in range(30):
        name, mark = f"{chance.randrange(8)}.txt", f"quux{step}zyx"
        if name in live and chance.random() < 0.4:
            number = {d.source: d.id for d in library.store.documents()}[f"/docs/{name}"]
            library.store.remove(number)
            gone.add(live.pop(name))
            continue
        document = make.cut(name, *chapters(chance, mark), seed=step, title=f"Of {mark}")
        library.store.replace(*document)
        gone |= {live[name]} if name in live else set()
        live[name] = mark
        if step % 7 == 0:
            library.save_index()
    library.save_index()
    assert traces(library, *gone)  # without it they would be found
    assert library.store.erase() is True
    assert traces(library, *gone) == []
    for mark in live.values():
        assert traces(library, mark)
        assert library.store.has_word(mark)
    assert is_marked(library.store.database) is False
    assert library.agrees()


def test_an_old_title_goes_too(library, make):
    library.store.replace(*make.cut("xyzzyplugh", KEPT, sha256="1"))
    library.store.rename(1, "/docs/plain", "Plain")
    assert library.store.erase()
    assert traces(library, "xyzzyplugh") == []


def test_nothing_is_written_anew_where_nothing_was_removed(library, make):
    library.store.replace(*make.cut("a.txt", KEPT))
    path = library.store.folder / "library.sqlite3-wal"
    before = path.read_bytes()
    assert library.store.erase() is True
    assert path.read_bytes() == before


def test_while_another_reads_the_traces_wait(library, make):
    library.store.replace(*make.cut("a.txt", ("H", ["Xyzzyplugh is a secret."])))
    library.store.remove(1)
    other = sqlite3.connect(library.store.folder / "library.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM documents").fetchone()
        assert library.store.erase(wait=0.05) is False
        assert is_marked(library.store.database)
        other.execute("COMMIT")
        assert library.store.erase() is True
    finally:
        other.close()
    assert traces(library, "xyzzyplugh") == []


def test_what_is_removed_during_an_erasing_waits_for_the_next(library, make, monkeypatch):
    for name in ("a.txt", "b.txt"):
        library.store.replace(*make.cut(name, ("H", ["Xyzzyplugh is a secret."])))
    library.store.remove(1)
    marked = iter([1, 1])  # asked for twice before, and then it is 2
    monkeypatch.setattr("index.erasing._marked", lambda _run: next(marked, 2))
    library.store.erase()
    monkeypatch.undo()
    assert is_marked(library.store.database)


def test_a_disk_without_room_for_a_copy_is_not_filled(library, make, monkeypatch):
    library.store.replace(*make.cut("a.txt", ("H", ["Xyzzyplugh is a secret."])))
    library.store.remove(1)
    size = (library.store.folder / "library.sqlite3").stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=2 * size))
        assert library.store.erase() is False
    assert library.store.erase() is True
    assert traces(library, "xyzzyplugh") == []


def test_a_thousand_erasures_leave_an_index_of_words_that_opens(tmp_path):
    path = tmp_path / "words.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as run:
        run.execute("PRAGMA synchronous = OFF")
        run.execute("PRAGMA journal_mode = MEMORY")
        run.execute("CREATE VIRTUAL TABLE words USING fts5 (title, heading, body)")
        every = [(row, f"bridge a{row} b c") for row in range(1, 1202)]
        run.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", every)
        for row in range(2, 1102):  # of 2,000 levels, two a removal, SQLite can open none
            run.execute("DELETE FROM words WHERE rowid = ?", (row,))
            forget(run)
    with closing(sqlite3.connect(path)) as run:
        found = run.execute("SELECT rowid FROM words WHERE words MATCH 'bridge'").fetchall()
    assert found == [(1,), *((row,) for row in range(1102, 1202))]
