"""The answer model, seen from the main process: start it, count, write, cancel, start again."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from collections.abc import Generator as Stream
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelError

_ROOT = Path(__file__).resolve().parents[1]

SILENCE = 180.0
"""Seconds without a sign of life after which the model process is given up and started anew."""


@dataclass(frozen=True, slots=True)
class Read:
    """The prompt was taken in."""

    tokens: int
    kept: int
    """Tokens that were known from the last job and cost nothing."""
    probability: float | None
    """Of the watched word as the beginning of the answer."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The answer ends: `stop` by itself, `length` at the limit, `cancelled` on request."""

    reason: str
    written: int


Event = Read | Text | End


class Generator:
    """A client of one model process. Jobs of several threads wait for one another."""

    def __init__(
        self,
        path: Path,
        template_sha256: str,
        threads: int,
        context: int,
        states: Path | None = None,
    ) -> None:
        """`states` is a folder in which the beginnings of prompts outlast the process."""
        self._command = [
            sys.executable, "-P", "-m", "rag.worker", str(path),
            f"--template={template_sha256}", f"--threads={threads}", f"--context={context}",
            f"--states={states or ''}",
        ]  # fmt: skip
        self._path = path
        self._job = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._ready: dict[str, Any] | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the model process, None while there is none."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Begin loading the model and return at once."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        self._replies = queue.Queue()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
        )
        arguments = (self._process, self._replies)
        threading.Thread(target=_collect, args=arguments, daemon=True).start()

    def context(self) -> int:
        """Tokens that prompt and answer can have together. Waits until the model is loaded."""
        with self._job:
            return int(self._prepare()["context"])

    def special(self) -> list[str]:
        """Strings that are control tokens of this model. Waits until the model is loaded."""
        with self._job:
            return list(self._prepare()["special"])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens that each text takes in a prompt."""
        with self._job:
            self._prepare()
            try:
                self._send({"do": "count", "texts": list(texts)})
                return [int(n) for n in self._reply()["counts"]]
            except KeyboardInterrupt:  # the reply that is still to come would answer the next job
                self.close()
                raise

    def weigh(
        self, messages: Sequence[tuple[str, str]], words: Sequence[str], fixed: int = 0
    ) -> list[float]:
        """Return the probability (0 to 1) of each word as the beginning of the next message.

        The first `fixed` messages are the same in many jobs: they are read once.
        """
        with self._job:
            self._prepare()
            job = {"messages": list(messages), "words": list(words), "fixed": fixed}
            try:
                self._send({"do": "weigh", **job})
                return [float(p) for p in self._reply()["probabilities"]]
            except KeyboardInterrupt:  # the reply that is still to come would answer the next job
                self.close()
                raise

    def write(
        self,
        messages: Sequence[tuple[str, str]],
        most: int,
        watch: str = "",
        cancelled: Callable[[], bool] = lambda: False,
        fixed: int = 0,
    ) -> Stream[Event]:
        """Stream the answer to `messages` (role, content), at most `most` tokens.

        The first `fixed` messages are the same in many jobs: they are read once.

        Closing the iterator cancels the job. Raises `ModelError` when the process dies; the next
        call starts a new one.
        """
        with self._job:
            self._prepare()
            job = {
                "do": "write", "messages": list(messages), "most": most, "watch": watch,
                "fixed": fixed,
            }  # fmt: skip
            self._send(job)
            ended = False
            try:
                while not ended:
                    event = _event(self._reply(cancelled))
                    ended = isinstance(event, End)
                    yield event
            except (GeneratorExit, KeyboardInterrupt):
                if not ended:
                    self._drain()
                raise

    def _prepare(self) -> dict[str, Any]:
        self.start()
        if self._ready is None:
            try:
                self._ready = self._reply()
            except ModelError:
                self.close()
                raise
        return self._ready

    def _send(self, request: dict[str, Any]) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise ModelError("The answer model is not running: ask again.")
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        except (OSError, ValueError) as error:
            raise self._died() from error

    def _reply(self, cancelled: Callable[[], bool] = lambda: False) -> dict[str, Any]:
        waited, told, step = 0.0, False, 0.1
        while True:
            try:
                reply = self._replies.get(timeout=step)
                break
            except queue.Empty:
                waited += step
            if not told and cancelled():
                self._send({"do": "cancel"})
                told = True
            if waited > SILENCE:
                raise self._died()
        if not told and cancelled():
            self._send({"do": "cancel"})
        if reply is None:
            raise self._died()
        if reply["event"] == "failed":
            raise ModelError(
                f"The answer model {self._path.name} cannot be used: {reply['message']}."
                " 'footnote models verify' checks the file."
            )
        return reply

    def _drain(self) -> None:
        """Leave a job early, so that the next one starts with a clean pipe."""
        with suppress(ModelError):
            self._send({"do": "cancel"})
            while self._reply()["event"] != "end":
                pass

    def _died(self) -> ModelError:
        self.close()
        return ModelError(
            "The answer model stopped unexpectedly, perhaps for lack of memory. Ask again: it is "
            "started anew. 'footnote doctor' shows how much memory is free."
        )

    def close(self) -> None:
        """End the model process, if there is one."""
        process, self._process, self._ready = self._process, None, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be sent has no reader
                    pipe.close()


def _collect(process: subprocess.Popen[str], replies: "queue.Queue[dict[str, Any] | None]") -> None:
    if process.stdout is not None:
        with suppress(ValueError):  # closed by close() while we wait for a line
            for line in process.stdout:
                replies.put(json.loads(line))
    replies.put(None)


def _event(reply: dict[str, Any]) -> Event:
    if reply["event"] == "read":
        return Read(reply["tokens"], reply["kept"], reply["probability"])
    if reply["event"] == "text":
        return Text(reply["text"])
    return End(reply["reason"], reply["written"])
