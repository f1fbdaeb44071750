import subprocess
import sys

import psutil

from eval.memory import Memory, in_use

MB = 1024**2


def test_children_are_counted_and_what_is_shared_only_once():
    own = in_use()
    assert 0 < own <= psutil.Process().memory_info().rss * 1.1
    code = f"data = b'x' * {100 * MB}; print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdout.readline()
        more = in_use() - own
        child.communicate(b"\n")
    assert 100 * MB < more < 160 * MB
    assert abs(in_use() - own) < 50 * MB


def test_each_peak_is_that_since_the_last_one(monkeypatch):
    monkeypatch.setattr("eval.memory.EVERY", 0.01)
    looks = iter([5, 9, 7])
    monkeypatch.setattr("eval.memory.in_use", lambda: next(looks, 2))
    with Memory() as memory:
        while memory.peak < 9:
            pass
        assert memory.take() == 9
        assert memory.take() <= 7
    assert memory.take() == 2
