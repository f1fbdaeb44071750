"""The model process dies, closes, cannot start, loses its owner: with a real small model."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from index.errors import ModelError
from rag.generate import Generator, Read, Text

pytestmark = pytest.mark.models

ROOT = Path(__file__).parents[2]
STORY = [("user", "Tell a long story about a bridge.")]
QUESTION = [("system", "Answer with one word."), ("user", "What is the capital of France?")]


def text(events):
    return "".join(event.text for event in events if isinstance(event, Text))


def test_a_process_killed_amid_an_answer_is_replaced(generator):
    events = generator.write(STORY, 900)
    assert isinstance(next(events), Read)
    pid = generator.pid
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ModelError, match=r"stopped unexpectedly.*Ask again: it is started anew"):
        list(events)
    assert generator.pid is None
    assert "Paris" in text(generator.write(QUESTION, 200))
    assert generator.pid != pid


def test_a_process_killed_between_answers_is_replaced(generator):
    generator.count([""])
    os.kill(generator.pid, signal.SIGKILL)
    generator._process.wait()
    assert "Paris" in text(generator.write(QUESTION, 200))


def test_closing_ends_the_process(tiny):
    made = Generator(tiny, "", threads=1, context=512)
    assert made.pid is None
    assert made.context() == 512
    pid = made.pid
    assert psutil.pid_exists(pid)
    made.close()
    made.close()
    assert made.pid is None
    assert not psutil.pid_exists(pid)


HARMED = {
    "missing": lambda _data: None,
    "truncated": lambda data: data[: len(data) // 2],
    "altered": lambda data: data[:8] + b"\xff" * 64 + data[72:],
    "no_model": lambda _data: b"This is no model." * 100,
}


@pytest.mark.parametrize("how", HARMED)
def test_a_model_file_that_cannot_be_used_is_named(tiny, tmp_path, how):
    path = tmp_path / "model.gguf"
    data = HARMED[how](tiny.read_bytes())
    if data is not None:
        path.write_bytes(data)
    made = Generator(path, "", threads=1, context=512)
    for _ in range(2):  # the second time it must not say anything else
        with pytest.raises(
            ModelError, match=r"model\.gguf cannot be used: .*footnote models verify"
        ):
            made.count([""])
        assert made.pid is None


def test_another_chat_template_is_refused(tiny):
    made = Generator(tiny, "0" * 64, threads=1, context=512)
    with pytest.raises(
        ModelError, match="cannot be used: its chat template is not the expected one"
    ):
        made.context()


def gone(pid):
    """Wait for a process to end; a zombie nobody waits for counts as ended."""
    for _ in range(600):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


PARENT = """
import sys
from pathlib import Path
from rag.generate import Generator, Text
generator = Generator(Path(sys.argv[1]), "", threads=1, context=2048)
events = generator.write([("user", "Tell a very long story.")], 1900)
if sys.argv[2] == "loading":
    generator.start()
    print(generator.pid, flush=True)
for event in events:
    if isinstance(event, Text):
        if sys.argv[2] == "idle":
            events.close()
        print(generator.pid, flush=True)
        if sys.argv[2] == "idle":
            break
sys.stdin.read()
"""


@pytest.mark.parametrize("moment", ["loading", "writing", "idle"])
def test_the_process_does_not_outlive_its_owner(tiny, moment):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tiny, moment],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with parent.stdin, parent.stdout:
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.kill()
        parent.wait()
        assert gone(pid)
