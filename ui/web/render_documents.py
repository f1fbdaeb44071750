"""The list of documents as HTML: sorted, each with what it is and whether it can be relied on."""

from collections.abc import Mapping, Sequence

from index.records import StoredDocument
from ui.web.kinds import kind_name, length
from ui.web.language import Texts
from ui.web.listing import View
from ui.web.stock import FileNow
from ui.web.words import day, file_name, moment, safe

_COLUMNS = {
    "title": "documents.title", "kind": "documents.kind", "pages": "documents.pages",
    "date": "documents.date", "added": "documents.added_on", "state": "documents.state",
}  # fmt: skip


def render_table(
    documents: Sequence[StoredDocument],
    text: Texts,
    view: View = View(),  # noqa: B008  # frozen
    files: Mapping[int, FileNow] | None = None,
    amount: int | None = None,
) -> str:
    """Return the list of those documents that a view wants, with a box to tick for each.

    `files` says by number what became of their files, `amount` how many the library holds.
    """
    amount = len(documents) if amount is None else amount
    if not amount:
        return (
            f'<div class="fn-empty"><p><b>{text("documents.empty")}</b> '
            f"{text('documents.empty_hint')}</p></div>"
        )
    shown = documents[: view.most]
    rows = "".join(_row(d, (files or {}).get(d.id, "same"), text) for d in shown)
    head = "".join(_head(order, key, view, text) for order, key in _COLUMNS.items())
    table = (
        '<div class="fn-scroll"><table class="fn-table"><thead><tr>'
        f'<th scope="col" class="fn-tick"><span class="fn-unseen">{text("documents.choose")}'
        f"</span></th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    none = text("documents.none_found", words=text("page.quote", words=safe(view.words)))
    return (
        f'<div class="fn-bar"><h2>{_amount(amount, len(documents), view, text)}</h2>'
        f'<button type="button" class="fn-quiet-button fn-reread" disabled>'
        f"{text('documents.reread')}</button>"
        f'<button type="button" class="fn-remove" disabled>{text("documents.remove")}</button>'
        f"</div>{table if documents else f'<p>{none}</p>'}{_more(len(documents), view, text)}"
    )


def _amount(amount: int, found: int, view: View, text: Texts) -> str:
    if view.words:
        return text("documents.found", number=text.number(found), last=text.number(amount))
    return text("documents.amount", count=amount)


def _more(found: int, view: View, text: Texts) -> str:
    if found <= view.most:
        return ""
    told = text("documents.shown", number=text.number(view.most), last=text.number(found))
    return (
        f'<p class="fn-more-row">{told} <button type="button" class="fn-quiet-button fn-more">'
        f"{text('documents.more')}</button></p>"
    )


def _head(order: str, key: str, view: View, text: Texts) -> str:
    if order == "state":
        return f'<th scope="col">{text(key)}</th>'
    sort, arrow = "", ""
    if order == view.order:
        sort = f' aria-sort="{"descending" if view.backwards else "ascending"}"'
        arrow = f'<span aria-hidden="true"> {"↓" if view.backwards else "↑"}</span>'
    return (
        f'<th scope="col"{sort}><button type="button" class="fn-sort" data-order="{order}">'
        f"{text(key)}{arrow}</button></th>"
    )


def _row(d: StoredDocument, file: FileNow, text: Texts) -> str:
    values = {
        "documents.kind": kind_name(d.kind, text),
        "documents.pages": length(d, text) or "–",
        "documents.date": day(d.date, text) or "–",
        "documents.added_on": moment(d.added, text),
        "documents.state": _state(d, file, text),
    }
    cells = "".join(
        f'<td data-name="{text(key)}" class="fn-{key.partition(".")[2]}{_none(value)}">'
        f"{safe(value)}</td>"
        for key, value in values.items()
    )
    title = safe(d.title)
    tags = "".join(f'<li class="fn-tag">{safe(tag)}</li>' for tag in d.tags)
    named = f'<ul class="fn-tags" aria-label="{text("reading.tags")}">{tags}</ul>' if tags else ""
    return (
        f'<tr><td class="fn-tick"><input type="checkbox" id="d{d.id}" value="{d.id}" '
        f'aria-label="{text("documents.choose_one", title=title)}"></td>'
        f'<th scope="row"><button type="button" class="fn-open" data-document="{d.id}">{title}'
        f'</button><span class="fn-file" title="{safe(d.source)}">{safe(file_name(d.source))}'
        f"</span>{named}</th>{cells}</tr>"
    )


def _none(value: str) -> str:
    """Return the class of what a small window leaves out."""
    return " fn-none" if value == "–" else ""


def _state(d: StoredDocument, file: FileNow, text: Texts) -> str:
    keys: dict[FileNow, str] = {
        "same": "documents.ready", "changed": "documents.file_changed",
        "gone": "documents.file_away",
    }  # fmt: skip
    said = text(keys[file])
    return said if d.ocr is None else f"{said}; {recognised(d.ocr, text)}"


def recognised(ocr: float | None, text: Texts) -> str:
    """Say how sure the recognition of a document's text is."""
    return text("documents.recognised", count=int(100 * (ocr or 0)))
