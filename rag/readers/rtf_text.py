"""What an RTF file says, as paragraphs, headings, list items, rows and notes."""

from dataclasses import dataclass, field

from rag.readers.assemble import Piece, one_line
from rag.readers.tables import looks_headed, names_columns, row_pieces, table_rows

_LEVELS = 6  # of headings; RTF counts to 9, and its last stands for text


@dataclass(slots=True)
class RtfText:
    """The finished pieces, and the paragraph and table that are being read."""

    levels: dict[int, int]
    """Heading levels by the numbers of paragraph styles."""
    pieces: list[Piece] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _notes: list[list[str]] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _level: int = 0
    _item: bool = False
    _after_item: bool = False
    _in_table: bool = False
    _headed: bool = False

    def add(self, text: str) -> None:
        """Add text to the paragraph."""
        self._parts.append(text)

    def start_note(self) -> None:
        """Begin a footnote; it follows the paragraph that refers to it."""
        self._notes.append([])

    def add_note(self, text: str) -> None:
        """Add text to the last footnote."""
        self._notes[-1].append(text)

    def style(self, word: str, number: int | None) -> None:
        """Follow a word that formats paragraphs or tables; other words change nothing."""
        match word:
            case "pard":
                self._level, self._item, self._in_table = 0, False, False
            case "s":
                self._level = self.levels.get(number or 0, 0)
            case "outlinelevel":
                self._level = heading_level(number)
            case "ls" | "listtext" | "pntext":
                self._item = True
            case "intbl":
                self._in_table = True
            case "trhdr":
                self._headed = self._headed or not self._rows
            case "cell":
                self._cells.append(one_line(_joined(self._parts)))
                self._parts.clear()
            case "row":
                self._rows.append(self._cells)
                self._cells = []

    def end_paragraph(self) -> None:
        """Finish the paragraph, or the line in a cell."""
        if self._in_table:
            self._parts.append("\n")
            return
        self._end_table()
        text = _joined(self._parts)
        self._parts.clear()
        if text.strip():
            text = one_line(text) if self._level else text
            close = self._item and self._after_item
            self.pieces.append(Piece(text, level=self._level, close=close))
            self._after_item = self._item
        self._end_notes()

    def finish(self) -> list[Piece]:
        """Return all pieces, the unfinished ones of a file that was cut off included."""
        if self._parts and self._in_table:
            self.style("cell", None)
        if self._cells:
            self.style("row", None)
        self._in_table = False
        self.end_paragraph()
        return self.pieces

    def _end_table(self) -> None:
        rows, self._rows = [row for row in self._rows if any(row)], []
        headed, self._headed = self._headed, False
        if rows:
            headed = (headed and names_columns(rows[0])) or looks_headed(rows)
            self.pieces += row_pieces(table_rows(rows, headed=headed))
            self._after_item = False
            self._end_notes()

    def _end_notes(self) -> None:
        self.pieces += [Piece(one_line(_joined(note))) for note in self._notes]
        self._notes.clear()


def heading_level(number: int | None) -> int:
    """Return the level that an outline level stands for; RTF counts from 0, and 9 is text."""
    level = 1 if number is None else number + 1
    return level if 0 < level <= _LEVELS else 0


def _joined(parts: list[str]) -> str:
    """Join; a character beyond 16 bits comes in two halves."""
    text = "".join(parts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
