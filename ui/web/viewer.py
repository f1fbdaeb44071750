"""The document beside the answer: opened at a footnote, with its sentence marked."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from index.errors import DocumentError
from index.library import Library
from index.records import Document
from rag.answer import Citation
from rag.file_state import file_state
from rag.page_picture import Picture, page_picture
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.render_document import render_document

WIDTH = 1200
"""Of a page's picture, in pixels: readable at twice the size it has beside the answer."""
AROUND = 200
"""Characters beside a sentence that tell its place from others of the same words."""


def open_footnote(library: Library, turns: Sequence[Turn], place: object, text: Texts) -> str:
    """Return the document of a footnote as HTML; nothing for a place that is none.

    `place` is [number of the turn, number of the footnote], as the browser sends it: it is not
    trusted to be what our script made.
    """
    match place:
        case [int(turn), int(number)]:
            answers = (t.answer for t in turns if t.number == turn and t.answer)
            citations = next((a.citations for a in answers), ())
            cited = next((c for c in citations if c.number == number), None)
            return _opened(library, turn, citations, cited, text) if cited else ""
    return ""


def _opened(
    library: Library, turn: int, citations: Sequence[Citation], cited: Citation, text: Texts
) -> str:
    document = library.store.document(cited.document_id)
    if document is None:
        return framed(render_document(turn, citations, cited.number, None, text), text)
    picture, trouble = None, ""
    state = file_state(document)
    if state == "same" and cited.page and Path(document.source).suffix.lower() == ".pdf":
        try:
            picture = _picture(document, cited)
        except DocumentError as error:
            trouble = str(error)
    shown = render_document(
        turn, citations, cited.number, document, text,
        picture=picture, file=state, trouble=trouble,
    )  # fmt: skip
    return framed(shown, text)


def _picture(document: Document, cited: Citation) -> Picture:
    text = document.text
    return page_picture(
        Path(document.source), cited.page or 1, cited.quote, WIDTH,
        before=text[max(0, cited.start - AROUND) : cited.start],
        after=text[cited.end : cited.end + AROUND],
    )  # fmt: skip


def framed(document: str, text: Texts) -> str:
    """Return what is opened with the button that closes it.

    The mark makes it new each time: the same footnote, opened again, finds its sentence again.
    """
    return (
        f'<div class="fn-viewer" data-mark="{uuid4()}"><button type="button" class="fn-shut">'
        f"{text('document.close')}</button>{document}</div>"
    )
