import pytest

from eval.metrics.prose import words_said, words_supported

REFERENCE = "The plan pays for two visits a year."  # plan, pays, two, visits, year


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        (REFERENCE, 1.0),
        ("Two yearly visits: the plan paid.", 3 / 5),  # two, visits, plan; not paid, not yearly
        ("It pays a year.", 2 / 5),
        ("", 0.0),
        ("The a of.", 0.0),
    ],
)
def test_words_said(answer, share):
    assert words_said(answer, REFERENCE) == pytest.approx(share)


def test_a_reference_without_words_measures_nothing():
    assert words_said("Anything", "the of") is None
    assert words_said("Anything", "") is None


QUOTES = ["The bridge in Lindau cost 48,000 euros.", "It was opened on 4 March 2019."]


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        ("The bridge cost 48,000 euros.", True),
        ("The bridge cost forty-eight thousand euros.", True),
        ("The bridge cost 49,000 euros.", False),  # another number
        ("The bridge opened on March 4, 2019.", True),
        ("The bridge opened on March 5, 2019.", False),  # another day
        ("The mayor of Lindau likes cats.", False),  # 1 of 4 content words
        ("The mayor of Lindau crossed the bridge in tears.", False),  # 2 of 5
        ("The mayor opened the bridge.", True),  # 2 of 3: words alone do not see who did it
        ("It was.", True),  # says nothing
    ],
)
def test_words_supported(sentence, supported):
    assert words_supported(sentence, QUOTES) is supported


def test_no_quote_supports_nothing():
    assert not words_supported("It was.", [])
