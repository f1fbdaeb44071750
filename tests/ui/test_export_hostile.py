"""Hostile text in question, answer, title, heading, file name and quote: nothing becomes markup."""

import io
import re
import zipfile
from datetime import date

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage, Version
from ui.export import FORMATS, Exchange, export, file_name
from ui.export.markdown import escape
from ui.export.sheet import line

PAYLOADS = [
    "<script>alert(1)</script><img src=x onerror=alert(1)><b>bold</b>",
    "\"><svg onload=alert(1)>' autofocus onfocus='alert(1)",
    "</title></style></p></body><iframe src=//x.test></iframe>",
    "]]><!--<a name='note-1'/><para><font color='red'>&lt;b&gt;&#60;&amp;amp;",
    "[x](javascript:alert(1)) ![x](http://x.test/p.png) <http://x.test> [1]: http://x.test",
    "https://x.test www.x.test mailto:a@x.test a@x.test ftp://x.test",
    "# Title ## **b** _i_ ~~s~~ `code` $$x$$ | a | b | {{x}} ${x} <% x %> \\ \\\\[x](y)",
    "- item", "+ item", "* item", "1. item", "2) item", "> quote", "---", "===", "```", "    code",
    "[1]: javascript:alert(1)", "[1](javascript:alert(1))", "![", "| --- | --- |", ":--", "~~~",
    "a\x00b\x07\x1b[31mc\x7f\x85d\ud800e\ufffef\ufdd0g\U0001ffffh\u2028i\r\n\r\n# j",
    "w" * 10_000,
    "\u202egnp.exe\u2066 שלום مرحبا بالعالم",
    "👩‍💻🇩🇪😀 e\u0301\u0327 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "会議は月曜日に開かれた", "%s {} {0} %(x)s", "=cmd|' /C calc'!A0", "", " \t\n",
]  # fmt: skip
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "ul", "ol", "li",
    "div", "span", "sup", "a", "strong", "blockquote", "footer",
}  # fmt: skip
MARKUP = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def exchange(text, status="answered"):
    citation = Citation(1, 1, f"/folder/{text}", text, text, 3, text, 0, len(text), text)
    passage = Passage(1, f"/folder/{text}", text, text, 3, text, 0, len(text), text)
    answer = Answer(
        text, status, f"Meant: {text}", (passage,),
        (AnswerSentence(text, (1,), brief=(0, 5)), AnswerSentence(text, (1,), quoted=True)),
        (citation,), (Conflict(text, (Version(text, 1), Version(text, 1)), newest=1),),
        explanation=text, confidence=0.5,
    )  # fmt: skip
    return Exchange(text, answer)


def written(form, text):
    exchanges = [exchange(text), exchange(text, "not_found")]
    return export(exchanges, form, text, date(2026, 11, 2))


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.fixture(params=PAYLOADS, ids=lambda text: ascii(text[:12]))
def payload(request):
    return request.param


def test_html_holds_only_our_elements_and_links(payload):
    page = html.fromstring(written("html", payload).decode())
    assert {e.tag for e in page.iter()} <= ALLOWED
    assert {name for e in page.iter() for name in e.attrib} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "dir", "id", "href", "role",
        "aria-label",
    }  # fmt: skip
    assert all(re.fullmatch(r"#(source|note)-1", a.get("href")) for a in page.iter("a"))
    assert page.xpath("count(//*[@id])") == 2
    assert squeezed(page.text_content()).count(squeezed(line(payload))) >= 10


def test_markdown_holds_no_link_no_image_and_no_html(payload):
    text = written("md", payload).decode()
    tokens = MARKUP.parse(text)
    flat = [t for token in tokens for t in (token, *(token.children or ()))]
    assert {t.type.removesuffix("_open").removesuffix("_close") for t in flat} <= {
        "heading", "inline", "text", "em", "strong", "paragraph", "bullet_list", "list_item",
        "blockquote", "hardbreak", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", "h2", "h2", "h2"]
    said = "".join(t.content for t in flat if t.type == "text")
    assert squeezed(said).count(squeezed(line(payload))) >= 10


def test_word_opens_and_leads_nowhere_outside(payload):
    content = written("docx", payload)
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    said = squeezed("".join(body.itertext("{*}t")))
    assert said.count(squeezed(line(payload))) >= 10
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                assert "TargetMode" not in {
                    key for e in etree.fromstring(parts.read(name)).iter() for key in e.attrib
                }
    tags = {etree.QName(e).localname for e in body.iter()}
    assert not tags & {"drawing", "pict", "object", "instrText", "altChunk", "sdt"}


def test_pdf_opens_and_does_nothing(payload):
    content = written("pdf", payload)
    document = pypdfium2.PdfDocument(content)
    assert len(document) >= 1
    for word in (b"/URI", b"/JavaScript", b"/Launch", b"/OpenAction", b"/AcroForm", b"/XObject <<"):
        assert word not in content
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    if payload.isascii() and payload.isprintable() and len(payload) < 1000:
        # pdfium takes a hyphen at the end of a line for a word's division
        plain = squeezed(said).replace("\ufffe", "-").replace("\x02", "-")
        assert plain.count(squeezed(line(payload))) >= 10


@pytest.mark.parametrize("form", FORMATS)
def test_names_hold_nothing_that_a_folder_could_be_left_with(form, payload):
    name = file_name(payload, form)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202e]', name)
    assert not name.startswith((".", " "))
    assert len(name.encode()) <= 206


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("[]()!<>*_`~|#&;:/\\-+=.1a \"'$@{}^\u00e9"), max_size=30))
def test_escaped_text_is_read_back_as_it_was(text):
    clean = line(text)
    tokens = MARKUP.parse(escape(clean))
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"] * bool(clean)
    if clean:
        assert {t.type for t in tokens[1].children} <= {"text"}
        assert "".join(t.content for t in tokens[1].children) == clean
