"""Rich text: what Word, WordPad, TextEdit and LibreOffice write, in short."""

import pytest

from index.errors import DocumentError
from rag.readers.rtf import read_rtf

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204{\*\fname Arial;}Arial Cyr;}"
    r"{\f2\fcharset128 MS \'83\'53;}}"
)


def rtf(body, head=FONTS):
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + head + "\n" + body + "}").encode("latin-1")


def found(data):
    return [(piece.text, piece.level) for piece in read_rtf(data).pieces]


def texts(body, head=FONTS):
    return [text for text, _ in found(rtf(body, head))]


def test_paragraphs_and_breaks():
    body = (
        r"\pard One\tab two\line three\par Four \{x\} \\ a~b\~c\-d\_e\par"
        "\nFive,\n still.\\\nSix"
    )
    assert texts(body) == ["One\ttwo\nthree", "Four {x} \\ a~b cd-e", "Five, still.", "Six"]


def test_encodings():
    assert texts(r"caf\'e9") == ["café"]
    assert texts(r"\f1 \'cf\'f0\'e8\'e2\'e5\'f2\f0  \'e9") == ["Привет é"]
    assert texts(r"\f2 \'83\'53\'83A") == ["ゴア"]
    assert texts(r"\'e9\'e8", head=r"\ansicpg1251") == ["йи"]
    assert texts(r"\'8e", head=r"\mac") == ["é"]
    assert texts(r"\'e9", head=r"\ansicpg99999") == ["é"]
    assert texts("caf\xe9", head="") == ["café"]


def test_unicode_replaces_what_stands_for_it():
    assert texts(r"it\u8217?s {\uc2 \u-10179\'3f\'3f\u-8704??} \uc0\u233 e") == ["it’s 😀 ée"]


def test_headings_by_style_name_style_level_and_own_level():
    head = r"{\stylesheet{\ql Normal;}{\s1\b heading 1;}{\s7\outlinelevel1 Chapter;}{\*\cs9 x;}}"
    body = (
        r"\pard\s1 First\par\pard\plain Text.\par\pard\s7 Second\par"
        r"\pard\outlinelevel2 Third\par\pard\outlinelevel9 Text\par"
    )
    assert found(rtf(body, head)) == [
        ("First", 1),
        ("Text.", 0),
        ("Second", 2),
        ("Third", 3),
        ("Text", 0),
    ]


def test_list_items_stand_close_together_without_their_marks():
    body = (
        r"\pard Buy\par{\listtext\tab 1.\tab}\pard\ls1 milk\par{\listtext 2.}\pard\ls1 bread\par"
        r"\pard{\pntext\'b7\tab}eggs\par\pard Done\par"
    )
    assert [(piece.text, piece.close) for piece in read_rtf(rtf(body)).pieces] == [
        ("Buy", False),
        ("milk", False),
        ("bread", True),
        ("eggs", True),
        ("Done", False),
    ]


def test_rows_repeat_their_header():
    body = (
        r"\trowd\trhdr\pard\intbl Name\cell Age\cell\row"
        r"\trowd\pard\intbl Ann {\b Lee}\cell 12\par years\cell\row\pard After\par"
        r"\trowd\pard\intbl Due\cell May\cell\row"
    )
    assert texts(body) == ["Name: Ann Lee; Age: 12 years", "After", "Due: May"]


def test_a_footnote_follows_its_paragraph():
    body = r"Claim{\super\chftn{\footnote\pard{\chftn} See\par law.}}.\par Next."
    assert texts(body) == ["Claim.", "See law.", "Next."]


def test_what_is_not_shown_is_not_read():
    body = (
        r"{\header Top\par}{\*\bkmkstart mark}{\info{\author Me}{\operator You}}Seen{\v hidden}"
        r"{\deleted gone}{\field{\*\fldinst HYPERLINK "
        r'"http://example.org"}{\fldrslt  link}}{\pict\wmetafile8 0123}{\*\unknown text}.\par'
    )
    assert texts(body) == ["Seen link."]


def test_text_boxes_are_read_once():
    shape = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Boxed.\par}}{\shprslt Boxed.\par}}"
    assert texts(shape + r"Text.\par") == ["Boxed.", "Text."]


def test_pictures_in_bytes_are_skipped_whatever_they_hold():
    assert texts(r"One{\pict\bin6 }}{{\x} two") == ["One two"]


def test_the_title_is_stated():
    reading = read_rtf(rtf(r"{\info{\title The \'e9\u233?nd}{\author Me}}Text."))
    assert reading.title == "The éénd"


def test_what_follows_the_document_and_what_was_cut_off():
    assert [text for text, _ in found(rtf("Text.") + b"junk {")] == ["Text."]
    assert [text for text, _ in found(rtf("One\\par Two")[:-2])] == ["One", "Tw"]


@pytest.mark.parametrize("data", [b"x", b"{\\html", b"\xff\xfe\x00"])
def test_what_is_no_rtf_is_refused(data):
    with pytest.raises(DocumentError, match=r"^it is damaged, or not an RTF document at all$"):
        read_rtf(data)


def test_groups_nested_without_end_are_read():
    assert found(rtf("{" * 100_000 + "deep")) == [("deep", 0)]


def test_damaged_files_are_read_or_refused(damaged):
    data = rtf(
        r"{\stylesheet{\s1 heading 1;}}{\info{\title T}}\pard\s1 Head\par\pard caf\'e9 \u8217?s"
        r"{\footnote note}\par\trowd\intbl A\cell B\cell\row\pard{\pict\bin3 abc}{\*\x y}Last.\par"
    )
    refused = 0
    for each in damaged(data, 300):
        try:
            read_rtf(each)
        except DocumentError:
            refused += 1
    assert 0 < refused < 100
