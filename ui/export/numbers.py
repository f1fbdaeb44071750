"""Footnote numbers that run on over a whole conversation."""

from collections.abc import Sequence

from index.errors import UsageError
from rag.answer import Answer, Citation, Passage
from ui.export.sheet import Run, Source, line
from ui.web.language import Texts
from ui.web.words import day, page_place


class Numbers:
    """Gives each cited sentence one number, however many answers cite it.

    The first answer keeps the numbers it has on screen.
    """

    def __init__(self, answers: Sequence[Answer], text: Texts) -> None:
        self._text = text
        self._citations: dict[tuple[int, int, int, str], Citation] = {}
        self._cited: set[int] = set()
        for answer in answers:
            for citation in sorted(answer.citations, key=lambda c: c.number):
                self._citations.setdefault(_key(citation), citation)
        self._numbers = {key: n for n, key in enumerate(self._citations, 1)}

    def run(self, answer: Answer, footnote: int) -> Run:
        """Return a reference to what is footnote `footnote` of the answer.

        UsageError if the answer has no such footnote: it would go out without its source.
        """
        key = next((_key(c) for c in answer.citations if c.number == footnote), None)
        if key is None:
            raise UsageError(
                "A source of this answer is missing, so it cannot be exported: ask the question "
                "again, then export it."
            )
        number = self._numbers[key]
        first = number not in self._cited
        self._cited.add(number)
        return Run(f"[{number}]", source=number, first=first)

    def sources(self) -> list[Source]:
        """Return all sources in order; call it when every reference has been written."""
        return [
            Source(
                number,
                name_of(c.title, c.source, self._text),
                place_of(c, self._text),
                self._quote(line(c.quote)),
                number in self._cited,
            )
            for number, c in enumerate(self._citations.values(), 1)
        ]

    def _quote(self, words: str) -> str:
        return self._text("page.quote", words=words) if words else ""


def _key(c: Citation) -> tuple[int, int, int, str]:
    # the quote too: a document that was read anew has the same identity and other text
    return c.document_id, c.start, c.end, c.quote


def name_of(title: str, source: str, text: Texts) -> str:
    """Return a document's title, its file's name where it has none."""
    return line(title) or _file(source) or text("export.untitled")


def place_of(at: Citation | Passage, text: Texts) -> str:
    """Return where a quotation stands: `3 August 2021 · page 4 · Elections · minutes.pdf`.

    Of the path only the file's name: the folders are nobody's business.
    """
    name = name_of(at.title, at.source, text)
    page = page_place(at.source, at.page, text)
    parts = [line(day(at.date, text)), page, line(at.heading), _file(at.source)]
    return " · ".join(part for part in dict.fromkeys(parts) if part and part != name)


def _file(source: str) -> str:
    """Return the last part of a path, of this system or another."""
    return line(source.replace("\\", "/").rstrip("/").rpartition("/")[2])
