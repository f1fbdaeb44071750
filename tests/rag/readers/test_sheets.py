"""Excel workbooks: written by openpyxl, and by hand where it cannot write what others do."""

import copy
import io
import sys
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from index.errors import DocumentError
from rag.readers import read
from rag.readers.process import ReaderProcess
from rag.readers.sheets import read_xlsx
from rag.sentences import split

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def workbook(rows, **parts):
    """Write a workbook of one sheet by hand: the XML of its rows, and other parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", f'<a><b Type="{OFFICE}/officeDocument" Target="x.xml"/></a>')
        file.writestr("x.xml", '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>')
        others = "".join(f'<b Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
        file.writestr(
            "_rels/x.xml.rels",
            f'<a><b Id="r1" Type="{OFFICE}/worksheet" Target="s.xml"/>{others}</a>',
        )
        file.writestr("s.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
        for name, xml in parts.items():
            file.writestr(f"{name}.xml", xml)
    return target.getvalue()


def texts(data):
    return [piece.text for piece in read_xlsx(data).pieces]


@pytest.fixture
def bills():
    """Bills with a title, dates, money, a formula without a value, and two more sheets."""
    book = openpyxl.Workbook()
    book.properties.title = "Bills"
    sheet = book.active
    sheet.title = "May"
    sheet.append(["What we paid"])
    sheet.append([])
    sheet.append(["Supplier", "Paid on", "Share", "Amount"])
    sheet.append(["Arden", date(2024, 5, 2), 0.25, 1200.0])
    sheet.append(["Birch", datetime(2024, 5, 3, 14, 30), 0.125, "=A1"])  # noqa: DTZ001
    sheet["C4"].number_format, sheet["C5"].number_format = "0%", "0.0%"
    sheet["D4"].number_format = "#,##0"
    secret = book.create_sheet("Secret")
    secret.append(["Hidden", "words"])
    secret.sheet_state = "hidden"
    other = book.create_sheet("June")
    other.append(["Nothing was paid\nin June."])
    return saved(book)


def test_a_sheet_is_read_row_by_row_under_its_name(bills):
    reading = read_xlsx(bills)
    assert (reading.title, reading.date, reading.pages) == ("Bills", None, None)
    assert [(piece.text, piece.level) for piece in reading.pieces] == [
        ("May", 2),
        ("What we paid", 0),
        ("Supplier: Arden; Paid on: 2024-05-02; Share: 25%; Amount: 1,200", 0),
        ("Supplier: Birch; Paid on: 2024-05-03 14:30; Share: 12.5%", 0),
        ("June", 2),
        ("Nothing was paid in June.", 0),
    ]


def test_what_a_merged_cell_says_is_said_in_each_of_its_rows():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Region", "Site", "Staff"], ["North", "Hull", 5], ["", "York", 6], ["", "", 7]):
        sheet.append([cell or None for cell in row])
    sheet.append(["South", "Dover", 8])
    sheet.merge_cells("A2:A4")
    assert texts(saved(book))[1:] == [
        "Region: North; Site: Hull; Staff: 5",
        "Region: North; Site: York; Staff: 6",
        "Region: North; Staff: 7",
        "Region: South; Site: Dover; Staff: 8",
    ]


def test_every_kind_of_cell():
    cells = (
        '<row><c r="B1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>in</t></r><r><t> line</t></r>'
        '</is></c><c t="str"><f>A1</f><v>given_x0041_</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c><c t="d"><v>2024-05-01T14:30:00</v></c><c t="n"/>'
        "<c><v>1E3</v></c></row>"
    )
    strings = "<sst><si><t>sha</t><rPh><t>SHA</t></rPh><r><t>red</t></r></si></sst>"
    assert texts(workbook(cells, sharedStrings=strings)) == [
        "S",
        "shared; in line; givenA; TRUE; #N/A; 2024-05-01 14:30; 1000",
    ]


def test_a_cell_in_the_last_corner_costs_nothing():
    row = '<row r="{}"><c r="{}{}"><v>5</v></c></row>'
    data = workbook(row.format(1, "A", 1) + row.format(1048576, "XFD", 1048576))
    assert texts(data) == ["S", "5", "5"]


def test_60_000_rows_are_read_in_part_and_in_little_time(tmp_path):
    row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>7</v></c></row>'
    strings = "<sst><si><t>Oak</t></si><si><t>Elm</t></si></sst>"
    path = tmp_path / "long.xlsx"
    path.write_bytes(workbook(row * 60_000, sharedStrings=strings))
    with ReaderProcess() as reader:
        document = reader.read(path)
    lines = document.text.split("\n")
    assert lines.count("Oak; Elm; 7") == 20_000
    assert lines[-1].startswith("Footnote left out about 40,000 rows below")


def test_one_text_in_a_million_cells_is_read_up_to_the_limit():
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 1000
    found = texts(workbook(cells, sharedStrings=f"<sst><si><t>{'ab ' * 10_000}</t></si></sst>"))
    assert len(" ".join(found)) < 2_100_000
    assert found[-1].startswith("Footnote left out about 984 rows")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps the address space surely")
def test_a_bomb_is_refused_and_the_next_file_read(tmp_path, bills):
    bomb, other = tmp_path / "bomb.xlsx", tmp_path / "bills.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(bills)) as good,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
    ):
        for name in good.namelist():
            file.writestr(name, good.read(name))
        file.writestr("xl/more.xml", b" " * 100 * 1024**2)
        for number in range(10):  # the same bytes under other names
            again = copy.copy(file.getinfo("xl/more.xml"))
            again.filename = f"xl/more{number}.xml"
            file.filelist.append(again)
    other.write_bytes(bills)
    with ReaderProcess() as reader:
        with pytest.raises(DocumentError, match=r"^it would unpack to 1\.1 GB, more than Foot"):
            reader.read(bomb)
        assert reader.read(other) == read(other)


def test_entities_are_not_expanded(tmp_path):
    (tmp_path / "secret").write_text("secret")
    doctype = f'<!DOCTYPE sst [<!ENTITY f SYSTEM "file://{tmp_path}/secret"><!ENTITY a "boom">]>'
    strings = doctype + "<sst><si><t>safe &f;&a;</t></si></sst>"
    assert texts(workbook('<row><c t="s"><v>0</v></c></row>', sharedStrings=strings)) == [
        "S",
        "safe",
    ]


def test_a_row_is_one_sentence_with_the_names_of_its_columns(bills, tmp_path):
    path = tmp_path / "bills.xlsx"
    path.write_bytes(bills)
    wanted = "Supplier: Arden; Paid on: 2024-05-02; Share: 25%; Amount: 1,200"
    found = next(each for each in split(read(path)) if "Arden" in each.text)
    assert (found.text, found.heading, found.page) == (wanted, "May", None)


def test_a_workbook_of_hidden_sheets():
    data = workbook("<row><c><v>5</v></c></row>")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'name="S"', b'name="S" state="veryHidden"'))
    with pytest.raises(DocumentError, match=r"^all its sheets are hidden"):
        read_xlsx(target.getvalue())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password: save a copy without the password and add that",
        ),
        (
            b"\xd0\xcf\x11\xe0" + bytes(500),
            "it is in the old Excel format: save it as .xlsx and add that",
        ),
        (b"not a zip", "it is damaged, or not an Excel workbook at all"),
        (workbook("<row/>")[:300], "it is damaged, or not an Excel workbook at all"),
        (workbook("<row>"), "it is damaged, or not an Excel workbook at all"),
        (
            workbook('<row><c t="s"><v>9</v></c></row>'),
            "it is damaged, or not an Excel workbook at all",
        ),
    ],
)
def test_what_cannot_be_read(data, reason):
    with pytest.raises(DocumentError) as caught:
        read_xlsx(data)
    assert str(caught.value) == reason
