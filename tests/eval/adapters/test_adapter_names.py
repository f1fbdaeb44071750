"""File names of a set's documents: safe anywhere, and no two the same."""

from hypothesis import given
from hypothesis import strategies as st

from eval.adapters.names import file_names


def test_only_letters_digits_and_underscores_are_left():
    assert file_names(["AC/DC (band)", "Who's there?", "Jūratė", "c00012-0__349", "...", ""]) == [
        "AC_DC_band",
        "Who_s_there",
        "Jūratė",
        "c00012_0_349",
        "untitled",
        "untitled_2",
    ]


def test_a_name_that_was_there_gets_a_number_whatever_its_letters():
    assert file_names(["Rust", "RUST", "rust", "Rust 2", "Moss"]) == [
        "Rust",
        "RUST_2",
        "rust_3",
        "Rust_2_2",
        "Moss",
    ]


@given(st.lists(st.text("aA/ 2_é", max_size=4), max_size=12))
def test_no_two_are_the_same_file_on_a_system_that_ignores_case(titles):
    names = file_names(titles)
    assert len({name.casefold() for name in names}) == len(names) == len(titles)


def test_a_long_title_fits_into_any_file_system():
    one, other = file_names(["字" * 300, "字" * 300])
    assert (one, other) == ("字" * 60, "字" * 60 + "_2")
    assert len(f"{other}.md".encode()) < 255
