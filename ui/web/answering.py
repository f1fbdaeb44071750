"""What changes on the page while a question is answered."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from ui.web.ask_parts import AskParts
from ui.web.conversation import Conversations, Turn, broken
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.limit import Limit
from ui.web.render import render_history, render_turn
from ui.web.render_library import render_error
from ui.web.suggestions import Suggestions

Updates = dict[Any, Any]


class Answering:
    """Asks for one page in one language, and says what its parts show meanwhile."""

    def __init__(
        self,
        parts: AskParts,
        conversations: Conversations,
        keeper: Keeper,
        suggestions: Suggestions,
        text: Texts,
    ) -> None:
        self._parts = parts
        self._conversations = conversations
        self._keeper = keeper
        self._suggestions = suggestions
        self._text = text
        self.outputs = [
            parts.history, parts.current, parts.turns, parts.kept, parts.trouble, parts.question,
            parts.ask, parts.stop, parts.begin, parts.offers, parts.occasion,
        ]  # fmt: skip

    def answer(
        self, question: str, turns: list[Turn], kept: str, limit: Limit, session: str
    ) -> Iterator[Updates]:
        """Yield updates for `outputs` as the answer to `question` grows.

        Nothing is asked while another question of this window is being answered: the buttons of
        earlier answers can be pressed then.
        """
        import gradio as gr

        at = self._parts
        if not question.strip() or self._conversations.is_asked(session):
            yield {at.question: gr.skip()}
            return
        self._suggestions.drop(session)
        turns = self._keeper.with_verdicts(kept, turns)
        for turn in self._conversations.ask(session, turns, question, limit):
            updates = {at.current: render_turn(turn, self._text), at.turns: [*turns, turn]}
            if turn.answer is None and not turn.ended:
                updates |= self._begun(turns)
            if turn.ended:
                updates |= self._ended()
                if turn.refused:
                    updates[at.question] = gr.update(value=question)
                else:
                    updates[at.kept] = self._keeper.save(kept, [*turns, turn])
                    updates[at.trouble] = self.told()
            yield updates
        if not turn.ended:  # left: Gradio would send what was yielded last once more
            yield {at.question: gr.skip()}

    def told(self) -> str:
        """Say why conversations are not kept; empty where they are."""
        trouble = self._keeper.trouble
        told = self._text("ask.unkept", trouble=trouble)
        return render_error(told, self._text) if trouble else ""

    def break_off(self, turns: list[Turn]) -> Updates:
        """Show that something unforeseen ended an answer; Gradio has logged what it was."""
        at = self._parts
        if not turns:
            return self._ended()
        turn = broken(turns[-1])
        ended = {at.current: render_turn(turn, self._text), at.turns: [*turns[:-1], turn]}
        return {**ended, **self._ended()}

    def _begun(self, turns: Sequence[Turn]) -> Updates:
        import gradio as gr

        at = self._parts
        return {
            at.history: render_history(turns, self._text),
            at.question: gr.update(value=""),
            at.ask: gr.update(interactive=False),
            at.stop: gr.update(value=self._text("ask.stop"), interactive=True),
            at.begin: gr.update(visible=True),
            at.offers: "",
        }

    def _ended(self) -> Updates:
        import gradio as gr

        at = self._parts
        return {
            at.ask: gr.update(interactive=True),
            at.stop: gr.update(value=self._text("ask.stop"), interactive=False),
            at.occasion: str(uuid4()),
        }
