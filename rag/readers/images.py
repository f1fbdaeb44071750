"""Pictures (PNG, JPEG, TIFF, BMP, WebP): the text that text recognition reads on them."""

import io
import warnings
from typing import TYPE_CHECKING

from index.errors import DocumentError
from rag.readers.assemble import Reading
from rag.readers.pdf_layout import lay_out
from rag.readers.progress import page_done
from rag.readers.recognition import LONGEST_SIDE
from rag.readers.scans import first_title, marked, mean_sure, read_scan, require_legible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from rag.readers.recognition import Pixels

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_PIXELS = 89_000_000  # where Pillow warns; A3 at 600 dpi is 70 million
_SMALL_SIDE = 1000  # pixels; letters of a small picture are read better at twice the size


def read_image(data: bytes) -> Reading:
    """Return the paragraphs on a picture; a TIFF may have many pages, counted from 1.

    Raises DocumentError when it is damaged or too large, or when no text on it can be read.
    """
    scans = {}
    for page, of, pixels in _pages(data):
        scans[page] = read_scan(pixels)
        page_done(page, of)
    require_legible(scans.values())
    if not any(scan.lines for scan in scans.values()):
        raise DocumentError("text recognition (OCR) found no text on it")
    pieces = lay_out([scan.lines if scan.is_legible else [] for scan in scans.values()])
    return Reading(
        pieces=marked(pieces, scans),
        title=first_title(pieces),
        pages=len(scans),
        ocr=mean_sure(scans.values()),
    )


def _pages(data: bytes) -> "Iterator[tuple[int, int, Pixels]]":
    """Yield the number of each page, how many there are, and its pixels."""
    import PIL.Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            image = PIL.Image.open(io.BytesIO(data), formats=_FORMATS)
        with image:
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            for index in range(count):
                image.seek(index)
                yield index + 1, count, pixels_of(image)
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # all of them from decoders
        raise DocumentError("it is damaged, or not a picture at all") from error


def pixels_of(image: "Image") -> "Pixels":
    """Return the picture upright, in colour, on white, and as large as it is best read.

    Raises DocumentError when it has too many pixels, and what Pillow raises for damaged data.
    """
    import numpy as np
    import PIL.Image
    from PIL import ImageOps

    if image.width * image.height > _MOST_PIXELS:
        raise _too_large()
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG alone: decodes a part of the pixels
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):  # 16 bits a pixel, which Pillow would cut off instead of scaling
        values = np.asarray(image, dtype=np.float32)
        image = PIL.Image.fromarray((values / max(values.max(), 1) * 255).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = PIL.Image.new("RGBA", image.size, "white")
        image = PIL.Image.alpha_composite(white, image)
    image = image.convert("RGB")
    longest = max(image.size)
    factor = 2.0 if longest <= _SMALL_SIDE else min(LONGEST_SIDE / longest, 1.0)
    if factor != 1:
        image = image.resize([max(1, round(side * factor)) for side in image.size])
    return np.asarray(image)[:, :, ::-1]


def _too_large() -> DocumentError:
    return DocumentError(
        f"it has more than {_MOST_PIXELS // 1_000_000} million pixels: save it smaller"
    )
