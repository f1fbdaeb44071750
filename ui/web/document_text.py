"""The text of a document as HTML, around one cited sentence and with it marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.records import Block, Document
from ui.web.language import Texts
from ui.web.words import safe

WHOLE = 20_000
"""Characters of a document that is shown from beginning to end."""
AROUND = 3_000
"""Characters before and after the cited sentence that are shown of a longer one."""
_LEFT_OUT = '<p class="fn-left-out">{}</p>'
_NEAR = 600  # a paragraph that begins or ends so near to the edge is shown whole


@dataclass(frozen=True, slots=True)
class Mark:
    """A cited part of a document's text."""

    start: int
    end: int
    number: int


def document_text(
    name: str, document: Document, chosen: Mark, others: Sequence[Mark], texts: Texts
) -> str:
    """Return paragraphs and headings; the chosen mark has the id `name`, the others are fainter.

    A mark that overlaps the chosen one, or one with a lower number, is left out.
    """
    marks = _apart(chosen, others)
    first, last = _window(document, chosen)
    shown = (b for b in document.blocks if b.start < last and first < b.end)
    window = (first, last)
    parts = "".join(_block(name, document.text, b, window, chosen, marks, texts) for b in shown)
    before = _LEFT_OUT.format(texts("document.earlier")) if first > 0 else ""
    after = _LEFT_OUT.format(texts("document.later")) if last < len(document.text) else ""
    return f'<div class="fn-text">{before}{parts}{after}</div>'


def _apart(chosen: Mark, others: Sequence[Mark]) -> list[Mark]:
    """Return the marks in the order of the text, none over another; the chosen one is whole."""
    kept = [chosen]
    for mark in sorted(others, key=lambda m: m.number):
        if all(mark.end <= each.start or each.end <= mark.start for each in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.start)


def _window(document: Document, chosen: Mark) -> tuple[int, int]:
    """Return the part of the text that is shown, cut between paragraphs, or else words."""
    text = document.text
    if len(text) <= WHOLE:
        return 0, len(text)
    first, last = max(0, chosen.start - AROUND), min(len(text), chosen.end + AROUND)
    starts = [b.start for b in document.blocks if first - _NEAR <= b.start <= first]
    ends = [b.end for b in document.blocks if last <= b.end <= last + _NEAR]
    if first:
        first = starts[-1] if starts else text.find(" ", first, chosen.start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", chosen.end, last)
        last = ends[0] if ends else space if space > 0 else last
    # what comes before the first block or after the last is white space
    begins, closes = document.blocks[0].start, document.blocks[-1].end
    return first if first > begins else 0, last if last < closes else len(text)


def _block(
    name: str,
    text: str,
    block: Block,
    window: tuple[int, int],
    chosen: Mark,
    marks: Sequence[Mark],
    texts: Texts,
) -> str:
    first, last = max(block.start, window[0]), min(block.end, window[1])
    parts = "".join(_parts(name, text, (first, last), chosen, marks, texts))
    before, after = "… " if first > block.start else "", " …" if last < block.end else ""
    # the document's own title is h3 on the page
    tag = f"h{min(block.level + 3, 6)}" if block.level else "p"
    # rows and list items: one line break between them, not an empty line
    apart = block.start == 0 or text[block.start - 2 : block.start] == "\n\n"
    kind = "" if apart else ' class="fn-close"'
    return f"<{tag}{kind}>{before}{parts}{after}</{tag}>"


def _parts(
    name: str,
    text: str,
    place: tuple[int, int],
    chosen: Mark,
    marks: Sequence[Mark],
    texts: Texts,
) -> Iterator[str]:
    """Yield a block's text, plain and marked by turns."""
    at, last = place
    for mark in marks:
        start, end = max(at, mark.start), min(last, mark.end)
        if start >= end:
            continue
        yield safe(text[at:start])
        is_first = start == mark.start  # a sentence that runs over two blocks is marked twice
        if mark is chosen:
            yield _cited(name if is_first else "", text[start:end])
        else:
            label = texts("document.footnote", number=mark.number)
            yield f'<mark class="fn-also" title="{label}">{safe(text[start:end])}</mark>'
        at = end
    yield safe(text[at:last])


def _cited(name: str, text: str) -> str:
    # tabindex: opening the document moves the focus here
    link = f' id="{name}" tabindex="-1"' if name else ""
    return f'<mark{link} class="fn-cited">{safe(text)}</mark>'
