"""Which characters the PDF's own font can show, and what stands for the others.

DejaVu Sans covers Latin, Greek, Cyrillic, Armenian and Georgian writing and common symbols. It has
no Chinese, Japanese, Korean or Indic writing and few emoji; fonts for them would outweigh the rest
of Footnote. It has Hebrew and Arabic, but they would stand in the PDF from left to right, which is
worse than a gap since it looks like text.
"""

import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from ui.export.sheet import Paragraph, Run, Sheet, Source, Versions

GAP = "□"


@dataclass(slots=True)
class Glyphs:
    """Replaces what cannot be shown, and remembers that it did."""

    known: AbstractSet[int]
    """Code points that the font has a picture for."""
    note: str
    """What to say where some are missing."""
    missing: set[str] = field(default_factory=set)

    def shown(self, text: str) -> str:
        """Return text that the font can show; accents are joined with their letters."""
        return "".join(self._shown(c) for c in unicodedata.normalize("NFC", text))

    def _shown(self, character: str) -> str:
        backwards = unicodedata.bidirectional(character) in ("R", "AL")
        if ord(character) in self.known and not backwards:
            return character
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            return ""  # joiners and accents of characters that are gaps already
        self.missing.add(character)
        return GAP

    def sheet(self, sheet: Sheet) -> Sheet:
        """Return the sheet as the font can show it, with a note before its last line if need be."""
        blocks = tuple(self._block(block) for block in sheet.blocks)
        if self.missing:
            blocks = (*blocks[:-1], Paragraph("closing", (Run(self.note),)), blocks[-1])
        return replace(sheet, blocks=blocks)

    def _block(self, block: Paragraph | Versions | Source) -> Paragraph | Versions | Source:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Versions(cells):
                return Versions(tuple((self._paragraph(v), self._paragraph(p)) for v, p in cells))
            case Source(_, title, place, quote):
                shown = self.shown
                return replace(block, title=shown(title), place=shown(place), quote=shown(quote))

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        runs = tuple(replace(run, text=self.shown(run.text)) for run in paragraph.runs)
        return replace(paragraph, runs=runs)
