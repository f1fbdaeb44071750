"""Files that the browser saves: an answer or a conversation with its sources, and ratings."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from rag.answer import Answer
from ui.export import Exchange, Format, export, file_name
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.words import safe


def file_link(data: bytes, name: str, told: str, *, seen: bool = False) -> str:
    """Return a link that holds a file; its mark makes it new each time: it can be saved twice.

    `told` is what the link says, as HTML. The keyboard reaches those that are `seen`.
    """
    return (
        f'<a download="{safe(name)}" data-mark="{uuid4()}" tabindex="{0 if seen else -1}" '
        f'href="data:application/octet-stream;base64,{b64encode(data).decode("ascii")}">{told}</a>'
    )


def answer_link(question: str, answer: Answer, kind: Format, text: Texts) -> str:
    """Return a link that holds one answer as a file."""
    data = export([Exchange(question, answer)], kind, question, today(), text)
    return file_link(data, file_name(question, kind), text("actions.save_file"))


def conversation_link(turns: Sequence[Turn], title: str, kind: Format, text: Texts) -> str:
    """Return a link that holds every answer of a conversation as one file, "" if there is none.

    What broke off with an error is no answer; a stopped one says that it is not complete.
    """
    exchanges = [
        Exchange(turn.question, as_shown(turn, turn.answer, text))
        for turn in turns
        if turn.answer and turn.ended and not (turn.error or turn.refused)
    ]
    if not exchanges:
        return ""
    data = export(exchanges, kind, title, today(), text)
    return file_link(data, file_name(title, kind), text("actions.save_file"))


def today() -> date:
    """Return the day that it is for the person at this machine."""
    return datetime.now(UTC).astimezone().date()


def as_shown(turn: Turn, answer: Answer, text: Texts) -> Answer:
    """Return an answer that says what it was limited to as the page does, and if it was stopped."""
    answer = replace(answer, scope=turn.limit.words(text) or answer.scope)
    return replace(answer, status="answering") if turn.stopped else answer
