"""Conversations on disk: kept whole, found by their words, and gone when deleted."""

import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import LibraryError, UsageError
from index.history import History, SavedTurn

ROOT = Path(__file__).parents[2]


def turn(number, question="Who pays?", answer="The tenant pays.", content="{}"):
    return SavedTurn(number, question, answer, content)


@pytest.fixture
def opened(tmp_path):
    """Open histories, and close them all at the end."""
    histories = []

    def open_one(folder=tmp_path / "library"):
        histories.append(History(folder))
        return histories[-1]

    yield open_one
    for history in histories:
        history.close()


@pytest.fixture
def history(opened):
    return opened()


def keep(history, *turns):
    """Save a conversation of (question, answer) pairs; return its id."""
    conversation = history.create()
    for number, (question, answer) in enumerate(turns, start=1):
        history.save(conversation, turn(number, question, answer, f"{question} {answer}"))
    return conversation


def titles(summaries):
    return [summary.title for summary in summaries]


def left(folder, *texts):
    """Which of the texts stand in any file of the folder."""
    data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    return [text for text in texts if text.lower().encode() in data]


# --- keeping ----------------------------------------------------------------------------------


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


def test_turns_come_back_in_order_when_opened_again(history, opened):
    conversation = history.create()
    second = turn(2, "And when?", "By May\0 or \udcff.", '{"number": 2, "text": "ß\\u0000"}')
    history.save(conversation, second)
    history.save(conversation, turn(1))
    history.close()
    assert opened().load(conversation) == (
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


# --- searching --------------------------------------------------------------------------------


@pytest.fixture
def filled(history):
    rent = keep(history, ("Who pays the rent?", "The tenant pays."), ("When?", "Before Easter."))
    cafe = keep(history, ("Wann öffnet das Café?", 'Um 9 Uhr, "pünktlich".'))
    travel = keep(history, ("How are trips repaid?", "Within 30 days; see form T-12."))
    history.rename(travel, "Travel expenses")
    return history, {"rent": rent, "cafe": cafe, "travel": travel}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tenant", ["rent"]),
        ("TENANTS paying", ["rent"]),
        ("rent easter", ["rent"]),  # in different turns
        ("rent trips", []),
        ("cafe offnet", ["cafe"]),
        ("trav exp", ["travel"]),  # in the title, only begun
        ("t-12", ["travel"]),
        ('"within', ["travel"]),
        ("form ???", ["travel"]),
        ("???", []),
        (" \n", ["travel", "cafe", "rent"]),
        ("NOT rent", []),  # no operators
        ("rent OR trips", []),
        ("title:travel", []),
    ],
)
def test_search_finds_plain_words(filled, words, found):
    history, ids = filled
    assert [s.id for s in history.search(words)] == [ids[name] for name in found]


@pytest.mark.parametrize(
    "odd",
    ['"', '""', "*", "a*", "^a", "(", "a AND", "NEAR(a b)", "-a", "+", "a\0b", "\udcff", "{a}:b",
     "'; DROP TABLE turns; --", "a" * 5000, "a " * 5000, "a-" * 5000, "\ufeff", "🙂"],
)  # fmt: skip
def test_no_search_is_an_error(filled, odd):
    filled[0].search(odd)
    assert len(filled[0].search("")) == 3


def test_of_a_pasted_page_only_the_first_words_are_searched(filled):
    history, ids = filled
    assert [s.id for s in history.search("tenant" + " " * 500 + "trips")] == [ids["rent"]]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=40))
def test_no_text_at_all_is_an_error_and_is_found_again(filled, text):
    history, ids = filled
    history.search(text)
    history.save(ids["rent"], turn(3, f"{text} rent", text, text))
    history.rename(ids["rent"], text)
    assert ids["rent"] in [s.id for s in history.search("rent")]


def test_search_forgets_what_was_replaced(filled):
    history, ids = filled
    history.save(ids["rent"], turn(2, "When?", "Before Christmas."))
    assert history.search("easter") == []
    assert [s.id for s in history.search("christmas")] == [ids["rent"]]
    history.rename(ids["travel"], "Trips")
    assert history.search("expenses") == []


# --- deleting ---------------------------------------------------------------------------------


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


def test_what_another_process_reads_is_erased_later(history, opened):
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
        opened()
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


# --- sharing and breaking ---------------------------------------------------------------------


def test_threads_and_a_second_window_share_it(history, opened):
    conversation = history.create()
    shared = [history, opened()]
    failures = []

    def write(worker):
        try:
            for number in range(10):
                shared[worker % 2].save(conversation, turn(worker * 10 + number, f"q{worker}"))
                shared[worker % 2].search("q")
        except Exception as error:  # noqa: BLE001 - shown below
            failures.append(error)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [t.number for t in history.load(conversation)] == list(range(60))


def test_a_change_that_breaks_off_changes_nothing(history):
    conversation = keep(history, ("Who pays?", "The tenant."))

    def break_off():
        with history._file.transaction("BEGIN IMMEDIATE") as run:
            run.execute("DELETE FROM turns")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [t.answer for t in history.load(conversation)] == ["The tenant."]


def test_a_full_disk_leaves_the_old_answer(history):
    conversation = keep(history, ("Who pays?", "The tenant."))
    before = history.load(conversation), history.conversations()
    pages = history._file._connection.execute("PRAGMA page_count").fetchone()[0]
    history._file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match="is full: make room and try again"):
        history.save(conversation, turn(1, "Who pays?", "x" * 50_000, "y" * 50_000))
    assert (history.load(conversation), history.conversations()) == before
    assert [s.id for s in history.search("tenant")] == [conversation]


CHILD = """
import sys
from itertools import count
from pathlib import Path
from index.history import History, SavedTurn

history = History(Path(sys.argv[1]))
for version in count(int(sys.argv[2])):
    text = f"v{version} " * 3000
    history.save(1, SavedTurn(1, f"v{version}", text, text))
    print(version, flush=True)
"""


def test_a_process_that_is_killed_leaves_a_whole_turn(history, opened):
    folder, last = history.path.parent, -1
    keep(history, ("v0", "v0 " * 3000))
    history.close()
    for lines in (1, 2, 5, 3):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, folder, str(last + 1)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        with child.stdout:
            said = [child.stdout.readline() for _ in range(lines)]
            child.kill()
            said += child.stdout.readlines()
        child.wait()
        last = int([line for line in said if line.endswith("\n")][-1])
        history = opened()
        (kept,) = history.load(1)
        assert kept.question in {f"v{last}", f"v{last + 1}"}  # durable before it was said
        assert kept.answer == kept.content == f"{kept.question} " * 3000
        assert len(history.search(kept.question)) == 1
        history.close()


def garbage(path):
    path.write_bytes(b"This is no database. " * 1000)


def middle(path):
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def halved(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def one_page(path):
    data = bytearray(path.read_bytes())
    start = data.rindex(b"tenant pays") // 4096 * 4096
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [garbage, middle, halved, one_page])
def test_a_damaged_file_says_what_to_do_and_that_works(history, opened, tmp_path, harm):
    keep(history, *[(f"Who pays {n}?", "The tenant pays. " * 20) for n in range(50)])
    history.close()
    harm(history.path)
    with pytest.raises(LibraryError) as caught:
        opened()
    assert f"The conversations in {history.path} are damaged (" in str(caught.value)
    assert str(caught.value).endswith(
        "move that file away and start Footnote again; your documents are unharmed."
    )
    shutil.move(history.path, tmp_path)
    assert opened().conversations() == []


def test_a_log_left_behind_does_not_harm_a_new_file(history, opened, tmp_path):
    keep(history, ("Who pays?", "The tenant."))
    shutil.copy(f"{history.path}-wal", tmp_path)
    history.close()
    history.path.unlink()
    shutil.copy(tmp_path / "conversations.sqlite-wal", history.path.parent)
    again = opened()
    conversation = keep(again, ("Who cleans?", "Nobody."))
    assert [s.id for s in again.conversations()] == [conversation]


def test_a_newer_file_is_refused_unharmed(history, opened):
    keep(history, ("Who pays?", "The tenant."))
    history._file._connection.execute("PRAGMA user_version = 2")
    history.close()
    before = history.path.read_bytes()
    with pytest.raises(LibraryError, match="saved by a newer version of Footnote: update Footnote"):
        opened()
    assert history.path.read_bytes() == before


def test_a_making_that_was_cut_short_begins_again(tmp_path, opened):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "conversations.sqlite").touch()
    assert keep(opened(), ("Who pays?", "The tenant.")) == 1


def test_a_folder_that_cannot_be_written_to_says_so(public, opened, unwritable):
    unwritable(public)
    with pytest.raises(LibraryError, match=r"cannot be kept in .* allow writing to that folder"):
        opened(public)


def test_a_file_that_cannot_be_written_to_says_so(public, opened, unwritable):
    history = opened(public)
    keep(history, ("Who pays?", "The tenant."))
    history.close()
    unwritable(public)
    with pytest.raises(LibraryError, match=r"cannot be (kept|opened)"):
        keep(opened(public), ("Who cleans?", "Nobody."))
