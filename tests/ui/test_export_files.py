"""Exports opened anew: Word by python-docx, PDF by pdfium, HTML by lxml; text, numbers, links."""

import ctypes
import io
from datetime import date

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import html

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Version
from ui.export import Exchange, export

MADE = date(2026, 11, 2)
ONE = Citation(1, 1, "/n/rules.pdf", "Rules", "2021-08-05", 3, "Hours", 0, 5, "It opens at noon.")
TWO = Citation(2, 2, "/n/tea.md", "Чай и Τσάι", None, None, "", 0, 5, "Tea is at eleven.")
SENTENCES = (
    AnswerSentence("The canteen opens at noon.", (1, 2), brief=(21, 25)),
    AnswerSentence("Tea is at eleven.", (2,), quoted=True),
)
CONFLICT = Conflict("the time", (Version("noon", 1), Version("eleven", 2)), newest=1)
ANSWER = Answer(
    "When?", "answered", sentences=SENTENCES, citations=(ONE, TWO), conflicts=(CONFLICT,),
    confidence=0.95,
)  # fmt: skip
ORDER = (
    "Opening", "2 November 2026", "When?", "The canteen opens at noon.[1][2]",
    "“Tea is at eleven.”[2]",
    "disagree about the time", "noon[1] (newest)", "Rules · 5 August 2021", "eleven[2]",
    "Чай и Τσάι · no date", "Quite sure", "Sources", "1", "Rules", "5 August 2021 · page 3 · Hours",
    "“It opens at noon.”", "2", "Чай и Τσάι", "tea.md", "“Tea is at eleven.”", "Made with Footnote",
)  # fmt: skip


def written(form, answer=ANSWER):
    return export([Exchange("When?", answer)], form, "Opening", MADE)


def assert_in_order(text):
    at = 0
    for part in ORDER:
        found = text.find(part, at)
        assert found >= 0, (part, text[at : at + 200])
        at = found + len(part)


def in_order(document):
    """All text of a Word file as it is read, tables in their place."""
    return "\n".join(
        "".join(t.text for t in p.iter("{*}t")) for p in document.element.body.iter("{*}p")
    )


def test_word_says_all_in_order_under_real_headings():
    document = docx.Document(io.BytesIO(written("docx")))
    assert_in_order(in_order(document))
    looks = {p.text: p.style for p in document.paragraphs}
    assert looks["When?"].base_style.name == "Heading 1"
    assert looks["Sources"].base_style.name == "Heading 1"
    answer = next(p for p in document.paragraphs if p.text.startswith("The canteen"))
    assert [run.text for run in answer.runs if run.bold] == ["noon"]
    assert [len(table.columns) for table in document.tables] == [2]
    about = document.core_properties
    assert (about.title, about.author, about.created.date()) == ("Opening", "Footnote", MADE)


def test_word_links_lead_from_footnote_to_source_and_back():
    document = docx.Document(io.BytesIO(written("docx")))
    body = document.element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    names = [mark.get(f"{w}name") for mark in body.iter(f"{w}bookmarkStart")]
    assert names == ["note_1", "note_2", "source_1", "source_2"]
    numbers = [mark.get(f"{w}id") for mark in body.iter(f"{w}bookmarkStart")]
    assert len(set(numbers)) == 4
    links = [link.get(f"{w}anchor") for link in body.iter(f"{w}hyperlink")]
    there = ["source_1", "source_2", "source_2", "source_1", "source_2"]
    assert links == [*there, "note_1", "note_2"]
    parts = list(document.tables[0]._tblPr)
    order = [part.tag.removeprefix(w) for part in parts]
    assert order.index("tblBorders") < order.index("tblLook")  # or Word calls the file broken


@pytest.mark.parametrize(("versions", "shape"), [(0, None), (2, (1, 2)), (3, (1, 3)), (4, (2, 3))])
def test_word_puts_at_most_three_versions_abreast(versions, shape):
    conflict = Conflict("it", tuple(Version(f"v{n}", 1) for n in range(versions)))
    answer = Answer("When?", "answered", citations=(ONE,), conflicts=(conflict,))
    document = docx.Document(io.BytesIO(written("docx", answer)))
    found = [(len(table.rows), len(table.columns)) for table in document.tables]
    assert found == ([shape] if shape else [])
    assert [f"v{n}[1]" in in_order(document) for n in range(versions)] == [True] * versions
    assert all(f"v{n}[1]" in pdf_text(written("pdf", answer)) for n in range(versions))


def pages(content):
    return list(pypdfium2.PdfDocument(content))


def pdf_text(content):
    return "\n".join(p.get_textpage().get_text_bounded() for p in pages(content)).replace("\r", "")


def test_pdf_says_all_in_order_in_fonts_of_its_own():
    content = written("pdf")
    assert_in_order(pdf_text(content).replace("\n[", "["))  # raised: a line, to pdfium
    assert content == written("pdf")
    assert b"/FontFile2" in content
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Opening"
    assert document.get_metadata_value("Author") == "Footnote"


def links(document, page):
    """Where the links of a page lead: texts of the lines they lie on and go to, by height."""
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    text = page.get_textpage()
    while pdfium.FPDFLink_Enumerate(page.raw, at, link):
        area = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, area)
        said = text.get_text_bounded(area.left, area.bottom, area.right, area.top)
        goal = pdfium.FPDFLink_GetDest(document.raw, link)
        flags = [ctypes.c_int() for _ in range(3)]
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        pdfium.FPDFDest_GetLocationInPage(goal, *flags, x, y, zoom)
        line = text.get_text_bounded(0, y.value - 20, 600, y.value)
        yield said.strip(), " ".join(line.split())


def test_pdf_links_lead_from_footnote_to_source_and_back():
    document = pypdfium2.PdfDocument(written("pdf"))
    found = sorted(set(links(document, document[0])))
    there = {said: line for said, line in found if said.startswith("[")}
    back = {said: line for said, line in found if not said.startswith("[")}
    assert "Rules" in there["[1]"]
    assert "Чай" in there["[2]"]
    assert {said: "The canteen opens" in line for said, line in back.items()} == {
        "1": True,
        "2": True,
    }


def test_pdf_shows_a_box_for_what_its_font_lacks_and_says_so():
    sentence = AnswerSentence("Letter 東京 says שלום.", (1,))
    answer = Answer("When?", "answered", sentences=(sentence,), citations=(ONE,))
    text = pdf_text(written("pdf", answer))
    assert "Letter □□ says □□□□.[1]" in text
    assert "□ stands for a character" in text
    assert "stands for" not in pdf_text(written("pdf"))


def test_pdf_goes_on_overleaf_and_numbers_its_pages():
    long = Citation(1, 1, "a.txt", "T", None, None, "", 0, 9, "Lorem ipsum dolor. " * 700)
    versions = tuple(Version(f"value {n} {'x' * 5000}", 1) for n in range(4))
    answer = Answer(
        "When?", "answered", sentences=(AnswerSentence("X.", (1,)),), citations=(long,),
        conflicts=(Conflict("it", versions),),
    )  # fmt: skip
    found = pages(written("pdf", answer))
    assert len(found) >= 4
    ends = [p.get_textpage().get_text_bounded().split()[-1] for p in found[:3]]
    assert ends == ["1", "2", "3"]


@pytest.fixture(scope="module")
def page():
    return html.fromstring(written("html").decode())


def test_html_says_all_in_order(page):
    assert_in_order(page.text_content())
    assert page.findtext(".//title") == "Opening"
    assert [e.tag for e in page.iter("h1", "h2")] == ["h1", "h2", "h2"]
    assert [e.text for e in page.iter("strong")] == ["noon", "noon", "eleven"]


def test_html_links_lead_from_footnote_to_source_and_back(page):
    names = page.xpath("//@id")
    assert sorted(names) == ["note-1", "note-2", "source-1", "source-2"]
    goals = [link.get("href").removeprefix("#") for link in page.iter("a")]
    there = ["source-1", "source-2", "source-2", "source-1", "source-2"]
    assert goals == [*there, "note-1", "note-2"]
    assert page.get_element_by_id("source-2").findtext(".//blockquote") == "“Tea is at eleven.”"


def test_html_is_one_file_without_script_or_anything_from_outside(page):
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@style")
    css = page.findtext(".//style")
    assert "url(" not in css
    assert "@import" not in css
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy[0].startswith("default-src 'none';")
