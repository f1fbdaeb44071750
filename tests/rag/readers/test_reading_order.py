"""Recognised runs of text to lines: columns, tables, tilt, headings."""

import math

from rag.readers.reading_order import read_lines
from rag.readers.recognition import Recognition, Seen

HEIGHT = 20.0


def seen(text, left, top, *, width=None, height=HEIGHT, tilt=0.0):
    """A run of text, 10 pixels a letter, on a page turned by `tilt` degrees."""
    right, bottom = left + (width or 10 * len(text)), top + height
    cosine, sine = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Seen(
        text, 0.99, tuple((x * cosine - y * sine, x * sine + y * cosine) for x, y in corners)
    )


def page(*runs):
    return Recognition(seen=runs, sure=0.99, turns=0, width=1000, height=842)


def texts(*runs):
    return [line.text for line in read_lines(page(*runs), 1000)]


LEFT = [f"left {n}: a line of thirty letters" for n in range(4)]
RIGHT = [f"right {n}: and one of thirty letters" for n in range(4)]


def columns(tilt=0.0):
    beside = [
        seen(text, left, 100 + 30 * n, tilt=tilt)
        for n in range(4)
        for text, left in ((LEFT[n], 50), (RIGHT[n], 450))
    ]
    return [
        seen("A title that stands across both of the columns of text", 100, 50, tilt=tilt),
        *beside,
        seen("and a footer that stands across them as well as it does", 100, 230, tilt=tilt),
    ]


def test_columns_are_read_one_after_the_other():
    found = texts(*columns())
    assert found[0].startswith("A title")
    assert found[1:5] == LEFT
    assert found[5:9] == RIGHT
    assert found[9].startswith("and a footer")
    assert len(found) == 10


def test_a_tilted_page_is_straightened():
    assert texts(*columns(tilt=3.0)) == texts(*columns())
    beside = (seen("left part", 50, 100, tilt=3.0), seen("right part", 700, 100, tilt=3.0))
    assert texts(*beside) == ["left part right part"]


def test_three_columns():
    runs = [
        seen(f"column {column}, line {n}, thirty of them", 20 + 400 * column, 100 + 30 * n)
        for n in range(4)
        for column in range(3)
    ]
    found = texts(*runs)
    assert [text[7] for text in found] == list("000011112222")


def test_a_table_is_read_row_by_row():
    rows = [
        ("Item", "Price", "Sold"),
        ("Chair", "40", "7"),
        ("Table", "95", "3"),
        ("Lamp", "8", "1"),
    ]
    runs = [
        seen(cell, 50 + 250 * column, 100 + 40 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    lines = read_lines(page(*runs), 1000)
    assert [line.text for line in lines] == [" ".join(row) for row in rows]
    assert [line.gaps for line in lines] == [2, 2, 2, 2]


def test_words_found_apart_are_one_line_without_gaps():
    lines = read_lines(page(seen("by the", 110, 103), seen("Closed", 40, 100)), 1000)
    assert [(line.text, line.gaps) for line in lines] == [("Closed by the", 0)]


def test_sizes_tell_headings_and_nothing_else():
    runs = [
        seen("A heading", 50, 50, height=30),
        *(
            seen(f"plain line {n} of text", 50, 100 + 30 * n, height=23.5 if n == 2 else 20)
            for n in range(4)
        ),
    ]
    sizes = [line.size for line in read_lines(page(*runs), 1000)]
    assert len(set(sizes[1:])) == 1
    assert 1.4 < sizes[0] / sizes[1] < 1.6


def test_a_hyphen_at_the_end_of_a_line_divides_a_word_but_a_dash_does_not():
    lines = read_lines(page(seen("the com-", 50, 100), seen("mittee –", 50, 130)), 1000)
    assert [(line.text, line.divided) for line in lines] == [("the com", True), ("mittee –", False)]


def test_a_page_without_text_has_no_lines():
    assert read_lines(page()) == []
