"""A page of a PDF as a picture: the place of the quote, checked by the colour of its ink."""

import hashlib
import io
import math
import os
import subprocess
import sys

import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image

from index.errors import DocumentError
from rag.page_picture import page_picture
from rag.quote_places import over_break, place_of
from rag.readers import read

WIDTH = 900
LEFT, RIGHT = 20, 110  # where columns begin, in mm

ONE_COLUMN = (
    (LEFT, "The committee met on Tuesday morning. *It agreed that the old"),
    (LEFT, "*(and cold) house should be sold for £1.2 million."),
    (LEFT, "Nobody objected; the price (£1.3 million) was"),
    (LEFT, "thought to be fair by everyone who spoke."),
)
HYPHENS = (
    (LEFT, "Visitors are asked to wait. *The depart-"),
    (LEFT, "*ment keeps a list of all guests and in-"),
    (LEFT, "*forms the porter.* Badges are worn"),
    (LEFT, "in all rooms of the house, always."),
)
BESIDE = tuple(
    (RIGHT, text)
    for text in ("Keys are kept", "in the office on", "the first floor;", "please ask there.")
)


def write(path, *pages, pitch=5, turn=0):
    """Write pages of (x, text) lines; text after * is red until the line ends or the next *."""
    file = FPDF()
    for lines in pages:
        file.add_page()
        with file.rotation(turn, x=105, y=105):  # mm: the middle of the upper square of A4
            put(file, lines, pitch)
    file.output(str(path))
    return path


def put(file, lines, pitch):
    file.set_font("Helvetica", size=11)
    rows = {}
    for x, text in lines:
        rows[x] = rows.get(x, -1) + 1
        done = ""
        for at, part in enumerate(text.split("*")):
            file.set_text_color(220 if at % 2 else 0, 0, 0)
            file.text(x + file.get_string_width(done), 30 + pitch * rows[x], part)
            done += part


def quote_of(path, begin, end):
    """Return the sentence as our own reader writes it."""
    text = read(path).text
    start = text.index(begin)
    return text[start : text.index(end, start) + len(end)]


def ink(picture):
    """Return counts of pixels: red in boxes, red outside, black in boxes."""
    pixels = np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)
    assert pixels.shape == (picture.height, picture.width, 3)
    red = pixels[:, :, 0] - pixels[:, :, 1] > 80
    black = pixels.max(axis=2) < 120
    around, within = np.zeros_like(red), np.zeros_like(red)
    for left, top, width, height in picture.boxes:
        x0, y0 = left * picture.width, top * picture.height
        x1, y1 = x0 + width * picture.width, y0 + height * picture.height
        around[math.floor(y0) - 1 : math.ceil(y1) + 1, math.floor(x0) - 1 : math.ceil(x1) + 1] = (
            True
        )
        within[math.ceil(y0) : math.floor(y1), math.ceil(x0) : math.floor(x1)] = True
    return int((red & around).sum()), int((red & ~around).sum()), int((black & within).sum())


def assert_covers(picture, lines):
    inside, outside, black = ink(picture)
    assert len(picture.boxes) == lines
    assert inside > 300
    assert (outside, black) == (0, 0)


def test_a_quote_over_two_lines_is_covered_and_its_neighbours_are_not(tmp_path):
    path = write(tmp_path / "a.pdf", ONE_COLUMN)
    quote = quote_of(path, "It agreed", "million.")
    assert quote == "It agreed that the old (and cold) house should be sold for £1.2 million."
    picture = page_picture(path, 1, quote, WIDTH)
    assert (picture.width, picture.continued) == (WIDTH, False)
    assert picture.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert_covers(picture, 2)


def test_divided_words_in_one_of_two_columns(tmp_path):
    path = write(tmp_path / "a.pdf", (*HYPHENS, *BESIDE))
    quote = quote_of(path, "The depart", "porter.")
    assert "-" not in quote
    assert_covers(page_picture(path, 1, quote, WIDTH), 3)


def test_a_sentence_that_goes_on_in_the_next_column(tmp_path):
    left = (*HYPHENS[:1], (LEFT, "*ment is in the"))
    right = ((RIGHT, "*north wing.* It is open"), (RIGHT, "on every day of the week."))
    path = write(tmp_path / "a.pdf", (*left, *right))
    picture = page_picture(path, 1, "The department is in the north wing.", WIDTH)
    assert_covers(picture, 3)
    assert picture.boxes[2][0] > 0.5


def test_lines_set_solid_do_not_touch(tmp_path):
    path = write(tmp_path / "a.pdf", ONE_COLUMN, pitch=11 * 25.4 / 72)
    assert_covers(page_picture(path, 1, quote_of(path, "It agreed", "million."), WIDTH), 2)


def altered(path, alter):
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    alter(document[0])
    made = path.with_stem("altered")
    document.save(made)
    document.close()
    return made


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_stored_turned(tmp_path, turn):
    path = write(tmp_path / "a.pdf", ONE_COLUMN, turn=turn)
    path = altered(path, lambda page: page.set_rotation(turn))
    picture = page_picture(path, 1, quote_of(path, "It agreed", "million."), WIDTH)
    assert (picture.width > picture.height) == (turn != 180)
    assert_covers(picture, 2)


def test_a_cropped_page(tmp_path):
    path = write(tmp_path / "a.pdf", ONE_COLUMN)
    path = altered(path, lambda page: page.set_cropbox(40, 500, 500, 800))
    picture = page_picture(path, 1, quote_of(path, "It agreed", "million."), WIDTH)
    assert picture.height == round(WIDTH * 300 / 460)
    assert_covers(picture, 2)


def test_a_sentence_that_ends_on_the_next_page_is_marked_as_far_as_the_page_goes(tmp_path):
    first = [(LEFT, "The rooms are warm. *Guests leave the house by"), (LEFT, "Page 1")]
    second = [(LEFT, "noon on the last day. Keys are left at the door.")]
    path = write(tmp_path / "a.pdf", first, second)
    picture = page_picture(path, 1, "Guests leave the house by noon on the last day.", WIDTH)
    assert picture.continued
    assert_covers(picture, 1)


def test_the_text_around_tells_repeated_sentences_apart(tmp_path):
    lines = (
        (LEFT, "Room 1. Please knock. Then wait."),
        (LEFT, "Room 2. *Please knock.* Then leave."),
    )
    path = write(tmp_path / "a.pdf", lines)
    assert page_picture(path, 1, "Please knock.", WIDTH).boxes == ()
    assert_covers(page_picture(path, 1, "Please knock.", WIDTH, before="Room 1. … Room 2. "), 1)
    assert_covers(page_picture(path, 1, "Please knock.", WIDTH, after=" Then leave."), 1)


@pytest.mark.parametrize(
    "quote",
    [
        "It agreed to nothing.",
        "agree",
        "£12 million",
        "1.3 mill",
        "",
        "…",
        "\0\ud800 \u202e",
        "A" * 10**6,
    ],
)
def test_what_is_not_there_for_certain_has_no_place(tmp_path, quote):
    path = write(tmp_path / "a.pdf", ONE_COLUMN)
    picture = page_picture(path, 1, quote, 200)
    assert (picture.boxes, picture.continued) == ((), False)


def test_letters_in_other_forms_are_the_same():
    text = "Die ﬁnale Größe\r\nbeträgt 5\u00a0m²."
    assert place_of(text, "Die finale Größe beträgt 5 m2.") == (0, len(text) - 1)


def test_brackets_and_stops_belong_to_the_quote():
    assert place_of("so. “Yes (now)!” Then", "“Yes (now)!”") == (4, 15)
    assert place_of("so. “Yes (now)!” Then", "Yes (now") == (5, 12)


def test_a_page_break_is_not_guessed():
    assert over_break("He came\r\n4", "home late. She left.", "He came home late.") == (0, 6)
    assert over_break("He came by", "home late. She left.", "He came home late.") is None
    assert over_break("He came\r\n4", "They went home late.", "He came home late.") is None
    assert over_break("a" * 3_000, "b" * 3_000, "a" * 10**6 + "b") is None
    assert over_break("He came\r\nHe came", "home late.", "He came home late.") is None


def test_a_strip_of_a_page_does_not_fill_the_memory(tmp_path):
    file = FPDF(unit="pt", format=(10, 10_000))
    file.add_page()
    file.output(str(tmp_path / "a.pdf"))
    picture = page_picture(tmp_path / "a.pdf", 1, "x", 5_000)
    assert 11e6 < picture.width * picture.height < 13e6


@pytest.mark.parametrize(
    ("change", "page", "reason"),
    [
        (lambda path: path.unlink(), 1, "the file cannot be opened any more"),
        (lambda path: path.write_bytes(b"%PDF-1.7 no"), 1, "the file is damaged or protected"),
        (lambda _: None, 2, "it has no page 2"),
        (lambda _: None, 0, "it has no page 0"),
    ],
    ids=["gone", "damaged", "shorter", "zero"],
)
def test_what_cannot_be_drawn_is_said(tmp_path, change, page, reason):
    path = write(tmp_path / "ä\nb.pdf", ONE_COLUMN)
    change(path)
    with pytest.raises(DocumentError, match=reason):
        page_picture(path, page, "It agreed", WIDTH)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_file_that_never_ends_costs_its_time_limit(tmp_path):
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(DocumentError, match=r"longer than 0\.5 seconds"):
        page_picture(tmp_path / "a.pdf", 1, "x", WIDTH, seconds=0.5)


@pytest.mark.parametrize("memory", [1 << 20, "no number"], ids=["memory", "crash"])
def test_a_child_that_breaks_is_said(tmp_path, monkeypatch, memory):
    path = write(tmp_path / "a.pdf", ONE_COLUMN)
    monkeypatch.setattr("rag.page_picture.MEMORY_BYTES", memory)
    with pytest.raises(DocumentError, match=r"drawing the page (failed|needs more memory)"):
        page_picture(path, 1, "It agreed", WIDTH)


def test_the_parent_loads_no_pdf_library():
    code = "import sys, rag.page_picture; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
