"""Lines with known places: which belong together, and which are headings."""

from rag.readers.pdf_layout import lay_out
from rag.readers.pdf_lines import Line

WIDTH = 5.0  # points a character


def line(text, base, *, left=70.0, right=None, size=10.0, bold=False, divided=False, gaps=0):
    end = left + WIDTH * len(text) if right is None else right
    return Line(text, left, end, base, size, bold, divided, gaps)


def full(text, base, *, left=70.0, **fields):
    """A line that reaches the right edge of its column."""
    return line(text, base, left=left, right=left + 230, **fields)


def texts(*lines):
    return [(piece.text, piece.level) for piece in lay_out([list(lines)])]


def test_full_lines_go_on_and_a_wide_space_ends_a_paragraph():
    assert texts(
        full("First line of a paragraph that", 700),
        full("Ends with a full line of words.", 688),
        full("Next line of the same one which", 676),
        full("Next line of the next paragraph", 652),
        full("Goes on here to the very edge", 640),
    ) == [
        (
            (
                "First line of a paragraph that Ends with a full line of words. "
                "Next line of the same one which"
            ),
            0,
        ),
        ("Next line of the next paragraph Goes on here to the very edge", 0),
    ]


def test_an_item_after_a_full_line_is_a_block_of_its_own():
    pieces = lay_out([[full("We need all of the following:", 700), full("• some milk", 688)]])
    assert [(piece.text, piece.close) for piece in pieces] == [
        ("We need all of the following:", False),
        ("• some milk", True),
    ]


def test_a_column_ends_where_the_next_begins():
    left = [full(f"Left column line number {n} of", 700 - 12 * n) for n in range(6)]
    right = [full(f"Right column line {n} of", 700 - 12 * n, left=320.0) for n in range(6)]
    header = line("A header across the whole page", 740, right=550.0)
    found = texts(header, *left, *right)
    assert [text[:20] for text, _ in found] == ["A header across the ", "Left column line num"]
    assert found[1][0].endswith(
        "Left column line number 5 of Right column line 0 of "
        "Right column line 1 of Right column line 2 of Right column line 3 of "
        "Right column line 4 of Right column line 5 of"
    )


def test_a_heading_of_two_centred_lines_is_one():
    assert texts(
        line("All about the", 740, left=150.0, size=20.0),
        line("Plan", 716, left=180.0, size=20.0),
        full("First line of the text, which is the", 690),
        full("Second line of the text, which is", 678),
    ) == [
        ("All about the Plan", 1),
        ("First line of the text, which is the Second line of the text, which is", 0),
    ]


def test_one_word_in_bold_or_a_smaller_size_does_not_break_a_sentence():
    assert texts(
        full("The first line of a paragraph in", 700),
        full("which this is important to all", 688, bold=True),
        full("and this is set a little smaller", 676, size=9.0),
    ) == [
        (
            (
                "The first line of a paragraph in which this is important to all "
                "and this is set a little smaller"
            ),
            0,
        )
    ]


def test_right_to_left_lines_are_joined():
    first = line("the first line, from the right", 700, left=500.0, right=100.0)
    second = line("The second, which is shorter", 688, left=500.0, right=300.0)
    third = line("The third", 676, left=500.0, right=450.0)
    assert texts(first, second, third) == [
        ("the first line, from the right The second, which is shorter The third", 0)
    ]


def test_a_sentence_over_a_page_break_takes_only_its_own_end_along():
    first = [full("It was sold because the heating", 700)]
    second = [full("had failed. A new one costs a lot.", 700)]
    pieces = lay_out([first, second])
    assert [(piece.text, piece.page) for piece in pieces] == [
        ("It was sold because the heating had failed.", 1),
        ("A new one costs a lot.", 2),
    ]


def test_nothing_gives_nothing():
    assert lay_out([]) == []
    assert lay_out([[], []]) == []
