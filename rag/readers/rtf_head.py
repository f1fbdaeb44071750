"""What an RTF file declares before its text: code page, fonts and paragraph styles."""

import re
from dataclasses import dataclass, field

from rag.readers.rtf_text import heading_level
from rag.readers.rtf_words import CHARSETS, DEFAULT_PAGES, encoding_of_page


@dataclass(slots=True)
class RtfHead:
    """The declarations read so far."""

    default_font: int = -1
    levels: dict[int, int] = field(default_factory=dict)
    """Heading levels by the numbers of paragraph styles."""
    _page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _style: int = 0
    _name: str = ""

    def encoding(self, font: int) -> str:
        """Return the encoding of bytes in a font, by its number."""
        return self._fonts.get(font, self._page)

    def declare_page(self, word: str, number: int | None) -> None:
        """Follow a word that names the code page; other words change nothing."""
        if word == "ansicpg":
            self._page = encoding_of_page(number or 1252)
        else:
            self._page = DEFAULT_PAGES.get(word, self._page)

    def declare_font(self, font: int, word: str, number: int | None) -> None:
        """Follow a word in the table of fonts."""
        if word == "fcharset" and number in CHARSETS:
            self._fonts[font] = CHARSETS[number]
        elif word == "cpg":
            self._fonts[font] = encoding_of_page(number or 1252)

    def declare_style(self, word: str, number: int | None) -> None:
        """Follow a word in the table of styles."""
        if word == "s":
            self._style = number or 0
        elif word == "outlinelevel":
            self.levels[self._style] = heading_level(number)

    def name_style(self, text: str) -> None:
        """Add text to the name of the style."""
        self._name += text

    def end_style(self) -> None:
        """Note a heading by the name of its style: not every program writes its level."""
        name = re.match(r"\s*heading (\d)", self._name, re.IGNORECASE)
        if name:
            self.levels.setdefault(self._style, heading_level(int(name[1]) - 1))
        self._style, self._name = 0, ""
