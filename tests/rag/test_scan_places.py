"""The place of a quote on a scan, checked by the colour of its ink."""

from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
import pytest
import reportlab

from rag.readers.images import pixels_of
from rag.scan_places import places_on_scan

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
LINES = ("Ask the porter. *Keys are kept", "*in the office on the first floor.*", "Ask the porter.")


@pytest.fixture(scope="module")
def page():
    """A page whose quote, between the stars, is red."""
    letters = PIL.ImageFont.truetype(str(FONT), 30)
    image = PIL.Image.new("RGB", (1060, 260), "white")
    draw = PIL.ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        across = 40.0
        for place, part in enumerate(line.split("*")):
            draw.text(
                (across, 30 + 60 * number), part, font=letters, fill=("#000", "#a00")[place % 2]
            )
            across += draw.textlength(part, font=letters)
    return image


def assert_covers(image, boxes, count):
    """The boxes cover the red ink and nearly nothing of the black ink."""
    assert len(boxes) == count
    rows = np.asarray(image).astype(int)
    height, width, _ = rows.shape
    covered = np.zeros((height, width), dtype=bool)
    for left, top, across, down in boxes:
        covered[
            int(top * height) : int((top + down) * height) + 1,
            int(left * width) : int((left + across) * width) + 1,
        ] = True
    red = (rows[:, :, 0] > 120) & (rows[:, :, 1] < 100)
    black = rows.sum(axis=2) < 150
    assert (red & covered).sum() > 0.95 * red.sum()
    assert (black & covered).sum() < 0.06 * black.sum()


@pytest.mark.parametrize("turns", [0, 1])
def test_the_boxes_cover_the_quote_alone_however_the_page_lies(page, turns):
    lying = page.rotate(90 * turns, expand=True)
    boxes = places_on_scan(pixels_of(lying), "Keys are kept in the office on the first floor.")
    assert_covers(lying, boxes, 2)


def test_a_quote_that_is_there_twice_or_not_at_all_has_no_place(page):
    assert places_on_scan(pixels_of(page), "Ask the porter.") == []
