"""PDF: paragraphs with their pages, headings by size, and what cannot be read."""

import pytest
from fpdf import FPDF

from index.errors import DocumentError
from rag.readers.pdf import read_pdf

FIRST = (
    "The committee met on Tuesday and agreed that the old building in the High Street should be "
    "sold before the end of the year, because its heating has failed twice."
)
SECOND = (
    "A buyer was found in March. The price was 1.2 million pounds, and the money has been put "
    "aside for the new building, which will open in two years."
)


def pdf(*, lines=(), title=None, password=None):
    """Write a PDF of (text, size) parts; None starts a page."""
    file = FPDF()
    file.set_title(title or "")
    if password is not None:
        file.set_encryption(owner_password="owner", user_password=password)  # noqa: S106
    file.add_page()
    for text, size in lines:
        if text is None:
            file.add_page()
            continue
        file.set_font("Helvetica", style="B" if size == "bold" else "", size=11)
        if isinstance(size, int):
            file.set_font_size(size)
        file.multi_cell(w=0, text=text, new_x="LMARGIN", new_y="NEXT", align="L")
        file.ln(4)
    return bytes(file.output())


def found(data):
    return [(piece.text, piece.page, piece.level) for piece in read_pdf(data).pieces]


def test_lines_become_paragraphs_on_their_pages():
    data = pdf(lines=[(FIRST, 11), (SECOND, 11), (None, 0), ("Page two says this.", 11)])
    assert found(data) == [(FIRST, 1, 0), (SECOND, 1, 0), ("Page two says this.", 2, 0)]
    assert read_pdf(data).pages == 2


def test_headings_are_larger_or_bold():
    data = pdf(
        lines=[
            ("The old building", 24),
            (FIRST, 11),
            ("What was paid", 16),
            (SECOND, 11),
            ("The heating", "bold"),
            (FIRST, 11),
            ("This is bold, but it is a sentence.", "bold"),
        ]
    )
    assert found(data) == [
        ("The old building", 1, 1),
        (FIRST, 1, 0),
        ("What was paid", 1, 2),
        (SECOND, 1, 0),
        ("The heating", 1, 6),
        (FIRST, 1, 0),
        ("This is bold, but it is a sentence.", 1, 0),
    ]


def test_list_items_stay_apart_and_wrapped_items_together():
    item = "1. " + FIRST
    data = pdf(
        lines=[(f"{item}\n2. Second item\n- third\nPlan: Basic\nCost: none", 11), (FIRST, 11)]
    )
    assert [text for text, _, _ in found(data)] == [
        item,
        "2. Second item",
        "- third",
        "Plan: Basic",
        "Cost: none",
        FIRST,
    ]


def test_a_sentence_over_a_page_break_is_kept_whole_on_its_first_page():
    file = FPDF()
    file.set_font("Helvetica", size=11)
    for text in ("It was sold because the", "heating had failed. The rest is here."):
        file.add_page()
        file.cell(text=text)
    assert found(bytes(file.output())) == [
        ("It was sold because the heating had failed.", 1, 0),
        ("The rest is here.", 2, 0),
    ]


def test_repeated_headers_and_page_numbers_are_read_once():
    parts = []
    for number in range(1, 5):
        parts += [("Contoso report", 11), (f"Fact number {number} is new.", 11)]
        parts += [(f"{SECOND} {number}.", 11), (f"Total: {number * 100} pounds", 11)]
        parts += [(f"Page {number} of 4", 11), (None, 0)]
    texts = [text for text, _, _ in found(pdf(lines=parts[:-1]))]
    assert texts.count("Contoso report") == 1
    assert [text for text in texts if text.startswith("Page ")] == ["Page 1 of 4"]
    # An amount on every page is no page number.
    assert [text for text in texts if text.startswith("Total")] == [
        f"Total: {number}00 pounds" for number in range(1, 5)
    ]


def test_table_rows_stay_apart():
    file = FPDF()
    file.set_font("Helvetica", size=11)
    file.add_page()
    for row in (("plan", "cost"), ("basic", "five"), ("plus", "nine")):
        for cell in row:
            file.cell(w=60, text=cell)
        file.ln()
    assert [text for text, _, _ in found(bytes(file.output()))] == [
        "plan cost",
        "basic five",
        "plus nine",
    ]


def test_words_divided_at_line_ends_are_mended():
    data = pdf(lines=[("We need more informa-\ntion about the build-\ning and its heating.", 11)])
    assert found(data) == [("We need more information about the building and its heating.", 1, 0)]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Annual report 2023", "Annual report 2023"),
        ("Microsoft Word - draft 3.docx", "The old building"),
        ("draft.indd", "The old building"),
        ("untitled", "The old building"),
        ("12345", "The old building"),
        ("", "The old building"),
    ],
)
def test_the_title_is_the_stated_one_where_it_makes_sense(stated, expected):
    data = pdf(lines=[("The old building", 24), (FIRST, 11)], title=stated)
    assert read_pdf(data).title == expected


def test_a_cover_gives_firm_and_title():
    data = pdf(lines=[("Contoso", 30), ("Benefit plan", 20), (None, 0), (FIRST, 11)])
    assert read_pdf(data).title == "Contoso – Benefit plan"
    assert read_pdf(pdf(lines=[(FIRST, 11)])).title is None


def test_an_encrypted_file_is_refused():
    with pytest.raises(DocumentError, match=r"^it is protected by a password: save a copy with"):
        read_pdf(pdf(lines=[(FIRST, 11)], password="secret"))  # noqa: S106


def test_a_file_that_only_forbids_changes_is_read():
    assert found(pdf(lines=[(FIRST, 11)], password="")) == [(FIRST, 1, 0)]


def test_pages_without_a_word_on_them_are_refused():
    file = FPDF()
    file.add_page()
    file.rect(20, 20, 100, 50)
    with pytest.raises(DocumentError, match=r"^it has no text, and text recognition \(OCR\) found"):
        read_pdf(bytes(file.output()))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"no PDF at all", b"%PDF-1.4" + bytes(500)])
def test_a_damaged_file_is_refused(data):
    with pytest.raises(DocumentError, match=r"^it is damaged, or not a PDF at all$"):
        read_pdf(data)
