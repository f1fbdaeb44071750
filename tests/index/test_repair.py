"""`repair`: what is whole is saved under its own number; what is not is named."""

import shutil
import sqlite3
import stat

import pytest
from conftest import FINGERPRINT, cut
from durability import cited, fill

from index.database import stored_fingerprint
from index.errors import DamagedError, LibraryError
from index.examine import examine
from index.library import Library
from index.repair import repair

HARM = {
    "a letter of the text": (
        "UPDATE documents SET text = replace(text, 'Word3 ', 'Wort3 ') WHERE id = 4"
    ),
    "the title": "UPDATE documents SET title = 'Another' WHERE id = 4",
    "the date": "UPDATE documents SET date = '2001-01-01' WHERE id = 4",
    "the blocks": "UPDATE documents SET blocks = '[[0, 5, 9, 1]]' WHERE id = 4",
    "its seal": "DELETE FROM seals WHERE document_id = 4 AND ordinal = -1",
}
CUT = {
    "the place of a sentence": (
        'UPDATE sentences SET "start" = "start" + 1 WHERE document_id = 4 AND ordinal = 1'
    ),
    "the page of a chunk": "UPDATE chunks SET page = 7 WHERE document_id = 4 AND ordinal = 0",
    "a vector": "UPDATE chunks SET vector = zeroblob(32) WHERE document_id = 4 AND ordinal = 0",
    "a chunk": "DELETE FROM chunks WHERE document_id = 4 AND ordinal = 1",
}
WORDS = {
    "a word": "UPDATE words SET body = 'Others stand here.' WHERE rowid = 7",
    "words of nothing": "INSERT INTO words (rowid, title, heading, body) VALUES (999, '', '', 'x')",
    "the index of words": "UPDATE words_data SET block = zeroblob(9) WHERE id > 10",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Thirty documents of two chunks, two with tags."""
    library = Library(tmp_path_factory.mktemp("base") / "library", FINGERPRINT)
    for number in range(30):
        pairs = [(f"Part {n}", [f"Word{number} stands here.", f"So does x{n}."]) for n in (1, 2)]
        library.store.replace(*cut(f"d{number}.txt", *pairs, seed=number))
    library.store.tag(4, ["dear"])
    library.store.tag(5, ["mine"])
    library.save_index()
    library.close()
    return library.store.folder


@pytest.fixture
def harmed(base, tmp_path):
    """Change a copy of it behind Footnote's back; return its folder."""

    def harm(statement):
        folder = shutil.copytree(base, tmp_path / "library")
        run = sqlite3.connect(folder / "library.sqlite3")
        run.execute(statement)
        run.commit()
        run.close()
        return folder

    return harm


def test_a_whole_library_is_whole(filled):
    assert examine(filled.store.folder) == []


@pytest.mark.parametrize("what", HARM)
def test_a_document_that_is_not_what_was_stored_is_left_out_by_name(harmed, opened, what):
    folder = harmed(HARM[what])
    library = opened()
    reads = [library.store.document, library.store.hits_of]
    for read in reads[:1] if what == "the blocks" else reads:  # no citation shows those
        with pytest.raises(DamagedError, match=r"document 4 is not as it was .* 'footnote repair'"):
            read(4)
    library.close()
    assert examine(folder) == ["document 4 is not what was stored"]
    report = repair(folder)
    assert (report.whole, report.uncut, report.lost) == (29, [], ["/docs/d3.txt"])
    mended = opened()
    assert examine(folder) == []
    assert [d.id for d in mended.store.documents() if d.id in {3, 4, 5}] == [3, 5]
    assert [d.tags for d in mended.store.documents() if d.id == 5] == [("mine",)]
    assert mended.store.hits_of(5)[0].sentences[0].text == "Word4 stands here."


@pytest.mark.parametrize("what", CUT)
def test_a_document_whose_text_is_whole_waits_for_a_rebuild(harmed, opened, make, what):
    folder = harmed(CUT[what])
    assert examine(folder) == ["document 4 is not cut as it was"]
    report = repair(folder)
    assert (report.whole, report.uncut, report.lost) == (29, ["/docs/d3.txt"], [])
    with pytest.raises(LibraryError, match="run 'footnote rebuild'"):
        opened()
    mended = opened(folder, stored_fingerprint(folder))
    document = mended.store.document(4)
    assert document.text.startswith("Part 1\nWord3 stands here.")
    assert [d.tags for d in mended.store.documents() if d.id == 4] == [("dear",)]
    assert {**stored_fingerprint(folder), "chunker": "c1"} == make.fingerprint


@pytest.mark.parametrize("what", WORDS)
def test_words_are_made_anew_from_the_text(harmed, opened, what):
    folder = harmed(WORDS[what])
    assert examine(folder)
    report = repair(folder)
    assert (report.whole, report.uncut, report.lost) == (30, [], [])
    mended = opened()
    assert examine(folder) == []
    assert mended.store.lexical("word3", 10) == [7, 8]
    assert mended.store.lexical("others", 10) == []


def test_the_first_page_is_that_of_any_library(harmed, opened):
    folder = harmed("SELECT 1")
    with (folder / "library.sqlite3").open("rb+") as file:
        file.write(b"\xff" * 4096)
    with pytest.raises(LibraryError, match="is damaged"):
        opened()
    assert repair(folder).whole == 30
    assert examine(folder) == []


def test_a_file_that_was_cut_short_gives_what_is_left(opened, tmp_path):
    folder = tmp_path / "library"
    fill(folder)
    path = folder / "library.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 9 // 10])
    report = repair(folder)
    assert 10 < report.whole < 30
    assert report.whole + len(report.uncut) + len(report.lost) == 30
    assert examine(folder) == []
    assert len(cited(opened(folder, stored_fingerprint(folder)))) >= report.whole * 10


def test_what_cannot_be_read_at_all_is_left_as_it_is(tmp_path):
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"no database " * 1000)
    with pytest.raises(LibraryError, match="footnote restore FILE --replace"):
        repair(tmp_path)
    assert path.read_bytes() == b"no database " * 1000
    assert [p.name for p in tmp_path.iterdir()] == ["library.sqlite3"]


def test_the_damaged_file_is_kept_aside_for_its_owner_alone(harmed):
    folder = harmed(HARM["the title"])
    damaged = (folder / "library.sqlite3").read_bytes()
    aside = repair(folder).aside
    assert aside.read_bytes() == damaged
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert {p.name for p in folder.iterdir()} == {"library.sqlite3", aside.name, "index.30"}


def test_who_has_it_open_sees_the_repaired_one(filled, opened, make):
    open_before = opened()
    open_before.nearest(make.vectors(1)[0], 5)
    with filled.store.database.writing(bump=False) as run:
        run.execute(HARM["the title"])
    assert repair(filled.store.folder).lost == ["/docs/d3.txt"]
    found = {number for number, _ in open_before.nearest(make.vectors(1)[0], 60)}
    assert len(found) == 58
    assert not found & {7, 8}


def test_a_change_during_the_repair_is_not_lost(filled, opened, make):
    writer = opened()
    with filled.store.database.writing(bump=False) as run:
        run.execute(HARM["the title"])

    def tell(done, _all, _name):
        if done == 5:
            writer.store.replace(*make.cut("new.txt", ("New", ["Fresh words."]), seed=9))

    with pytest.raises(LibraryError, match="close every other Footnote"):
        repair(filled.store.folder, tell)
    assert opened().store.has_word("fresh")
