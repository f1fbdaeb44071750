"""Sentences -> chunks: whole sentences, near a target size, never across headings."""

from collections.abc import Iterator, Sequence

from index.records import Chunk, Sentence

TARGET = 200
"""Tokens a chunk aims at; MiniLM reads 256, which leaves room for the title and heading."""
OVERLAP = 40
"""Tokens at the end of a chunk that the next one repeats, so that no thought is cut in two."""
PARAMETERS = f"sentences-{TARGET}-{OVERLAP}"
"""Part of a library's fingerprint."""


def chunk(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[int],
    target: int = TARGET,
    overlap: int = OVERLAP,
) -> tuple[Chunk, ...]:
    """Cut a document's `sentences` into chunks; `tokens[i]` is the size of `sentences[i]`.

    Every sentence is in at least one chunk. A chunk exceeds `target` only where a single sentence
    does. The chunk's text is `text[start:end]`, with whatever stands between its sentences.
    """
    chunks: list[Chunk] = []
    for first, last in _ranges(sentences, tokens, target, overlap):
        start, end = sentences[first].start, sentences[last - 1].end
        page, heading = sentences[first].page, sentences[first].heading
        chunks.append(Chunk(len(chunks), first, last, start, end, text[start:end], page, heading))
    return tuple(chunks)


def _ranges(
    sentences: Sequence[Sentence], tokens: Sequence[int], target: int, overlap: int
) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for i, sentence in enumerate(sentences):
        new_heading = i > 0 and sentence.heading != sentences[i - 1].heading
        if i > first and (new_heading or size + tokens[i] > target):
            yield first, i
            first = i if new_heading else _overlap_start(tokens, first, i, target, overlap)
            size = sum(tokens[first:i])
        size += tokens[i]
    if sentences:
        yield first, len(sentences)


def _overlap_start(tokens: Sequence[int], first: int, end: int, target: int, overlap: int) -> int:
    """Return where the next chunk begins, so that it repeats at most `overlap` tokens."""
    start, repeated = end, 0
    while (
        start - 1 > first
        and repeated + tokens[start - 1] <= overlap
        and repeated + tokens[start - 1] + tokens[end] <= target
    ):
        start -= 1
        repeated += tokens[start]
    return start
