"""Conversations kept on this machine, and what happens where they cannot be."""

from dataclasses import replace

import pytest
from web_fakes import answered

from index.errors import LibraryError
from index.history import History
from ui.web.conversation import Turn, broken
from ui.web.keeper import Keeper

ONE = Turn(1, "Who chairs the board?", replace(answered(), question="Who chairs?"), ended=True)
TWO = replace(ONE, number=2, question="And since when?")


@pytest.fixture
def keeper(tmp_path):
    keeper = Keeper(tmp_path)
    yield keeper
    keeper.close()


def titles(keeper, words=""):
    return [each.title for each in keeper.find(words)]


def test_turns_come_back_from_a_keeper_that_is_opened_later(keeper, tmp_path):
    name = keeper.save("", [ONE])
    assert name == "1"
    assert keeper.save(name, [ONE, TWO]) == name
    assert keeper.save("", [replace(ONE, question="Another?")]) == "2"
    keeper.close()
    later = Keeper(tmp_path)
    assert later.turns("1") == [ONE, TWO]
    assert titles(later) == ["Another?", "Who chairs the board?"]
    assert titles(later, "since") == ["Who chairs the board?"]
    later.close()


def test_nothing_is_kept_of_no_turns(keeper):
    assert keeper.save("", []) == ""
    assert keeper.find("") == []


@pytest.mark.parametrize("name", ["", "7", "-1", "1 OR 1", "one", "1.0"])
def test_what_is_no_conversation_has_no_turns_and_harms_nothing(keeper, name):
    keeper.save("", [ONE])
    keeper.rate(name, 1, -1)
    assert keeper.turns(name) == []
    assert keeper.turns("1") == [ONE]


def test_one_that_was_deleted_meanwhile_is_begun_anew_with_what_was_asked(keeper):
    name = keeper.save("", [ONE])
    keeper.delete(name)
    assert titles(keeper) == []
    refused = replace(TWO, refused="Too long.")
    three = replace(TWO, number=3)
    anew = keeper.save(name, [ONE, refused, three])
    assert anew != name
    assert keeper.turns(anew) == [ONE, three]
    assert keeper.trouble == ""


def test_a_title_is_given_and_taken_back(keeper):
    name = keeper.save("", [ONE])
    keeper.rename(name, "The  board")
    assert titles(keeper) == ["The board"]
    keeper.rename(name, "")
    assert titles(keeper) == ["Who chairs the board?"]


def test_verdicts_are_kept_and_given_back_to_turns_that_miss_them(keeper):
    name = keeper.save("", [ONE])
    keeper.save(name, [ONE, TWO])
    keeper.rate(name, 1, 1)
    keeper.rate(name, 2, -1)
    assert [turn.verdict for turn in keeper.turns(name)] == [1, -1]
    assert keeper.with_verdicts(name, [ONE, TWO]) == keeper.turns(name)
    keeper.rate(name, 2, 0)
    assert [turn.verdict for turn in keeper.turns(name)] == [1, 0]
    unsaved = replace(TWO, number=3, verdict=1)
    keeper.rate(name, 1, -1, "the old chair")
    told = replace(ONE, verdict=-1, word="the old chair")
    assert keeper.with_verdicts(name, [ONE, unsaved]) == [told, unsaved]
    keeper.rate(name, 1, 1)
    assert keeper.with_verdicts(name, [ONE, unsaved]) == [replace(ONE, verdict=1), unsaved]
    assert keeper.with_verdicts("", [unsaved]) == [unsaved]


def test_a_conversation_is_called_as_in_the_list(keeper):
    name = keeper.save("", [ONE])
    keeper.save("", [TWO])
    assert keeper.title(name) == "Who chairs the board?"
    keeper.rename(name, "The board")
    assert (keeper.title(name), keeper.title("99"), keeper.title("")) == ("The board", "", "")


def test_a_verdict_on_what_was_deleted_meanwhile_is_no_error(keeper):
    name = keeper.save("", [ONE])
    keeper.delete(name)
    keeper.rate(name, 1, 1)
    assert keeper.trouble == ""


def test_rated_answers_make_a_suite(keeper):
    name = keeper.save("", [ONE])
    keeper.save(name, [ONE, TWO])
    assert keeper.suites() == ("", "")
    keeper.rate(name, 1, 1)
    right, wrong = keeper.suites()
    assert right.startswith('{"id": "kept-1-1", "question": "Who chairs the board?"')
    assert (right.count("\n"), wrong) == (1, "")
    keeper.rate(name, 2, -1, "old news")
    right_as_before, wrong = keeper.suites()
    assert right_as_before == right
    assert wrong.startswith('{"id": "kept-1-2", "question": "And since when?"')
    assert "old news" in wrong


def test_a_damaged_file_is_told_and_everything_else_goes_on(tmp_path):
    (tmp_path / "conversations.sqlite").write_bytes(b"no database" * 900)
    keeper = Keeper(tmp_path)
    assert "conversations.sqlite are damaged" in keeper.trouble
    assert "your documents are unharmed" in keeper.trouble
    assert keeper.save("", [ONE]) == ""
    assert keeper.save("3", [ONE]) == "3"
    assert (keeper.turns("3"), keeper.find(""), keeper.suites()) == ([], [], ("", ""))
    assert keeper.with_verdicts("3", [ONE]) == [ONE]
    keeper.rename("3", "x")
    keeper.rate("3", 1, 1)
    keeper.delete("3")
    keeper.close()
    assert (tmp_path / "conversations.sqlite").read_bytes() == b"no database" * 900


def test_a_failure_while_it_is_open_is_told_until_saving_works_again(keeper, monkeypatch):
    name = keeper.save("", [ONE])

    def fail(*_):
        raise LibraryError("The disk is full: make room.")

    with monkeypatch.context() as patch:
        for method in ("save", "create", "load", "rate"):
            patch.setattr(History, method, fail)
        for attempt in (
            lambda: keeper.save(name, [ONE, TWO]) == name,
            lambda: keeper.save("", [ONE]) == "",
            lambda: keeper.turns(name) == [],
            lambda: keeper.rate(name, 1, 1) is None,
        ):
            keeper.trouble = ""
            assert attempt()
            assert keeper.trouble == "The disk is full: make room."
    assert keeper.save(name, [ONE, TWO]) == name
    assert keeper.trouble == ""
    assert keeper.turns(name) == [ONE, TWO]


def test_an_answer_that_broke_off_is_kept_as_it_was_shown(keeper):
    name = keeper.save("", [broken(ONE)])
    assert keeper.turns(name) == [broken(ONE)]
