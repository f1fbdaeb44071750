"""Everything about the library as HTML: the welcome, the table of documents, what was added."""

from collections.abc import Sequence

from index.records import StoredDocument
from rag.ingest import Report
from ui.web.words import count, day, file_name, moment, safe

_COLUMNS = ("Title", "Kind", "Date", "Pages", "Passages", "Added", "File")


def render_welcome(documents: int) -> str:
    """Return what stands where the first answer will be."""
    if not documents:
        return (
            '<div class="fn-welcome"><h2>No documents yet</h2><ol class="fn-begin-steps">'
            "<li>Open the <b>Documents</b> tab and drop files there: reports, letters, minutes, "
            "articles.</li><li>Come back here and ask about them in your own words.</li><li>Click "
            "a footnote of the answer: the document opens at the sentence it rests on.</li></ol>"
            "<p>Nothing leaves this computer.</p></div>"
        )
    return (
        '<div class="fn-welcome"><h2>Ask your documents</h2><p>Footnote looks through '
        f"{count(documents, 'document')} on this computer and answers with numbered footnotes; "
        "each leads to the sentence it rests on. What your documents do not say, Footnote does "
        "not make up.</p></div>"
    )


def render_hint() -> str:
    """Say what can be added, and what happens to it."""
    return (
        '<p class="fn-hint">Footnote reads PDF, Word (.docx), text, Markdown and web pages '
        "(.html). It keeps its own copy of what you drop here; nothing leaves this computer.</p>"
    )


def render_table(documents: Sequence[StoredDocument]) -> str:
    """Return the list of documents with a box to tick for each."""
    if not documents:
        return (
            '<div class="fn-empty"><p><b>No documents yet.</b> Drop files into the field '
            "above; Footnote reads them and lists them here.</p></div>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(d) for d in documents)
    return (
        f'<div class="fn-bar"><h2>{count(len(documents), "document")}</h2>'
        '<button type="button" class="fn-remove" disabled>Remove from the library</button></div>'
        '<div class="fn-scroll"><table class="fn-table"><thead><tr>'
        f'<th scope="col"><span class="fn-unseen">Choose</span></th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(d: StoredDocument) -> str:
    values = (
        d.kind.upper(),
        day(d.date) or "–",
        f"{d.pages:,}" if d.pages else "–",
        f"{d.chunks:,}",
        moment(d.added),
    )
    named = zip(_COLUMNS[1:], values, strict=False)
    cells = "".join(f'<td data-name="{name}">{safe(value)}</td>' for name, value in named)
    title = safe(d.title)
    return (
        f'<tr><td class="fn-tick"><input type="checkbox" id="d{d.id}" value="{d.id}" '
        f'aria-label="Choose {title}"></td>'
        f'<th scope="row"><label for="d{d.id}">{title}</label></th>{cells}'
        f'<td data-name="File" title="{safe(d.source)}">{safe(file_name(d.source))}</td></tr>'
    )


def render_question(documents: Sequence[StoredDocument], copies: int) -> str:
    """Ask whether these documents are to be removed; `copies` of them are Footnote's own."""
    names = "".join(f"<li>{safe(d.title)}</li>" for d in documents)
    if not copies:
        fate = "The files themselves stay where they are."
    elif copies == len(documents):
        fate = "Footnote's own copy is removed too; the file you dropped here stays where it was."
    else:
        fate = (
            "The files themselves stay where they are; only the copies that Footnote made of "
            "files dropped here are removed too."
        )
    what = count(len(documents), "document")
    return (
        f'<div class="fn-ask" role="alert"><h2>Remove {what} from the library?</h2><ul>{names}</ul>'
        f"<p>{fate}</p></div>"
    )


def render_removed(removed: int) -> str:
    """Say what was removed."""
    return _note(f"Removed {count(removed, 'document')} from the library.")


def render_report(report: Report) -> str:
    """Say in plain words what became of the files that were dropped."""
    done = (
        ("Added", len(report.added)),
        ("updated", len(report.replaced)),
        ("already known", len(report.unchanged)),
    )
    told = ", ".join(f"{what} {number:,}" for what, number in done if number)
    line = f"{told[:1].upper()}{told[1:]}." if told else "Nothing was added."
    failed = "".join(f"<li>{_failure(*pair)}</li>" for pair in report.failed)
    rest = f'<p>Not read:</p><ul class="fn-failed">{failed}</ul>' if failed else ""
    return _note(line, rest)


def _failure(source: str, reason: str) -> str:
    return f"<b>{safe(file_name(source))}</b>: {safe(reason.rstrip('.'))}."


def render_error(message: str) -> str:
    """Show an error that stopped everything that was to be done."""
    return (
        '<div class="fn-note fn-note-error" role="alert"><p>Something went wrong: '
        f"{safe(message)}</p></div>"
    )


def _note(line: str, rest: str = "") -> str:
    return f'<div class="fn-note" role="status"><p>{line}</p>{rest}</div>'
