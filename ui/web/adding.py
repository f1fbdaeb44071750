"""What is being read for the library: one job after another, seen and stopped from any window."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass

from index.vectors import Vectors
from rag.embed import Embedder
from rag.ingest import Progress, Report

Work = Callable[[Progress, Report], object]
"""Adds something to the library, telling each step and filling the report while it goes on."""
SETTLED = 3.0
"""Seconds of work after which the time that is left can be told."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is."""

    name: str
    """Of the file that is being read; empty while the job waits for its turn, or ends."""
    done: int
    """Files that are read."""
    total: int
    """Files in all; 0 while they are still being looked for."""
    share: float
    """Of the whole work, 0 to 1: a file counts from where its text is being taken in."""
    pages: int
    seconds_left: float | None
    """None while it cannot be told."""


class _StoppedError(Exception):
    """Somebody stopped this job."""


class Job:
    """One thing that somebody wants to have added."""

    def __init__(self, work: Work) -> None:
        self.report = Report()
        self.stopped = False
        self.left_out = 0
        """Files that were not read because it was stopped."""
        self._work = work
        self._stop = threading.Event()
        self._began = 0.0
        self._step = ("", 0, 0)
        self._within = 0.0
        self._future: Future[None]

    def ended(self, seconds: float) -> bool:
        """Wait so long at most; tell whether it is over. Raises what ended it, if it went wrong."""
        done, _ = wait([self._future], timeout=seconds)
        if done:
            self._future.result()
        return bool(done)

    def stop(self) -> None:
        """End it after the file, or the few passages, that are being read."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody wants it to stop."""
        return self._stop.is_set()

    @property
    def step(self) -> Step:
        """How far it is now."""
        name, done, total = self._step
        share = min(1.0, (done + self._within) / total) if total else 0.0
        spent = time.monotonic() - self._began
        told = self._began and spent > SETTLED and share > 0
        left = spent * (1 - share) / share if told else None
        return Step(name, done, total, share, self.report.pages, left)

    def within(self, share: float) -> None:
        """Note how much of the file that is being read is done; the place where a job stops."""
        self._within = share
        if self._stop.is_set():
            raise _StoppedError

    def _tell(self, done: int, total: int, name: str) -> None:
        self._began = self._began or time.monotonic()
        self._step = (name, done, total)
        if name:  # what is told last, when all is read, stops nothing
            self.within(0.0)

    def _run(self) -> None:
        if not self._stop.is_set():
            with suppress(_StoppedError):
                self._work(self._tell, self.report)
                return
        self.stopped = True
        _, done, total = self._step
        self.left_out = total - done


class Adding:
    """The jobs of a library. `embedder` is the one that they must use, so that they can stop."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder: Embedder = _Interruptible(embedder, self)
        self._pool = ThreadPoolExecutor(1, "adding")
        self._jobs: list[Job] = []
        self._lock = threading.Lock()
        self._current: Job | None = None

    def start(self, work: Work) -> Job:
        """Begin a job, after those that were begun before."""
        job = Job(work)
        with self._lock:
            self._jobs.append(job)
        job._future = self._pool.submit(self._run, job)  # noqa: SLF001
        return job

    @property
    def now(self) -> Job | None:
        """The job that goes on, or the first that waits; None while there is nothing to do."""
        with self._lock:
            return self._jobs[0] if self._jobs else None

    def stop(self) -> None:
        """Stop what goes on and what waits; what was read stays in the library."""
        with self._lock:
            for job in self._jobs:
                job.stop()

    def close(self) -> None:
        """Stop, and wait until that is done."""
        self.stop()
        self._pool.shutdown()

    def within(self, share: float) -> None:
        """Note how much of the present file is taken in. Ends a job that is to stop."""
        if self._current:
            self._current.within(share)

    def _run(self, job: Job) -> None:
        self._current = job
        try:
            job._run()  # noqa: SLF001
        finally:
            self._current = None
            with self._lock:
                self._jobs.remove(job)


class _Interruptible(Embedder):
    """The embedder, with a look at each few passages whether the job is to stop."""

    def __init__(self, embedder: Embedder, adding: Adding) -> None:
        self._embedder = embedder
        self._adding = adding

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        done = 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            self._adding.within(done / len(texts))
            if progress:
                progress(count)

        return self._embedder.encode(texts, step)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)
