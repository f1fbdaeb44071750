"""Everything about the library as HTML: the welcome, the table of documents, what was added."""

from collections.abc import Sequence

from index.records import StoredDocument
from rag.ingest import Report
from ui.web.language import Texts
from ui.web.words import day, file_name, moment, safe

_COLUMNS = (
    "documents.title", "documents.kind", "documents.date", "documents.pages",
    "documents.passages", "documents.added_on", "documents.file",
)  # fmt: skip


def render_welcome(documents: int, text: Texts) -> str:
    """Return what stands where the first answer will be."""
    if not documents:
        tab = f"<b>{text('tabs.documents')}</b>"
        return (
            f'<div class="fn-welcome"><h2>{text("welcome.empty")}</h2>'
            f'<ol class="fn-begin-steps"><li>{text("welcome.step_add", tab=tab)}</li>'
            f"<li>{text('welcome.step_ask')}</li><li>{text('welcome.step_open')}</li></ol>"
            f"<p>{text('welcome.stays')}</p></div>"
        )
    return (
        f'<div class="fn-welcome"><h2>{text("welcome.title")}</h2>'
        f"<p>{text('welcome.ready', count=documents)}</p></div>"
    )


def render_hint(text: Texts) -> str:
    """Say what can be added, and what happens to it."""
    return f'<p class="fn-hint">{text("documents.hint")}</p>'


def render_table(documents: Sequence[StoredDocument], text: Texts) -> str:
    """Return the list of documents with a box to tick for each."""
    if not documents:
        return (
            f'<div class="fn-empty"><p><b>{text("documents.empty")}</b> '
            f"{text('documents.empty_hint')}</p></div>"
        )
    head = "".join(f'<th scope="col">{text(key)}</th>' for key in _COLUMNS)
    rows = "".join(_row(d, text) for d in documents)
    return (
        f'<div class="fn-bar"><h2>{text("documents.amount", count=len(documents))}</h2>'
        f'<button type="button" class="fn-remove" disabled>{text("documents.remove")}</button>'
        "</div>"
        '<div class="fn-scroll"><table class="fn-table"><thead><tr>'
        f'<th scope="col"><span class="fn-unseen">{text("documents.choose")}</span></th>'
        f"{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(d: StoredDocument, text: Texts) -> str:
    values = (
        d.kind.upper(),
        day(d.date, text) or "–",
        text.number(d.pages) if d.pages else "–",
        text.number(d.chunks),
        moment(d.added, text),
    )
    named = zip(_COLUMNS[1:], values, strict=False)
    cells = "".join(f'<td data-name="{text(key)}">{safe(value)}</td>' for key, value in named)
    title = safe(d.title)
    choose = text("documents.choose_one", title=title)
    return (
        f'<tr><td class="fn-tick"><input type="checkbox" id="d{d.id}" value="{d.id}" '
        f'aria-label="{choose}"></td>'
        f'<th scope="row"><label for="d{d.id}">{title}</label></th>{cells}'
        f'<td data-name="{text("documents.file")}" title="{safe(d.source)}">'
        f"{safe(file_name(d.source))}</td></tr>"
    )


def render_question(documents: Sequence[StoredDocument], copies: int, text: Texts) -> str:
    """Ask whether these documents are to be removed; `copies` of them are Footnote's own."""
    names = "".join(f"<li>{safe(d.title)}</li>" for d in documents)
    if not copies:
        fate = text("documents.files_stay")
    elif copies == len(documents):
        fate = text("documents.copies_go")
    else:
        fate = text("documents.some_copies_go")
    really = text("documents.remove_really", count=len(documents))
    return f'<div class="fn-ask" role="alert"><h2>{really}</h2><ul>{names}</ul><p>{fate}</p></div>'


def render_removed(removed: int, text: Texts) -> str:
    """Say what was removed."""
    return _note(text("documents.removed", count=removed))


def render_report(report: Report, text: Texts) -> str:
    """Say in plain words what became of the files that were dropped."""
    done = (
        ("documents.added", len(report.added)),
        ("documents.replaced", len(report.replaced)),
        ("documents.unchanged", len(report.unchanged)),
    )
    told = ", ".join(text(key, count=number) for key, number in done if number)
    line = f"{told[:1].upper()}{told[1:]}." if told else text("documents.nothing_added")
    failed = "".join(f"<li>{_failure(*pair)}</li>" for pair in report.failed)
    rest = (
        f'<p>{text("documents.not_read")}</p><ul class="fn-failed">{failed}</ul>' if failed else ""
    )
    return _note(line, rest)


def _failure(source: str, reason: str) -> str:
    return f"<b>{safe(file_name(source))}</b>: {safe(reason.rstrip('.'))}."


def render_error(message: str, text: Texts) -> str:
    """Show an error that stopped everything that was to be done."""
    return (
        '<div class="fn-note fn-note-error" role="alert">'
        f"<p>{text('page.wrong', message=safe(message))}</p></div>"
    )


def _note(line: str, rest: str = "") -> str:
    return f'<div class="fn-note" role="status"><p>{line}</p>{rest}</div>'
