"""Conversations on disk: kept whole, listed, named and rated."""

import stat

import pytest
from histories import keep, titles, turn

from index.errors import UsageError


def test_what_is_kept_is_private(history):
    keep(history, ("Who pays?", "The tenant."))
    folder = history.path.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {p.name: oct(stat.S_IMODE(p.stat().st_mode)) for p in folder.iterdir()} == {
        "conversations.sqlite": "0o600",
        "conversations.sqlite-wal": "0o600",
        "conversations.sqlite-shm": "0o600",
    }


def test_a_write_is_durable(history):
    ask = history._file._connection.execute
    assert ask("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ask("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert ask("PRAGMA secure_delete").fetchone()[0] == 1


def test_turns_come_back_in_order_when_opened_again(history, open_history):
    conversation = history.create()
    second = turn(2, "And when?", "By May\0 or \udcff.", '{"number": 2, "text": "ß\\u0000"}')
    history.save(conversation, second)
    history.save(conversation, turn(1))
    history.close()
    assert open_history().load(conversation) == (
        turn(1),
        turn(2, "And when?", "By May  or ?.", second.content),  # what SQLite cannot hold is plain
    )


def test_the_one_that_changed_last_is_listed_first(history):
    first = keep(history, ("Who pays?", "The tenant."))
    second = keep(history, ("Who cleans?", "The caretaker."))
    history.create()  # without a turn there is nothing to list
    history.save(first, turn(2, "And who heats?", "Nobody."))
    assert [(s.id, s.title, s.turns) for s in history.conversations()] == [
        (first, "Who pays?", 2),
        (second, "Who cleans?", 1),
    ]
    assert all(s.created < s.changed for s in history.conversations())
    history.rename(second, "Cleaning")
    history.rate(second, 1, 1)
    assert titles(history.conversations()) == ["Who pays?", "Cleaning"]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("  Who\n pays? ", "Who pays?"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60 + "…"),
        ("word " * 13, "word " * 11 + "word…"),
        ("word " * 11 + "words more", "word " * 11 + "words…"),
    ],
)
def test_the_title_is_the_first_question_shortened(history, question, title):
    keep(history, (question, "Yes."), ("Another?", "No."))
    assert titles(history.conversations()) == [title]


def test_a_title_that_was_given_stays_until_it_is_taken_back(history):
    conversation = keep(history, ("Who pays?", "The tenant."))
    history.rename(conversation, " The\trent ")
    history.save(conversation, turn(1, "Who pays the rent?"))
    assert titles(history.conversations()) == ["The rent"]
    history.rename(conversation, "")
    assert titles(history.conversations()) == ["Who pays the rent?"]


def test_a_turn_is_replaced_and_its_verdict_with_the_answer(history):
    conversation = keep(history, ("Who pays?", "The tenant."), ("When?", "In May."))
    history.rate(conversation, 1, -1, "old contract")
    history.save(conversation, turn(1, "Who pays?", "The tenant.", "written anew"))
    first, second = history.load(conversation)
    assert (first.content, first.verdict, first.word) == ("written anew", -1, "old contract")
    assert (second.verdict, second.word) == (0, "")
    history.save(conversation, turn(1, "Who pays?", "The landlord."))
    first, _ = history.load(conversation)
    assert (first.answer, first.verdict, first.word) == ("The landlord.", 0, "")


def test_a_verdict_can_be_changed_and_taken_back(history):
    conversation = keep(history, ("Who pays?", "The tenant."))
    for verdict, word in [(1, "exactly"), (-1, ""), (0, "")]:
        history.rate(conversation, 1, verdict, word)
        (only,) = history.load(conversation)
        assert (only.verdict, only.word) == (verdict, word)
    with pytest.raises(UsageError, match="2 is no verdict: give 1"):
        history.rate(conversation, 1, 2)
