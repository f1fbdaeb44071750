"""How recognised pages are marked, and when they are left out."""

import pytest

from index.errors import DocumentError
from rag.readers.assemble import Piece
from rag.readers.pdf_lines import Line
from rag.readers.scans import Scan, marked, require_legible

LINE = Line("x", 0, 1, 0, 10, bold=False, divided=False, gaps=0)


def scan(sure, lines=(LINE,)):
    return Scan(list(lines), sure)


def shown(pieces, scans):
    return [(piece.text, piece.page, piece.level) for piece in marked(pieces, scans)]


def test_a_page_without_a_heading_gets_one():
    assert shown([Piece("One.", 1), Piece("Two.", 1)], {1: scan(0.9799)}) == [
        ("Read by text recognition (OCR), sure of 97 % of the letters", 1, 6),
        ("One.", 1, 0),
        ("Two.", 1, 0),
    ]


def test_a_heading_says_it_on_every_page_that_it_covers():
    pieces = [Piece("Costs", 1, 2), Piece("One.", 1), Piece("Two.", 2)]
    assert shown(pieces, {1: scan(0.98), 2: scan(0.93)}) == [
        ("Costs (read by OCR, sure of 98 % of the letters)", 1, 2),
        ("One.", 1, 0),
        ("Costs (read by OCR, sure of 93 % of the letters)", 2, 6),
        ("Two.", 2, 0),
    ]


def test_pages_with_text_of_their_own_are_not_marked():
    pieces = [Piece("Costs", 1, 2), Piece("One.", 1), Piece("Two.", 2), Piece("Three.", 3)]
    assert shown([*pieces, Piece("Four.", 3)], {2: scan(0.98)}) == [
        ("Costs", 1, 2),
        ("One.", 1, 0),
        ("Costs (read by OCR, sure of 98 % of the letters)", 2, 6),
        ("Two.", 2, 0),
        ("Costs", 3, 6),
        ("Three.", 3, 0),
        ("Four.", 3, 0),
    ]
    assert shown([Piece("One.", 1), Piece("Two.", 2)], {1: scan(1.0)})[2] == ("Page 2", 2, 6)


def test_pages_that_are_left_out_are_named_where_they_were():
    pieces = [Piece("One.", 1), Piece("Three.", 3)]
    assert shown(pieces, {2: scan(0.41), 4: scan(0.2)}) == [
        ("One.", 1, 0),
        ("Page 2 is left out: text recognition (OCR) is only sure of 41 % of the letters", 2, 6),
        ("Page 3", 3, 6),
        ("Three.", 3, 0),
        ("Page 4 is left out: text recognition (OCR) is only sure of 20 % of the letters", 4, 6),
    ]


def test_nothing_is_said_of_empty_pages_and_of_files_without_scans():
    assert shown([Piece("One.", 1)], {2: scan(1.0, lines=())}) == [("One.", 1, 0)]
    assert shown([Piece("One."), Piece("Two.")], {}) == [("One.", None, 0), ("Two.", None, 0)]


def test_a_document_of_illegible_pages_is_refused():
    with pytest.raises(DocumentError) as caught:
        require_legible([scan(0.41), scan(0.62)])
    assert str(caught.value) == (
        "it is a picture, and text recognition (OCR) is too unsure of what it reads there "
        "(62 % of the letters at best): scan it again, straight, at 300 dpi"
    )
    require_legible([scan(0.41), scan(0.95)])
    with pytest.raises(DocumentError, match=r"\(30 % of the letters at best\)"):
        require_legible([scan(0.3, lines=())])
    require_legible([scan(1.0, lines=())])
    require_legible([])
