"""Mails, books, rich text and zip files whose text is known, for scripts/reading_table.py."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from outlook_file import attachment, container, message
from reading_files import BILLS, PROSE, Built, docx_file


def eml_file() -> Built:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ann Lee <ann@example.org>", "Bob <bob@example.org>"
    mail["Subject"], mail["Date"] = "Harbour report", "Thu, 05 Aug 2021 10:00:00 +0200"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in BILLS)
    mail.set_content("\n\n".join(PROSE))
    page = "".join(f"<p>{line}</p>" for line in PROSE) + f"<table>{rows}</table>"
    mail.add_alternative(page, subtype="html")
    data, known = docx_file()
    mail.add_attachment(data, maintype="application", subtype="msword", filename="report.docx")
    head = "From Ann Lee ann@example.org To Bob bob@example.org Date 2021-08-05 10:00"
    rows_read = [*map(" ".join, BILLS)]
    return mail.as_bytes(), [head, *PROSE, *rows_read, "Attachment report.docx", *known]


def msg_file() -> Built:
    data, known = docx_file()
    fields = {0x0037: "Harbour report", 0x0E04: "Bob", 0x1000: "\r\n\r\n".join(PROSE)}
    mail = container(message(fields, [attachment("report.docx", data)]))
    return mail, ["From Ann Lee To Bob", *PROSE, "Attachment report.docx", *known]


def rtf_file() -> Built:
    lines = [rf"\pard {_escaped(line)}\par" for line in PROSE]
    rows = [r"\trowd\pard\intbl " + "".join(rf"{cell}\cell " for cell in row) for row in BILLS]
    body = r"\pard\s1 Harbour report\par" + "\n".join(lines) + r"\row ".join([*rows, r"\pard"])
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}"
    return (head + body + "}").encode("ascii"), ["Harbour report", *PROSE, *map(" ".join, BILLS)]


def epub_file() -> Built:
    pages = [f"<h2>Chapter {n}</h2><p>{line}</p>" for n, line in enumerate(PROSE, start=1)]
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    members = {f"p{n}.xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)}
    members["META-INF/container.xml"] = '<container><rootfile full-path="book.opf"/></container>'
    members["book.opf"] = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    known = [text for n, line in enumerate(PROSE, 1) for text in (f"Chapter {n}", line)]
    return _zip({name: text.encode() for name, text in members.items()}), known


def zip_file() -> Built:
    built = {"a.docx": docx_file(), "b/mail.eml": eml_file(), "c.rtf": rtf_file()}
    data = _zip({name: data for name, (data, _) in built.items()})
    return data, [line for name, (_, known) in built.items() for line in (name, *known)]


def _escaped(text: str) -> str:
    return "".join(c if c < "\x80" else rf"\'{c.encode('cp1252').hex()}" for c in text)


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return target.getvalue()


CONTAINERS: list[tuple[str, Callable[[], Built]]] = [
    ("eml", eml_file),
    ("msg", msg_file),
    ("rtf", rtf_file),
    ("epub", epub_file),
    ("zip", zip_file),
]
