"""Word packages written by hand: what Word saves and python-docx cannot write."""

import io
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers.docx import read_docx

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f'xmlns:w="{TRANSITIONAL}"'
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def package(body, **parts):
    """Write a package by hand: the body of the document, and other parts by relationship."""
    target = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{kind}/{name}" Target="{name}.xml"/>' for name in parts
    )
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="a" Type="{kind}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships>{relations}<Relationship Id="p" Type="{kind}/image" '
            'Target="NULL"/></Relationships>',
        )
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            file.writestr(f"word/{name}.xml", xml)
    return target.getvalue()


def found(data):
    return [(piece.text, piece.level) for piece in read_docx(data).pieces]


def test_what_word_shows_is_read_and_what_it_hides_is_not():
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:ins><w:r><w:t> added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> removed</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> seen</w:t></w:r>'
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
        "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t><w:noBreakHyphen/><w:t>x</w:t>"
        '<w:instrText>PAGE</w:instrText><w:sym w:char="F0B7"/></w:r></w:p>'
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert found(package(body)) == [("Kept added seen link tab\nline-x\uf0b7", 0), ("control", 0)]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><AlternateContent><Choice><shape>" + box + "</shape></Choice>"
        "<Fallback><shape>"
        + box
        + "</shape></Fallback></AlternateContent><w:t>text</w:t></w:r></w:p>"
    )
    assert found(package(body)) == [("text", 0), ("boxed", 0)]


def test_a_footnote_follows_its_paragraph():
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>See law.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = (
        '<w:p><w:r><w:t>Claim.</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
        "<w:p><w:r><w:t>Next.</w:t></w:r></w:p>"
    )
    texts = [text for text, _ in found(package(body, footnotes=notes))]
    assert texts == ["Claim.", "See law.", "Next."]


def test_a_footnote_that_refers_to_itself_is_read_once():
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="7"><w:p><w:r><w:t>Ibid.</w:t>'
        '<w:footnoteReference w:id="7"/></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = '<w:p><w:r><w:t>Claim.</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert found(package(body, footnotes=notes)) == [("Claim.", 0), ("Ibid.", 0)]


def test_tables_in_tables_in_tables_take_no_time():
    body = "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
    for _ in range(50):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc/></w:tr></w:tbl>"
    assert found(package(body)) == [("deep", 0)]


def test_list_items_stand_close_together():
    item = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"
    body = "<w:p><w:r><w:t>Buy</w:t></w:r></w:p>" + item.format("milk") + item.format("bread")
    pieces = read_docx(package(body)).pieces
    assert [(piece.text, piece.close) for piece in pieces] == [
        ("Buy", False),
        ("milk", False),
        ("bread", True),
    ]


def test_the_strict_dialect_is_read():
    data = package(
        "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Strict</w:t></w:r></w:p>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace(TRANSITIONAL, STRICT))
    assert found(target.getvalue()) == [("Strict", 2)]


def test_entities_are_not_expanded():
    notes = (
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        f"<w:footnotes {W}><w:footnote w:id='7'><w:p><w:r><w:t>safe &b;</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    body = '<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert found(package(body, footnotes=notes)) == [("safe ", 0)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password: save a copy without the password and add that",
        ),
        (
            b"\xd0\xcf\x11\xe0" + bytes(500) + "WordDocument".encode("utf-16-le"),
            "it is in the old Word format: save it as .docx and add that",
        ),
        (b"not a zip", "it is damaged, or not a Word document at all"),
        (package("<w:p/>")[:200], "it is damaged, or not a Word document at all"),
        (package("<w:p>"), "it is damaged, or not a Word document at all"),
    ],
)
def test_what_cannot_be_read(data, reason):
    with pytest.raises(DocumentError) as caught:
        read_docx(data)
    assert str(caught.value) == reason


def test_a_zip_of_something_else_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentError, match=r"^it is damaged, or not a Word document at all$"):
        read_docx(target.getvalue())
