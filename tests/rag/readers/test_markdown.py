"""Markdown: what it says, without what it is marked up with."""

from rag.readers.markdown import read_markdown


def found(text):
    return [(piece.text, piece.level, piece.close) for piece in read_markdown(text.encode()).pieces]


def test_blocks_lose_their_markup():
    text = (
        "# The *plan*\n\nSome **bold** text with a [link](https://x.example/a) and `code`,\n"
        "wrapped ~~not~~ here. ![a cat](cat.png)\n\nTwo\n---\n\n> quoted &amp; kept\n"
    )
    assert found(text) == [
        ("The plan", 1, False),
        ("Some bold text with a link and code, wrapped not here. a cat", 0, False),
        ("Two", 2, False),
        ("quoted & kept", 0, False),
    ]


def test_list_items_are_blocks():
    assert found("Buy:\n\n- milk\n  - fresh\n- bread\n\n1. first\n2. second\n") == [
        ("Buy:", 0, False),
        ("milk", 0, True),
        ("fresh", 0, True),
        ("bread", 0, True),
        ("first", 0, True),
        ("second", 0, True),
    ]


def test_table_rows_repeat_their_headers():
    text = "| Plan | Cost |\n|---|--:|\n| **Basic** | $5 |\n| Plus |  |\n"
    assert found(text) == [("Plan: Basic; Cost: $5", 0, False), ("Plan: Plus", 0, True)]


def test_code_keeps_its_lines():
    assert found("```python\nif a:\n    b()\n```\n\n    indented\n") == [
        ("if a:\n    b()\n", 0, False),
        ("indented\n", 0, False),
    ]


def test_html_in_markdown_is_read_as_html():
    text = (
        "<div><p>Shown <b>words</b></p><script>alert(1)</script></div>\n\nA<br>B <span>c</span>\n"
    )
    assert found(text) == [("Shown words", 0, False), ("A\nB c", 0, False)]


def test_front_matter_becomes_fields():
    reading = read_markdown(
        b"---\ntitle: The Plan\ndate: 2021-08-05\noutlet: The Times\ntags: [a]\n---\nText.\n"
    )
    assert (reading.title, reading.date, reading.outlet) == ("The Plan", "2021-08-05", "The Times")
    assert [piece.text for piece in reading.pieces] == ["Text."]


def test_unknown_in_front_matter_is_nothing():
    reading = read_markdown(b"---\ntitle: Unknown\ndate: unknown\noutlet: unknown\n---\nText.\n")
    assert (reading.title, reading.date, reading.outlet) == (None, None, None)


def test_a_title_with_a_colon_is_read_although_it_is_no_yaml():
    reading = read_markdown(b'---\ntitle: Floods: what we know\ndate: "2024-01-02"\n---\nText.\n')
    assert (reading.title, reading.date) == ("Floods: what we know", "2024-01-02")
    assert [piece.text for piece in reading.pieces] == ["Text."]


def test_an_impossible_date_does_not_lose_the_title():
    reading = read_markdown(b"---\ntitle: A\ndate: 2021-02-30\n---\nText.\n")
    assert (reading.title, reading.date) == ("A", None)


def test_front_matter_that_is_nested_without_end_is_text():
    reading = read_markdown(b"---\na: " + b"[" * 30_000 + b"\n---\nText.\n")
    assert reading.pieces[-1].text == "Text."


def test_rules_that_are_not_front_matter_stay_text():
    reading = read_markdown(b"---\nJust a remark.\n---\nText.\n")
    assert reading.title is None
    assert "Just a remark." in [piece.text for piece in reading.pieces]


def test_windows_line_ends_and_a_byte_order_mark():
    reading = read_markdown(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n# H\r\n\r\nText.\r\n")
    assert reading.title == "A"
    assert [(piece.text, piece.level) for piece in reading.pieces] == [("H", 1), ("Text.", 0)]
