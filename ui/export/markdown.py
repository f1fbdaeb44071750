"""An export as Markdown that any reader shows alike; nothing of the documents becomes markup."""

import re

from ui.export.sheet import Kind, Paragraph, Run, Sheet, Source, Versions

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~!${}^@])")
_LINK = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=www)(?=\.)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)")
"""Where GitHub's Markdown would make a link of a bare address."""
_START = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[-+=:])")
"""Where a line would become a list, a rule or a heading's underline."""

_BEFORE: dict[Kind, str] = {
    "title": "# ", "question": "## ", "item": "- ", "passage": "- ", "sources": "## ",
}  # fmt: skip
_SMALL = frozenset({"subtitle", "understood", "sureness", "closing"})


def to_markdown(sheet: Sheet) -> bytes:
    """Return the export as Markdown with tables (GitHub's, which most programs read), UTF-8."""
    text = ""
    for block in sheet.blocks:
        part = _block(block)
        follows = part.startswith("- ") and text.rpartition("\n")[2].startswith("- ")
        text += f"{'' if not text else chr(10) if follows else chr(10) * 2}{part}"
    return f"{text}\n".encode()


def escape(text: str) -> str:
    """Return text that Markdown shows as it stands, wherever it is put."""
    plain = _LINK.sub(r"\\", _SPECIAL.sub(r"\\\1", text))
    return _START.sub(lambda found: f"{found[1] or ''}\\", plain)


def _block(block: Paragraph | Versions | Source) -> str:
    match block:
        case Paragraph(kind, runs):
            text = _runs(runs)
            if kind in _SMALL:
                return f"*{text}*" if text else ""
            return _BEFORE.get(kind, "") + (f"**{text}**" if kind in ("status", "about") else text)
        case Versions(cells):
            return _table(cells)
        case Source():
            return _source(block)


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.source is not None:
        return run.text  # a number in brackets; no text can define what it might lead to
    text = escape(run.text)
    return f"**{text}**" if run.strong and text else text


def _table(cells: tuple[tuple[Paragraph, Paragraph], ...]) -> str:
    values = " | ".join(_runs(value.runs) for value, _ in cells)
    places = " | ".join(_runs(place.runs) for _, place in cells)
    rule = " | ".join("---" for _ in cells)
    return f"| {values} |\n| {rule} |\n| {places} |"


def _source(source: Source) -> str:
    place = f"  \n{escape(source.place)}" if source.place else ""
    quote = f"\n\n> {escape(source.quote)}" if source.quote else ""
    return f"[{source.number}] **{escape(source.title)}**{place}{quote}"
