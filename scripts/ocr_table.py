"""Print how much of a scan text recognition reads: words and letters found, by kind of scan.

The pages are drawn here, in two fonts, at 150 and 300 dpi, and made as scanners make them: tilted,
noisy, blurred, compressed. Run it with `python scripts/ocr_table.py`; it takes eight minutes on two
slow cores. Fonts are looked for where Linux keeps them; `--fonts A.ttf B.ttf` names others.
"""

import argparse
import difflib
import io
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from rag.readers.images import pixels_of
from rag.readers.pdf_layout import lay_out
from rag.readers.reading_order import read_lines
from rag.readers.recognition import recognise

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

TEXTS = {
    "en": (
        "The reading room of the harbour library opens at nine on weekdays, on Saturdays at ten. "
        "Visitors may borrow up to twelve books for four weeks; a renewal costs £1.50 and can be "
        "made by telephone (0117 496 0132) or by e-mail. The heating was replaced in March 2021 "
        "for £48,300, which was 6.5% less than the lowest of three offers. Lost cards are blocked "
        "at once. Children under 14 need the signature of a parent, except on school visits. "
    ),
    "de": (
        "Die Größe der Grundstücke wurde am 17. Juli 2019 überprüft: Für jede Fläche über 850 m² "
        "fällt eine jährliche Gebühr von 1.240,75 € an. Müssen Bäume gefällt werden, so ist dies "
        "dem Gartenamt vier Wochen vorher anzuzeigen. Außerdem dürfen Äste die Straße nicht "
        "überragen. Verstöße können mit bis zu 5.000 € geahndet werden. "
    ),
    "fr": (
        "L’été dernier, le théâtre municipal a reçu 23 400 spectateurs, soit une hausse de 8,2 %. "
        "Où que l’on soit placé, la scène est visible; les élèves et les aînés paient 12 €. "
        "La façade a été restaurée grâce à un don, et le foyer rouvrira dès le 3 août. "
    ),
    "es": (
        "El año pasado, la compañía contrató a 315 técnicos según el informe del señor Núñez. "
        "¿Cuándo empezará la reparación del túnel? Todavía no está decidido, pero costará unos "
        "7,4 millones de euros. Además, habrá un autobús gratuito cada quince minutos. "
    ),
}
_FONTS = (
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
)
_A4 = (8.27, 11.69)  # inches
_RANDOM = np.random.default_rng(7)

KINDS: dict[str, dict[str, float]] = {
    "clean": {},
    "tilted 1.5°": {"tilt": 1.5},
    "noise": {"noise": 25},
    "tilted, noise, JPEG 40": {"tilt": -1, "noise": 18, "jpeg": 40},
    "blurred": {"blur": 1 / 110},
    "more blurred": {"blur": 1 / 80},
    "much noise": {"noise": 90},
    "faint, noise": {"noise": 45, "ink": 130},
    "very blurred": {"blur": 1 / 60},
    "blurred and noise": {"blur": 1 / 90, "noise": 30},
    "illegible": {"blur": 1 / 90, "noise": 45},
}
"""What is done to a page: degrees, grey levels, JPEG quality, inches, grey level of the ink."""


def main() -> None:
    """Print one line for each kind of scan, then one for columns and for small print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fonts", nargs="+", type=Path, default=_FONTS)
    options.add_argument("--quick", action="store_true", help="150 dpi and the first font alone")
    chosen = options.parse_args()
    fonts = chosen.fonts[:1] if chosen.quick else chosen.fonts
    print(f"{'scan':<52} {'words':>7} {'letters':>8} {'order':>7} {'sure':>6} {'seconds':>8}")
    for dpi in (150,) if chosen.quick else (150, 300):
        for font in fonts:
            for name, damage in KINDS.items():
                page, text = drawn(font, dpi, ink=int(damage.get("ink", 0)))
                told(f"{font.stem}, {dpi} dpi, {name}", damaged(page, dpi, damage), text)
            page, text = drawn(font, dpi, columns=2)
            told(f"{font.stem}, {dpi} dpi, two columns", page, text)
            for size in (8, 6):
                page, text = drawn(font, dpi, size=size)
                told(f"{font.stem}, {dpi} dpi, {size} points", page, text)
            page, text = drawn(font, dpi)
            told(f"{font.stem}, {dpi} dpi, on its head", page.rotate(180), text)
            told(f"{font.stem}, {dpi} dpi, sideways", page.rotate(90, expand=True), text)


def drawn(
    font: Path, dpi: int, *, size: float = 11, columns: int = 1, ink: int = 0
) -> tuple[Image.Image, str]:
    """Return a grey A4 page of the four texts, and the words on it in order."""
    page = Image.new("L", (round(_A4[0] * dpi), round(_A4[1] * dpi)), 255)
    draw = ImageDraw.Draw(page)
    letters = ImageFont.truetype(str(font), round(size * dpi / 72))
    width = (page.width - 1.6 * dpi - 0.4 * dpi * (columns - 1)) / columns
    paragraphs = [_broken(draw, letters, text, width) for text in TEXTS.values()]
    step, gap = round(1.25 * size * dpi / 72), round(0.6 * size * dpi / 72)
    per_column = -(-len(paragraphs) // columns)
    for number, lines in enumerate(paragraphs):
        if number % per_column == 0:
            across, down = 0.8 * dpi + number // per_column * (width + 0.4 * dpi), 0.9 * dpi
        for line in lines:
            draw.text((across, down), line, font=letters, fill=ink)
            down += step
        down += gap
    return page, "".join(TEXTS.values())


def _broken(
    draw: ImageDraw.ImageDraw, letters: "FreeTypeFont", text: str, width: float
) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=letters) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def damaged(page: Image.Image, dpi: int, damage: dict[str, float]) -> Image.Image:
    """Return the page as a bad scanner gives it."""
    page = page.rotate(damage.get("tilt", 0.0), resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(damage.get("blur", 0.0) * dpi))
    grain = _RANDOM.normal(0, damage.get("noise", 0.0), (page.height, page.width))
    values = np.asarray(page) + grain
    page = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    if "jpeg" in damage:
        file = io.BytesIO()
        page.save(file, "JPEG", quality=int(damage["jpeg"]))
        page = Image.open(file)
    return page


def told(name: str, page: Image.Image, text: str) -> None:
    """Read a page and print what share of its words and letters was found, and in order."""
    start = time.perf_counter()
    found = recognise(pixels_of(page))
    seconds = time.perf_counter() - start
    read = " ".join(piece.text for piece in lay_out([read_lines(found)]))
    wanted, got = _words(text), _words(read)
    words = (Counter(wanted) & Counter(got)).total() / len(wanted)
    matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
    order = sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)
    letters = difflib.SequenceMatcher(None, "".join(wanted), "".join(got), autojunk=False)
    same = sum(block.size for block in letters.get_matching_blocks()) / len("".join(wanted))
    print(
        f"{name:<52} {words:7.1%} {same:8.1%} {order:7.1%} {found.sure:6.1%} {seconds:8.1f}",
        flush=True,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'"))


if __name__ == "__main__":
    main()
