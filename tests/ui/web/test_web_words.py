import pytest

from ui.web.words import count, day, file_name, moment, safe


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2021-08-03", "3 August 2021"),
        ("2024-12-31", "31 December 2024"),
        ("2021-08", "2021-08"),
        ("spring", "spring"),
        ("", ""),
        (None, ""),
    ],
)
def test_day(iso, written):
    assert day(iso) == written


def test_moment_is_in_the_time_of_this_machine(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    assert moment("2025-11-21T08:05:00Z") == "21 November 2025, 09:05"
    assert moment("2025-12-31T23:30:00Z") == "1 January 2026, 00:30"
    assert moment("yesterday") == "yesterday"
    monkeypatch.undo()
    time.tzset()


def test_count():
    assert count(1, "passage") == "1 passage"
    assert count(0, "document") == "0 documents"
    assert count(1204, "document") == "1,204 documents"


def test_file_name():
    assert file_name("/a/b/c d.pdf") == "c d.pdf"
    assert file_name("/") == "/"


def test_safe_escapes_both_quotes():
    assert safe("<a href='x\">&") == "&lt;a href=&#x27;x&quot;&gt;&amp;"
