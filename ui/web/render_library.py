"""What is said about the library as HTML: the welcome, what was added, what is to be removed."""

from collections.abc import Sequence

from index.records import StoredDocument
from rag.ingest import Report
from rag.readers import SUFFIXES
from ui.web.language import Texts
from ui.web.words import file_name, safe

_MOST = 20
"""Files that are named in a report; all are in the list of what could not be read."""


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


def render_pick(text: Texts) -> str:
    """Return the button that chooses a folder, for those who do not drag it; it knows all kinds."""
    kinds = " ".join(SUFFIXES)
    return (
        f'<p class="fn-pick-row"><button type="button" class="fn-quiet-button fn-pick" '
        f'data-kinds="{kinds}" data-left-out="{text("documents.left_out", number="{}")}">'
        f'{text("documents.pick")}</button> <span class="fn-left" role="status"></span></p>'
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
    return render_note(text("documents.removed", count=removed))


def render_report(report: Report, text: Texts, left_out: int | None = None) -> str:
    """Say in plain words what became of the files that were to be added or read again.

    `left_out` is how many were not read because somebody stopped it; None where nobody did.
    """
    done = (
        ("documents.added", len(report.added)),
        ("documents.replaced", len(report.replaced)),
        ("documents.unchanged", len(report.unchanged)),
    )
    told = ", ".join(text(key, count=number) for key, number in done if number)
    line = f"{told[:1].upper()}{told[1:]}." if told else text("documents.nothing_added")
    if left_out is not None:
        stopped = text("adding.left_out", count=left_out) if left_out else text("adding.stopped")
        line = f"{stopped} {line}"
    if report.skipped:
        line = f"{line} {text('documents.skipped', count=len(report.skipped))}"
    return render_note(line, _failed(report.failed, text))


def _failed(failed: Sequence[tuple[str, str]], text: Texts) -> str:
    if not failed:
        return ""
    rows = "".join(f"<li>{_failure(*pair)}</li>" for pair in failed[:_MOST])
    more = len(failed) - _MOST
    rest = f"<p>{text('documents.and_more', count=more)}</p>" if more > 0 else ""
    return f'<p>{text("documents.not_read")}</p><ul class="fn-failed">{rows}</ul>{rest}'


def _failure(source: str, reason: str) -> str:
    return f"<b>{safe(file_name(source))}</b>: {safe(reason.rstrip('.'))}."


def render_error(message: str, text: Texts) -> str:
    """Show an error that stopped everything that was to be done."""
    return (
        '<div class="fn-note fn-note-error" role="alert">'
        f"<p>{text('page.wrong', message=safe(message))}</p></div>"
    )


def render_note(line: str, rest: str = "") -> str:
    """Say something that went well; both texts are HTML."""
    return f'<div class="fn-note" role="status"><p>{line}</p>{rest}</div>'
