"""A document opened at a footnote, as HTML: the cited sentence in its text, or on its page."""

from base64 import b64encode
from collections.abc import Sequence

from index.records import Document
from rag.answer import Citation
from rag.file_state import FileState
from rag.page_picture import Picture
from ui.web.document_text import Mark, document_text
from ui.web.words import day, file_name, safe

_FILE_NOTES = {
    "same": "",
    "changed": "This file has changed since Footnote read it. What you see is the text as it was "
    "read; add the file again to bring your library up to date.",
    "gone": "Footnote cannot open this file any more: it was moved, renamed or deleted, or you may "
    "no longer read it. What you see is the text that your library still holds.",
}
_NOT_HELD = "This document is no longer in your library. This is the sentence the answer rests on."
_REWRITTEN = (
    "This document was read again after the answer was written, and the sentence is not where it "
    "was. This is the sentence as it was; ask again for an answer from the new text."
)
_NO_PLACE = "Where the sentence stands on the page is not certain. It is marked in the text below."
_GOES_ON = "The sentence goes on at the top of the next page."


def render_document(
    turn: int,
    citations: Sequence[Citation],
    number: int,
    document: Document | None,
    *,
    picture: Picture | None = None,
    file: FileState = "same",
    trouble: str = "",
) -> str:
    """Return the document of footnote `number`, its sentence marked as `#t{turn}-d{number}`.

    `citations` are those of the whole answer, `document` is what the library holds (None: nothing
    any more). `picture` is the cited page of a PDF; `trouble` says why there is none. The picture
    of a file that is no longer the one that was read is not shown.
    """
    cited = next(c for c in citations if c.number == number)
    name = f"t{turn}-d{number}"
    mark = _mark(document, cited) if document else None
    if document is None or mark is None:
        body = _quote(name, cited, _REWRITTEN if document else _NOT_HELD)
    else:
        same = (c for c in citations if c.document_id == cited.document_id and c is not cited)
        others = [m for m in (_mark(document, c) for c in same) if m]
        if picture and file == "same":
            text_name = f"{name}-text" if picture.boxes else name
            text = document_text(text_name, document, mark, others)
            body = _on_page(name, cited, picture, text)
        else:
            note = _FILE_NOTES[file] or (trouble and f"The page cannot be shown: {trouble}.")
            body = _note(note) + document_text(name, document, mark, others)
    return (
        f'<section class="fn-document" aria-label="The document of footnote {number}" '
        f'data-turn="{turn}" data-footnote="{number}">{_head(turn, citations, cited)}{body}'
        "</section>"
    )


def _head(turn: int, citations: Sequence[Citation], cited: Citation) -> str:
    numbers = sorted(c.number for c in citations)
    at = numbers.index(cited.number)
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    heading = "" if cited.heading == cited.title else cited.heading
    page = f"page {cited.page}" if cited.page else ""
    place = " · ".join(filter(None, (day(cited.date), page, heading, file_name(cited.source))))
    return (
        f'<header class="fn-document-head"><div class="fn-steps" role="group" '
        f'aria-label="Footnotes of this answer">{_step(turn, before, "Previous", "‹ Previous")}'
        f'<span class="fn-step-place">Footnote {at + 1} of {len(numbers)}</span>'
        f'{_step(turn, after, "Next", "Next ›")}</div><h3 class="fn-title">{safe(cited.title)}</h3>'
        f'<p class="fn-place">{safe(place)}</p></header>'
    )


def _step(turn: int, number: int | None, word: str, text: str) -> str:
    if number is None:
        return f'<button type="button" class="fn-step" disabled>{text}</button>'
    return (
        f'<button type="button" class="fn-step" data-turn="{turn}" data-footnote="{number}" '
        f'aria-label="{word} footnote, {number}">{text}</button>'
    )


def _quote(name: str, cited: Citation, note: str) -> str:
    mark = f'<mark id="{name}" class="fn-cited" tabindex="-1">{safe(cited.quote)}</mark>'
    return f'{_note(note)}<blockquote class="fn-text">{mark}</blockquote>'


def _on_page(name: str, cited: Citation, picture: Picture, text: str) -> str:
    """Return the page, and the text folded away: open where the page shows no place."""
    lost = "" if picture.boxes else _NO_PLACE
    goes_on = _GOES_ON if picture.continued else ""
    return (
        f"{_note(lost)}{_sheet(name, cited, picture)}{_note(goes_on)}"
        f'<details class="fn-as-text"{" open" if lost else ""}><summary>Read as text</summary>'
        f"{text}</details>"
    )


def _note(words: str) -> str:
    return f'<p class="fn-document-note" role="note">{safe(words)}</p>' if words else ""


def _sheet(name: str, cited: Citation, picture: Picture) -> str:
    """Return the page with a box over each line of the sentence."""
    target = f' id="{name}" tabindex="-1"'
    boxes = "".join(
        f'<span class="fn-box"{"" if at else target} style="left:{100 * left:.3f}%;'
        f'top:{100 * top:.3f}%;width:{100 * width:.3f}%;height:{100 * height:.3f}%"></span>'
        for at, (left, top, width, height) in enumerate(picture.boxes)
    )
    data = b64encode(picture.png).decode("ascii")
    return (
        '<div class="fn-page"><label class="fn-larger"><input type="checkbox"> Larger page'
        '</label><div class="fn-sheet-frame" tabindex="0" role="group" aria-label="Page '
        f'{cited.page}"><div class="fn-sheet"><img src="data:image/png;base64,{data}" '
        f'width="{picture.width}" height="{picture.height}" '
        f'alt="Page {cited.page}: “{safe(cited.quote)}”">{boxes}</div></div></div>'
    )


def _mark(document: Document, cited: Citation) -> Mark | None:
    """Return where the quote stands now: the document may have been read again since."""
    start = cited.start
    if document.text[start : cited.end] != cited.quote:
        start = document.text.find(cited.quote)
        if start < 0 or document.text.find(cited.quote, start + 1) >= 0:
            return None
    return Mark(start, start + len(cited.quote), cited.number)
