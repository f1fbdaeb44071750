"""Pieces of text become whole, plain sentences."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.stream import plain, sentences_of


def said(text):
    """The sentences when every character arrives by itself."""
    return list(sentences_of(text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("  \n", []),
        ("One. Two. Three.", ["One.", "Two.", "Three."]),
        ("No end", ["No end"]),
        ("Dr. Smith came. He left.", ["Dr. Smith came.", "He left."]),
        ("It cost 3.5 million. It rose.", ["It cost 3.5 million.", "It rose."]),
        ("The U.S. sent 10,000 men. So it did.", ["The U.S. sent 10,000 men.", "So it did."]),
        ("It rained, e.g. on Monday. Yes.", ["It rained, e.g. on Monday.", "Yes."]),
        ("Is it? Yes! It is.", ["Is it?", "Yes!", "It is."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("…", []),
        ("!!! ...", []),
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("It ended [1]. Then [2, 3] more.", ["It ended.", "Then more."]),
        ("See https://evil.example/x?y=z. Then go.", ["See", "Then go."]),
        ("**Bold** claim. *Soft* one.", ["Bold claim.", "Soft one."]),
        ("<b>One</b> is here. <img src=x onerror=y>Two.", ["One is here.", "Two."]),
    ],
)
def test_sentences(text, sentences):
    assert said(text) == sentences
    assert list(sentences_of([text])) == sentences


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a bridge](http://x.example) fell", "a bridge fell"),
        ("![a picture](http://x.example/p.png)", "a picture"),
        ("[only](javascript:alert(1))", "only)"),
        ("go to www.x.example now", "go to now"),
        ("mailto:a@b.example or data:text/html,x or file:///etc", "or or"),
        ("JAVASCRIPT:alert(1)", ""),
        ("The data: five men.", "The data: five men."),
        ("its profile: good", "its profile: good"),
        ("<script>alert(1)</script> x", "alert(1) x"),
        ("<!-- hidden --> x", "x"),
        ("<<b>script>alert(1)</<b>script> x", "alert(1) x"),
        ("<*script>x", "x"),
        ("java[1]script:alert(1) [[1]2]", ""),
        ("less than < 5 and > 3", "less than < 5 and > 3"),
        ("5<6 and 7>3", "5<6 and 7>3"),
        ("`code` and __strong__ and ***both***.", "code and strong and both."),
        ("# A heading", "A heading"),
        ("- an item", "an item"),
        ("• an item", "an item"),
        ("NOT_FOUND", "NOT_FOUND"),
        ("the file_name_x and 2*3 and C#", "the file_name_x and 2*3 and C#"),
        ("the end [1][2]", "the end"),
        ("the end [1, 2].", "the end."),
        ("in [2021] or [sic]", "in or [sic]"),
        ("two  spaces\tand\nlines", "two spaces and lines"),
    ],
)
def test_markup_addresses_and_bracketed_numbers_are_taken_out(written, shown):
    assert plain(written) == shown


def test_a_sentence_comes_as_soon_as_the_next_has_begun():
    pieces = iter(["It is ", "over. ", "T", "he", " rest ", "is not."])
    taken = []

    def watched():
        for piece in pieces:
            taken.append(piece)
            yield piece

    found = sentences_of(watched())
    assert next(found) == "It is over."
    assert taken == ["It is ", "over. ", "T", "he", " rest "]
    assert list(found) == ["The rest is not."]


# Sentences as an answer has them. Across a quotation or a bracket of several sentences the cuts
# may differ: the first part is shown before it is known that the quotation goes on.
SENTENCE = st.sampled_from(
    [
        "The bridge cost 48,000 euros.",
        "Dr. Weber of the U.S. Army said no.",
        "It rose by 3.5 percent, i.e. a little [1].",
        "Who knows?",
        "They met in Ningxia (in China) on Aug. 9.",
        "He called it “a great day” for all.",
        "Mr. Li said that \"it works\" twice!",
        "See [the page](http://x.example/a) for **more**.",
        "No. 5 came at 10 a.m. on Monday.",
        "Yes.",
    ]
)  # fmt: skip


@given(st.lists(SENTENCE, max_size=5), st.sets(st.integers(0, 250), max_size=12))
def test_it_does_not_matter_where_the_pieces_end(sentences, cuts):
    text = " ".join(sentences)
    ends = [0, *sorted(c for c in cuts if c < len(text)), len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(ends)]
    whole = list(sentences_of([text]))
    assert list(sentences_of(pieces)) == whole
    assert said(text) == whole


PARTS = ["<", ">", "/", "b", "script", "*", "_", "`", "[", "]", "(", ")", "1", " ", "www.", "http:"]


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_nothing_is_left_to_take_out(text):
    shown = plain(text)
    assert plain(shown) == shown
    assert not re.search(r"</?[a-z][^<>]*>|\[\d\]|\bhttp:\S|\bwww\.\S", shown)


@given(st.text(st.sampled_from('aB .!?\n"“”()[]<>*_#`:/1'), max_size=60))
def test_no_letter_is_lost_or_made_up(text):
    for sentence in said(text):
        assert any(c.isalnum() for c in sentence)
        letters = iter(text)
        assert all(c in letters for c in sentence if not c.isspace())
