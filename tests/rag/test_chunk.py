"""Chunks: whole sentences of one heading, near the target, nothing left out."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Sentence
from rag.chunk import chunk


def sentences_of(headings):
    """One five-letter sentence a heading, two spaces between."""
    return [
        Sentence(i, 7 * i, 7 * i + 5, f"s{i:03}.", i // 4 + 1, heading)
        for i, heading in enumerate(headings)
    ]


def text_of(sentences):
    return "  ".join(s.text for s in sentences)


def ranges(headings, sizes, target, overlap):
    sentences = sentences_of(headings)
    return [(c.first, c.last) for c in chunk(text_of(sentences), sentences, sizes, target, overlap)]


@pytest.mark.parametrize(
    ("headings", "sizes", "expected"),
    [
        ("", [], []),
        ("a", [500], [(0, 1)]),
        ("aaaa", [50, 50, 50, 50], [(0, 4)]),
        ("aaaa", [60, 60, 60, 60], [(0, 3), (3, 4)]),
        ("aaaaa", [60, 60, 40, 60, 60], [(0, 3), (2, 5)]),  # 40 are repeated, 60 would be too many
        ("aaaaa", [150, 20, 20, 20, 20], [(0, 3), (1, 5)]),
        ("aab", [10, 10, 10], [(0, 2), (2, 3)]),
        ("aba", [10, 10, 10], [(0, 1), (1, 2), (2, 3)]),
        ("aaa", [10, 500, 10], [(0, 1), (1, 2), (2, 3)]),
        ("aaa", [190, 20, 190], [(0, 1), (1, 2), (2, 3)]),  # the repeated part must leave room
    ],
)
def test_where_chunks_begin_and_end(headings, sizes, expected):
    assert ranges(headings, sizes, target=200, overlap=40) == expected


def test_a_chunk_is_the_text_between_its_ends_with_page_and_heading_of_its_first():
    sentences = sentences_of("aaaaab")
    first, second, third = chunk(text_of(sentences), sentences, [1] * 6, target=3, overlap=0)
    assert (first.ordinal, first.text, first.page, first.heading) == (
        0, "s000.  s001.  s002.", 1, "a",
    )  # fmt: skip
    assert (second.ordinal, second.text, second.page) == (1, "s003.  s004.", 1)
    assert (third.ordinal, third.text, third.page, third.heading) == (2, "s005.", 2, "b")


SIZED = st.lists(st.tuples(st.sampled_from("aaab"), st.integers(0, 60)), max_size=40)


@given(SIZED, st.integers(1, 100), st.integers(0, 50))
def test_the_promises_of_a_chunk(sized, target, overlap):
    headings, sizes = [h for h, _ in sized], [n for _, n in sized]
    sentences = sentences_of(headings)
    text = text_of(sentences)
    chunks = chunk(text, sentences, sizes, target, overlap)
    assert [c.ordinal for c in chunks] == list(range(len(chunks)))
    assert {i for c in chunks for i in range(c.first, c.last)} == set(range(len(sized)))
    for c in chunks:
        assert c.text == text[c.start : c.end]
        assert (c.start, c.end) == (sentences[c.first].start, sentences[c.last - 1].end)
        assert set(headings[c.first : c.last]) == {c.heading}
        assert sum(sizes[c.first : c.last]) <= target or c.last - c.first == 1
    for before, after in itertools.pairwise(chunks):
        assert before.first < after.first <= before.last < after.last
        assert sum(sizes[after.first : before.last]) <= overlap
