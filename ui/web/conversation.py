"""Questions and answers of a browser window, and which of them can still be stopped."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from index.errors import FootnoteError, UsageError
from rag import followup
from rag.answer import Answer
from rag.assistant import Assistant
from ui.web.limit import EVERYWHERE, Limit

REMEMBERED = 20
"""Ended turns that a follow-up can go back to."""

BROKEN = "page.broken"
"""The key of what is said when an error that nobody foresaw ended an answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what became of it so far."""

    number: int
    """Counts from 1 in each browser window."""
    question: str
    answer: Answer | None = None
    """The latest snapshot, None while the documents are searched."""
    error: str = ""
    """What went wrong, in a sentence for people, or the key of such a text of the page."""
    refused: str = ""
    """Why the question was not asked at all."""
    stopped: bool = False
    ended: bool = False
    """Nothing more is coming."""
    verdict: int = 0
    """1 where somebody said the answer was right, -1 where wrong."""
    word: str = ""
    """What they added to the verdict."""
    limit: Limit = EVERYWHERE
    """The documents that were asked."""


def history(turns: Sequence[Turn]) -> list[followup.Turn]:
    """Return what follow-ups are understood from: the newest turns that ended in an answer.

    At most `REMEMBERED` of them, oldest first. "Your documents do not say" is an answer, an empty
    one; errors, refused questions and stopped answers are none.
    """
    told = [
        followup.Turn(
            turn.question,
            turn.answer.understood or turn.answer.question,
            " ".join(sentence.text for sentence in turn.answer.sentences),
            tuple((c.document_id, c.start) for c in turn.answer.citations),
        )
        for turn in turns
        if turn.answer and turn.ended and not (turn.error or turn.refused or turn.stopped)
    ]
    return told[-REMEMBERED:]


class _Asked(threading.Event):
    """Set once nobody wants more of an answer."""

    left = False
    """Another conversation is shown in its window: not even its end is wanted."""


class Conversations:
    """Asks for every open window and remembers how to stop what runs. Threads may share it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._running: dict[str, _Asked] = {}

    def ask(
        self, session: str, turns: Sequence[Turn], question: str, limit: Limit = EVERYWHERE
    ) -> Iterator[Turn]:
        """Yield the growing `Turn` that follows `turns`; the last one has `ended`.

        `turns` are those that this window shows: what a follow-up can mean is what a person can
        see, and it is forgotten when the window is closed or loaded anew. Errors meant for people
        end the turn; any other is raised. After `leave` nothing more comes.
        """
        cancelled = self._running[session] = _Asked()
        # not how many there are: what was refused is shown, but not kept
        turn = Turn(max((each.number for each in turns), default=0) + 1, question, limit=limit)
        try:
            yield turn
            stream = self._assistant.stream(
                question, cancelled.is_set, history=history(turns), scope=limit.scope()
            )
            with closing(stream) as answers:
                for answer in answers:
                    if cancelled.left:
                        return
                    turn = replace(turn, answer=answer)
                    if answer.status in ("searching", "answering"):
                        yield turn
            turn = replace(turn, stopped=cancelled.is_set())
        except UsageError as error:
            turn = replace(turn, refused=str(error))
        except FootnoteError as error:
            turn = replace(turn, error=str(error))
        finally:
            # also reached when the window is closed in the middle of an answer
            cancelled.set()
            if self._running.get(session) is cancelled:
                del self._running[session]
        yield replace(turn, ended=True)

    def stop(self, session: str) -> bool:
        """End the answer that is being written for this window; False where there is none."""
        event = self._running.get(session)
        if event:
            event.set()
        return event is not None

    def leave(self, session: str) -> None:
        """End the answer that is being written for this window without another word of it."""
        event = self._running.get(session)
        if event:
            event.left = True
            event.set()

    def is_asked(self, session: str) -> bool:
        """Tell whether an answer is being written for this window."""
        event = self._running.get(session)
        return event is not None and not event.left

    def stop_all(self) -> None:
        """End every answer: Footnote is about to close."""
        for event in list(self._running.values()):
            event.set()


def broken(turn: Turn) -> Turn:
    """Return a turn that an unforeseen error has ended."""
    return replace(turn, error=BROKEN, ended=True)
