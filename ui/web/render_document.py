"""A document opened at a footnote, as HTML: the cited sentence in its text, or on its page."""

from base64 import b64encode
from collections.abc import Sequence

from index.records import Document
from rag.answer import Citation
from rag.file_state import FileState
from rag.page_picture import Picture
from ui.web.document_text import Mark, document_text
from ui.web.language import Texts
from ui.web.words import day, file_name, page_place, place, safe

_FILE_NOTES = {"changed": "document.changed", "gone": "document.gone"}


def render_document(
    turn: int,
    citations: Sequence[Citation],
    number: int,
    document: Document | None,
    text: Texts,
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
        note = "document.rewritten" if document else "document.not_held"
        body = _quote(name, cited, text(note))
    else:
        same = (c for c in citations if c.document_id == cited.document_id and c is not cited)
        others = [m for m in (_mark(document, c) for c in same) if m]
        if picture and file == "same":
            text_name = f"{name}-text" if picture.boxes else name
            whole = document_text(text_name, document, mark, others, text)
            body = _on_page(name, cited, picture, whole, text)
        else:
            body = _note(_file_note(file, trouble, text))
            body += document_text(name, document, mark, others, text)
    return (
        f'<section class="fn-document" aria-label="{text("document.name", number=number)}" '
        f'data-turn="{turn}" data-footnote="{number}">{_head(turn, citations, cited, text)}{body}'
        "</section>"
    )


def _file_note(file: FileState, trouble: str, text: Texts) -> str:
    if file in _FILE_NOTES:
        return text(_FILE_NOTES[file])
    return text("document.no_picture", trouble=trouble) if trouble else ""


def _head(turn: int, citations: Sequence[Citation], cited: Citation, text: Texts) -> str:
    numbers = sorted(c.number for c in citations)
    at = numbers.index(cited.number)
    before = numbers[at - 1] if at else None
    after = numbers[at + 1] if at + 1 < len(numbers) else None
    heading = "" if cited.heading == cited.title else cited.heading
    page = page_place(cited.source, cited.page, text)
    where = place((day(cited.date, text), page, heading, file_name(cited.source)))
    back = (text("document.previous_footnote", number=before), f"‹ {text('document.previous')}")
    onward = (text("document.next_footnote", number=after), f"{text('document.next')} ›")
    which = text("document.footnote_of", number=at + 1, last=len(numbers))
    return (
        f'<header class="fn-document-head"><div class="fn-steps" role="group" '
        f'aria-label="{text("document.footnotes")}">{_step(turn, before, *back)}'
        f'<span class="fn-step-place">{which}</span>'
        f'{_step(turn, after, *onward)}</div><h3 class="fn-title">{safe(cited.title)}</h3>'
        f'<p class="fn-place">{safe(where)}</p></header>'
    )


def _step(turn: int, number: int | None, label: str, shown: str) -> str:
    if number is None:
        return f'<button type="button" class="fn-step" disabled>{shown}</button>'
    return (
        f'<button type="button" class="fn-step" data-turn="{turn}" data-footnote="{number}" '
        f'aria-label="{label}">{shown}</button>'
    )


def _quote(name: str, cited: Citation, note: str) -> str:
    mark = f'<mark id="{name}" class="fn-cited" tabindex="-1">{safe(cited.quote)}</mark>'
    return f'{_note(note)}<blockquote class="fn-text">{mark}</blockquote>'


def _on_page(name: str, cited: Citation, picture: Picture, whole: str, text: Texts) -> str:
    """Return the page, and the text folded away: open where the page shows no place."""
    lost = "" if picture.boxes else text("document.no_place")
    goes_on = text("document.goes_on") if picture.continued else ""
    return (
        f"{_note(lost)}{_sheet(name, cited, picture, text)}{_note(goes_on)}"
        f'<details class="fn-as-text"{" open" if lost else ""}><summary>{text("document.as_text")}'
        f"</summary>{whole}</details>"
    )


def _note(words: str) -> str:
    return f'<p class="fn-document-note" role="note">{safe(words)}</p>' if words else ""


def _sheet(name: str, cited: Citation, picture: Picture, text: Texts) -> str:
    """Return the page with a box over each line of the sentence."""
    target = f' id="{name}" tabindex="-1"'
    boxes = "".join(
        f'<span class="fn-box"{"" if at else target} style="left:{100 * left:.3f}%;'
        f'top:{100 * top:.3f}%;width:{100 * width:.3f}%;height:{100 * height:.3f}%"></span>'
        for at, (left, top, width, height) in enumerate(picture.boxes)
    )
    data = b64encode(picture.png).decode("ascii")
    page = text("document.page", number=cited.page)
    quote = text("page.quote", words=safe(cited.quote))
    return (
        '<div class="fn-page"><label class="fn-larger"><input type="checkbox"> '
        f"{text('document.larger')}</label>"
        f'<div class="fn-sheet-frame" tabindex="0" role="group" aria-label="{page}">'
        f'<div class="fn-sheet"><img src="data:image/png;base64,{data}" '
        f'width="{picture.width}" height="{picture.height}" '
        f'alt="{page}: {quote}">{boxes}</div></div></div>'
    )


def _mark(document: Document, cited: Citation) -> Mark | None:
    """Return where the quote stands now: the document may have been read again since."""
    start = cited.start
    if document.text[start : cited.end] != cited.quote:
        start = document.text.find(cited.quote)
        if start < 0 or document.text.find(cited.quote, start + 1) >= 0:
            return None
    return Mark(start, start + len(cited.quote), cited.number)
