"""Conversations on disk: shared, broken off, damaged, out of reach."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from histories import keep, turn

from index.errors import LibraryError

ROOT = Path(__file__).parents[2]


def test_threads_and_a_second_window_share_it(history, open_history):
    conversation = history.create()
    shared = [history, open_history()]
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


def test_a_process_that_is_killed_leaves_a_whole_turn(history, open_history):
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
        history = open_history()
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
def test_a_damaged_file_says_what_to_do_and_that_works(history, open_history, tmp_path, harm):
    keep(history, *[(f"Who pays {n}?", "The tenant pays. " * 20) for n in range(50)])
    history.close()
    harm(history.path)
    with pytest.raises(LibraryError) as caught:
        open_history()
    assert f"The conversations in {history.path} are damaged (" in str(caught.value)
    assert str(caught.value).endswith(
        "move that file away and start Footnote again; your documents are unharmed."
    )
    shutil.move(history.path, tmp_path)
    assert open_history().conversations() == []


def test_a_log_left_behind_does_not_harm_a_new_file(history, open_history, tmp_path):
    keep(history, ("Who pays?", "The tenant."))
    shutil.copy(f"{history.path}-wal", tmp_path)
    history.close()
    history.path.unlink()
    shutil.copy(tmp_path / "conversations.sqlite-wal", history.path.parent)
    again = open_history()
    conversation = keep(again, ("Who cleans?", "Nobody."))
    assert [s.id for s in again.conversations()] == [conversation]


def test_a_newer_file_is_refused_unharmed(history, open_history):
    keep(history, ("Who pays?", "The tenant."))
    history._file._connection.execute("PRAGMA user_version = 2")
    history.close()
    before = history.path.read_bytes()
    with pytest.raises(LibraryError, match="saved by a newer version of Footnote: update Footnote"):
        open_history()
    assert history.path.read_bytes() == before


def test_a_making_that_was_cut_short_begins_again(tmp_path, open_history):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "conversations.sqlite").touch()
    assert keep(open_history(), ("Who pays?", "The tenant.")) == 1


def test_a_folder_that_cannot_be_written_to_says_so(public, open_history, unwritable):
    unwritable(public)
    with pytest.raises(LibraryError, match=r"cannot be kept in .* allow writing to that folder"):
        open_history(public)


def test_a_file_that_cannot_be_written_to_says_so(public, open_history, unwritable):
    history = open_history(public)
    keep(history, ("Who pays?", "The tenant."))
    history.close()
    unwritable(public)
    with pytest.raises(LibraryError, match=r"cannot be (kept|open_history)"):
        keep(open_history(public), ("Who cleans?", "Nobody."))
