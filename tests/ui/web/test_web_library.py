from dataclasses import replace

from web_fakes import EN, HOSTILE

from index.records import StoredDocument
from rag.ingest import Report
from ui.web.render_library import (
    render_error,
    render_question,
    render_removed,
    render_report,
    render_table,
    render_welcome,
)

ROW = StoredDocument(
    7, "/reports/plan.pdf", "ab", "pdf", "The plan", "2021-08-03", None, 12, 9000, 1204,
    "2025-11-21T08:05:00Z",
)  # fmt: skip


def test_table_says_everything_about_a_document():
    html = render_table([ROW], EN)
    cells = {
        "Kind": "PDF",
        "Date": "3 August 2021",
        "Pages": "12",
        "Passages": "1,204",
    }
    for name, value in cells.items():
        assert f'<td data-name="{name}">{value}</td>' in html
    assert "1 document<" in html
    assert '<td data-name="File" title="/reports/plan.pdf">plan.pdf</td>' in html
    assert 'value="7"' in html


def test_table_leaves_out_what_a_document_does_not_have():
    html = render_table([replace(ROW, date=None, pages=None)], EN)
    assert '<td data-name="Date">–</td>' in html
    assert '<td data-name="Pages">–</td>' in html


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


def test_question_before_removing_says_what_happens_to_the_files():
    other = replace(ROW, id=8, title="Other")
    assert "The files themselves stay where they are." in render_question([ROW, other], 0, EN)
    assert "Remove 2 documents from the library?" in render_question([ROW, other], 1, EN)
    assert "only the copies that Footnote made" in render_question([ROW, other], 1, EN)
    assert "own copy is removed too" in render_question([ROW], 1, EN)
    assert "Removed 1 document from the library." in render_removed(1, EN)
