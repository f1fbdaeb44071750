"""The tab Ask: the conversation, the field, and what happens when they are used."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.web import samples
from ui.web.actions import connect_actions
from ui.web.conversation import Conversations, Turn, broken
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.render import render_history, render_turn
from ui.web.render_library import render_error, render_welcome
from ui.web.samples import EXAMPLES, examples

ANSWERS_AT_ONCE = 8
"""Windows that may be answered at a time: the model takes turns, the evidence does not wait."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
"""For events that are answered in an instant.

They stay out of Gradio's queue: what is asked in the moment in which the answer to an earlier
event ends the stream of results is answered, but never shown (seen with Gradio 6.31).
"""


class AskTab:
    """Builds the tab inside the current `gr.Tab`, and keeps it in step with the library."""

    def __init__(
        self, assistant: Assistant, conversations: Conversations, keeper: Keeper, text: Texts
    ) -> None:
        import gradio as gr

        self._text = text
        self._assistant = assistant
        self._conversations = conversations
        self._keeper = keeper
        self._turns = gr.State([])
        # which saved conversation this is; the browser brings it back when it loads the page anew
        self._kept = gr.Textbox("", visible="hidden", elem_id="fn-kept", container=False)
        with gr.Column(elem_classes="fn-conversation"):
            self._begin = gr.Button(text("ask.begin"), visible=False, size="sm", elem_id="fn-begin")
            self._trouble = gr.HTML("", elem_id="fn-trouble", apply_default_css=False)
            script = Path(__file__).with_name("turns.js").read_text(encoding="utf-8")
            self._history = gr.HTML(
                "", elem_id="fn-history", apply_default_css=False, js_on_load=script
            )
            self._current = gr.HTML(
                "", elem_id="fn-current", apply_default_css=False, js_on_load=script
            )
            with gr.Row(elem_classes="fn-examples"):
                self._examples = [gr.Button("", visible=False, size="sm") for _ in EXAMPLES]
            self._samples = gr.Button(text("welcome.samples"), visible=False, elem_id="fn-samples")
        with gr.Row(elem_classes="fn-composer"):
            self._question = gr.Textbox(
                label=text("ask.field"), lines=1, max_lines=5, max_length=4000, autofocus=True,
                container=False, scale=1, elem_id="fn-question",
            )  # fmt: skip
            self._ask = gr.Button(
                text("ask.send"), variant="primary", scale=0, elem_id="fn-ask-button"
            )
            self._stop = gr.Button(
                text("ask.stop"), interactive=False, scale=0, elem_id="fn-stop-button"
            )
        self.follows_library = [
            self._current, self._question, self._ask, self._samples, *self._examples
        ]  # fmt: skip
        self._held = connect_actions(
            [self._history, self._current], self._turns, self._kept, assistant, keeper, text
        )
        self.shows = [
            *self._held, self._history, self._current, self._turns, self._kept, self._trouble,
            self._begin, self._ask, self._stop, *self._examples,
        ]  # fmt: skip
        """What a conversation consists of on the page."""
        self._connect(gr)

    def follow_library(self, turns: Sequence[Turn] = ()) -> dict[Any, Any]:
        """Return updates for `follows_library`: whether and what can be asked now."""
        import gradio as gr

        documents = self._assistant.library.store.count()
        hint = self._text("ask.hint" if documents else "ask.no_documents")
        updates: dict[Any, Any] = {
            self._question: gr.update(interactive=bool(documents), placeholder=hint),
            self._ask: gr.update(interactive=bool(documents)),
            self._samples: gr.update(visible=not documents),
        }
        if not turns:
            offered = examples(self._assistant)
            updates[self._current] = render_welcome(documents, self._text)
            for i, button in enumerate(self._examples):
                text = offered[i] if i < len(offered) else ""
                updates[button] = gr.update(value=text, visible=bool(text))
        return updates

    def show(self, conversation: str) -> dict[Any, Any]:
        """Return updates for `shows`: a saved conversation, or a new one."""
        import gradio as gr

        turns = self._keeper.turns(conversation)
        updates: dict[Any, Any] = {
            self._history: render_history(turns[:-1], self._text),
            self._turns: turns,
            self._kept: conversation if turns else "",
            self._trouble: self._told(),
            self._begin: gr.update(visible=bool(turns)),
            self._stop: gr.update(value=self._text("ask.stop"), interactive=False),
            self._ask: gr.update(interactive=bool(self._assistant.library.store.count())),
            **dict.fromkeys(self._held, ""),
            **dict.fromkeys(self._examples, gr.update(visible=False)),
        }
        if turns:
            return {**updates, self._current: render_turn(turns[-1], self._text)}
        welcome = self.follow_library()
        return updates | {at: welcome[at] for at in (self._current, *self._examples)}

    def leave(self, conversation: str, session: str) -> dict[Any, Any]:
        """Show another conversation; what is being answered in this window ends.

        To cancel the event alone leaves the model at work (its generator cannot be closed while it
        runs), and what it yields last may come after what is shown now.
        """
        self._conversations.leave(session)
        return self.show(conversation)

    @property
    def kept(self) -> Any:  # noqa: ANN401
        """The component that names the saved conversation."""
        return self._kept

    @property
    def turns(self) -> Any:  # noqa: ANN401  # a gr.State; Gradio has no types for us
        """The component that holds this window's turns."""
        return self._turns

    def _connect(self, gr: Any) -> None:  # noqa: ANN401  # the module
        def ask(
            question: str, turns: list[Turn], kept: str, request: gr.Request
        ) -> Iterator[dict[Any, Any]]:
            yield from self._answer(question, turns, kept, str(request.session_hash))

        def stop(request: gr.Request) -> Any:  # noqa: ANN401
            stopping = self._conversations.stop(str(request.session_hash))
            told = self._text("ask.stopping")
            return gr.update(value=told, interactive=False) if stopping else gr.skip()

        outputs = [
            self._history, self._current, self._turns, self._kept, self._trouble,
            self._question, self._ask, self._stop, self._begin, *self._examples,
        ]  # fmt: skip
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        limits = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "ask"}
        typed = [self._ask.click, self._question.submit]
        inputs = [self._question, self._turns, self._kept]
        asking = gr.on(typed, ask, inputs, outputs, **quiet, **limits)
        chosen = [
            button.click(ask, [button, self._turns, self._kept], outputs, **quiet, **limits)
            for button in self._examples
        ]

        def asked(turns: list[Turn], event: gr.EventData) -> str:
            number = event._data  # noqa: SLF001
            return next((turn.question for turn in turns if turn.number == number), "")

        for part in (self._history, self._current):
            part.edit(asked, self._turns, self._question, **AT_ONCE).then(
                None, js="() => document.querySelector('#fn-question textarea').focus()"
            )
            again = part.again(asked, self._turns, self._question, **AT_ONCE)
            chosen.append(again.then(ask, inputs, outputs, **quiet, **limits))
        for event in (asking, *chosen):
            event.failure(self._break_off, [self._turns], outputs, **AT_ONCE)

        def add_samples(turns: list[Turn]) -> dict[Any, Any]:
            try:
                samples.add(self._assistant)
            except FootnoteError as error:
                return {self._current: render_error(str(error), self._text)}
            return self.follow_library(turns)

        self._samples.click(
            add_samples, self._turns, self.follows_library, api_visibility="private"
        )
        self._stop.click(stop, None, [self._stop], **AT_ONCE)
        self.answering = [asking, *chosen]
        """The events to cancel before another conversation is shown."""

        def begin(request: gr.Request) -> dict[Any, Any]:
            return self.leave("", str(request.session_hash))

        self._begin.click(begin, None, self.shows, cancels=self.answering, **AT_ONCE)

    def _answer(
        self, question: str, turns: list[Turn], kept: str, session: str
    ) -> Iterator[dict[Any, Any]]:
        import gradio as gr

        if not question.strip():
            yield {self._question: ""}
            return
        turns = self._keeper.with_verdicts(kept, turns)
        for turn in self._conversations.ask(session, turns, question):
            updates = {self._current: render_turn(turn, self._text), self._turns: [*turns, turn]}
            if turn.answer is None and not turn.ended:
                updates |= self._begun(turns)
            if turn.ended:
                updates |= self._ended()
                if turn.refused:
                    updates[self._question] = gr.update(value=question)
                else:
                    updates[self._kept] = self._keeper.save(kept, [*turns, turn])
                    updates[self._trouble] = self._told()
            yield updates
        if not turn.ended:  # left: Gradio would send what was yielded last once more
            yield {self._question: gr.skip()}

    def _told(self) -> str:
        trouble = self._keeper.trouble
        told = self._text("ask.unkept", trouble=trouble)
        return render_error(told, self._text) if trouble else ""

    def _begun(self, turns: Sequence[Turn]) -> dict[Any, Any]:
        import gradio as gr

        return {
            self._history: render_history(turns, self._text),
            self._question: gr.update(value=""),
            self._ask: gr.update(interactive=False),
            self._stop: gr.update(value=self._text("ask.stop"), interactive=True),
            self._begin: gr.update(visible=True),
            **dict.fromkeys(self._examples, gr.update(visible=False)),
        }

    def _ended(self) -> dict[Any, Any]:
        import gradio as gr

        return {
            self._ask: gr.update(interactive=True),
            self._stop: gr.update(value=self._text("ask.stop"), interactive=False),
        }

    def _break_off(self, turns: list[Turn]) -> dict[Any, Any]:
        """Show that something unforeseen ended an answer; Gradio has logged what it was."""
        if not turns:
            return self._ended()
        turn = broken(turns[-1])
        ended = {self._current: render_turn(turn, self._text), self._turns: [*turns[:-1], turn]}
        return {**ended, **self._ended()}
