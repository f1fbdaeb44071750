"""Sentences: exact offsets, headings and pages, and a bound on their length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Block, Document
from rag.sentences import LONGEST, split


def document(*blocks):
    """Make a document of (text, page, level) blocks."""
    text, made = "", []
    for part, page, level in blocks:
        start = len(text)
        text += part
        made.append(Block(start, len(text), page=page, level=level))
        text += "\n\n"
    return Document("/a.txt", "h", "txt", "A", text, tuple(made))


def texts(text):
    return [sentence.text for sentence in split(document((text, None, 0)))]


def test_sentences_know_their_page_and_the_heading_above():
    read = document(
        ("Before. All.", 1, 0),
        ("The  Plan", 1, 1),
        ("One is here. Two is there.", 1, 0),
        ("Costs", 2, 2),
        ("Ten pounds", 2, 0),
    )
    assert [(s.ordinal, s.text, s.page, s.heading) for s in split(read)] == [
        (0, "Before.", 1, ""),
        (1, "All.", 1, ""),
        (2, "One is here.", 1, "The Plan"),
        (3, "Two is there.", 1, "The Plan"),
        (4, "Ten pounds", 2, "Costs"),
    ]
    for sentence in split(read):
        assert read.text[sentence.start : sentence.end] == sentence.text


def test_headings_are_sentences_only_where_there_is_nothing_else():
    read = document(("Agenda", 1, 1), ("Three points", 2, 2))
    assert [(s.text, s.page, s.heading) for s in split(read)] == [
        ("Agenda", 1, ""),
        ("Three points", 2, ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Käse für 😀 alle. Öl ist gut!  Ende", ["Käse für 😀 alle.", "Öl ist gut!", "Ende"]),
        ("Dr. Smith came. He left.", ["Dr. Smith came.", "He left."]),
        ("中文句子。第二句！", ["中文句子。", "第二句！"]),
        ("1. Quality: we try. 2. Respect.", ["1. Quality: we try.", "2. Respect."]),
        ("It was sold. (2020).", ["It was sold. (2020)."]),
        ("1. 2. 3.", ["1. 2. 3."]),
        ("A line\nwrapped. Next.", ["A line\nwrapped.", "Next."]),
    ],
)
def test_where_sentences_end(text, expected):
    assert texts(text) == expected


def test_a_long_sentence_is_cut_after_a_clause():
    clause = "and the seller shall hand over the goods without delay; "
    found = texts(clause * 30)
    assert " ".join(found) == (clause * 30).strip()
    assert all(text.endswith("delay;") for text in found)
    assert max(map(len, found)) == 559  # ten clauses; eleven would be 615


def test_a_long_sentence_without_clauses_is_cut_between_words():
    found = texts("word " * 300)
    assert [len(text) for text in found] == [599, 599, 299]


def test_a_line_without_spaces_is_cut_too():
    assert [len(text) for text in texts("x" * 10_000)] == [600] * 16 + [400]


def test_sentences_of_a_block_longer_than_the_splitter_is_given_at_once():
    assert texts("He said so. " * 3000) == ["He said so."] * 3000
    assert texts("line one\n\n" * 3000) == ["line one"] * 3000


ALPHABET = st.sampled_from([*"aB1 .!?\n\t\"'“”()[]…;:,-–。！", "😀", "é", "\u0301", "中", "\u200d"])


@given(st.lists(st.tuples(st.text(ALPHABET, min_size=1), st.integers(0, 2)), max_size=5))
def test_nothing_is_lost_and_offsets_fit(parts):
    read = document(*((text, None, max(level - 1, 0)) for text, level in parts))
    sentences = split(read)
    for ordinal, sentence in enumerate(sentences):
        assert sentence.ordinal == ordinal
        assert sentence.text == read.text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip() != ""
        assert len(sentence.text) <= LONGEST
    if all(block.level == 0 for block in read.blocks):
        kept = "".join("".join(sentence.text.split()) for sentence in sentences)
        assert kept == "".join(read.text.split())


@pytest.mark.parametrize("unit", ["He said so. ", "“a. ", "x", "1. ", "A. ", "line\n"])
def test_a_megabyte_in_one_block_takes_seconds(unit):
    text = unit * (1_000_000 // len(unit))
    start = time.monotonic()
    sentences = texts(text)
    assert time.monotonic() - start < 20  # “a. took 48 s before long blocks were portioned
    assert "".join("".join(sentences).split()) == "".join(text.split())
