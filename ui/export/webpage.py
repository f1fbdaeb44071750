"""An export as one HTML file: no script, nothing from outside, all text escaped."""

from html import escape
from importlib.resources import files
from itertools import groupby

from ui.export.sheet import Kind, Paragraph, Run, Sheet, Source, Versions
from ui.web.language import Texts

_TAGS: dict[Kind, str] = {
    "title": "h1", "question": "h2", "sources": "h2", "item": "li", "passage": "li",
    "closing": "footer",
}  # fmt: skip
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""A second lock: even what slipped through the escaping could neither run nor load."""


def to_html(sheet: Sheet, text: Texts) -> bytes:
    """Return the export as a page of its own, UTF-8; footnotes and sources link to each other."""
    css = files("ui.export").joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(
        _list(group, [_block(block, text) for block in blocks])
        for group, blocks in groupby(sheet.blocks, _group)
    )
    return (
        f'<!doctype html>\n<html lang="{text.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(sheet.title)}</title>\n<style>\n{css}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _group(block: Paragraph | Versions | Source) -> str:
    """Name the list that a block belongs to, empty for none."""
    if isinstance(block, Source):
        return "source-list"
    if isinstance(block, Paragraph) and block.kind in ("item", "passage"):
        return block.kind
    return ""


def _list(group: str, blocks: list[str]) -> str:
    inside = "\n".join(blocks)
    if not group:
        return inside
    # without list-style, some screen readers forget that it is a list, unless the role says so
    tag = "ol" if group == "source-list" else "ul"
    return f'<{tag} class="{group}s" role="list">\n{inside}\n</{tag}>'


def _block(block: Paragraph | Versions | Source, text: Texts) -> str:
    match block:
        case Paragraph(kind, runs):
            tag = _TAGS.get(kind, "p")
            # dir=auto: text in Arabic or Hebrew runs its own way, and leaves the rest alone
            return f'<{tag} class="{kind}" dir="auto">{_runs(runs, text)}</{tag}>'
        case Versions(cells):
            shown = "".join(
                f"<li>{_block(value, text)}{_block(place, text)}</li>" for value, place in cells
            )
            return f'<ul class="versions" role="list">{shown}</ul>'
        case Source():
            return _source(block, text)


def _runs(runs: tuple[Run, ...], text: Texts) -> str:
    return "".join(_run(run, text) for run in runs)


def _run(run: Run, text: Texts) -> str:
    if run.source is not None:
        name = f' id="note-{run.source}"' if run.first else ""
        label = text("sources.source", number=run.source)
        return (
            f'<sup><a{name} href="#source-{run.source}" aria-label="{label}">'
            f"{escape(run.text)}</a></sup>"
        )
    words = escape(run.text)
    return f"<strong>{words}</strong>" if run.strong else words


def _source(source: Source, text: Texts) -> str:
    n = source.number
    number = f"{n}"
    if source.cited:
        number = f'<a href="#note-{n}" aria-label="{text("sources.back", number=n)}">{n}</a>'
    place = f'<p class="place" dir="auto">{escape(source.place)}</p>' if source.place else ""
    quote = f'<blockquote dir="auto">{escape(source.quote)}</blockquote>' if source.quote else ""
    return (
        f'<li id="source-{n}"><span class="number">{number}</span><div>'
        f'<p class="name" dir="auto">{escape(source.title)}</p>{place}{quote}</div></li>'
    )
