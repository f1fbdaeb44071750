"""What happens when somebody chooses where is searched, and asks again there."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from index.errors import UsageError
from rag.assistant import Assistant
from ui.web.ask_parts import AT_ONCE, AskParts
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.limit import EVERYWHERE, Limit, limit_from, sources
from ui.web.render_limit import Form, render_limit

Updates = dict[Any, Any]


class Limiting:
    """Answers the line above the field, and the buttons of answers that limit a question."""

    def __init__(self, parts: AskParts, assistant: Assistant, text: Texts) -> None:
        self._parts = parts
        self._library = assistant.library
        self._text = text

    def show(self, limit: Limit) -> Updates:
        """Return updates that put a limit in force and say so."""
        at = self._parts
        return {at.limit: limit, at.where: render_limit(limit, self._text)}

    def connect(self) -> list[Any]:
        """Connect the line and the buttons; return the events after which a question is asked."""
        import gradio as gr

        at = self._parts
        shown = [at.limit, at.where, at.pending, at.occasion]

        def choose(turns: list[Turn], limit: Limit, event: gr.EventData) -> str:
            return self.form(turns, limit, event._data)  # noqa: SLF001

        def use(turns: list[Turn], limit: Limit, event: gr.EventData) -> Updates:
            return self.use(turns, limit, event._data)  # noqa: SLF001

        def lift(turns: list[Turn]) -> Updates:
            return {**self.show(EVERYWHERE), **self._occasion(turns)}

        def only(turns: list[Turn], limit: Limit, event: gr.EventData) -> Updates:
            return self.only(turns, limit, event._data)  # noqa: SLF001

        both = [at.turns, at.limit]
        at.where.choose(choose, both, at.where, **AT_ONCE)
        at.where.lift(lift, at.turns, shown, **AT_ONCE)
        at.where.use(use, both, shown, **AT_ONCE)
        asking = [at.where.again(use, both, shown, **AT_ONCE)]
        for part in (at.history, at.current):
            part.choose(choose, both, at.where, **AT_ONCE)
            asking.append(part.only(only, both, shown, **AT_ONCE))
        return asking

    def form(self, turns: Sequence[Turn], limit: Limit, number: object) -> str:
        """Return the line with its form open, to ask a turn again or (0) for what comes next."""
        turn = next((t for t in turns if t.number == number), None)
        now = turn.limit if turn else limit
        form = Form(
            self._library.store.documents(),
            [n for n, _ in now.documents],
            [n for n, _ in sources(turn.answer)] if turn else [n for n, _ in now.documents],
            {"since": now.since, "until": now.until, "tag": next(iter(now.tags), "")},
            turn.number if turn else 0,
        )
        return render_limit(limit, self._text, form)

    def use(self, turns: Sequence[Turn], limit: Limit, given: object) -> Updates:
        """Put what was chosen in the form in force, or say in it what is wrong with that.

        With the number of a turn, its question is `pending`: to be asked now.
        """
        at = self._parts
        documents = self._library.store.documents()
        fields: dict[str, Any] = given if isinstance(given, dict) else {}
        turn = next((t for t in turns if t.number == fields.get("turn")), None)
        try:
            chosen = limit_from(fields, documents, self._text)
        except UsageError as error:
            numbers = fields.get("documents")
            ticked = numbers if isinstance(numbers, list) else []
            written = {n: str(fields.get(n, ""))[:60] for n in ("tag", "since", "until")}
            number = turn.number if turn else 0
            form = Form(documents, ticked, ticked, written, number, str(error))
            return {at.where: render_limit(limit, self._text, form), at.pending: ""}
        if turn:
            return {**self.show(chosen), at.pending: turn.question}
        return {**self.show(chosen), **self._occasion(turns)}

    def only(self, turns: Sequence[Turn], limit: Limit, given: object) -> Updates:
        """Limit to one source of a turn, [turn, document], or to none (0), and ask it again."""
        at = self._parts
        match given:
            case [int(number), int(document)]:
                turn = next((t for t in turns if t.number == number), None)
                known = dict(sources(turn.answer)) if turn else {}
                if turn and (document == 0 or document in known):
                    chosen = ((document, known[document]),) if document else ()
                    return {**self.show(Limit(chosen)), at.pending: turn.question}
        return {**self.show(limit), at.pending: ""}

    def _occasion(self, turns: Sequence[Turn]) -> Updates:
        """Before the first question the suggestions are those of what it is limited to."""
        return {} if turns else {self._parts.occasion: str(uuid4())}
