"""Files whose text is known, one of each format; scripts/reading_table.py measures with them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

Built = tuple[bytes, list[str]]
"""The bytes of a file, and its text line by line as a person reads it."""

PROSE = [
    "The harbour library reopened on a rainy Monday after two years of repairs.",
    "Its new heating saves a third of the gas, and the roof no longer leaks.",
    "Visitors may borrow twelve books for four weeks without paying anything.",
    "Children under fourteen need the signature of one parent or guardian.",
    "The café next door closes at six except in August, when it stays open.",
]
BILLS = [
    ["Supplier", "Month", "Amount"],
    ["Arden Timber", "January", "1,200"],
    ["Birch & Sons", "February", "870"],
    ["Cedar Works", "March", "15,030"],
    ["Dogwood Ltd", "April", "96"],
]
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{name}="{_OASIS}:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "presentation")
)


def docx_file() -> Built:
    import docx

    file = docx.Document()
    file.add_heading("Harbour report", 1)
    for line in PROSE:
        file.add_paragraph(line)
    table = file.add_table(len(BILLS), len(BILLS[0]))
    for place, row in enumerate(BILLS):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            cell.text = text
    return _saved(file), ["Harbour report", *PROSE, *map(" ".join, BILLS)]


def pptx_file() -> Built:
    from pptx import Presentation
    from pptx.util import Inches

    file = Presentation()
    known = []
    for number, line in enumerate(PROSE):
        slide = file.slides.add_slide(file.slide_layouts[3])  # a title and two columns
        title, left, right = list(slide.placeholders)[:3]
        texts = [f"Chapter {number}", line, f"Aside {number}: see drawing {number + 40}."]
        for place, text in zip((title, left, right), texts, strict=True):
            place.text_frame.text = text
        slide.notes_slide.notes_text_frame.text = note = f"Remember guest {number + 70}."
        known += [*texts, note]
    slide = file.slides.add_slide(file.slide_layouts[6])
    size = (Inches(1), Inches(1), Inches(8), Inches(4))
    table = slide.shapes.add_table(len(BILLS), len(BILLS[0]), *size).table
    for y, row in enumerate(BILLS):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    return _saved(file), [*known, *map(" ".join, BILLS)]


def xlsx_file() -> Built:
    import openpyxl  # type: ignore[import-untyped]

    file = openpyxl.Workbook()
    sheet = file.active
    sheet.title = "Bills"
    for row in (["Bills of the harbour"], [], BILLS[0]):
        sheet.append(row)
    for name, month, amount in BILLS[1:]:
        sheet.append([name, month, float(amount.replace(",", ""))])
        sheet.cell(sheet.max_row, 3).number_format = "#,##0"
    other = file.create_sheet("Staff")
    for values in (
        ["Team", "Person", "Since"],
        ["Desk", "Ann", date(2019, 3, 4)],
        ["", "Bob", date(2021, 5, 6)],
    ):
        other.append([value or None for value in values])
    other.merge_cells("A2:A3")
    staff = ["Staff", "Team Person Since", "Desk Ann 2019-03-04", "Bob 2021-05-06"]
    return _saved(file), ["Bills", "Bills of the harbour", *map(" ".join, BILLS), *staff]


def csv_file() -> Built:
    rows = [*BILLS, ["Käse; Brot", "Mai", "1,5"]]
    lines = [";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in rows]
    return "\r\n".join(lines).encode("cp1252"), [*map(" ".join, rows)]


def tsv_file() -> Built:
    return "\n".join(map("\t".join, BILLS)).encode("utf-16"), [*map(" ".join, BILLS)]


def odt_file() -> Built:
    title = '<text:h text:outline-level="1">Harbour report</text:h>'
    notes = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Gauged by Olga.</text:p></text:note-body></text:note>"
    )
    first, *others = PROSE
    body = title + f"<text:p>{first}{notes}</text:p>" + "".join(map(_paragraph, others))
    known = ["Harbour report", first, "Gauged by Olga.", *others, *map(" ".join, BILLS)]
    return _opendocument("text", body + _table("B")), known


def ods_file() -> Built:
    return _opendocument("spreadsheet", _table("Bills")), ["Bills", *map(" ".join, BILLS)]


def odp_file() -> Built:
    page = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box>{}</draw:text-box>'
        "</draw:frame><draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    lines = [(f"Chapter {i}", line, f"Remember guest {i + 70}.") for i, line in enumerate(PROSE)]
    body = "".join(page.format(*map(_paragraph, each)) for each in lines)
    table = f"<draw:page><draw:frame>{_table('B')}</draw:frame></draw:page>"
    known = [text for each in lines for text in each]
    return _opendocument("presentation", body + table), [*known, *map(" ".join, BILLS)]


FORMATS: list[tuple[str, Callable[[], Built]]] = [
    ("docx", docx_file),
    ("pptx", pptx_file),
    ("xlsx", xlsx_file),
    ("csv", csv_file),
    ("tsv", tsv_file),
    ("odt", odt_file),
    ("ods", ods_file),
    ("odp", odp_file),
]


def _saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def _paragraph(text: str) -> str:
    return f"<text:p>{text.replace('&', '&amp;')}</text:p>"


def _table(name: str) -> str:
    rows = (
        "".join(f"<table:table-cell>{_paragraph(cell)}</table:table-cell>" for cell in row)
        for row in BILLS
    )
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}</table:table>'


def _opendocument(kind: str, body: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
        )
    return target.getvalue()
