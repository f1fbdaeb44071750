"""The child process: limits, crashes, and what the parent is told."""

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from index.errors import DocumentError
from rag.readers import read
from rag.readers.process import ReaderProcess

ROOT = Path(__file__).parents[3]
STOPPED = "reading it made the reader stop unexpectedly; the file may be damaged"


@pytest.fixture(params=["docx of spaces", "docx of elements", "html of elements", "md of items"])
def bomb(request, tmp_path):
    """A small file that takes much memory to read: in zipfile, in lxml, in Python."""
    kind, unit = {
        "docx of spaces": ("docx", b" " * 85),
        "docx of elements": ("docx", b"<p/>"),
        "html of elements": ("html", b"<p>"),
        "md of items": ("md", b"- a\n"),
    }[request.param]
    path = tmp_path / f"bomb.{kind}"
    if kind != "docx":
        path.write_bytes(unit * 3_000_000)
        return path
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("_rels/.rels", f'<a><b Type="{office}" Target="d.xml"/></a>')
        with file.open("d.xml", "w") as part:
            part.write(b"<d>")
            for _ in range(300):
                part.write(unit * 10_000)
            part.write(b"</d>")
    return path


def pid_of(reader):
    return reader._child.pid


def test_the_child_reads_what_the_parent_would(note):
    with ReaderProcess() as reader:
        assert reader.read(note) == read(note)


def test_one_child_reads_many_files_and_is_gone_afterwards(note, tmp_path):
    with ReaderProcess() as reader:
        assert reader._child is None
        reader.read(note)
        first = pid_of(reader)
        with pytest.raises(DocumentError, match=r"^it is not there any more"):
            reader.read(tmp_path / "missing.txt")
        reader.read(note)
        assert pid_of(reader) == first
    assert not psutil.pid_exists(first)


def test_the_parent_loads_no_library_of_a_format():
    code = (
        "import sys; from rag.readers.process import ReaderProcess; "
        "print([m for m in ('lxml', 'trafilatura', 'pypdfium2', 'docx', 'yaml', 'markdown_it',"
        " 'charset_normalizer', 'sentencex') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout == "[]\n"


def test_a_file_that_takes_too_long_costs_only_itself(note, slow):
    with ReaderProcess(seconds=2.5) as reader:
        reader.read(note)
        first = pid_of(reader)
        with pytest.raises(DocumentError, match=r"^it took longer than 2.5 seconds to read$"):
            reader.read(slow)
        assert not psutil.pid_exists(first)
        assert reader.read(note).text.startswith("A note.")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps the address space surely")
def test_a_file_that_needs_too_much_memory_costs_only_itself(note, bomb):
    with ReaderProcess(memory_bytes=300 * 1024**2) as reader:
        reader.read(note)
        first = pid_of(reader)
        with pytest.raises(DocumentError) as caught:
            reader.read(bomb)
        assert str(caught.value) == "reading it needs more memory than Footnote allows (0.29 GB)"
        assert not psutil.pid_exists(first)
        assert reader.read(note).text.startswith("A note.")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs signals")
def test_a_child_that_does_not_move_at_all_is_ended(note):
    with ReaderProcess(seconds=0.5) as reader:
        reader.read(note)
        first = pid_of(reader)
        os.kill(first, signal.SIGSTOP)
        with pytest.raises(DocumentError, match=r"^it took longer than 0.5 seconds to read$"):
            reader.read(note)
        assert not psutil.pid_exists(first)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_child_that_died_between_two_files_is_replaced(note):
    with ReaderProcess() as reader:
        reader.read(note)
        first = pid_of(reader)
        os.kill(first, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(first)], timeout=0.2)
        assert reader.read(note).text.startswith("A note.")
        assert pid_of(reader) != first


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_child_that_dies_amid_a_file_is_reported(note, slow):
    with ReaderProcess() as reader:
        reader.read(note)
        threading.Timer(0.3, os.kill, (pid_of(reader), signal.SIGKILL)).start()
        with pytest.raises(DocumentError) as caught:
            reader.read(slow)
        assert str(caught.value) == STOPPED
        assert reader.read(note).text.startswith("A note.")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
@pytest.mark.parametrize("name", [b"caf\xe9 \xff.txt", b"line\nbreak \"'.txt", "😀ü.txt".encode()])
def test_any_file_name_survives_the_pipe(tmp_path, name):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text("x")
    with ReaderProcess() as reader:
        document = reader.read(path)
    assert document.source == str(path)
    assert document.title.encode()  # can be stored and shown


def test_a_module_in_the_working_folder_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    (tmp_path / "lxml.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text("<p>x</p>")
    with ReaderProcess() as reader:
        assert reader.read(tmp_path / "a.html").text == "x"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_in_the_parent_ends_the_child(slow):
    code = (
        "import sys; from pathlib import Path; from rag.readers.process import ReaderProcess\n"
        "with ReaderProcess() as reader:\n"
        "    reader._running(); print(reader._child.pid, flush=True)\n"
        "    reader.read(Path(sys.argv[1]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(slow)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        assert psutil.pid_exists(pid)
        parent.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in parent.communicate(timeout=5)[1]
    assert not psutil.pid_exists(pid)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(120, "2 minutes"), (300, "5 minutes"), (90, "90 seconds"), (1, "1 second"), (0.5, "0.5 sec")],
)
def test_the_limit_is_said_in_words(seconds, words):
    from rag.readers.process import _duration

    assert _duration(seconds).startswith(words)


def test_the_memory_limit_is_said_in_words():
    from rag.readers.process import MEMORY_BYTES, _gigabytes

    assert _gigabytes(MEMORY_BYTES) == "2 GB"
