"""Text recognition on pictures and scans, with the real engine: what it reads, and within what."""

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
import pytest
import reportlab
from fpdf import FPDF

from index.errors import DocumentError
from rag.readers import read
from rag.readers.images import pixels_of, read_image
from rag.readers.pdf import read_pdf
from rag.readers.process import ReaderProcess
from rag.readers.recognition import recognise

ROOT = Path(__file__).parents[3]
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
WORDS = "Der Schlüssel für die Küche hängt um 12.30 Uhr über dem Hörer."
MORE = "Le café coûte 4,50 € et l'entrée est gratuite."
LARGE = "it has more than 89 million pixels: save it smaller"
RECOGNISED = "Read by text recognition (OCR), sure of "


def picture(*lines, size=30, ink=0):
    """A white picture with the lines on it, in a font that reportlab brings along."""
    letters = PIL.ImageFont.truetype(FONT, size)
    image = PIL.Image.new("L", (1100, 60 + 50 * len(lines)), 255)
    draw = PIL.ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((40, 30 + 50 * number), line, font=letters, fill=ink)
    return image


def saved(image, form, **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def illegible(*lines):
    """A picture of the lines under so much noise that the engine guesses."""
    noise = np.random.default_rng(3).normal(0, 210, (60 + 50 * len(lines), 1100))
    return PIL.Image.fromarray((picture(*lines) + noise).clip(0, 255).astype(np.uint8))


def texts(reading):
    return [piece.text for piece in reading.pieces]


@pytest.fixture(scope="module")
def scanned():
    """A PDF: a page with text, a page that is a picture, a page that is almost empty."""
    file = FPDF(format=(300, 200))
    file.set_font("Helvetica", size=11)
    file.add_page()
    file.cell(text="This page has a text layer, and the picture on it is a mere ornament.")
    file.image(picture("ornament"), x=20, y=60, w=250)
    file.add_page()
    file.cell(text="Scanner 7")
    file.image(picture(WORDS, MORE, *[""] * 7), x=20, y=40, w=250)
    file.add_page()
    return bytes(file.output())


def test_letters_with_accents_are_read_and_the_engine_is_sure():
    found = recognise(pixels_of(picture(WORDS, MORE)))
    assert [each.text.replace("’", "'") for each in found.seen] == [WORDS, MORE]
    assert found.sure > 0.95
    assert found.turns == 0
    assert abs(found.seen[0].corners[0][0] - 40) < 10


@pytest.mark.parametrize("turns", [1, 2])
def test_a_page_that_lies_wrong_is_turned(turns):
    lying = picture("One: the café", "Two: the key").rotate(90 * turns, expand=True)
    found = recognise(pixels_of(lying))
    assert found.turns == 4 - turns
    assert [each.text for each in found.seen] == ["One: the café", "Two: the key"]


def test_only_the_pages_of_a_pdf_that_are_pictures_are_recognised(scanned):
    reading = read_pdf(scanned)
    own, notice, *words = texts(reading)
    assert own == "This page has a text layer, and the picture on it is a mere ornament."
    assert notice.startswith(RECOGNISED)
    assert " ".join(words).replace("’", "'") == f"Scanner 7 {WORDS} {MORE}"
    assert [piece.page for piece in reading.pieces[:3]] == [1, 2, 2]
    assert reading.pages == 3


def test_a_tiff_has_pages_and_those_that_are_illegible_are_named(tmp_path):
    path = tmp_path / "notes.tif"
    bad = illegible(WORDS)
    path.write_bytes(
        saved(picture(WORDS), "TIFF", save_all=True, append_images=[bad, picture(MORE)])
    )
    document = read(path)
    shown = [document.text[block.start : block.end] for block in document.blocks]
    assert shown[0].startswith(RECOGNISED)
    assert shown[1] == WORDS
    assert shown[2].startswith("Page 2 is left out: text recognition (OCR) is only sure of ")
    assert shown[3].startswith(RECOGNISED)
    assert shown[4].replace("’", "'") == MORE
    assert (document.kind, document.title, document.pages) == ("tiff", "Notes", 3)
    assert [block.page for block in document.blocks] == [1, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("JPEG", "L"), ("BMP", "1"), ("WEBP", "RGB"), ("PNG", "I;16")],
)
def test_every_kind_of_picture_becomes_the_same_pixels(form, mode):
    image = picture("Hello")
    if mode == "RGBA":  # black letters on nothing
        image = PIL.Image.merge(
            "LA", (PIL.Image.new("L", image.size), image.point(lambda x: 255 - x))
        )
    if mode == "I;16":
        image = PIL.Image.fromarray(np.asarray(image).astype(np.uint16) * 16)  # 12 bits of 16
    elif mode != "L":
        image = image.convert(mode)
    decoded = PIL.Image.open(io.BytesIO(saved(image, form)))
    pixels = pixels_of(decoded)
    assert pixels.shape == (110, 1100, 3)
    assert np.abs(pixels[:, :, 0].astype(int) - np.asarray(picture("Hello"))).mean() < 3


def test_pictures_are_turned_as_the_camera_says_and_made_the_size_that_reads_best():
    tagged = PIL.Image.new("RGB", (400, 200))
    tagged.getexif()[0x0112] = 6  # held upright: a quarter turn
    decoded = PIL.Image.open(io.BytesIO(saved(tagged, "JPEG", exif=tagged.getexif())))
    assert pixels_of(decoded).shape == (800, 400, 3)
    assert pixels_of(PIL.Image.new("1", (6000, 4000))).shape == (2000, 3000, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no picture", "it is damaged, or not a picture at all"),
        (saved(picture(WORDS), "PNG")[:900], "it is damaged, or not a picture at all"),
        (saved(PIL.Image.new("1", (9500, 9500)), "PNG"), LARGE),
        (saved(PIL.Image.new("1", (14000, 14000)), "PNG"), LARGE),
        (
            saved(PIL.Image.new("L", (300, 200)), "PNG"),
            "text recognition (OCR) found no text on it",
        ),
    ],
)
def test_pictures_that_cannot_be_read(data, reason):
    with pytest.raises(DocumentError) as caught:
        read_image(data)
    assert str(caught.value) == reason


def test_a_picture_whose_words_are_unsure_is_refused():
    with pytest.raises(DocumentError, match=r"^it is a picture, and text recognition \(OCR\) is"):
        read_image(saved(illegible(WORDS), "PNG"))


def test_a_pdf_without_anything_on_it():
    file = FPDF()
    file.add_page()
    with pytest.raises(DocumentError, match=r"^it has no text, and text recognition \(OCR\) found"):
        read_pdf(bytes(file.output()))


def test_the_child_tells_of_every_page_within_the_limits(scanned, tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned)
    heard = []
    with ReaderProcess(listener=lambda page, of: heard.append((page, of))) as reader:
        document = reader.read(path)
    assert WORDS in document.text
    assert heard == [(2, 3)]  # the other two took no time


def test_it_opens_no_connection_writes_no_file_and_prints_nothing(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(saved(picture(WORDS), "PNG"))
    code = (
        "import json, sys, warnings; warnings.simplefilter('error')\n"
        "seen = []\n"
        "def watch(event, args):\n"
        "    if event.startswith(('socket.connect', 'socket.getaddrinfo', 'os.mkdir')):\n"
        "        seen.append(event)\n"
        "    if event == 'open' and isinstance(args[2], int) and args[2] & 3:\n"
        "        seen.append(f'writes {args[0]}')\n"
        "sys.addaudithook(watch)\n"
        "from pathlib import Path; from rag.readers import read\n"
        "text = read(Path(sys.argv[1])).text\n"
        "print(json.dumps([text, seen]))\n"
    )
    found = subprocess.run(
        [sys.executable, "-B", "-c", code, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    text, seen = json.loads(found.stdout)
    assert WORDS in text
    assert seen == []
    assert found.stderr == ""
