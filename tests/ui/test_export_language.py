"""What an export says in German: headings, dates, quotation marks, and the language it names."""

import io
import zipfile
from datetime import date

import pytest

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage, Version
from ui.export import Exchange, export
from ui.web.language import language

MADE = date(2019, 7, 21)
RULES = Citation(1, 1, "/a/x.pdf", "Hausordnung", "2021-08-05", 3, "Zeiten", 0, 10, "Ab Mittag.")
LETTER = Citation(2, 2, "/a/y.pdf", "", None, None, "", 0, 7, "Ab elf.")
ANSWER = Answer(
    "Wann?", "answered", "Wann öffnet sie?",
    sentences=(AnswerSentence("Ab Mittag.", (1,), quoted=True),), citations=(RULES, LETTER),
    conflicts=(Conflict("Uhrzeit", (Version("zwölf", 1), Version("elf", 2)), newest=1),),
    confidence=0.82,
)  # fmt: skip
SILENT = Answer("Und?", "not_found", evidence=(Passage(3, "z.md", "", None, 7, "", 0, 1, "漢"),))


def written(form, *answers):
    asked = [Exchange(answer.question, answer) for answer in answers]
    return export(asked, form, "Die Kantine 漢", MADE, language("de"))


def test_all_that_is_not_from_the_documents_is_german():
    assert written("md", ANSWER, SILENT).decode() == (
        "# Die Kantine 漢\n\n*2 Fragen · 21. Juli 2019*\n\n## Wann?\n\n"
        "*Verstanden als: Wann öffnet sie?*\n\n„Ab Mittag.“[1]\n\n"
        "**Ihre Dokumente widersprechen sich (Uhrzeit):**\n\n"
        "| **zwölf**[1] (neueste Angabe) | **elf**[2] |\n| --- | --- |\n"
        "| Hausordnung · 5. August 2021 | y.pdf · ohne Datum |\n\n"
        "*Ziemlich sicher: Etwa 82 von 100 solchen Antworten sind richtig.*\n\n## Und?\n\n"
        "**Dazu steht nichts in Ihren Dokumenten**\n\n"
        "Nächstliegende Textstellen; keine davon beantwortet die Frage:\n\n"
        "- **z.md** · Seite 7\n\n## Quellen\n\n"
        "[1] **Hausordnung**  \n5\\. August 2021 · Seite 3 · Zeiten · x.pdf\n\n> „Ab Mittag.“\n\n"
        "[2] **y.pdf**\n\n> „Ab elf.“\n\n"
        "*Erstellt mit Footnote am 21. Juli 2019, aus Dokumenten auf diesem Rechner. "
        "Jeder Satz wurde an den angegebenen Quellen geprüft.*\n"
    )


def test_every_format_names_its_language():
    page = written("html", ANSWER).decode()
    assert '<html lang="de">' in page
    assert 'aria-label="Quelle 1"' in page
    with zipfile.ZipFile(io.BytesIO(written("docx", ANSWER))) as parts:
        assert b'<w:lang w:val="de"' in parts.read("word/styles.xml")
    import pypdfium2

    document = pypdfium2.PdfDocument(written("pdf", ANSWER))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "□ steht für ein Zeichen" in " ".join(text.split())
    assert b"/Lang (de)" in written("pdf", ANSWER)


@pytest.mark.parametrize("form", ["md", "html", "pdf"])  # a Word file names the second it was made
def test_without_a_language_it_is_english(form):
    asked = [Exchange("Wann?", ANSWER)]
    assert export(asked, form, "T", MADE) == export(asked, form, "T", MADE, language("en"))
