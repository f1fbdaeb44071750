"""Questions that the documents answer, offered when nothing is being asked."""

from collections.abc import Callable, Sequence

from index.errors import UsageError
from index.vectors import Vectors
from rag import suggest
from rag.assistant import Assistant
from rag.embed import Embedder
from rag.scope import limited
from ui.web.conversation import Turn, history
from ui.web.language import Texts
from ui.web.limit import Limit
from ui.web.words import safe

LONGEST = 400
"""Characters of an offered question; the documents' own texts are not trusted to be short."""


class Suggestions:
    """Finds what to offer in each window, and gives up where something is asked meanwhile."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._looking: dict[str, object] = {}

    def find(self, session: str, turns: Sequence[Turn], limit: Limit) -> list[str] | None:
        """Return first questions, or what to ask next; None where nobody waits for them any more.

        Takes up to some seconds, with the evidence reader at work.
        """
        mine = self._looking[session] = object()
        try:
            return self._found(turns, limit, lambda: self._looking.get(session) is mine)
        except _DroppedError:
            return None
        finally:
            if self._looking.get(session) is mine:
                del self._looking[session]

    def drop(self, session: str) -> None:
        """Look no further for this window: the answer to a question comes first."""
        self._looking.pop(session, None)

    def _found(self, turns: Sequence[Turn], limit: Limit, wanted: Callable[[], bool]) -> list[str]:
        whole, reader = self._assistant.library, self._assistant.reader
        embedder = _Waiting(self._assistant.embedder, wanted)
        try:
            library, _ = limited(whole, limit.scope())
        except UsageError:  # none of the documents is left
            return []
        if not turns:
            found = suggest.first_questions(library, embedder, reader)
        elif history(turns[-1:]) and (answer := turns[-1].answer):
            before = [turn.question for turn in turns[:-1]]
            found = suggest.follow_ups(answer, library, embedder, reader, before)
        else:  # an error, or stopped: the question itself is still open
            found = []
        embedder.require()
        return [question for question in found if len(question) <= LONGEST]


class _DroppedError(Exception):
    """Nobody waits for suggestions any more."""


class _Waiting(Embedder):
    """The embedder as long as somebody waits: each suggestion begins with it."""

    def __init__(self, embedder: Embedder, wanted: Callable[[], bool]) -> None:
        self._embedder = embedder
        self._wanted = wanted

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Encode as the embedder does."""
        self.require()
        return self._embedder.encode(texts, progress)

    def require(self) -> None:
        """Raise `_DroppedError` where nobody waits any more."""
        if not self._wanted():
            raise _DroppedError


def render_offers(questions: Sequence[str], turn: int, text: Texts) -> str:
    """Return a button for each question, below the welcome (turn 0) or an answer."""
    if not questions:
        return ""
    title = text("ask.first" if not turn else "ask.next")
    buttons = "".join(
        f'<li><button type="button" data-do="offer">{safe(question)}</button></li>'
        for question in questions
    )
    return (
        f'<section class="fn-offers" aria-label="{title}" data-turn="{turn}"><h3>{title}</h3>'
        f"<ul>{buttons}</ul></section>"
    )
