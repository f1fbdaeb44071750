"""Clean text, exact offsets, and the fields of a document."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from rag.readers.assemble import Piece, Reading, assemble, clean, plain_date, stated

PATH = Path("/home/ann/employee_handbook-v2.txt")


def document(*pieces, path=PATH, **fields):
    reading = Reading(pieces=list(pieces), **fields)
    return assemble(reading, path=path, sha256="h", kind="txt")


def test_blocks_point_into_the_text():
    read = document(
        Piece("Head", level=1), Piece(" One. ", page=2), Piece("\x00"), Piece("Two", close=True)
    )
    assert read.text == "Head\n\nOne.\nTwo"
    assert [(read.text[b.start : b.end], b.page, b.level) for b in read.blocks] == [
        ("Head", None, 1),
        ("One.", 2, 0),
        ("Two", None, 0),
    ]


@given(st.lists(st.tuples(st.text(), st.booleans()), max_size=6))
def test_offsets_fit_whatever_the_text(parts):
    wanted = [clean(text).strip() for text, _ in parts if clean(text).strip()]
    pieces = [Piece(text, close=close) for text, close in parts]
    if not wanted:
        with pytest.raises(DocumentError, match=r"^there is no text in it$"):
            document(*pieces)
        return
    read = document(*pieces)
    assert [read.text[block.start : block.end] for block in read.blocks] == wanted
    assert read.text.encode("utf-8").decode("utf-8") == read.text


@given(st.text())
def test_clean_text_stays_clean(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in once if c not in "\n\t")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\x0cb", "a\n\nb"),
        ("e\u0301", "é"),
        ("o\ufb03ce \ufb01le", "office file"),
        ("Dampf\u00adschiff\u200b\ufeff", "Dampfschiff"),
        ("\u202eevil\u202c\U000e0041", "evil"),
        ("\ud800x\x07\x1b", "x"),
        ("1\u00a0000\u202f€", "1 000 €"),
        ("\uf0b7 item", "• item"),
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
    ],
)
def test_what_is_cleaned_and_what_is_kept(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-08-05", "2021-08-05"),
        ("2021-08-05T23:30:00Z", "2021-08-05"),
        (dt.date(2021, 8, 5), "2021-08-05"),
        (dt.datetime(2021, 8, 5, 23, 30, tzinfo=dt.UTC), "2021-08-05"),
        ("5 August 2021", "2021-08-05"),
        ("August 5, 2021", "2021-08-05"),
        ("05.08.2021", "2021-08-05"),
        ("unknown", None),
        ("08/05/2021", None),  # May or August
        ("August 2021", None),
        (2021, None),
        (None, None),
    ],
)
def test_dates(value, expected):
    assert plain_date(value) == expected


@pytest.mark.parametrize(
    "value", ["", " ", "unknown", "N/A", "None", None, True, ["a"], "Untitled"]
)
def test_words_for_nothing_are_nothing(value):
    assert stated(value) is None


def test_the_title_is_the_stated_one_else_the_heading_else_the_file_name():
    heading, late = Piece("The\nPlan", level=1), [Piece("x")] * 5
    assert document(heading, title="Stated  title").title == "Stated title"
    assert document(Piece("x"), Piece("Sub", level=2), heading).title == "The Plan"
    assert document(*late, heading).title == "Employee handbook v2"
    assert document(Piece("x"), path=Path("/tmp/__.md")).title == "Untitled"  # noqa: S108


def test_a_title_without_end_is_cut():
    assert document(Piece("x"), title="word " * 100).title == "word " * 39 + "word…"


def test_the_fields_are_handed_on():
    read = document(Piece("x"), date="2021-08-05", outlet="BBC", pages=3)
    assert (read.source, read.sha256, read.kind) == (str(PATH), "h", "txt")
    assert (read.date, read.outlet, read.pages) == ("2021-08-05", "BBC", 3)
