"""What is deleted of conversations is gone from every file."""

import random
import sqlite3
from contextlib import closing

import pytest
from histories import keep, left, turn

from index.errors import LibraryError, UsageError


def secret(chance, owner, size):
    """Words that end alike: the index of words writes down where a word differs from the last."""
    return " ".join(f"s{chance.randrange(10**6)}secret{owner}x" for _ in range(size))


@pytest.mark.parametrize("seed", [0, 104, 276, 306])  # without VACUUM the last three leave some
def test_what_is_deleted_is_in_no_file_any_more(history, seed):
    chance = random.Random(seed)  # noqa: S311 - the same histories each time
    history._file._connection.execute("PRAGMA synchronous = OFF")  # many writes; none has to last
    ids = [history.create() for _ in range(11)]
    for _ in range(70):  # turns of all sizes, replaced, among those of others
        owner, size = chance.choice(ids), chance.choice([3, 10, 40, 200, 900])
        text = secret(chance, owner, size)
        history.save(owner, turn(chance.randrange(7), text[:200], text, text * 2))
        history.rename(owner, secret(chance, owner, 2))
    listed = [s.id for s in history.conversations()]
    for conversation in listed:
        history.rate(
            conversation, history.load(conversation)[0].number, -1, f"secret{conversation}x"
        )
    gone = chance.sample(listed, 3)
    others = {each: history.load(each) for each in listed if each not in gone}
    words = [history.load(each)[0].question.split()[0] for each in gone]
    assert all(history.search(word) for word in words)
    marks = {each: f"secret{each}x" for each in listed}
    assert left(history.path.parent, *marks.values()) == list(marks.values())
    for conversation in gone:
        history.delete(conversation)
        assert left(history.path.parent, marks.pop(conversation)) == []
    assert left(history.path.parent, *marks.values()) == list(marks.values())
    assert {each: history.load(each) for each in others} == others
    assert not any(history.search(word) for word in words)


def test_all_can_be_deleted(history):
    last = [keep(history, ("Which zebra?", "The striped zebra.")) for _ in range(5)][-1]
    history.delete_all()
    assert history.conversations() == history.search("zebra") == []
    assert left(history.path.parent, "zebra", "striped") == []
    assert history.create() > last  # a window that still shows a deleted one changes nothing


def test_what_another_process_reads_is_erased_later(history, open_history):
    conversation = keep(history, ("Which zebra?", "The striped zebra."))
    history._file._connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM turns").fetchone()
        with pytest.raises(LibraryError, match="It is deleted, but another Footnote is reading"):
            history.delete(conversation)
        assert history.conversations() == []
        assert left(history.path.parent, "striped") == ["striped"]
        other.execute("COMMIT")
        open_history()
        assert left(history.path.parent, "striped", "zebra") == []
    assert history._file._connection.execute("SELECT * FROM erasing").fetchall() == []


def test_a_deleted_conversation_does_not_come_back(history):
    conversation = keep(history, ("Who pays?", "The tenant."))
    history.delete(conversation)
    for change in (
        lambda: history.save(conversation, turn(2)),
        lambda: history.rate(conversation, 1, 1),
        lambda: history.rename(conversation, "Rent"),
        lambda: history.load(conversation),
    ):
        with pytest.raises(UsageError, match="not kept any more: ask in a new one"):
            change()
    history.delete(conversation)
    assert history.conversations() == []
