"""Names, tags and stamps of documents change without touching what is found."""

import pytest

from index.errors import UsageError
from index.records import FileStamp

ONE = ("Costs", ["The bridge cost 48,000 euros.", "It was cheap."])
TWO = ("Cats", ["The cat slept."])
STAMP = FileStamp(10, 2_000_000_000_000_000_000, 3_000, 4_000)


def generation(library):
    with library.store.database.reading():
        return library.store.database.generation()


def test_a_renamed_document_keeps_its_number_its_chunks_and_its_index(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.save_index()
    before = library.store.vectors()
    library.store.rename(1, "/docs/sub/b.txt")
    [row] = library.store.documents()
    assert (row.id, row.source, row.title) == (1, "/docs/sub/b.txt", "A.Txt")
    assert library.store.hash_of("/docs/sub/b.txt") == "hash of a.txt"
    assert library.store.hash_of("/docs/a.txt") is None
    assert library.store.vectors()[1].tolist() == before[1].tolist()
    assert library.store.document(1).source == "/docs/sub/b.txt"
    assert (generation(library), library.agrees()) == (1, True)


def test_a_new_title_is_searched_in_place_of_the_old_one(library, make):
    library.store.replace(*make.cut("budget", ONE))
    library.store.rename(1, "/docs/invoice", "Invoice")
    assert library.store.lexical('"budget"', 5) == []
    assert library.store.lexical('"invoice"', 5) == [1]
    assert library.store.lexical('"bridge"', 5) == [1]
    [hit] = library.store.hits([(1, 0.0, None)])
    assert (hit.document.title, hit.document.source) == ("Invoice", "/docs/invoice")


def test_the_name_of_another_document_cannot_be_taken(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.replace(*make.cut("b.txt", TWO))
    with pytest.raises(Exception, match="UNIQUE"):
        library.store.rename(1, "/docs/b.txt")
    assert library.store.hash_of("/docs/a.txt") == "hash of a.txt"


def test_tags_are_kept_small_and_once(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.tag(1, ["Budget", "  annual   report ", "BUDGET"])
    assert library.store.documents()[0].tags == ("annual report", "budget")
    library.store.tag(1, ["Ärger"])
    library.store.untag(1, ["ANNUAL report", "never there"])
    assert library.store.documents()[0].tags == ("budget", "ärger")
    [hit] = library.store.hits([(1, 0.0, None)])
    assert hit.document.tags == ("budget", "ärger")
    assert generation(library) == 1


@pytest.mark.parametrize("word", ["", "   ", "a,b", "x" * 51, "a\0b", "\u200b"])
def test_what_cannot_be_a_tag(library, make, word):
    library.store.replace(*make.cut("a.txt", ONE))
    with pytest.raises(UsageError, match="cannot be a tag"):
        library.store.tag(1, ["good", word])
    assert library.store.documents()[0].tags == ()


def test_tags_stay_with_a_new_version_and_go_with_the_document(library, make):
    library.store.replace(*make.cut("a.txt", ONE))
    library.store.tag(1, ["budget"])
    library.store.replace(*make.cut("a.txt", TWO, sha256="new"))
    assert library.store.documents()[0].tags == ("budget",)
    library.store.remove(1)
    library.store.replace(*make.cut("a.txt", TWO))
    assert library.store.documents()[0].tags == ()


def test_how_sure_the_text_was_recognised_is_kept(library, make):
    library.store.replace(*make.cut("a.txt", ONE, ocr=0.875))
    assert library.store.documents()[0].ocr == 0.875
    assert library.store.document(1).ocr == 0.875


def test_the_files_of_a_folder_and_of_no_other(library, make):
    for name in ("docs/a.txt", "docs/sub/b.txt", "docs0/c.txt", "docs.txt", "docs"):
        library.store.replace(*make.cut(name, ONE, source=f"/{name}"), STAMP)
    library.store.files.refuse("/docs/bad.pdf", STAMP, "it is empty", "1.0")
    found = library.store.files.under("/docs")
    assert list(found) == ["/docs/a.txt", "/docs/sub/b.txt", "/docs/bad.pdf"]
    assert (found["/docs/a.txt"].stamp, found["/docs/a.txt"].document_id) == (STAMP, 1)
    bad = found["/docs/bad.pdf"]
    assert (bad.document_id, bad.reason, bad.reader) == (None, "it is empty", "1.0")
    assert len(library.store.files.under("/")) == 6
    library.store.files.forget(["/docs/bad.pdf"])
    assert "/docs/bad.pdf" not in library.store.files.under("/docs")


def test_a_reason_goes_when_the_file_could_be_read_after_all(library, make):
    library.store.files.refuse("/docs/a.txt", STAMP, "it is empty", "1.0")
    library.store.replace(*make.cut("a.txt", ONE))
    known = library.store.files.under("/docs")["/docs/a.txt"]
    assert (known.stamp, known.reason) == (STAMP, None)
    library.store.files.refuse("/docs/a.txt", STAMP, "it is empty", "1.0")
    library.store.files.save([("/docs/a.txt", STAMP)])
    assert library.store.files.under("/docs")["/docs/a.txt"].reason is None


def test_a_stamp_goes_with_its_document_and_with_its_name(library, make):
    library.store.replace(*make.cut("a.txt", ONE), STAMP)
    library.store.replace(*make.cut("b.txt", TWO), STAMP)
    library.store.rename(1, "/docs/c.txt")
    library.store.remove(2)
    assert {s: k.stamp for s, k in library.store.files.under("/docs").items()} == {
        "/docs/c.txt": None
    }


def test_folders_that_are_watched(library):
    files = library.store.files
    assert files.watched() == []
    for folder in ("/b", "/a", "/b"):
        files.watch(folder)
    assert files.watched() == ["/a", "/b"]
    assert (files.unwatch("/b"), files.unwatch("/b")) == (True, False)
    assert files.watched() == ["/a"]
    assert library.store.is_new()
