"""A document of the library, opened to be read, as HTML."""

from collections.abc import Sequence
from uuid import uuid4

from index.records import Document, StoredDocument
from ui.web.document_text import AROUND, WHOLE, Mark, document_text
from ui.web.kinds import kind_name, length
from ui.web.language import Texts
from ui.web.render_documents import recognised
from ui.web.words import day, place, safe


def render_reading(
    row: StoredDocument, document: Document, part: int, text: Texts, said: str = ""
) -> str:
    """Return a dialog with a document: the part of it with that number, from 0 on.

    The mark makes it new each time, so that a document can be opened again.
    """
    size = len(document.text)
    parts = 1 if size <= WHOLE else -(-size // (2 * AROUND))
    part = max(0, min(part, parts - 1))
    at = AROUND * (2 * part + 1) if parts > 1 else 0
    middle = min(at, size)
    body = document_text("fn-part", document, Mark(middle, middle, 0), (), text)
    pages = length(row, text)
    many = text("adding.pages", count=row.pages or 0) if pages.isdigit() else pages
    facts = place((kind_name(row.kind, text), many, day(row.date, text), row.outlet or ""))
    ocr = f'<p class="fn-document-note">{recognised(row.ocr, text)}.</p>' if row.ocr else ""
    return (
        f'<dialog class="fn-reading" aria-labelledby="fn-reading-title" data-document="{row.id}" '
        f'data-mark="{uuid4()}">'
        '<header class="fn-document-head"><button type="button" class="fn-shut">'
        f"{text('document.close')}</button>{_steps(row.id, part, parts, text)}"
        f'<h2 id="fn-reading-title" class="fn-title" tabindex="-1" autofocus>{safe(row.title)}</h2>'
        f'<p class="fn-place">{safe(facts)}</p><p class="fn-place">{safe(row.source)}</p></header>'
        f"{ocr}{_tags(row.id, row.tags, text, said)}{body}"
        f"{_steps(row.id, part, parts, text)}</dialog>"
    )


def _steps(number: int, part: int, parts: int, text: Texts) -> str:
    if parts == 1:
        return ""

    def button(to: int, words: str) -> str:
        off = "" if 0 <= to < parts else " disabled"
        return (
            f'<button type="button" class="fn-step" data-document="{number}" data-part="{to}"'
            f"{off}>{words}</button>"
        )

    which = text("reading.part", number=part + 1, last=parts)
    return (
        f'<div class="fn-steps">{button(part - 1, text("reading.back"))}'
        f'<span class="fn-step-place">{which}</span>{button(part + 1, text("reading.on"))}</div>'
    )


def _tags(number: int, tags: Sequence[str], text: Texts, said: str) -> str:
    told = f'<p class="fn-small" role="status">{safe(said)}</p>' if said else ""
    return (
        f'<form class="fn-tagging" data-document="{number}"><label for="fn-tags">'
        f'{text("reading.tags")}</label><input id="fn-tags" type="text" maxlength="500" '
        f'value="{safe(", ".join(tags))}"><button type="submit" class="fn-quiet-button">'
        f'{text("reading.save_tags")}</button><p class="fn-small">{text("reading.tags_hint")}'
        f"</p>{told}</form>"
    )
