"""What the store keeps, finds by words, and forgets."""

import sqlite3
import threading

import numpy as np
import pytest

from index.errors import LibraryError

ONE = ("Costs", ["The bridge cost 48,000 euros.", "It was cheap."])
TWO = ("Café life", ["The naïve “owner's” cat slept 😀."])


def test_a_document_comes_back_as_it_was(library, make):
    document, *rest = make.cut("a.txt", ONE, TWO, date="2021-08-05", outlet="The Paper", pages=2)
    assert library.store.replace(document, *rest) is False
    [row] = library.store.documents()
    assert library.store.document(row.id) == document
    assert (row.source, row.sha256, row.kind, row.title) == (
        "/docs/a.txt", "hash of a.txt", "txt", "A.Txt",
    )  # fmt: skip
    assert (row.date, row.outlet, row.pages) == ("2021-08-05", "The Paper", 2)
    assert (row.characters, row.chunks) == (len(document.text), 2)
    assert row.added.endswith("Z")
    assert len(row.added) == len("2021-08-05T00:00:00Z")


def test_hits_hold_the_very_sentences_and_offsets(library, make):
    document, sentences, chunks, vectors = make.cut("a.txt", ONE, TWO)
    library.store.replace(document, sentences, chunks, vectors)
    ids = library.store.vectors()[0].tolist()
    hits = library.store.hits([(ids[1], 0.5, None), (ids[0], 0.25, 0.125)])
    assert [hit.chunk for hit in hits] == [chunks[1], chunks[0]]
    assert [hit.sentences for hit in hits] == [sentences[2:], sentences[:2]]
    assert [(hit.score, hit.cosine) for hit in hits] == [(0.5, None), (0.25, 0.125)]
    for hit in hits:
        for s in hit.sentences:
            assert document.text[s.start : s.end] == s.text


def test_hits_of_chunks_that_are_gone_are_left_out(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    [number] = library.store.vectors()[0].tolist()
    hits = library.store.hits([(99, 1.0, 1.0), (number, 0.5, 0.5)])
    assert [hit.chunk_id for hit in hits] == [number]


def test_vectors_come_back_bit_for_bit_by_ascending_id(library, make):
    first, second = make.cut("a.txt", ONE, TWO, seed=1), make.cut("b.txt", ONE, seed=2)
    library.store.replace(*first)
    library.store.replace(*second)
    ids, rows = library.store.vectors()
    assert ids.tolist() == [1, 2, 3]
    np.testing.assert_array_equal(rows, np.vstack([first[3], second[3]]))
    assert rows.dtype == np.float32


def test_replacing_keeps_the_documents_id_and_forgets_the_old_text(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.replace(*make.cut("b.txt", TWO))
    before = {d.source: d.id for d in library.store.documents()}
    old_chunks = set(library.store.vectors()[0].tolist())
    changed = make.cut("a.txt", ("Costs", ["The tunnel was dear."]), sha256="new")
    assert library.store.replace(*changed) is True
    assert {d.source: d.id for d in library.store.documents()} == before
    assert library.store.document(before["/docs/a.txt"]) == changed[0]
    assert library.store.hash_of("/docs/a.txt") == "new"
    assert library.store.lexical('"bridge"', 5) == []
    [found] = library.store.lexical('"tunnel"', 5)
    assert found not in old_chunks  # an id is never given again: a stale index cannot mislead


def test_removing_takes_everything_derived_along(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.replace(*make.cut("b.txt", TWO))
    kept, gone = (
        next(d.id for d in library.store.documents() if d.source == s)
        for s in ("/docs/b.txt", "/docs/a.txt")
    )
    library.store.remove(gone)
    assert [d.id for d in library.store.documents()] == [kept]
    assert library.store.document(gone) is None
    assert library.store.hash_of("/docs/a.txt") is None
    assert library.store.vectors()[0].tolist() == [2]
    assert library.store.lexical('"bridge" OR "cat"', 5) == [2]
    with library.store.database.reading() as run:
        assert run.execute("SELECT count(*) FROM sentences").fetchone() == (1,)


def test_the_words_of_a_removed_document_are_gone_from_the_file(library, make):
    library.store.replace(*make.cut("a.txt", ("H", ["Xyzzyplugh is a secret."])))
    library.store.replace(*make.cut("b.txt", ONE))
    library.store.remove(1)
    assert library.store.erase()
    library.close()
    data = (library.store.folder / "library.sqlite3").read_bytes()
    assert b"bridge" in data
    assert b"xyzzyplugh" not in data.lower()


def test_each_change_begins_a_new_generation(library, make):
    def generation():
        with library.store.database.reading():
            return library.store.database.generation()

    assert (generation(), library.store.is_new()) == (0, True)
    library.store.replace(*make.cut("a.txt", ONE))
    assert (generation(), library.store.is_new()) == (1, False)
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.remove(1)
    assert generation() == 3
    library.store.record_index(3, "hash", 0)
    assert generation() == 3
    assert library.store.recorded_index() == (3, "hash", 0)


def test_an_index_of_an_older_generation_is_not_recorded(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.record_index(0, "late", 1)
    assert library.store.recorded_index() is None


def test_a_document_whose_vectors_are_missing_is_not_stored_at_all(library, make):
    document, sentences, chunks, vectors = make.cut("a.txt", ONE, TWO)
    library.store.replace(*make.cut("a.txt", ONE, sha256="old"))
    with pytest.raises(ValueError, match="shorter"):
        library.store.replace(document, sentences, chunks, vectors[:1])
    assert library.store.hash_of("/docs/a.txt") == "old"
    assert len(library.store.lexical('"bridge"', 5)) == 1
    assert library.store.vectors()[0].tolist() == [1]


def test_words_are_found_in_other_forms_and_without_accents(library, make):
    library.store.replace(*make.cut("a.txt", ONE, TWO))
    found = {
        word: library.store.lexical(f'"{word}"', 5)
        for word in ("BRIDGES", "naive", "café", "cafe", "slept", "owner", "48", "000", "tunnel")
    }
    assert found == {
        "BRIDGES": [1], "naive": [2], "café": [2], "cafe": [2], "slept": [2], "owner": [2],
        "48": [1], "000": [1], "tunnel": [],
    }  # fmt: skip


def test_a_match_in_the_text_counts_more_than_one_in_the_title(library, make):
    library.store.replace(*make.cut("bridge", ("H", ["Nothing of note here."])))
    library.store.replace(*make.cut("other", ("H", ["The bridge is of note."])))
    assert library.store.lexical('"bridge"', 5) == [2, 1]
    assert library.store.lexical('"bridge"', 1) == [2]


@pytest.mark.parametrize(
    ("word", "occurs"),
    [
        ("bridge", True),
        ("Bridges", True),
        ('brid"ge', True),  # the quotes are taken out
        ("tunnel", False),
        ("", False),
        ("_", False),
        ('"', False),
        ("bridge*", True),
        ("brid*", False),
        ("NEAR(bridge cost)", False),
        ("-bridge", True),
        ("title:bridge", False),
        ("bridge OR tunnel", False),
    ],
)
def test_has_word_takes_what_was_typed_as_words_not_as_a_query(library, make, word, occurs):
    library.store.replace(*make.cut("a.txt", ONE))
    assert library.store.has_word(word) is occurs


def test_threads_share_a_store(library, make):
    failures = []

    def work(number):
        try:
            for turn in range(10):
                library.store.replace(*make.cut(f"{number}.txt", ONE, TWO, seed=turn))
                assert len(library.store.lexical('"bridge"', 50)) >= 1
                assert library.store.vectors()[1].shape[1] == 8
        except (AssertionError, LibraryError, sqlite3.Error) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert library.store.count() == 4
    assert len(library.store.vectors()[0]) == 8
