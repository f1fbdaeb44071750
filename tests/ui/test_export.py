"""What an export says and in which order, read as Markdown; names of files; what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from index.errors import UsageError
from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage, Version
from ui.export import FORMATS, Exchange, export, file_name

MADE = date(2026, 11, 2)
FOLDER = "/home/anna/Private matters/"


def cite(number, document, title, quote, **more):
    values = {"date": None, "page": None, "heading": "", "start": 0, "source": "", **more}
    values["source"] = f"{FOLDER}{values['source'] or title + '.pdf'}"
    return Citation(number, document, title=title, quote=quote, end=len(quote), **values)


RULES = cite(1, 1, "Canteen rules", "It opens at noon.", date="2021-08-05", page=3, heading="Hours")
LETTER = cite(2, 2, "Letter", "It opens at eleven.", date="2024-02-11", source="letter.md")
OPENS = Answer(
    "When does it open?",
    "answered",
    understood="When does the canteen open?",
    sentences=(
        AnswerSentence("It opens at eleven, says the letter.", (2,), brief=(12, 18)),
        AnswerSentence("It opens at noon.", (1, 2), quoted=True),
    ),
    citations=(RULES, LETTER),
    conflicts=(Conflict("the time", (Version("noon", 1), Version("eleven", 2)), newest=2),),
    explanation="The letter is the newer one.",
    confidence=0.82,
)
PASSAGE = Passage(3, f"{FOLDER}roof.docx", "Roof", None, 7, "Costs", 0, 9, "The roof.")
SILENT = Answer("What did it cost?", "not_found", evidence=(PASSAGE, PASSAGE))


def written(*answers, title="The canteen"):
    exchanges = [Exchange(answer.question, answer) for answer in answers]
    return export(exchanges, "md", title, MADE).decode()


def test_an_answer_is_written_in_reading_order():
    assert written(OPENS) == (
        "# The canteen\n\n*2 November 2026*\n\n## When does it open?\n\n"
        "*Understood as: When does the canteen open?*\n\n"
        "It opens at **eleven**, says the letter.[2] “It opens at noon.”[1][2]\n\n"
        "**Your documents disagree about the time:**\n\n"
        "| **noon**[1] | **eleven**[2] (newest) |\n| --- | --- |\n"
        "| Canteen rules · 5 August 2021 | Letter · 11 February 2024 |\n\n"
        "The letter is the newer one.\n\n"
        "*Fairly sure: about 82 of 100 such answers are right.*\n\n"
        "## Sources\n\n"
        "[1] **Canteen rules**  \n5 August 2021 · page 3 · Hours · Canteen rules.pdf\n\n"
        "> “It opens at noon.”\n\n"
        "[2] **Letter**  \n11 February 2024 · letter.md\n\n> “It opens at eleven.”\n\n"
        "*Made with Footnote on 2 November 2026, from documents on this computer. "
        "Each sentence was checked against the sources given.*\n"
    )


def test_not_found_names_the_nearest_passages_once_and_claims_no_check():
    assert written(SILENT).split("\n\n", 3)[3] == (
        "**Your documents do not say**\n\nNearest passages; none of them answers the question:\n\n"
        "- **Roof** · page 7 · Costs · roof.docx\n\n"
        "*Made with Footnote on 2 November 2026, from documents on this computer.*\n"
    )


def test_numbers_run_on_and_a_sentence_cited_twice_keeps_its_number():
    other = cite(1, 4, "Plan", "A lift is planned.")
    again = replace(LETTER, number=2)
    sentences = (AnswerSentence("A lift is planned.", (1,)), AnswerSentence("Eleven.", (2,)))
    second = Answer("And?", "answered", sentences=sentences, citations=(again, other))
    text = written(OPENS, second)
    assert "*2 questions · 2 November 2026*" in text
    assert "A lift is planned.[3] Eleven.[2]" in text
    sources = text.partition("## Sources")[2]
    assert [sources.find(f"[{n}] **") > 0 for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert sources.index("[2] **Letter**") < sources.index("[3] **Plan**")


def test_a_document_read_anew_is_another_source():
    anew = replace(LETTER, number=1, quote="It opens at twelv.")
    second = Answer("And?", "answered", sentences=(AnswerSentence("X.", (1,)),), citations=(anew,))
    assert "X.[3]" in written(OPENS, second)


def test_the_only_question_is_not_repeated_below_a_title_that_says_it():
    text = written(SILENT, title=" What did  it cost?")
    assert text.startswith("# What did it cost?\n\n*2 November 2026*\n\n**Your documents do not")


def test_many_quotations_stand_one_below_the_other():
    own = tuple(AnswerSentence(f"Fact {n}.", (1,), quoted=True) for n in range(4))
    items = written(replace(OPENS, sentences=own))
    assert "\n\n- “Fact 0.”[1]\n- “Fact 1.”[1]\n- “Fact 2.”[1]\n- “Fact 3.”[1]\n\n" in items
    assert "“Fact 0.”[1] “Fact 1.”[1] “Fact 2.”[1]" in written(replace(OPENS, sentences=own[:3]))
    mixed = written(replace(OPENS, sentences=(*own[:3], replace(own[3], quoted=False))))
    assert "“Fact 2.”[1] Fact 3.[1]" in mixed


def test_an_answer_that_was_stopped_says_so():
    text = written(replace(OPENS, status="answering", conflicts=()))
    assert "**This answer was stopped before it was complete.**" in text
    assert "Fairly sure" not in text


def test_spaces_stay_outside_of_bold_words():
    sentence = AnswerSentence("It opens at eleven today.", (1,), brief=(11, 19))
    assert "opens at **eleven** today.[1]" in written(replace(OPENS, sentences=(sentence,)))


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_names_a_folder(form):
    windows = replace(LETTER, source="C:\\Users\\anna\\Private matters\\letter.md")
    answer = replace(OPENS, citations=(RULES, windows))
    content = export([Exchange("Q", answer), Exchange("R", SILENT)], form, "T", MADE)
    text = readable(form, content)
    assert "letter.md" in text
    assert "roof.docx" in text
    assert "Private" not in text
    assert "anna" not in text


def readable(form, content):
    import io
    import zipfile

    import pypdfium2

    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(n).decode("utf-8", "replace") for n in parts.namelist())
    if form == "pdf":
        document = pypdfium2.PdfDocument(content)
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    return content.decode()


def test_what_cannot_be_exported_is_refused():
    with pytest.raises(UsageError, match="nothing to export yet: ask a question"):
        export([], "md", "T", MADE)
    with pytest.raises(UsageError, match="“odt”: choose one of docx, pdf, html, md"):
        export([Exchange("Q", OPENS)], "odt", "T", MADE)
    lost = replace(OPENS, citations=(RULES,))
    with pytest.raises(UsageError, match="source of this answer is missing"):
        export([Exchange("Q", lost)], "md", "T", MADE)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Who chairs the board?", "Who chairs the board.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a<b>c:d"e\\f|g*h', "a b c d e f g h.pdf"),
        ("Straße in Łódź", "Straße in Łódź.pdf"),
        ("\x00\u202e\n", "Footnote.pdf"),
        ("con", "Footnote con.pdf"),
        ("COM1.txt", "Footnote COM1.txt.pdf"),
        ("Concert", "Concert.pdf"),
        ("word " * 40, "word " * 15 + "word.pdf"),
        ("字" * 300, "字" * 66 + ".pdf"),
    ],
)
def test_a_file_gets_a_name_that_every_system_takes(title, name):
    assert file_name(title, "pdf") == name
