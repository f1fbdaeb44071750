"""Folders that are kept up with, files that could not be read, and the libraries, as HTML."""

import re
import shlex
from collections.abc import Mapping, Sequence

from rag.ingest import Report
from rag.watch import Pass
from ui.web.language import Texts
from ui.web.words import file_name, moment, safe

MOST = 500
"""Files that are listed as unread; more would say no more."""
_NOW = re.compile(r"(\d+) of (\d+): (.*)", re.DOTALL)
_WAITING = "waiting for another "


def render_folders(watched: Sequence[str], last: Mapping[str, Pass], now: str, text: Texts) -> str:
    """Return the list of the folders that are kept up with; nothing where there are none."""
    if not watched:
        return ""
    rows = "".join(_folder(folder, last.get(folder), text) for folder in watched)
    doing = f'<p class="fn-small">{safe(_doing(now, text))}</p>' if now else ""
    return (
        f'<section class="fn-folders"><h2>{text("folders.watched")}</h2>{doing}<ul>{rows}</ul>'
        "</section>"
    )


def _folder(folder: str, done: Pass | None, text: Texts) -> str:
    if done is None:
        said = text("folders.not_yet")
    elif done.error:
        said = text("folders.trouble", moment=moment(done.at, text), reason=done.error)
    else:
        changes = changed(done.report, text) if done.report else ""
        said = text("folders.last", moment=moment(done.at, text), changes=changes)
    alarm = " fn-folder-trouble" if done and done.error else ""
    label = text("folders.stop_one", name=safe(folder))
    return (
        f'<li><div><p class="fn-folder">{safe(folder)}</p><p class="fn-small{alarm}">{safe(said)}'
        f'</p></div><button type="button" class="fn-unwatch" data-folder="{safe(folder)}" '
        f'aria-label="{label}">{text("folders.stop")}</button></li>'
    )


def changed(report: Report, text: Texts) -> str:
    """Say what a pass over a folder changed."""
    done = (
        ("documents.added", len(report.added)),
        ("documents.replaced", len(report.replaced)),
        ("folders.renamed", len(report.renamed)),
        ("folders.removed", len(report.removed)),
        ("folders.failed", len(report.failed)),
    )
    told = ", ".join(text(key, count=count) for key, count in done if count)
    return f"{told[:1].lower()}{told[1:]}" or text("folders.nothing_changed")


def _doing(now: str, text: Texts) -> str:
    found = _NOW.fullmatch(now)
    if not found or found[3].startswith(_WAITING):
        return text("folders.waiting")
    return text("folders.now", number=found[1], last=found[2], name=found[3])


def render_unread(files: Sequence[tuple[str, str]], text: Texts) -> str:
    """Return the files that could not be read, each with its reason, folded away."""
    if not files:
        return ""
    rows = "".join(
        f'<li><b title="{safe(source)}">{safe(file_name(source))}</b>: '
        f"{safe(reason.rstrip('.'))}.</li>"
        for source, reason in files[:MOST]
    )
    more = len(files) - MOST
    rest = f"<p>{text('documents.and_more', count=more)}</p>" if more > 0 else ""
    return (
        f'<details class="fn-unread"><summary>{text("documents.unread", count=len(files))}'
        f'</summary><ul class="fn-failed">{rows}</ul>{rest}<p class="fn-hint">'
        f'{text("documents.unread_hint")}</p><button type="button" class="fn-quiet-button '
        f'fn-forget">{text("documents.forget")}</button></details>'
    )


def render_libraries(own: str, others: Sequence[str], text: Texts) -> str:
    """Say which library this is, which others there are, and how one is opened."""
    rows = "".join(
        f"<li><b>{safe(name)}</b><code>footnote start --library {safe(shlex.quote(name))}"
        "</code></li>"
        for name in others
    )
    there = f"<p>{text('libraries.others')}</p><ul>{rows}</ul>" if rows else ""
    command = "<code>footnote start --library reports</code>"
    return (
        f'<details class="fn-libraries"><summary>{text("libraries.open", name=safe(own))}'
        f"</summary>{there}<p>{text('libraries.new', command=command)}</p>"
        f"<p>{text('libraries.apart')}</p></details>"
    )
