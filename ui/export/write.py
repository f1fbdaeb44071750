"""Writes an answer or a conversation as a file that can be forwarded."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, get_args

from index.errors import UsageError
from ui.export.arrange import Exchange, arrange
from ui.export.markdown import to_markdown
from ui.export.pdf import to_pdf
from ui.export.sheet import line
from ui.export.webpage import to_html
from ui.export.word import to_docx
from ui.web.language import ENGLISH, Texts, language

Format = Literal["docx", "pdf", "html", "md"]
"""Also the ending of the file's name."""
FORMATS: tuple[Format, ...] = get_args(Format)

_LONGEST = 80
"""Characters of a file's name; with its folder it must fit what every system takes."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""


def export(
    exchanges: Sequence[Exchange],
    format: Format,  # noqa: A002 - the word for it
    title: str,
    made: date,
    text: Texts | None = None,
) -> bytes:
    """Return the file: each question with its answer, then all sources, numbered throughout.

    What is not from the answers is said in the language of `text`, English by default. HTML and
    Markdown are UTF-8. Nothing in the documents, questions or answers becomes markup, and
    no folder of this computer is named. UsageError if there is nothing to export, the format is
    unknown, or an answer lacks a source that it cites.
    """
    if not exchanges:
        raise UsageError("There is nothing to export yet: ask a question first.")
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"Footnote cannot export to “{format}”: choose one of {known}.")
    text = text or language(ENGLISH)
    sheet = arrange(exchanges, title, made, text)
    match format:
        case "md":
            return to_markdown(sheet)
        case "html":
            return to_html(sheet, text)
        case "docx":
            return to_docx(sheet, made, text.code)
        case "pdf":
            return to_pdf(sheet, text)


def file_name(title: str, format: Format) -> str:  # noqa: A002 - the word for it
    """Return a name for the file that every system takes: `Who chairs the board.pdf`."""
    plain = line(re.sub(r'[<>:"/\\|?*]', " ", line(title)))
    if len(plain) > _LONGEST:
        cut = plain[: _LONGEST + 1]
        plain = cut.rpartition(" ")[0] or cut[:_LONGEST]
    while len(plain.encode()) > 200:  # what a name may be long is counted in bytes
        plain = plain[:-1]
    plain = plain.strip(" .")
    if _RESERVED.match(plain):
        plain = f"Footnote {plain}"
    return f"{plain or 'Footnote'}.{format}"
