"""The child process by itself: when it ends, and what leaves it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def child(**streams):
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "rag.readers.child", str(2 * 1024**3)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        **streams,
    )


def test_the_child_ends_when_the_parent_is_gone_even_amid_a_file(slow):
    process = child()
    with process:
        process.stdin.write(f'{{"path": "{slow}"}}\n')
        process.stdin.flush()
        time.sleep(0.4)
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(timeout=5) == 0
        assert process.stdout.read() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C in another way")
def test_the_child_leaves_ctrl_c_to_the_parent(note):
    process = child()
    with process:
        process.stdin.write(f'{{"path": "{note}"}}\n')
        process.stdin.flush()
        assert '"document"' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdin.write(f'{{"path": "{note}"}}\n')
        process.stdin.flush()
        assert '"document"' in process.stdout.readline()
        process.stdin.close()


def test_what_a_library_prints_does_not_reach_the_parent():
    code = (
        "import os, sys; sys.argv = ['child', str(2**31)]\n"
        "from rag.readers import child\n"
        "child.read = lambda path: (print('noise'), os.write(1, b'more'), 1 / 0)\n"
        "child.main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdin.write('{"path": "x"}\n')
        process.stdin.flush()
        assert process.stdout.read() == ""
        errors = process.stderr.read()
    assert "noise" in errors
    assert "more" in errors
    assert "ZeroDivisionError" in errors
