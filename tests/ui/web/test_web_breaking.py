"""What breaks while the page is open: the real answer model, and the disk."""

import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

import psutil
import pytest
from web_process import Server
from web_window import Window

BREST = (
    "The city of Brest lies 8 kilometers from the Polish border. It has a fortress that was built "
    "in 1842. The fortress stands on an island."
)
QUESTION = "How far is Brest from the Polish border?"


class SmallDisk:
    """A disk in memory that can be filled up; where none can be mounted, a limit on files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = None
        """The one that finds the disk full."""
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)]
        allowed = shutil.which("mount") and os.geteuid() == 0
        self.mounted = bool(allowed) and not subprocess.call(mount, stderr=subprocess.DEVNULL)

    def fill(self) -> None:
        self._let(None)

    def empty(self) -> None:
        self._let(300 * 1024**2)

    def _let(self, size):
        if self.mounted:
            of = os.statvfs(self.folder)
            size = size or (of.f_blocks - of.f_bfree) * of.f_frsize
            command = ["mount", "-o", f"remount,size={size}", str(self.folder)]
            subprocess.run(command, check=True)
        else:
            _, most = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
            limit = (size or 0, most)
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, limit)

    def close(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@pytest.fixture
def disk(tmp_path):
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.close()


@pytest.fixture
def serve(chromium):
    """Return a function that serves a document: `serve(kind, folder)` returns server and window."""
    ended = []

    def open_window(kind, folder):
        server = Server(folder / "library", kind)
        w = Window(chromium, server.address)
        ended.append((server, w))
        w.open_documents()
        w.drop(("brest.txt", BREST))
        w.open_tab("Ask")
        w.page.wait_for_selector("#fn-ask-button:enabled")
        return server, w

    yield open_window
    for server, w in ended:
        assert w.beyond_this_machine() == []
        w.context.close()
        server.end()


def model_process(server):
    found = psutil.Process(server.process.pid).children(recursive=True)
    return next((p for p in found if "rag.worker" in p.cmdline()), None)


def said(process):
    """Bytes that the process has written: it tells every step of its work."""
    return int(Path(f"/proc/{process.pid}/io").read_text().split("wchar:")[1].split()[0])


def kill_while_it_answers(w, server, question):
    """Kill the model process when it has said something of its answer; return the turn's id."""
    for turn in ("t1", "t2", "t3"):  # the small model may be done sooner than we see it begin
        process = model_process(server)
        w.ask(question)
        before = said(process)
        w.page.wait_for_selector(f"#{turn}.fn-answering .fn-passages")
        while said(process) == before and not w.page.is_enabled("#fn-ask-button"):
            time.sleep(0.002)
        process.kill()
        w.finish()
        if w.page.locator(f"#{turn}.fn-error").count():
            return turn, process.pid
    return pytest.fail("the model was never killed in time")


@pytest.mark.models
@pytest.mark.usefixtures("home_with_models")
def test_a_model_that_is_killed_is_told_and_asked_again_with_one_click(serve, tmp_path):
    server, w = serve("real", tmp_path)
    turn, killed = kill_while_it_answers(w, server, QUESTION)
    status = w.text(f"#{turn} .fn-status")
    assert status.startswith("Something went wrong: The answer model stopped unexpectedly")
    assert "Ask again" in status
    assert BREST in w.text(f"#{turn} .fn-evidence")
    w.page.click(f"#{turn} [data-do=again]")
    again = f"#t{int(turn[1:]) + 1}"
    w.page.wait_for_selector(again)
    w.finish(timeout=120_000)
    assert w.page.locator(f"{again}.fn-answered, {again}.fn-not-found").count() == 1
    assert w.text(f"{again} .fn-question") == QUESTION
    assert model_process(server).pid != killed
    assert w.complaints == []


def test_a_full_disk_is_one_sentence_each_time_and_nothing_is_lost(serve, disk, monkeypatch):
    passing = disk.folder / "passing"
    passing.mkdir()
    monkeypatch.setenv("TMPDIR", str(passing))
    server, w = serve("scripted", disk.folder)
    disk.process = server.process
    w.ask("Who chairs the board?")
    w.finish()
    disk.fill()
    w.page.click("#t1 [data-verdict='1']")
    w.page.wait_for_selector("#fn-trouble .fn-note")
    assert w.text("#fn-trouble").count("make room and try again") == 1
    w.ask("And since when?")
    w.finish()
    assert "Nobody objected to her." in w.text("#t2 .fn-answer")
    assert w.text("#fn-trouble").count("make room and try again") == 1

    w.open_documents()
    new = {"name": "new.txt", "mimeType": "text/plain", "buffer": b"Tea is at one. " * 999}
    w.page.set_input_files("#fn-drop input[type=file]", [new])
    w.page.wait_for_selector("text=is full, so nothing was added: make room on it")
    w.page.check(".fn-tick input >> nth=0")
    w.page.click(".fn-remove")
    w.page.click("button:has-text('Yes, remove')")
    w.page.wait_for_selector("#fn-report >> text=Nothing was lost, but the disk of")

    disk.empty()
    w.open_tab("Ask")
    w.ask("And until when?")
    w.finish()
    assert not w.page.is_visible("#fn-trouble .fn-note")
    w.page.reload()
    w.page.wait_for_selector("#t3")
    assert w.page.locator(".fn-question").all_text_contents() == [
        "Who chairs the board?", "And since when?", "And until when?",
    ]  # fmt: skip
    w.open_documents()
    w.page.set_input_files("#fn-drop input[type=file]", [new])
    w.page.wait_for_selector("#fn-report >> text=Added 1.")
    assert "brest.txt" in w.text(".fn-table")
    assert [line for line in w.complaints if "507" not in line] == []
