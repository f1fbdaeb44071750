import pytest
from web_fakes import EN

from ui.web.language import language
from ui.web.words import day, file_name, moment, place, safe


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
    assert day(iso, EN) == written


def test_moment_is_in_the_time_of_this_machine(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    assert moment("2025-11-21T08:05:00Z", EN) == "21 November 2025, 09:05"
    assert moment("2025-12-31T23:30:00Z", EN) == "1 January 2026, 00:30"
    assert moment("yesterday", EN) == "yesterday"
    monkeypatch.undo()
    time.tzset()


def test_german_dates():
    german = language("de")
    assert day("2019-07-21", german) == "21. Juli 2019"
    assert day("2019-03", german) == "2019-03"
    assert moment("2025-11-21T08:05:00+00:00", german).endswith(":05 Uhr")


def test_a_place_leaves_out_what_is_not_known():
    assert place(("3 August 2021", "", "Elections")) == "3 August 2021 · Elections"


def test_file_name():
    assert file_name("/a/b/c d.pdf") == "c d.pdf"
    assert file_name("/") == "/"


def test_safe_escapes_both_quotes():
    assert safe("<a href='x\">&") == "&lt;a href=&#x27;x&quot;&gt;&amp;"
