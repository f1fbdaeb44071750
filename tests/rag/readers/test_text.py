"""Plain text: encodings, binary data, and which line breaks mean something."""

import pytest

from index.errors import DocumentError
from rag.readers.text import decode, read_text

GERMAN = "Die Größe der Straße beträgt fünf Meter, Änderungen sind über alle Maßen schön."
POLISH = "Zażółć gęślą jaźń, proszę państwa. Wszystkie dokumenty są dostępne w języku polskim."
RUSSIAN = "Все документы доступны на русском языке, и съешь ещё этих мягких булок. " * 3
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 3


def texts(data):
    return [(piece.text, piece.close) for piece in read_text(data).pieces]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        ("Käse", "cp1252"),
        ("El niño comió piñas en la montaña; ¿cuándo volverá? Mañana, señor García.", "cp1252"),
        ("Não há açúcar; a reunião é amanhã às três. Informações e opções.", "cp1252"),
        ("Blåbærsyltetøy på brød er godt. Færøyene ligger langt ute på havet.", "latin-1"),
        ("Η γρήγορη καφέ αλεπού πηδά πάνω από το τεμπέλικο σκυλί.", "cp1253"),
        ("The “policy” – it’s new – costs £20.", "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        ("если все они идут домой, с ними идут и все соседи дома " * 4, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "utf-8"),
    ],
)
def test_common_encodings_are_recognised(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x00\x00\x00\x03\x00\x08\x06",
        bytes(range(256)) * 20,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(100),
        b"ELF" + b"\x01\x02\x03\x04\x05" * 50,
    ],
)
def test_binary_data_is_refused(data):
    with pytest.raises(DocumentError, match=r"^this is not a text file$"):
        decode(data)


def test_a_file_cut_off_within_a_character_is_read():
    assert decode("naïve é".encode("utf-16")[:-1]) == "naïve "


def test_a_damaged_byte_does_not_spoil_the_rest():
    data = (GERMAN * 2).encode() + b"\xff" + "Ende. Größe".encode()[:-1]
    assert decode(data) == GERMAN * 2 + "\ufffdEnde. Größ"
    assert decode((GERMAN * 2).encode() + "é".encode()[:1]) == GERMAN * 2 + "\ufffd"


def test_empty_lines_part_paragraphs():
    assert texts(b"One.\n\nTwo.\n \t\nThree.") == [
        ("One.", False),
        ("Two.", False),
        ("Three.", False),
    ]


def test_wrapped_lines_are_joined():
    letter = (
        "The committee met on Tuesday and agreed that the old\r\n"
        "building should be sold before the end of the year,\r\n"
        "Smith abstaining.\r\n"
    )
    assert texts(letter.encode()) == [
        (
            (
                "The committee met on Tuesday and agreed that the old building should be sold "
                "before the end of the year, Smith abstaining."
            ),
            False,
        )
    ]


def test_lines_that_a_person_broke_stay_apart():
    letter = (
        "Dear Sir,\nthe committee met on Tuesday and agreed that the old\n"
        "Building should be sold before the end of the year.\n"
        "Yours,\nMr Smith\n12 High Street\nmilk\n"
    )
    assert [text for text, _ in texts(letter.encode())] == [
        "Dear Sir,",
        (
            "the committee met on Tuesday and agreed that the old "
            "Building should be sold before the end of the year. Yours,"
        ),
        "Mr Smith",
        "12 High Street",
        "milk",
    ]


def test_a_list_of_short_lines_is_not_joined():
    assert [text for text, _ in texts(b"milk\nbread\nPort wine\neggs")] == [
        "milk",
        "bread",
        "Port wine",
        "eggs",
    ]


def test_list_items_are_blocks_of_their_own_close_together():
    notes = "To buy:\n- milk from the farm shop\n- bread\n1. first\n2) second\n(a) third\n• fourth"
    assert texts(notes.encode()) == [
        ("To buy:", False),
        ("- milk from the farm shop", True),
        ("- bread", True),
        ("1. first", True),
        ("2) second", True),
        ("(a) third", True),
        ("• fourth", True),
    ]


def test_an_item_after_a_full_line_is_not_its_continuation():
    notes = (
        "These are the things that the whole house has to buy:\n- milk from the farm shop\n"
        "- bread from the baker in the High Street, the dark\n  one, not the white one\n"
    )
    assert [text for text, _ in texts(notes.encode())] == [
        "These are the things that the whole house has to buy:",
        "- milk from the farm shop",
        "- bread from the baker in the High Street, the dark one, not the white one",
    ]


def test_one_long_line_is_one_paragraph():
    first, second = "A" + " word" * 60 + ".", "B" + " more" * 60 + "."
    assert [text for text, _ in texts(f"{first}\n{second}".encode())] == [first, second]


def test_a_form_feed_ends_a_paragraph():
    assert [text for text, _ in texts(b"the end of a page\x0cthe next page")] == [
        "the end of a page",
        "the next page",
    ]
