import re
from dataclasses import replace

from web_fakes import EN, HOSTILE

from index.records import StoredDocument
from rag.ingest import Report
from ui.web.listing import View
from ui.web.render_documents import render_table
from ui.web.render_library import (
    render_error,
    render_question,
    render_removed,
    render_report,
    render_welcome,
)

ROW = StoredDocument(
    7, "/reports/plan.pdf", "ab", "pdf", "The plan", "2021-08-03", None, 12, 9000, 1204,
    "2025-11-21T08:05:00Z",
)  # fmt: skip


def test_table_says_everything_about_a_document():
    html = render_table([ROW], EN)
    cells = {"kind": "PDF", "date": "3 August 2021", "pages": "12", "state": "Ready"}
    for name, value in cells.items():
        assert re.search(rf'<td data-name="\w+" class="fn-{name}">{value}</td>', html), name
    assert "1 document<" in html
    assert '<span class="fn-file" title="/reports/plan.pdf">plan.pdf</span>' in html
    assert 'data-document="7">The plan</button>' in html
    assert 'value="7"' in html


def test_table_tells_what_a_document_can_be_relied_on():
    scan = replace(ROW, ocr=0.978, tags=("urgent",))
    html = render_table([scan], EN, files={7: "changed"})
    told = "Its file has changed since: read it again; read by text recognition, sure of 97 % of"
    assert told in html
    assert '<li class="fn-tag">urgent</li>' in html
    assert "its file is not there now" in render_table([ROW], EN, files={7: "gone"})


def test_table_tells_its_order_and_how_much_of_it_is_shown():
    rows = [replace(ROW, id=i) for i in range(1, 301)]
    html = render_table(rows, EN, View("plan", "date", backwards=True), amount=1204)
    assert '<th scope="col" aria-sort="descending"><button' in html
    assert html.count("aria-sort") == 1
    assert "300 of 1,204 documents" in html
    assert html.count("<tr>") == 201
    assert "200 of 300 are shown." in html
    assert "fn-more" not in render_table(rows[:200], EN)
    none = render_table([], EN, View(HOSTILE), amount=9)
    assert "No document goes by" in none
    assert "<script" not in none


def test_table_leaves_out_what_a_document_does_not_have():
    html = render_table([replace(ROW, date=None, pages=None)], EN)
    assert '<td data-name="Date" class="fn-date fn-none">–</td>' in html
    assert '<td data-name="Pages" class="fn-pages fn-none">–</td>' in html


def test_an_empty_library_says_what_to_do():
    assert "No documents yet" in render_table([], EN)
    assert "<table" not in render_table([], EN)
    assert "drop files there" in render_welcome(0, EN)
    assert "1,204 documents" in render_welcome(1204, EN)


def test_nothing_from_a_document_is_markup():
    row = replace(ROW, title=HOSTILE, source=f"/x/{HOSTILE}", kind=HOSTILE, date=HOSTILE)
    report = Report(failed=[(f"/x/{HOSTILE}", HOSTILE)])
    pieces = (
        render_table([row], EN),
        render_question([row], 0, EN),
        render_report(report, EN),
        render_error(HOSTILE, EN),
    )
    for html in pieces:
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_report_in_plain_words():
    report = Report(
        added=["/a", "/b", "/c"],
        unchanged=["/d"],
        failed=[("/f/x.pdf", "it is protected by a password.")],
    )
    html = render_report(report, EN)
    assert "<p>Added 3, already known 1.</p>" in html
    assert "Not read:" in html
    assert "<b>x.pdf</b>: it is protected by a password." in html


def test_report_without_anything_added():
    assert "Nothing was added." in render_report(Report(failed=[("/x", "it is empty")]), EN)
    assert "<p>Already known 2.</p>" in render_report(Report(unchanged=["/a", "/b"]), EN)


def test_report_of_what_was_stopped_and_of_much_that_failed():
    report = Report(added=["/a"], failed=[(f"/{i}.pdf", "it is empty") for i in range(33)])
    html = render_report(report, EN, left_out=7)
    assert "<p>Stopped, and 7 files were not read. Added 1.</p>" in html
    assert html.count("<li>") == 20
    assert "… and 13 more." in html
    assert "<p>Stopped. Added 1.</p>" in render_report(Report(added=["/a"]), EN, left_out=0)
    skipped = Report(added=["/a"], skipped=["/b.mov"])
    assert "Added 1. Passed over 1 file of another kind." in render_report(skipped, EN)


def test_question_before_removing_says_what_happens_to_the_files():
    other = replace(ROW, id=8, title="Other")
    assert "The files themselves stay where they are." in render_question([ROW, other], 0, EN)
    assert "Remove 2 documents from the library?" in render_question([ROW, other], 1, EN)
    assert "only the copies that Footnote made" in render_question([ROW, other], 1, EN)
    assert "own copy is removed too" in render_question([ROW], 1, EN)
    assert "Removed 1 document from the library." in render_removed(1, EN)
