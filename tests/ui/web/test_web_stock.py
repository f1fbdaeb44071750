"""What the page tells of files, of the list, of folders and of libraries."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from web_fakes import EN, HOSTILE

from index.errors import UsageError
from index.records import StoredDocument
from rag.ingest import Report, ingest
from rag.watch import Pass
from ui.web.folders import folder_named
from ui.web.kinds import kind_name, length
from ui.web.language import language
from ui.web.listing import View, listed
from ui.web.render_stock import render_folders, render_libraries, render_unread
from ui.web.stock import files_now, forget_unread, libraries, retag, unread

ROW = StoredDocument(
    7, "/reports/plan.pdf", "ab", "pdf", "The plan", "2021-08-03", None, 12, 9000, 1204,
    "2025-11-21T08:05:00Z",
)  # fmt: skip
OTHERS = [
    ROW,
    replace(ROW, id=8, title="änderungen", pages=None, date=None, tags=("müller", "urgent")),
    replace(ROW, id=9, title="Zahlen", source="/x/budget.xlsx", kind="xlsx", pages=3),
]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("same", "changed", "gone"):
        (folder / f"{name}.txt").write_text(f"The {name} one says something.")
    return folder


def test_the_list_is_sorted_and_turned_around():
    def ids(view):
        return [d.id for d in listed(OTHERS, view)]

    assert ids(View()) == [7, 9, 8]
    pages = View().by("pages")
    assert ids(pages) == [8, 9, 7]
    assert ids(pages.by("pages")) == [7, 9, 8]
    assert ids(pages.by("pages").by("pages")) == [8, 9, 7]
    assert View().by("__class__") == View()
    assert View().by(["title"]) == View()


@pytest.mark.parametrize(
    ("words", "ids"),
    [("PLAN", [7, 8]), ("muller", [8]), ("xlsx", [9]), ("urgent plan", [8]), ("zebra", [])],
)
def test_the_list_is_searched_by_title_file_kind_and_tags(words, ids):
    assert sorted(d.id for d in listed(OTHERS, View(words))) == ids


def test_what_became_of_the_files(library, embedder, folder):
    ingest(library, embedder, [folder])
    (folder / "changed.txt").write_text("The changed one says something else.")
    os.utime(folder / "same.txt")  # looked at by a backup: other times, the same bytes
    (folder / "gone.txt").unlink()
    documents = library.store.documents()
    found = {Path(d.source).stem: files_now(library, documents)[d.id] for d in documents}
    assert (found["changed"], found["gone"]) == ("changed", "gone")
    assert files_now(library, []) == {}


def test_what_could_not_be_read_is_told_and_forgotten(library, embedder, folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    ingest(library, embedder, [folder])
    ((source, reason),) = unread(library)
    assert (Path(source).name, "damaged" in reason) == ("broken.pdf", True)
    html = render_unread(unread(library), EN)
    assert "could not read, and why: 1 file</summary>" in html
    assert f'<b title="{source}">broken.pdf</b>: {reason.rstrip(".")}.' in html
    forget_unread(library)
    assert unread(library) == []
    assert render_unread([], EN) == ""
    assert library.store.count() == 3


def test_more_unread_files_than_can_be_listed():
    files = [(f"/x/{i}.pdf", "it is empty") for i in range(1500)]
    html = render_unread(files, EN)
    assert html.count("<li>") == 500
    assert "… and 1,000 more." in html


def test_tags_are_those_that_are_typed(library, embedder, folder):
    ingest(library, embedder, [folder])
    number = library.store.documents()[0].id

    def tags():
        return library.store.documents()[0].tags

    retag(library, number, "Budget 2024, urgent,,")
    assert tags() == ("budget 2024", "urgent")
    with pytest.raises(UsageError, match="cannot be a tag"):
        retag(library, number, "x" * 60)
    retag(library, number, "urgent")
    assert tags() == ("urgent",)
    retag(library, 999, "nobody")


def test_the_libraries_beside_this_one(tmp_path, library):
    for name in ("reports", "private", "none"):
        (tmp_path / "libraries" / name).mkdir(parents=True)
    for name in ("reports", "private"):
        (tmp_path / "libraries" / name / "library.sqlite3").touch()
    own, others = libraries(library, tmp_path)
    assert (own, others) == (str(tmp_path / "library"), ["private", "reports"])
    html = render_libraries("a <b>", ["my $(reports)"], EN)
    assert "Library: a &lt;b&gt;" in html
    assert "<code>footnote start --library &#x27;my $(reports)&#x27;</code>" in html
    assert libraries(library, tmp_path / "nowhere") == (own, [])


def test_a_folder_is_named_by_its_whole_path(tmp_path, folder):
    own = tmp_path / "library"
    own.mkdir()
    for words in (str(folder), f'  "{folder}" ', folder.as_uri()):
        assert folder_named(words, own, EN) == folder
    for words, reason in [
        ("  ", "Type or paste"),
        ("papers", "not the whole path"),
        (f"{folder}/nowhere", "cannot be opened .*No such file"),
        (f"{folder}/same.txt", "cannot be opened"),
        (str(own), "files of Footnote itself"),
        (str(own / "files"), "cannot be opened"),
        (str(tmp_path), "files of Footnote itself"),
    ]:
        with pytest.raises(UsageError, match=reason):
            folder_named(words, own, EN)


def test_what_was_done_in_a_folder():
    report = Report(added=["/a", "/b"], removed=["/c"], renamed=[("/d", "/e")])
    last = {
        "/one": Pass("2025-11-21T08:05:00Z", report),
        "/two": Pass("2025-11-21T08:05:00Z", Report(unchanged=["/x"])),
        "/four": Pass("2025-11-21T08:05:00Z", None, "The folder /four cannot be opened."),
    }
    html = render_folders(["/one", "/two", "/three", "/four"], last, "3 of 9: plan.pdf", EN)
    assert "added 2, renamed 1, removed 1." in html
    assert "nothing had changed." in html
    assert "Not looked through yet." in html
    assert "it could not be looked through. The folder /four cannot be opened." in html
    assert "Reading file 3 of 9: plan.pdf" in html
    assert render_folders([], {}, "", EN) == ""
    waiting = render_folders(["/one"], {}, "1 of 1: waiting for another ingest", language("de"))
    assert "Wartet, bis andere Dateien gelesen sind" in waiting


def test_nothing_from_a_file_is_markup():
    pieces = (
        render_folders([HOSTILE], {HOSTILE: Pass("x", None, HOSTILE)}, f"1 of 2: {HOSTILE}", EN),
        render_unread([(f"/x/{HOSTILE}", HOSTILE)], EN),
        render_libraries(HOSTILE, [HOSTILE], EN),
    )
    for html in pieces:
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_kinds_and_lengths_as_people_call_them():
    german = language("de")
    assert kind_name("docx", EN) == "Word"
    assert (kind_name("msg", EN), kind_name("msg", german)) == ("Mail", "E-Mail")
    assert kind_name("new", EN) == "NEW"
    assert length(ROW, EN) == "12"
    assert length(replace(ROW, kind="pptx", pages=1), german) == "1 Folie"
    assert length(replace(ROW, kind="ods", pages=3), EN) == "3 sheets"
    assert length(replace(ROW, pages=None), EN) == ""
