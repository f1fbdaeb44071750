"""OpenDocument packages written by hand: no library under a free licence writes them all."""

import io
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers import read
from rag.readers.opendocument import read_odp, read_ods, read_odt
from rag.readers.process import ReaderProcess

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "style", "presentation")
)


def package(kind, body, styles="", doctype="", **parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "content.xml",
            f"{doctype}<office:document-content {NAMES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        )
        for name, xml in parts.items():
            file.writestr({"meta": "meta.xml", "manifest": "META-INF/manifest.xml"}[name], xml)
    return target.getvalue()


def cells(*texts):
    return "<table:table-row>" + "".join(map(cell, texts)) + "</table:table-row>"


def cell(text, attributes=""):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def found(reading):
    return [(piece.text, piece.level) for piece in reading.pieces]


def test_a_text_with_headings_lists_and_notes():
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:p text:style-name="P1">The plan</text:p>'
        '<text:section><text:h text:outline-level="2">Why</text:h></text:section>'
        '<text:p>Two<text:s text:c="2"/>words<text:tab/>and<text:line-break/>a '
        "<text:span>span</text:span>\n broken<office:annotation><text:p>comment</text:p>"
        "</office:annotation>.<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> End.</text:p>"
        "<text:list><text:list-item><text:p>milk</text:p><text:list><text:list-item>"
        "<text:p>whole</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:p>After<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    data = package("text", body, styles)
    assert found(read_odt(data)) == [
        ("The plan", 1),
        ("Why", 2),
        ("Two  words\tand\na span broken. End.", 0),
        ("A note.", 0),
        ("milk", 0),
        ("whole", 0),
        ("After", 0),
        ("boxed", 0),
    ]
    assert [piece.close for piece in read_odt(data).pieces[4:6]] == [False, True]


def test_a_table_in_a_text_repeats_its_header():
    table = (
        "<table:table><table:table-header-rows>"
        + cells("Region", "Site")
        + "</table:table-header-rows><table:table-row>"
        + cell("North", 'table:number-rows-spanned="2"')
        + cell("Hull")
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell("York")
        + "</table:table-row></table:table>"
    )
    assert found(read_odt(package("text", table))) == [
        ("Region: North; Site: Hull", 0),
        ("Region: North; Site: York", 0),
    ]


def test_a_table_that_only_frames_text_is_text():
    head = "<text:h>Head</text:h>"
    table = f"<table:table><table:table-row><table:table-cell>{head}<text:p>One.</text:p>"
    table += "</table:table-cell></table:table-row>" + cells("Two.") + "</table:table>"
    assert found(read_odt(package("text", table))) == [("Head", 1), ("One.", 0), ("Two.", 0)]


def test_the_sheets_of_a_spreadsheet():
    styles = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    day = cell("2. Mai 2024", 'office:value-type="date" office:date-value="2024-05-02"')
    time = cell("spät", 'office:date-value="2024-05-03T14:30:00"')
    body = (
        '<table:table table:name="May">'
        + cells("Supplier", "Paid on", "Amount")
        + f"<table:table-row>{cell('Arden')}{day}{cell('1,200')}</table:table-row>"
        + f"<table:table-row>{cell('Birch')}{time}<table:table-cell "
        'table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row></table:table>"
        '<table:table table:name="Old" table:style-name="h">' + cells("secret") + "</table:table>"
    )
    reading = read_ods(package("spreadsheet", body, styles))
    assert found(reading) == [
        ("May", 2),
        ("Supplier: Arden; Paid on: 2024-05-02; Amount: 1,200", 0),
        ("Supplier: Birch; Paid on: 2024-05-03 14:30", 0),
    ]


def test_a_row_that_is_said_to_be_there_a_million_times():
    body = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000">'
        + cell("x y")
        + cell("z")
        + "</table:table-row></table:table>"
    )
    texts = [text for text, _ in found(read_ods(package("spreadsheet", body)))]
    assert len(texts) == 20_002
    assert texts[-1].startswith("Footnote left out the other rows below")


def test_a_presentation_with_notes():
    frame = "<draw:frame {}><draw:text-box>{}</draw:text-box></draw:frame>"
    body = (
        '<draw:page draw:name="page1">'
        + frame.format("", "<text:p>Point one.</text:p><text:p>Point two.</text:p>")
        + frame.format('presentation:class="title"', "<text:p>Why trees</text:p>")
        + frame.format('presentation:class="footer"', "<text:p>ACME</text:p>")
        + "<presentation:notes>"
        + frame.format("", "<text:p>Say more.</text:p>")
        + "</presentation:notes></draw:page><draw:page><draw:g><draw:custom-shape>"
        "<text:p>In a shape.</text:p></draw:custom-shape></draw:g><draw:frame><table:table>"
        + cells("Tree", "Site", "Price")
        + cells("Oak", "Park", "300")
        + "</table:table></draw:frame></draw:page>"
    )
    reading = read_odp(package("presentation", body))
    assert reading.pages == 2
    assert [(piece.page, piece.level, piece.text) for piece in reading.pieces] == [
        (1, 1, "Why trees"),
        (1, 0, "Point one."),
        (1, 0, "Point two."),
        (1, 3, "Why trees: speaker notes"),
        (1, 0, "Say more."),
        (2, 2, "Slide 2"),
        (2, 0, "In a shape."),
        (2, 0, "Tree: Oak; Site: Park; Price: 300"),
    ]


def test_the_title_of_the_package_and_no_date(tmp_path):
    meta = "<m><title>Stated</title><date>2024-05-01</date></m>"
    path = tmp_path / "a.odt"
    path.write_bytes(package("text", "<text:p>x</text:p>", meta=meta))
    with ReaderProcess() as reader:
        document = reader.read(path)
    assert document == read(path)
    assert (document.kind, document.title, document.date) == ("odt", "Stated", None)


def test_entities_are_not_expanded(tmp_path):
    (tmp_path / "secret").write_text("secret")
    doctype = f'<!DOCTYPE a [<!ENTITY f SYSTEM "file://{tmp_path}/secret"><!ENTITY b "boom">]>'
    data = package("text", "<text:p>safe &f;&b;</text:p>", doctype=doctype)
    assert found(read_odt(data)) == [("safe ", 0)]


@pytest.mark.parametrize(
    ("read_one", "data", "reason"),
    [
        (
            read_odt,
            package("text", "", manifest="<m><encryption-data/></m>"),
            "it is protected by a password: save a copy without the password and add that",
        ),
        (read_odt, b"no zip", "it is damaged, or not an OpenDocument text at all"),
        (
            read_ods,
            package("spreadsheet", "<table:table>"),
            "it is damaged, or not an OpenDocument spreadsheet at all",
        ),
        (read_odp, b"PK", "it is damaged, or not an OpenDocument presentation at all"),
    ],
)
def test_what_cannot_be_read(read_one, data, reason):
    with pytest.raises(DocumentError) as caught:
        read_one(data)
    assert str(caught.value) == reason
