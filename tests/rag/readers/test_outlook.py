"""Outlook mails; scripts/outlook_file.py writes them."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.errors import DocumentError
from rag.readers.outlook import read_outlook
from rag.readers.process import ReaderProcess

SCRIPT = Path(__file__).parents[3] / "scripts" / "outlook_file.py"
_specification = importlib.util.spec_from_file_location("outlook_file", SCRIPT)
files = importlib.util.module_from_spec(_specification)
_specification.loader.exec_module(files)
container, message, storage, attachment = (
    files.container,
    files.message,
    files.storage,
    files.attachment,
)


def found(tree):
    return [(piece.text, piece.level) for piece in read_outlook(container(tree)).pieces]


SENT = datetime(2021, 8, 5, 14, 30, tzinfo=UTC)


def test_the_headers_are_title_date_and_first_paragraph():
    fields = {
        0x0037: "Préis list ✓",
        0x0E04: "Bob; Cy",
        0x0E03: "Dee",
        0x0039: SENT,
        0x5D01: "ann@example.org",
        0x1000: "Dear Bob.\r\n\r\n> Your price?\r\n",
    }
    reading = read_outlook(container(message(fields)))
    assert (reading.title, reading.date) == ("Préis list ✓", "2021-08-05")
    assert [piece.text for piece in reading.pieces] == [
        "From: Ann Lee <ann@example.org>; To: Bob; Cy; Cc: Dee; Date: 2021-08-05 14:30",
        "Dear Bob.",
        "> Your price?",
    ]


def test_the_date_is_in_the_time_zone_of_the_sender_where_it_is_stated():
    header = "Subject: x\r\nDate: Fri, 06 Aug 2021 00:30:00 +1000\r\n"
    reading = read_outlook(container(message({0x0039: SENT, 0x007D: header, 0x1000: "Text."})))
    assert (reading.date, reading.pieces[0].text) == (
        "2021-08-06",
        "From: Ann Lee; Date: 2021-08-06 00:30",
    )


def test_a_directory_path_is_no_address():
    assert found(message({0x0C1F: "/O=FIRM/CN=ANN", 0x1000: "Text."}))[0][0] == "From: Ann Lee"


def test_the_web_page_is_read_in_its_code_page():
    fields = {0x1000: "Käse", 0x1013: "<p>Käse <b>und</b> Brot</p>".encode("cp1252"), 0x3FDE: 1252}
    assert found(message(fields))[1:] == [("Käse und Brot", 0)]


def test_attachments_are_sections_and_what_cannot_be_read_is_named():
    files = [
        attachment("plan.md", b"# Scope\n\nAll of it."),
        attachment("film.mp4", b"x"),
        attachment("logo.xlogo", b"x") | storage({0x3712: "cid"}, 8),
        attachment("large.txt", b"Many words. " * 500),
    ]
    lines = found(message({0x1000: "Text."}, files))
    assert lines[1:6] == [
        ("Text.", 0),
        ("Attachment film.mp4 was not read: Footnote cannot read this kind of file.", 0),
        ("Attachment: plan.md", 2),
        ("plan.md › Scope", 3),
        ("All of it.", 0),
    ]
    assert lines[6] == ("Attachment: large.txt", 2)
    assert lines[7][0].count("Many words.") == 500
    assert len(lines) == 8


def test_a_mail_in_a_mail():
    inner = message({0x0037: "Inner", 0x1000: "Inner text."}, [attachment("a.txt", b"Deep.")], 24)
    holder = storage({0x3705: 5, 0x3001: "Inner"}, 8, {"__substg1.0_3701000D": inner})
    assert found(message({0x1000: "Outer text."}, [holder]))[1:] == [
        ("Outer text.", 0),
        ("Attachment: Inner", 2),
        ("Title: Inner", 0),
        ("From: Ann Lee", 0),
        ("Inner text.", 0),
        ("Inner › Attachment: a.txt", 3),
        ("Deep.", 0),
    ]


@pytest.mark.parametrize("data", [b"x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)])
def test_what_is_no_mail_is_refused(data):
    with pytest.raises(DocumentError, match=r"^it is damaged, or not an Outlook mail at all$"):
        read_outlook(data)


def test_bytes_are_never_taken_for_the_path_of_another_file(tmp_path):
    path = tmp_path / "secret.msg"
    path.write_bytes(container(message({0x1000: "Text."})))
    with pytest.raises(DocumentError, match=r"^it is damaged"):
        read_outlook(str(path).encode())


def test_damaged_files_are_read_or_refused(damaged):
    data = container(
        message({0x0037: "Subject", 0x1000: "Text."}, [attachment("a.txt", b"Words. " * 1000)])
    )
    refused = 0
    for each in damaged(data, 100):
        try:
            read_outlook(each)
        except DocumentError:
            refused += 1
    assert 0 < refused < 100


def test_the_child_process_reads_it(tmp_path):
    path = tmp_path / "a.msg"
    path.write_bytes(container(message({0x0037: "Subject", 0x1000: "Text."})))
    with ReaderProcess() as process:
        document = process.read(path)
    assert (document.kind, document.title, document.text) == (
        "msg",
        "Subject",
        "From: Ann Lee\n\nText.",
    )
