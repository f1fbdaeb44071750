import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.citations import (
    CitationScores,
    Place,
    place_scores,
    same_source,
    same_words,
    supported_share,
)

GOLD = [Place("a.md", "The drill began on Monday."), Place("b.md", "It ended on Friday.")]
RIGHT = Place("/docs/a.md", "The drill began on Monday.")
WRONG = Place("/docs/a.md", "Nobody was hurt by it all.")


@pytest.mark.parametrize(
    ("cited", "gold", "expected"),
    [
        ("/docs/a.md", "a.md", True),
        ("/docs/a.md", "docs/a.md", True),
        ("C:\\docs\\a.md", "docs/a.md", True),
        ("/docs/aa.md", "a.md", False),  # whole parts of the path
        ("a.md", "docs/a.md", False),
        ("/docs/A.md", "a.md", False),
        ("/docs/caf\u00e9.md", "cafe\u0301.md", True),  # the same name on macOS
        ("./a.md", "./a.md", True),
        ("/docs/a.md", "", False),
    ],
)
def test_same_source(cited, gold, expected):
    assert same_source(cited, gold) is expected


@pytest.mark.parametrize(
    ("cited", "gold", "expected"),
    [
        ("The drill began.", "the drill began", True),
        ("The drill began on Monday. It rained.", "The drill began on Monday.", True),  # holds it
        ("began on Monday", "The drill began on Monday.", True),  # held by it
        ("no", "Please take note.", False),  # in whole words only
        # of "drill began on monday" (21 characters) both have "drill began on" (14)
        ("The drill began on Monday", "The drill began on Friday", True),
        ("abcde vwxy", "abcde fghij klm", True),  # 5 of 10 characters
        ("abcde vwxyz", "abcde fghij klm", False),  # 5 of 11
        ("abcde fghij klm", "abcde vwxy", True),  # the shorter is the second
        ("abcde uvwxy fg", "uvwxy abcde hijk", False),  # two runs of 5 of 14, not one of 10
        ("ab cd ef ghijklmn", "ab cd ef opqrstuv xyz", False),  # 8 of 17
        ("ab cd ef ghijklm", "ab cd ef opqrstuv xyz", True),  # 8 of 16: spaces between count
        ("ab xx yyyyyyyy zzzz", "ab xx ww yyyyyyyy vv", False),  # 8 of 19
        ("station", "nation", False),  # a run of letters is not one of words
        ("", "The drill began.", False),
        ("The drill began.", "", False),
        ("", "", False),
        ("The", "a", False),  # nothing is left of either
    ],
)
def test_same_words(cited, gold, expected):
    assert same_words(cited, gold) is expected


@given(st.text(alphabet="abc the.", max_size=25), st.text(alphabet="abc the.", max_size=25))
def test_same_words_is_symmetric_and_reflexive(one, other):
    assert same_words(one, other) == same_words(other, one)
    assert same_words(one + "x", one + "x")


@pytest.mark.parametrize(
    ("cited", "gold", "expected"),
    [
        ([RIGHT, WRONG], GOLD, CitationScores(1 / 2, 1 / 2, hit=True)),
        ([RIGHT, RIGHT, WRONG], GOLD, CitationScores(2 / 3, 1 / 2, hit=True)),  # found once
        ([WRONG], GOLD, CitationScores(0.0, 0.0, hit=False)),
        ([], GOLD, CitationScores(None, 0.0, hit=False)),  # nothing cited
        ([RIGHT], [], CitationScores(None, None, None)),  # no gold: nothing to measure
        ([], [], CitationScores(None, None, None)),
        (GOLD, GOLD, CitationScores(1.0, 1.0, hit=True)),
        # one citation that holds both sentences of a source is one right one that finds two
        (
            [Place("a.md", "It began. It ended.")],
            [Place("a.md", "It began."), Place("a.md", "It ended.")],
            CitationScores(1.0, 1.0, hit=True),
        ),
        # the right words of the wrong source
        ([Place("b.md", GOLD[0].text)], GOLD[:1], CitationScores(0.0, 0.0, hit=False)),
    ],
)
def test_sentences(cited, gold, expected):
    assert place_scores(cited, gold) == expected


def pages(*places):
    return [Place(source, page=page) for source, page in places]


@pytest.mark.parametrize(
    ("cited", "gold", "expected"),
    [
        (pages(("/d/a.pdf", 3), ("/d/a.pdf", 4)), pages(("a.pdf", 3)), (0.5, 1.0, True)),
        (pages(("b.pdf", 3)), pages(("a.pdf", 3)), (0.0, 0.0, False)),
        (pages(("a.pdf", None)), pages(("a.pdf", 3)), (0.0, 0.0, False)),
        (pages(("a.pdf", 3)), pages(("a.pdf", 3), ("a.pdf", 4)), (1.0, 0.5, True)),
        ([], pages(("a.pdf", 3)), (None, 0.0, False)),
        (pages(("a.pdf", 3)), [], (None, None, None)),
        # a whole document: any page and any words of it
        ([Place("/d/a.pdf", "It began.", 3)], [Place("a.pdf")], (1.0, 1.0, True)),
        ([Place("/d/b.pdf", "It began.", 3)], [Place("a.pdf")], (0.0, 0.0, False)),
        # where words are given they decide, whatever the page
        ([Place("a.pdf", "It began.", 3)], [Place("a.pdf", "It began.", 4)], (1.0, 1.0, True)),
        ([Place("a.pdf", "It rained.", 4)], [Place("a.pdf", "It began.", 4)], (0.0, 0.0, False)),
    ],
)
def test_pages_and_documents(cited, gold, expected):
    assert place_scores(cited, gold) == CitationScores(*expected)


def test_supported_share():
    assert supported_share([True, True, False, True]) == 0.75
    assert supported_share([False]) == 0.0
    assert supported_share([]) is None


PAGES = st.lists(
    st.builds(Place, st.sampled_from("ab"), st.just(""), st.integers(1, 4)), max_size=6, unique=True
)


@given(PAGES, PAGES)
def test_precision_and_recall_change_places_with_the_lists(one, other):
    forth, back = place_scores(one, other), place_scores(other, one)
    if one and other:
        assert (forth.precision, forth.recall) == (back.recall, back.precision)
        assert 0 <= forth.precision <= 1
        assert forth.hit == (forth.recall > 0)
