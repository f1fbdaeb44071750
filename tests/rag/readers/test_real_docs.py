"""Real files that nobody on this project made: damaged, hostile, odd, and ordinary."""

import re
from pathlib import Path

import psutil
import pytest

from index.errors import DocumentError
from rag.readers import SUFFIXES
from rag.readers.process import ReaderProcess
from rag.sentences import split

BENCHMARKS = Path(__file__).parents[4] / "shared" / "benchmarks"
REAL = BENCHMARKS / "real_docs"
CONTOSO = BENCHMARKS / "contoso" / "docs"

PROTECTED = "it is protected by a password"
REFUSED = {
    "empty.pdf": "it is empty",
    "password.pdf": PROTECTED,
    "r6-user-password.pdf": PROTECTED,
    "testPDF_jsActionOnPage.pdf": "it has no text, and text recognition (OCR) found none",
    "testWORD_protected_passtika.docx": PROTECTED,
    "testWORD_truncated.docx": "it is damaged, or not a Word document at all",
    "password_protected.xlsx": PROTECTED,
    "testZIP_corrupted_oom.zip": "it is damaged, or not a zip file at all",
}
TEXTS = {
    "fake-text-utf-16.txt": "Hamburgers are delicious",
    "crazyones.pdf": "The ones who see things differently.",
    "multi-column-2p.pdf": "In this paper, we address the question: can we train a better dense",
    "testPDF_bad_page_303226.pdf": "file periodic reports with the Special Agent in Charge",
    "federal-register-2020-17221.pdf": "proposes to supersede Airworthiness Directive (AD)",
    "copy-protected.pdf": "LayoutParser: A Unified Toolkit",
    "layout-parser-paper-fast.pdf": "Ruochen Zhang2, Melissa Dell3, Benjamin Charles Germain Lee4",
    "nics-background-checks-2015-11.pdf": "Alabama 18,870 23,022 22,650",
    "handbook-872p.docx": "The standing trustee must decline any appointment",
    "word_sample.docx": "Leaves; Food: Ash, Elm, Maple; Calories per portion: 50",
    "docx_comments.docx": "This second paragraph also has a reviewer annotation.",
    "wiki_duck.html": "Ducks are mostly aquatic birds",
    "example-with-scripts.html": "Belarusian forces remain unlikely to attack Ukraine",
    "testArabicMisleadingCharset.html": "اللغة العربية",
    "ocr_test.pdf": "in an easy self contained package",
    "winter-sports.epub": "Winter Sports in Switzerland, by E. F. Benson",
    "fake.odt": "Header row: Color; Mon: Blue",
    "testRTFCorruptListOverride.rtf": "There are 90 naturally occurring",
    "test.pptx": "Enabling Next-Gen LLM Applications",
    "mime-different-plain-html.eml": "From: sender@example.com; To: recipient@example.com",
}


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/benchmarks/real_docs is not here")
def test_every_real_file_is_read_or_refused_with_a_reason():
    paths = [path for path in sorted(REAL.glob("*/*")) if path.parent.name != "licences"]
    assert {path.suffix for path in paths} <= SUFFIXES.keys()
    assert len(paths) == 60
    parent = psutil.Process()
    memory = parent.memory_info().rss
    refused, texts = {}, {}
    with ReaderProcess(seconds=30) as reader:
        for path in paths:
            try:
                document = reader.read(path)
            except DocumentError as error:
                refused[path.name] = str(error)
                continue
            texts[path.name] = document.text
            for sentence in split(document):
                assert document.text[sentence.start : sentence.end] == sentence.text
                assert 0 < len(sentence.text) <= 600
    assert parent.memory_info().rss - memory < 50 * 1024**2
    assert refused.keys() == REFUSED.keys()
    for name, reason in REFUSED.items():
        assert refused[name].startswith(reason)
    for name, text in TEXTS.items():
        assert text in " ".join(texts[name].split())
    assert "<script" not in texts["example-with-scripts.html"]
    assert "function(" not in texts["example-with-scripts.html"]


@pytest.mark.skipif(not CONTOSO.is_dir(), reason="../shared/benchmarks/contoso is not here")
def test_a_company_handbook_is_read_in_whole_sentences_under_its_headings():
    with ReaderProcess() as reader:
        documents = {path.stem: reader.read(path) for path in sorted(CONTOSO.glob("*.pdf"))}
    assert {name: document.pages for name, document in documents.items()} == {
        "Benefit_Options": 4,
        "Northwind_Health_Plus_Benefits_Details": 109,
        "Northwind_Standard_Benefits_Details": 104,
        "PerksPlus": 4,
        "employee_handbook": 11,
        "role_library": 31,
    }
    assert documents["employee_handbook"].title == "Contoso Electronics Employee Handbook"
    sentences = {sentence.text: sentence for sentence in split(documents["employee_handbook"])}
    wanted = "We specialize in creating cutting-edge systems that are both reliable and efficient."
    assert (sentences[wanted].page, sentences[wanted].heading) == (3, "Our Mission")
    item = "2. Integrity: We value honesty, respect, and trustworthiness in all our interactions."
    assert (sentences[item].page, sentences[item].heading) == (3, "Values")
    everything = " ".join(document.text for document in documents.values())
    # "cutting-\nedge" joined wrongly would be one word.
    assert not re.search(r"\b(?:innetwork|outofpocket|cuttingedge|outofnetwork)\b", everything)
