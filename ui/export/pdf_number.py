"""The number of a source in the margin of a PDF's list, which is also where links lead to."""

from reportlab.platypus import Flowable

from ui.export.pdf_styles import ACCENT, BOLD

SIZE = 8.5
_BASELINE = SIZE
"""Points below the top of the line of text beside it: there its letters stand too."""


class Number(Flowable):  # type: ignore[misc]
    """A number that takes no room: what follows stands to its right."""

    def __init__(self, number: int, name: str, back: str) -> None:
        """`name` is what links lead to; `back` where this number leads to, empty for nowhere."""
        super().__init__()
        self._text = str(number)
        self._name = name
        self._back = back
        self.spaceBefore = 9

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes: none."""
        return 0, 0

    def draw(self) -> None:
        """Write the number, its link and its name."""
        canvas = self.canv
        canvas.setFont(BOLD, SIZE)
        canvas.setFillColor(ACCENT)
        canvas.drawString(0, -_BASELINE, self._text)
        canvas.bookmarkHorizontal(self._name, 0, 4)
        if self._back:
            width = canvas.stringWidth(self._text, BOLD, SIZE)
            area = (-2, -_BASELINE - 3, width + 2, 1)
            canvas.linkRect("", self._back, area, relative=1, thickness=0)
