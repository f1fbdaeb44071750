"""Progress is for terminals: a line that leaves nothing behind, a bar, and silence in a pipe."""

import io
import re
import time
from contextlib import redirect_stderr

import pytest

from ui.bars import bar, waiting


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_waiting_line_is_wiped_by_the_next_and_at_the_end():
    with redirect_stderr(Screen()) as screen, waiting() as say:
        say("Loading …")
        say("On")
    assert screen.getvalue() == "\r\rLoading …" + "\r         \rOn" + "\r  \r"


def test_a_waiting_line_that_never_was_leaves_nothing():
    with redirect_stderr(Screen()) as screen, waiting() as say:
        say("")
    assert screen.getvalue() == ""


def test_a_waiting_line_is_wiped_before_an_error_is_told():
    def fail():
        with waiting() as say:
            say("Loading …")
            raise KeyError

    with redirect_stderr(Screen()) as screen, pytest.raises(KeyError):
        fail()
    assert screen.getvalue().endswith("\r         \r")


def test_a_pipe_sees_nothing():
    with redirect_stderr(io.StringIO()) as pipe, waiting() as say, bar() as tell:
        say("Loading …")
        for done in range(3):
            tell(done, 2, "a.txt")
    assert pipe.getvalue() == ""


def test_a_bar_of_files_says_which_and_how_many():
    with redirect_stderr(Screen()) as screen, bar() as tell:
        tell(0, 2, "a.txt")
        tell(1, 2, "b.txt")
        tell(2, 2, "")
    first, last = screen.getvalue().split("\r")[1], screen.getvalue().split("\r")[-1]
    assert first.startswith("  0%|")
    assert last.startswith("100%|")
    assert " 2/2 [" in last
    assert last.endswith("\n")


def test_a_bar_tells_the_time_left_and_what_else_there_is():
    with redirect_stderr(Screen()) as screen, bar(also=lambda: "7 pages") as tell:
        tell(0, 2, "a.txt")
        time.sleep(0.15)
        tell(1, 2, "b.txt")
        time.sleep(0.15)
        tell(2, 2, "")
    assert re.search(r"b\.txt:  50%.* 1/2 \[00:00<00:00, .*, 7 pages\]", screen.getvalue())


def test_a_bar_of_bytes_counts_in_thousands_as_the_texts_do():
    with redirect_stderr(Screen()) as screen, bar(in_bytes=True) as tell:
        tell(0, 98_000_000, "downloading tiny")
        tell(98_000_000, 98_000_000, "downloading tiny")
    assert "0.00/98.0M" in screen.getvalue()


@pytest.mark.parametrize(("total", "what"), [(10, "checking"), (20, "downloading")])
def test_a_new_stage_or_file_begins_a_new_bar(total, what):
    with redirect_stderr(Screen()) as screen, bar(in_bytes=True) as tell:
        tell(0, 10, "downloading")
        tell(1, total, what)
    assert screen.getvalue().count(" 0.00/") == 2


def test_ask_on_a_terminal_leaves_only_the_answer(run, scripted, monkeypatch):
    from rag.answer import Answer, Passage

    passage = Passage(1, "/a.txt", "A", None, None, "", 0, 5, "Text.")
    scripted(Answer("Why?", "answering", (passage,)), Answer("Why?", "not_found"))
    # CliRunner puts its own streams in place, so the terminal is looked at through them
    monkeypatch.setattr(
        "click.testing._NamedTextIOWrapper.isatty", lambda _self: True, raising=False
    )
    shown = run("ask", "Why?").stderr
    assert shown == (
        "\r\rLooking for it …\r                \rReading what was found …"
        "\r                        \r"
    )
