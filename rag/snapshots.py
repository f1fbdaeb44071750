"""Streams of growing answers: changed on their way, and timed."""

import time
from collections.abc import Callable
from collections.abc import Generator as Stream
from dataclasses import replace
from typing import TypeVar, cast

from rag.answer import Answer, Seconds

T = TypeVar("T")


def changed(
    stream: Stream[Answer, None, T], change: Callable[[Answer], Answer]
) -> Stream[Answer, None, T]:
    """Pass on snapshots as `change` makes them, and what the stream returns."""
    while True:
        try:
            snapshot = next(stream)
        except StopIteration as ended:
            return cast("T", ended.value)
        yield change(snapshot)


class Clock:
    """Notes when the evidence and the first sentence of an answer came."""

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._seconds = Seconds()

    def mark(self, answer: Answer) -> Answer:
        """Return the snapshot with the seconds so far."""
        now = time.perf_counter() - self._begun
        if self._seconds.evidence is None:
            self._seconds = replace(self._seconds, evidence=now)
        if answer.sentences and self._seconds.first_sentence is None:
            self._seconds = replace(self._seconds, first_sentence=now)
        return replace(answer, seconds=self._seconds)

    def ended(self, answer: Answer) -> Answer:
        """Return the last snapshot."""
        total = time.perf_counter() - self._begun
        answer = self.mark(answer)
        return replace(answer, seconds=replace(answer.seconds, total=total))
