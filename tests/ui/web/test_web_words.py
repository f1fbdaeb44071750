from dataclasses import replace

import pytest
from web_fakes import EN, FIRST, SECOND, THIRD, answered

from ui.export.numbers import place_of
from ui.lines import place as line
from ui.web.conversation import Turn
from ui.web.language import language
from ui.web.render import render_turn
from ui.web.render_actions import plain
from ui.web.render_document import render_document
from ui.web.words import day, file_name, moment, page_place, place, safe


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


@pytest.mark.parametrize(
    ("source", "english", "german"),
    [
        ("/a/b.pdf", "page 3", "Seite 3"),
        ("/a/b.docx", "page 3", "Seite 3"),
        ("/a/b", "page 3", "Seite 3"),
        ("/a/b.pptx.pdf", "page 3", "Seite 3"),
        ("C:\\a\\b.PPTX", "slide 3", "Folie 3"),
        ("/a/b.pptm", "slide 3", "Folie 3"),
        ("/a/b.ppsx", "slide 3", "Folie 3"),
        ("/a/b.odp", "slide 3", "Folie 3"),
    ],
)
def test_presentations_have_slides_in_the_place_of_pages(source, english, german):
    text = language("de")
    assert (page_place(source, 3, EN), page_place(source, 3, text)) == (english, german)
    assert page_place(source, None, EN) == ""
    at = replace(FIRST, source=source)
    answer = replace(answered(), evidence=(at, SECOND, THIRD))
    answer = replace(answer, citations=tuple(replace(c, source=source) for c in answer.citations))
    turn = Turn(1, "Who?", answer, ended=True)
    for shown, words in ((EN, english.replace("3", "4")), (text, german.replace("3", "4"))):
        cited = next(c for c in answer.citations if c.number == 2)
        for told in (
            render_turn(turn, shown), plain("Who?", answer, shown), place_of(cited, shown),
            render_document(1, answer.citations, 2, None, shown),
        ):  # fmt: skip
            assert words in told
    assert line("T", "H", None, 4, source) == f"T · {english.replace('3', '4')} · H"
