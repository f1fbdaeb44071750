"""EPUB books, written by hand."""

import io
import zipfile

import pytest

from index.errors import DocumentError
from rag.readers.epub import read_epub
from rag.readers.process import ReaderProcess

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>'
    "<text>Of  ships</text></navLabel>"
    '<content src="text/two%20words.xhtml#start"/></navPoint></navMap></ncx>'
)
NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>'
    '<li><a href="text/two%20words.xhtml">Of <b>sails</b></a></li></ol></nav></body></html>'
)
ONE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'


def book(pages, *, metadata="", contents="ncx", spine=None, **more):
    """Return a book whose pages lie in text/; they are read in the order of `spine`."""
    items = "".join(
        f'<item id="p{number}" href="text/{name.replace(" ", "%20")}" '
        'media-type="application/xhtml+xml"/>'
        for number, name in enumerate(pages)
    )
    items += (
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="pic" href="a.png" media-type="image/png"/>'
    )
    references = "".join(
        f'<itemref idref="{each}"/>'
        for each in spine or ["nav", "pic", *(f"p{number}" for number in range(len(pages)))]
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
        f'<spine toc="{contents}">{references}</spine></package>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("OEBPS/book.opf", package)
        file.writestr("OEBPS/toc.ncx", NCX)
        file.writestr("OEBPS/nav.xhtml", NAV)
        for name, body in pages.items():
            file.writestr(f"OEBPS/text/{name}", ONE.format(body))
        for name, text in more.items():
            file.writestr(f"META-INF/{name}.xml", text)
    return target.getvalue()


def found(data):
    return [(piece.text, piece.level) for piece in read_epub(data).pieces]


def test_pages_are_read_in_the_order_of_the_spine_and_each_once():
    pages = {"a.xhtml": "<h1>Late</h1><p>End.</p>", "b.xhtml": "<h2>Early</h2><p>Start.</p>"}
    assert found(book(pages, spine=["p1", "missing", "p0", "p1"])) == [
        ("Early", 2),
        ("Start.", 0),
        ("Late", 1),
        ("End.", 0),
    ]


def test_the_table_of_contents_names_chapters_without_a_heading():
    pages = {"two words.xhtml": "<p>They sail.</p>", "b.xhtml": "<p>No name.</p>"}
    end = [("They sail.", 0), ("No name.", 0)]
    assert found(book(pages)) == [("Of ships", 1), *end]
    assert found(book(pages, contents="")) == [("Of sails", 1), *end]
    pages = {"two words.xhtml": "<p>OF SHIPS</p><p>They sail.</p>", "b.xhtml": "<p>No name.</p>"}
    assert found(book(pages)) == [("Of ships", 1), *end]
    pages = {"two words.xhtml": "<h3>Boats</h3><p>They sail.</p>", "b.xhtml": "<p>No name.</p>"}
    assert found(book(pages)) == [("Boats", 3), *end]


def test_a_damaged_table_of_contents_costs_only_the_names():
    data = book({"two words.xhtml": "<p>They sail.</p>"}, contents="p0", spine=["p0"])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, "<nav" if "nav.xhtml" in name else old.read(name))
    assert found(changed.getvalue()) == [("They sail.", 0)]


def test_what_xhtml_closes_at_once_swallows_nothing():
    body = '<p>One<a id="x"/> and<br/> two</p><div class="a"/><script src="x"/><p>&nbsp;Three</p>'
    assert found(book({"a.xhtml": body})) == [("One and\ntwo", 0), ("Three", 0)]


def test_the_book_states_title_date_and_publisher():
    metadata = (
        "<dc:title>Of Ships</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2019-03-01</dc:date>"
        "<dc:publisher>Harbour Press</dc:publisher>"
    )
    reading = read_epub(book({"a.xhtml": "<p>Text</p>"}, metadata=metadata))
    assert (reading.title, reading.date, reading.outlet) == (
        "Of Ships",
        "2019-03-01",
        "Harbour Press",
    )
    reading = read_epub(book({"a.xhtml": "<p>Text</p>"}, metadata="<dc:date>2019</dc:date>"))
    assert (reading.title, reading.date, reading.outlet) == (None, None, None)


@pytest.mark.parametrize(("path", "read"), [("text/a.xhtml", False), ("fonts/a.otf", True)])
def test_a_protected_book_is_refused_but_one_with_hidden_fonts_is_read(path, read):
    encryption = f'<encryption><CipherReference URI="OEBPS/{path}"/></encryption>'
    data = book({"a.xhtml": "<p>Text</p>"}, encryption=encryption)
    if read:
        assert found(data) == [("Text", 0)]
    else:
        with pytest.raises(DocumentError, match=r"^it is protected by its seller"):
            read_epub(data)


def test_damage_is_told_in_words(damaged):
    data = book({"two words.xhtml": "<p>They sail.</p>", "b.xhtml": "<h1>Name</h1><p>Text</p>"})
    for each in (b"x", data[:-10], data.replace(b"OEBPS/book.opf", b"OEBPS/book.abc")):
        with pytest.raises(DocumentError, match=r"^it is damaged, or not an EPUB book at all$"):
            read_epub(each)
    refused = 0
    for each in damaged(data, 100):
        try:
            read_epub(each)
        except DocumentError:
            refused += 1
    assert 0 < refused < 100


def test_the_child_process_reads_it(tmp_path):
    path = tmp_path / "a.epub"
    path.write_bytes(book({"a.xhtml": "<h1>Name</h1><p>Text</p>"}))
    with ReaderProcess() as process:
        document = process.read(path)
    assert (document.kind, document.title, document.text) == ("epub", "Name", "Name\n\nText")
