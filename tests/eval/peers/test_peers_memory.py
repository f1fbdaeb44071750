"""Memory of a real process and its child, with pages of their own and pages they share."""

import subprocess
import sys
import time

import pytest

from eval.peers.memory import Peak, tree_bytes

MB = 1024**2
SCRIPT = """
import mmap, subprocess, sys
own, path, children = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
command = [sys.executable, __file__, str(own), path, "0"]
pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
child = subprocess.Popen(command, **pipes) if children else None
if child:
    child.stdout.readline()
with open(path, "rb") as file:
    area = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    sum(area[::4096])
data = bytearray(b"x") * (own * 2**20)
print("up", flush=True)
input()
if child:
    child.communicate(b"\\n")
"""


@pytest.fixture
def family(tmp_path):
    """Start a process of `own` MB with a child of `own` MB, which both map one file of 64 MB."""
    path, script = tmp_path / "model", tmp_path / "script.py"
    path.write_bytes(b"x" * 64 * MB)
    script.write_text(SCRIPT, encoding="utf-8")
    started = []

    def start(own):
        process = subprocess.Popen(
            [sys.executable, str(script), str(own), str(path), "1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout.readline() == b"up\n"
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.communicate(b"\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mappings are told on Linux")
def test_own_pages_add_up_and_shared_pages_count_once(family):
    small, large = family(1), family(41)
    difference = tree_bytes(large.pid) - tree_bytes(small.pid)
    assert 79 * MB < difference < 82 * MB  # 40 MB more in each of the two
    # two interpreters of some 10 MB each, their 1 MB each, the file once though four map it
    assert 64 * MB < tree_bytes(small.pid) < 64 * MB + 50 * MB


def test_a_process_that_is_gone_has_no_memory(family):
    process = family(1)
    process.communicate(b"\n")
    assert tree_bytes(process.pid) == 0


def test_the_peak_outlives_the_process(family):
    process = family(1)
    peak = Peak(process.pid)
    with peak.watching(60):
        pass  # looks once at the end
    seen = peak.bytes
    assert seen > MB
    process.communicate(b"\n")
    with peak.watching(60):
        pass
    assert peak.bytes == seen


def test_the_peak_is_seen_inside_the_block(family):
    process = family(1)
    peak = Peak(process.pid)
    with peak.watching(0.01):
        deadline = time.monotonic() + 20
        while not peak.bytes and time.monotonic() < deadline:
            time.sleep(0.01)
        assert peak.bytes > MB
