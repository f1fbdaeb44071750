"""Text to sentences: `document.text[s.start:s.end] == s.text`, always."""

import re
from collections.abc import Iterator

from index.records import Block, Document, Sentence

LONGEST = 600
"""Characters. A longer "sentence" is a table or a contract's clause chain: it is cut, so that what
is cited can be taken in at a glance."""

_PORTION = 10_000  # characters that sentencex is given at once
_SHORTEST = 200  # a cut at a clause leaves at least this much before it
_CLAUSE = re.compile(r"[;:,–—]\s|[，、；：。]")
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]")


def split(document: Document, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of every block that is not a heading, in order.

    A document of nothing but headings (a slide, a title page) gives its headings.
    """
    headings_only = all(block.level for block in document.blocks)
    sentences: list[Sentence] = []
    heading = ""
    for block in document.blocks:
        if block.level and not headings_only:
            heading = " ".join(document.text[block.start : block.end].split())
            continue
        for start, end in _spans(document.text, block, language):
            sentences.append(
                Sentence(
                    ordinal=len(sentences),
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    page=block.page,
                    heading=heading,
                )
            )
    return tuple(sentences)


def _spans(text: str, block: Block, language: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block, stripped, none of them longer than LONGEST."""
    whole = text[block.start : block.end]
    ends = [len(whole)] if block.whole else _boundaries(whole, language)
    for start, end in _with_words(whole, ends):
        for piece_start, piece_end in _cut(whole, start, end):
            stripped = whole[piece_start:piece_end].strip()
            if stripped:
                first = block.start + whole.index(stripped, piece_start)
                yield first, first + len(stripped)


def _boundaries(text: str, language: str) -> list[int]:
    """Return where sentences end, the end of the text included."""
    import sentencex

    # Only the ends are used, so that nothing between two sentences can be lost.
    ends = {len(text)}
    for start, end in _portions(text):
        found = sentencex.get_sentence_boundaries(language, text[start:end])
        ends.update(start + each["end_index"] for each in found)
    return sorted(ends)


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text where a sentence surely or probably ends.

    sentencex takes 48 s for 1 MB of quotation marks that are opened and never closed.
    """
    start = 0
    while len(text) - start > _PORTION:
        limit = start + _PORTION
        cut = text.rfind("\n", start, limit) + 1 or text.rfind(". ", start, limit) + 2
        if cut <= start + 1:
            cut = limit
        yield start, cut
        start = cut
    yield start, len(text)


def _with_words(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """Yield spans that each hold a letter: "1." goes with what follows, a last "(2020)." before.

    A number alone is no statement that could be cited.
    """
    start = before = 0
    last: tuple[int, int] | None = None
    for end in ends:
        if _WORD.search(text, before, end):
            if last:
                yield last
            last = (start, end)
            start = end
        before = end
    yield (last[0], len(text)) if last else (0, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span longer than LONGEST after a clause, else between words, else anywhere."""
    while end - start > LONGEST:
        limit = start + LONGEST
        ends = [match.end() for match in _CLAUSE.finditer(text, start + _SHORTEST, limit)]
        if not ends:
            ends = [match.end() for match in _SPACE.finditer(text, start + 1, limit)]
        cut = ends[-1] if ends else limit
        yield start, cut
        start = cut
    yield start, end
