"""The tab Ask: the conversation, the field, and what happens when they are used."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.web import samples
from ui.web.actions import connect_actions
from ui.web.answering import Answering
from ui.web.ask_parts import AT_ONCE, build_parts
from ui.web.conversation import Conversations, Turn
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.limit import EVERYWHERE, Limit
from ui.web.limiting import Limiting
from ui.web.render import render_history, render_turn
from ui.web.render_library import render_error, render_welcome
from ui.web.suggestions import LONGEST, Suggestions, render_offers

ANSWERS_AT_ONCE = 8
"""Windows that may be answered at a time: the model takes turns, the evidence does not wait."""
_FOCUS = "() => document.querySelector('#fn-question textarea').focus()"


class AskTab:
    """Builds the tab inside the current `gr.Tab`, and keeps it in step with the library."""

    def __init__(
        self, assistant: Assistant, conversations: Conversations, keeper: Keeper, text: Texts
    ) -> None:
        self._text = text
        self._assistant = assistant
        self._conversations = conversations
        self._keeper = keeper
        self._parts = at = build_parts(text)
        self._suggestions = Suggestions(assistant)
        self._answering = Answering(at, conversations, keeper, self._suggestions, text)
        self._limiting = Limiting(at, assistant, text)
        self.follows_library = [at.current, at.question, at.ask, at.samples, at.occasion]
        self._held = connect_actions(
            [at.history, at.current], at.turns, at.kept, assistant, keeper, text, at.trouble,
            self._answering.told,
        )  # fmt: skip
        self.shows = [
            *self._held, at.history, at.current, at.turns, at.kept, at.trouble, at.begin, at.ask,
            at.stop, at.offers, at.occasion, at.limit, at.where,
        ]  # fmt: skip
        """What a conversation consists of on the page."""
        self._connect()

    def follow_library(self, turns: Sequence[Turn] = ()) -> dict[Any, Any]:
        """Return updates for `follows_library`: whether and what can be asked now."""
        import gradio as gr

        at = self._parts
        documents = self._assistant.library.store.count()
        hint = self._text("ask.hint" if documents else "ask.no_documents")
        updates: dict[Any, Any] = {
            at.question: gr.update(interactive=bool(documents), placeholder=hint),
            at.ask: gr.update(interactive=bool(documents)),
            at.samples: gr.update(visible=not documents),
        }
        if not turns:
            updates[at.current] = render_welcome(documents, self._text)
            updates[at.occasion] = str(uuid4())
        return updates

    def show(self, conversation: str) -> dict[Any, Any]:
        """Return updates for `shows`: a saved conversation, or a new one.

        What its last question was limited to is in force again; a new one knows no limit.
        """
        import gradio as gr

        at = self._parts
        turns = self._keeper.turns(conversation)
        last = render_turn(turns[-1], self._text) if turns else None
        welcome = render_welcome(self._assistant.library.store.count(), self._text)
        return {
            at.history: render_history(turns[:-1], self._text),
            at.current: welcome if last is None else last,
            at.turns: turns,
            at.kept: conversation if turns else "",
            at.trouble: self._answering.told(),
            at.begin: gr.update(visible=bool(turns)),
            at.stop: gr.update(value=self._text("ask.stop"), interactive=False),
            at.ask: gr.update(interactive=bool(self._assistant.library.store.count())),
            at.offers: "",
            at.occasion: str(uuid4()),
            **dict.fromkeys(self._held, ""),
            **self._limiting.show(turns[-1].limit if turns else EVERYWHERE),
        }

    def leave(self, conversation: str, session: str) -> dict[Any, Any]:
        """Show another conversation; what is being answered in this window ends.

        To cancel the event alone leaves the model at work (its generator cannot be closed while it
        runs), and what it yields last may come after what is shown now.
        """
        self._conversations.leave(session)
        self._suggestions.drop(session)
        return self.show(conversation)

    @property
    def kept(self) -> Any:  # noqa: ANN401
        """The component that names the saved conversation."""
        return self._parts.kept

    @property
    def turns(self) -> Any:  # noqa: ANN401  # a gr.State; Gradio has no types for us
        """The component that holds this window's turns."""
        return self._parts.turns

    def _connect(self) -> None:
        import gradio as gr

        at = self._parts

        def ask(
            question: str, turns: list[Turn], kept: str, limit: Limit, request: gr.Request
        ) -> Iterator[dict[Any, Any]]:
            session = str(request.session_hash)
            yield from self._answering.answer(question, turns, kept, limit, session)

        def asked(turns: list[Turn], event: gr.EventData) -> str:
            number = event._data  # noqa: SLF001
            return next((turn.question for turn in turns if turn.number == number), "")

        def offered(event: gr.EventData) -> str:
            question = event._data  # noqa: SLF001
            return question[:LONGEST] if isinstance(question, str) else ""

        outputs, begun = self._answering.outputs, [at.turns, at.kept, at.limit]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        limits = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "ask"}
        typed = [at.ask.click, at.question.submit]
        self.answering = [gr.on(typed, ask, [at.question, *begun], outputs, **quiet, **limits)]
        """The events to cancel before another conversation is shown."""
        pressed = self._limiting.connect()
        pressed.append(at.offers.offer(offered, None, at.pending, **AT_ONCE))
        for part in (at.history, at.current):
            pressed.append(part.again(asked, at.turns, at.pending, **AT_ONCE))
            pressed.append(part.offer(offered, None, at.pending, **AT_ONCE))
            edit = part.edit(asked, at.turns, at.question, **AT_ONCE)
            edit.then(None, js=_FOCUS)
        for press in pressed:
            asking = press.then(ask, [at.pending, *begun], outputs, **quiet, **limits)
            self.answering.append(asking)
        for event in self.answering:
            event.failure(self._answering.break_off, [at.turns], outputs, **AT_ONCE)
        self._connect_others()

    def _connect_others(self) -> None:
        import gradio as gr

        at = self._parts

        def begin(request: gr.Request) -> dict[Any, Any]:
            return self.leave("", str(request.session_hash))

        def stop(request: gr.Request) -> Any:  # noqa: ANN401
            stopping = self._conversations.stop(str(request.session_hash))
            told = self._text("ask.stopping")
            return gr.update(value=told, interactive=False) if stopping else gr.skip()

        def suggest(turns: list[Turn], limit: Limit, request: gr.Request) -> Any:  # noqa: ANN401
            found = self._suggestions.find(str(request.session_hash), turns, limit)
            number = turns[-1].number if turns else 0
            return gr.skip() if found is None else render_offers(found, number, self._text)

        def add_samples(turns: list[Turn]) -> dict[Any, Any]:
            try:
                samples.add(self._assistant)
            except FootnoteError as error:
                return {at.current: render_error(str(error), self._text)}
            return self.follow_library(turns)

        at.begin.click(begin, None, self.shows, cancels=self.answering, **AT_ONCE)
        at.stop.click(stop, None, [at.stop], **AT_ONCE)
        at.samples.click(add_samples, at.turns, self.follows_library, api_visibility="private")
        at.occasion.change(suggest, [at.turns, at.limit], at.offers, **AT_ONCE)
