import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.normal import normalise
from eval.metrics.text import contains, exact_match, matches_required, states, token_f1

ASCII = st.text(alphabet=string.ascii_letters + string.digits + " '-.,!?$%()\"/&", max_size=40)
WORDS = st.lists(
    st.sampled_from(["a", "red", "Red", "tank's", "10,000", "the", "note"]), max_size=6
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Eagle Assault!", "eagle assault"),
        ("Tom's", "toms"),  # the official script closes a possessive up
        ("Tom’s", "toms"),
        ("Tom´s", "toms"),
        ("10,000", "10000"),
        ("a.m.", "am"),
        ("U.S.-led", "usled"),
        ("An apple, the pear and a fig", "apple pear and fig"),
        ("theatre another", "theatre another"),  # articles are whole words
        ("２０２１ ﬁle", "2021 file"),  # NFKC: full-width figures, a ligature
        ("“Zapad”—2021", "zapad 2021"),  # an em dash parts two words
        ("8–19 July", "819 july"),  # an en dash is a hyphen, which the script closes up
        ("co\u00adoperate", "cooperate"),  # soft hyphen
        ("10\u202f000", "10 000"),
        ("the", ""),
        ("", ""),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@given(ASCII)
def test_normalise_is_the_official_one_on_ascii(text):
    # evaluate-v2.0.py: lower, drop string.punctuation, articles to spaces, squeeze the spaces
    kept = "".join(c for c in text.lower() if c not in string.punctuation)
    assert normalise(text) == " ".join(re.sub(r"\b(a|an|the)\b", " ", kept).split())


@given(ASCII)
def test_normalised_text_stays_as_it_is(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("answer", "golds", "exact", "f1"),
    [
        ("The Eagle", ["eagle"], True, 1.0),
        ("eagle assault", ["hawk", "Eagle Assault."], True, 1.0),  # the best gold counts
        # shared: eagle, assault = 2; answer 3 words, gold 2: P = 2/3, R = 1, F1 = 4/5
        ("exercise Eagle Assault", ["Eagle Assault"], False, 0.8),
        # shared: red once (the gold has it once); P = 1/2, R = 1/2
        ("red red", ["red tank"], False, 0.5),
        # golds: P = 1/3, R = 1 -> 1/2; and P = 2/3, R = 2/4 -> 4/7: the greater
        ("one two three", ["one", "one two four five"], False, 4 / 7),
        ("hawk", ["eagle"], False, 0.0),
        ("", ["eagle"], False, 0.0),
        ("eagle", [], False, 0.0),  # no gold answer: only an empty answer is right
        ("", [], True, 1.0),
        ("the", [], True, 1.0),  # normalises to nothing
        ("", ["the", "!"], True, 1.0),  # so do these golds
        ("eagle", ["", "eagle"], True, 1.0),
        ("", ["", "eagle"], False, 0.0),  # an empty gold beside a real one is no alternative
    ],
)
def test_exact_match_and_f1(answer, golds, exact, f1):
    assert exact_match(answer, golds) is exact
    assert token_f1(answer, golds) == pytest.approx(f1, abs=1e-12)


@given(WORDS, WORDS)
def test_f1_is_a_symmetric_share(one, other):
    a, b = " ".join(one), " ".join(other)
    assert 0 <= token_f1(a, [b]) <= 1
    assert token_f1(a, [b]) == token_f1(b, [a])
    assert token_f1(a, [a]) == 1
    if exact_match(a, [b]):
        assert token_f1(a, [b]) == 1
        assert contains(a, [b])
        assert states(a, [b])


@pytest.mark.parametrize(
    ("answer", "gold", "expected"),
    [
        ("Please note that.", "no", False),
        ("No, it does not.", "no", True),
        ("It was led by Liu Xiaowu, a general.", "Liu Xiaowu", True),
        ("It was led by Xiaowu Liu.", "Liu Xiaowu", False),  # one after the other
        ("A 10,000-strong force", "10,000", True),
        ("Chinese-Belarusian drills", "Belarusian", True),
        ("Send an e-mail.", "email", True),
        ("It cost 2.5 million.", "25", False),  # SQuAD's own normalisation makes 25 of 2.5
        ("It cost 2.5 million.", "2.5 million", True),
        ("In 8-19 cases", "819", False),
        ("In 8-19 cases", "19", True),
        ("The answer.", "the", False),  # a gold answer of nothing: only an empty answer is right
        ("", "eagle", False),
        ("", "", True),
    ],
)
def test_contains(answer, gold, expected):
    assert contains(answer, [gold]) is expected


def test_contains_takes_any_alternative_and_none_means_no_answer():
    assert contains("the hawk", ["eagle", "hawk"])
    assert contains("", [])
    assert not contains("hawk", [])


@pytest.mark.parametrize(
    ("answer", "gold", "expected"),
    [
        ("Ten thousand soldiers came.", "10,000", True),
        ("About 10 000 soldiers came.", "up to 10,000", True),
        ("It cost 2,500,000.", "$2.5 million", True),
        ("It cost 2,500,000 euros.", "$2.5 million", False),  # both name a unit: they differ
        ("There were 10 million.", "10", False),
        ("It lies 8 km away.", "eight kilometres", True),
        ("It lies 8 miles away.", "8 kilometers", False),
        ("It lies 8 away.", "8 kilometers", True),  # a unit differs only where both name one
        ("It ran on 5 August 2021.", "August 5, 2021", True),
        ("It ran on 2021-08-05.", "5.8.2021", True),
        ("It ran on 5 August 2021.", "2021", True),
        ("It ran on 5 August 2021.", "5", False),  # the day of a date is not a number
        ("It ran on 5 August 2021.", "August 2021", True),
        ("It ran on 5 August.", "5 August 2021", False),  # says less
        ("It ran on 5 August 2020.", "5 August 2021", False),
        ("From July 8 until July 19, 2024.", "8–19 July", True),
        ("From July 8 until July 19, 2024.", "19 July 2024", True),
        ("From July 8 until July 19, 2024.", "8 July 2024", True),
        ("On July 8.", "July 8 to 19", False),  # half of the range
        ("From July 8 to 18.", "July 8 to 19", False),
        ("99 soldiers came.", "Type 99 tank", False),  # the words beside a number count too
        ("The Type-99 tank came.", "Type 99 tank", True),
        ("A tank of type 99 came.", "Type 99 tank", True),
        ("10,000 troops came.", "10,000 soldiers", False),
        ("Led by Li Shangfu.", "Li Shangfu", True),
        ("Nobody knows.", "no", False),
        ("", "10", False),
        ("10", "", False),
        ("", "", True),
    ],
)
def test_states(answer, gold, expected):
    assert states(answer, [gold]) is expected


def test_states_takes_any_alternative_and_none_means_no_answer():
    assert states("twelve", ["11", "12"])
    assert states("", [])
    assert not states("12", [])


def test_matches_required_wants_one_of_every_group():
    groups = [["Russia"], ["10,000", "as many as wanted"]]
    assert matches_required("Russia sent ten thousand.", groups)
    assert matches_required("Russia sent as many as wanted.", groups)
    assert not matches_required("Russia sent 9,000.", groups)
    assert not matches_required("China sent ten thousand.", groups)
    assert not matches_required("", groups)


def test_matches_required_without_a_group_or_an_alternative():
    assert matches_required("anything", [])
    assert matches_required("", [])
    assert not matches_required("anything", [[]])
    assert not matches_required("", [[""]])
