"""The page in a process of its own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest


class Server:
    """The page, served by a child process that ends as Ctrl-C ends it."""

    def __init__(self, folder: Path, kind: str) -> None:
        script = Path(__file__).with_name("web_server.py")
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(folder), kind],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        word, self.address = self.line().split()
        assert word == "READY"

    def line(self) -> str:
        line = self.process.stdout.readline()
        if not line:
            pytest.fail(f"the page ended early: {self.process.stderr.read()}")
        return line.strip()

    def end(self, number=signal.SIGINT) -> tuple[str, str]:
        """Ask the process to end; returns what it still said, and its errors."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.communicate(timeout=30)
