"""A worker, seen from the process that asks."""

import json
import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from eval.peers.memory import Peak
from index.errors import ModelError

ROOT = Path(__file__).resolve().parents[2]
BUILDING, ANSWERING = 0.5, 5.0
"""Seconds between two looks at its memory; answering, they would cost time that is measured."""
PATIENCE = 20.0
"""Seconds that a worker gets to end by itself."""


def environment(threads: int) -> dict[str, str]:
    """Return the variables of every worker: no network, no telemetry, `threads` threads."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": str(threads),
        # all of PyTorch's and llama.cpp's threads that wait would spin beside those that work
        "OMP_WAIT_POLICY": "PASSIVE",
        "KMP_BLOCKTIME": "0",
    }


class Worker:
    """One system. Start it, ask it, close it; a block with it closes it."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, variables: dict[str, str]
    ) -> None:
        """Start the process. What its libraries print is added to the file `log`."""
        self.name = name
        self._log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=variables,
            )
        self.peak = Peak(self._process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ready(self) -> dict[str, Any]:
        """Wait until the system is built; return its `versions` and `settings`.

        Raises `ModelError` if that fails.
        """
        reply = self._reply(BUILDING)
        if "failed" in reply:
            raise ModelError(
                f"The system {self.name} cannot be built ({reply['failed']}): --python names an "
                "environment with footnote-qa[peers]?"
            )
        return dict(reply["ready"])

    def ask(self, question: str) -> dict[str, Any]:
        """Return what the system says, or {"error": …}. Raises `ModelError` if it ends."""
        pipe = self._pipe(self._process.stdin)
        with suppress(BrokenPipeError):  # it ended; _reply says so
            pipe.write(json.dumps({"question": question}) + "\n")
            pipe.flush()
        return self._reply(ANSWERING)

    def close(self) -> None:
        """End the process and what it started."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _reply(self, every: float) -> dict[str, Any]:
        with self.peak.watching(every):
            line = self._pipe(self._process.stdout).readline()
        if not line.endswith("\n"):
            raise ModelError(
                f"The system {self.name} ended: {self._log} tells why. The same command goes on "
                "where it stopped."
            )
        return dict(json.loads(line))

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            raise ModelError("The worker has no pipe: start it again.")
        return pipe
