"""Everything that people and machines get wrong: one clear sentence each, and nothing lost."""

import json
import os
from pathlib import Path

import fpdf
import pytest

from rag.readers import SUFFIXES

EMPTY = "Your question is empty: type what you want to know."
LOCKED = "it is protected by a password: save a copy without the password and add that"
SCAN = "it has no text, and text recognition (OCR) found none on its pages"
ERROR_KEYS = [
    "question", "understood", "scope", "status", "text", "short", "sentences", "citations",
    "conflicts", "explanation", "passages", "confidence", "seconds", "error",
]  # fmt: skip


def pdf(text="", password=""):
    page = fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica")
    if text:
        page.cell(text=text)
    if password:
        page.set_encryption(password, password)
    return bytes(page.output())


def word(path, text):
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_bad_files_are_listed_and_their_neighbours_added(run, notes):
    whole = pdf("The stairs are in the north wing.")
    word(notes / "lift.docx", "The lift is out of order.")
    bad = {
        "binary.txt": bytes(range(256)) * 8,
        "cut.docx": (notes / "lift.docx").read_bytes()[:9000],
        "cut.pdf": whole[:200],
        "empty.txt": b"",
        "locked.pdf": pdf("Secret.", "a password"),
        "scan.pdf": pdf(),
    }
    for name, data in bad.items():
        (notes / name).write_bytes(data)
    (notes / "stairs.pdf").write_bytes(whole)
    result = run("ingest", notes)
    assert result.stdout.splitlines() == [
        "Files: 4 added, 6 not read (1 page, 4 passages).",
        "Not read:",
        f"  {notes}/binary.txt: this is not a text file",
        f"  {notes}/cut.docx: it is damaged, or not a Word document at all",
        f"  {notes}/cut.pdf: it is damaged, or not a PDF at all",
        f"  {notes}/empty.txt: it is empty",
        f"  {notes}/locked.pdf: {LOCKED}",
        f"  {notes}/scan.pdf: {SCAN}",
        "The others are in the library; mend what you can of these and run the same command again.",
    ]
    assert result.exit_code == 0
    found = json.loads(run("search", "--json", "Where are the stairs?", "--limit", "1").stdout)
    assert found[0]["document"]["source"] == str(notes / "stairs.pdf")


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_nothing_but_bad_files_is_a_failure(run, notes):
    (notes / "a.mp3").touch()
    result = run("ingest", notes / "a.mp3")
    assert result.stdout == (
        "Files: 1 not read.\n"
        "Not read:\n"
        f"  {notes}/a.mp3: Footnote cannot read this kind of file; it reads {', '.join(SUFFIXES)}\n"
        "Mend what you can of these and run the same command again.\n"
    )
    assert result.exit_code == 1


def test_a_path_mistyped_among_good_ones_is_told_before_anything_is_fetched(run, home, notes):
    result = run("ingest", notes, notes / "meting.txt")
    assert result.stderr == (
        f"Error: {notes}/meting.txt cannot be found or opened (No such file or directory): "
        "check the spelling. Nothing was added.\n"
    )
    assert result.exit_code == 2
    assert not home.exists()


@pytest.mark.models
@pytest.mark.skipif(os.name != "posix", reason="names that are no text exist on POSIX only")
@pytest.mark.usefixtures("home_with_models")
def test_a_name_that_is_not_utf8_is_kept_escaped(run, notes):
    odd = os.fsencode(notes) + b"/caf\xe9.txt"
    Path(os.fsdecode(odd)).write_text("The café sells tea.")
    Path(os.fsdecode(odd[:-4] + b".mp3")).touch()
    report = json.loads(run("ingest", "--json", notes).stdout)
    assert f"{notes}/caf\\xe9.txt" in report["added"]
    assert report["skipped"] == [f"{notes}/caf\\xe9.mp3"]
    assert f"{notes}/caf\\xe9.txt\n" in run("documents").stdout
    assert run("remove", os.fsdecode(odd)).stdout.startswith("Removed: ")
    missing = run("ingest", os.fsdecode(odd) + "x")
    assert f"{notes}/caf\\udce9.txtx cannot be found or opened" in missing.stderr


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00\x1b\x07", "\u200b\u202e"])
def test_an_empty_question_is_refused_before_anything_is_loaded(run, home, question):
    for command in ("ask", "search"):
        result = run(command, question)
        assert result.stderr == f"Error: {EMPTY}\n"
        assert result.exit_code == 2
    told = run("ask", "--json", question)
    assert list(json.loads(told.stdout)) == ERROR_KEYS
    assert json.loads(told.stdout)["error"] == EMPTY
    assert told.exit_code == 2
    assert not home.exists()


def test_a_megabyte_is_not_a_question(run):
    result = run("ask", "--json", "why " * 250_000)
    assert json.loads(result.stdout)["error"] == (
        "Your question has 1,000,000 characters; ask it in at most 2,000."
    )
    assert result.exit_code == 2


def test_control_characters_are_taken_out_of_a_question(run, scripted):
    from rag.answer import Answer

    assistant = scripted(Answer("", "not_found"))
    run("ask", "When\x00does\x1b it\nopen?")
    assert assistant.asked == ["When does it open?"]


def test_no_question_at_all_is_wrong_usage(run):
    result = run("ask")
    assert "Missing argument 'QUESTION'" in result.stderr
    assert result.exit_code == 2
