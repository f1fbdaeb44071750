"""Text recognition (OCR): the lines of text on the picture of a page, and how sure each is.

RapidOCR runs PaddleOCR's models in onnxruntime: PP-OCRv6 "small" finds the lines and reads them.
Both are files of its package. Their paths are given to it, because only for a model without a path
does it ever look on the network.
"""

import functools
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]
    """Rows, columns, and blue, green, red."""

SURE_ENOUGH = 0.9
"""Mean confidence below which a page is left out.

It is about the share of letters that are right: where scripts/ocr_table.py makes pages worse and
worse, text of 0.99 has no errors, 0.96 eight words in ten, 0.91 four to eight, and 0.87 five.
"""

THREADS = 2
LONGEST_SIDE = 3000
"""Pixels of the longer side that lines are read from; A4 at 256 dpi."""

_FINDING_SIDE = 1280  # pixels in which lines are looked for: 900 MB less than 2,000 at a time
_LEGIBLE = 0.5  # confidence of a line: what is below are ornaments and edges of pictures
_LOGGER = "RapidOCR"  # writes to the terminal unless it is told not to

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A run of text on a picture, in pixels of the picture as it was read."""

    text: str
    sure: float
    """The engine's confidence, 0 to 1."""
    corners: Corners
    """Top left, top right, bottom right, bottom left, as the text is read."""

    @property
    def height(self) -> float:
        """Height of the letters' box, however the page is tilted."""
        return math.dist(self.corners[0], self.corners[3])

    @property
    def length(self) -> float:
        """From the first letter to the last."""
        return math.dist(self.corners[0], self.corners[1])


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was read on one picture."""

    seen: tuple[Seen, ...]
    sure: float
    """Mean confidence of the characters, those of illegible lines included; 1 without text."""
    turns: int
    """Quarter turns against the clock after which the picture could be read."""
    width: int
    height: int
    """Of the picture in pixels, after the turns."""


def recognise(pixels: "Pixels") -> Recognition:
    """Return the text on a picture, turned upright where that reads better.

    Takes 2 to 6 seconds a page and 0.6 GB. Raises MemoryError at the limit of the process.
    """
    first = _recognise(pixels, 0)
    if first.seen and _is_sideways(first.seen):
        # Some lines can be read as they lie, but the last would come first.
        found = [_recognise(pixels, turns) for turns in (1, 3)]
    elif first.seen and first.sure < SURE_ENOUGH:
        found = [first, _recognise(pixels, 2)]
    else:
        return first
    # On its head a page gives few letters, and by chance some of them with confidence.
    return max(found, key=lambda each: each.sure * _letters(each))


def _recognise(pixels: "Pixels", turns: int) -> Recognition:
    import cv2
    import numpy as np
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    upright = np.ascontiguousarray(np.rot90(pixels, turns))
    try:
        found = _engine()(upright)
    except (cv2.error, ONNXRuntimeError) as error:
        if "memory" in str(error).lower() or "alloc" in str(error).lower():
            raise MemoryError from error
        raise
    every = [
        Seen(text, float(score), tuple((float(x), float(y)) for x, y in box))
        for text, score, box in zip(
            found.txts or (), found.scores or (), _list(found.boxes), strict=True
        )
    ]
    characters = sum(len(each.text) for each in every)
    return Recognition(
        seen=tuple(each for each in every if each.sure >= _LEGIBLE),
        sure=sum(each.sure * len(each.text) for each in every) / characters if characters else 1.0,
        turns=turns,
        width=upright.shape[1],
        height=upright.shape[0],
    )


def _list(boxes: Any) -> list[Any]:  # noqa: ANN401  (an array, or None where nothing is found)
    return [] if boxes is None else list(boxes)


def _letters(found: Recognition) -> int:
    return sum(character.isalnum() for each in found.seen for character in each.text)


def _is_sideways(seen: tuple[Seen, ...]) -> bool:
    """Whether most text stands on end: the engine turns each such line, but not their order."""
    upright = sum(
        len(each.text)
        for each in seen
        if abs(each.corners[1][0] - each.corners[0][0])
        >= abs(each.corners[3][1] - each.corners[0][1])
    )
    return 2 * upright < sum(len(each.text) for each in seen)


@functools.cache
def _engine() -> Any:  # noqa: ANN401  (RapidOCR has no types)
    """Load the models once a process: half a second."""
    import logging

    logging.getLogger(_LOGGER).setLevel(logging.CRITICAL)
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # what is dropped must count in the confidence
            "Global.use_cls": False,  # turns single lines; here the whole page is turned
            "Global.max_side_len": LONGEST_SIDE,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINDING_SIDE,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Rec.rec_batch_num": 1,  # 370 MB less than 6, and no slower on two threads
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
