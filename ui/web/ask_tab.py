"""The tab Ask: the conversation, the field, and what happens when they are used."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.assistant import Assistant
from ui.web.conversation import Conversations, Turn, broken
from ui.web.render import render_history, render_turn
from ui.web.render_library import render_welcome

EXAMPLES = (
    ("02-joint-exercise-ningxia-2021.md", "Where is the exercise West/Interaction-2021 held?"),
    ("04-china-belarus-brest-2024.md", "How far is Brest from Poland?"),
    ("02-joint-exercise-ningxia-2021.md", "Who leads the Chinese troops in the exercise?"),
)
"""Questions about the sample documents, each with the file that answers it."""

ANSWERS_AT_ONCE = 8
"""Windows that may be answered at a time: the model takes turns, the evidence does not wait."""

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
"""For events that are answered in an instant.

They stay out of Gradio's queue: what is asked in the moment in which the answer to an earlier
event ends the stream of results is answered, but never shown (seen with Gradio 6.31).
"""


def examples(assistant: Assistant) -> list[str]:
    """Return questions that the sample documents in this library answer."""
    import seeds

    folder = Path(seeds.__file__).absolute().parent
    sources = {Path(d.source) for d in assistant.library.store.documents()}
    return [question for name, question in EXAMPLES if folder / name in sources]


class AskTab:
    """Builds the tab inside the current `gr.Tab`, and keeps it in step with the library."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        import gradio as gr

        self._assistant = assistant
        self._conversations = conversations
        self._turns = gr.State([])
        with gr.Column(elem_classes="fn-conversation"):
            self._history = gr.HTML("", elem_id="fn-history", apply_default_css=False)
            self._current = gr.HTML("", elem_id="fn-current", apply_default_css=False)
            with gr.Row(elem_classes="fn-examples"):
                self._examples = [gr.Button("", visible=False, size="sm") for _ in EXAMPLES]
        with gr.Row(elem_classes="fn-composer"):
            self._question = gr.Textbox(
                label="Your question", lines=1, max_lines=5, max_length=4000, autofocus=True,
                container=False, scale=1, elem_id="fn-question",
            )  # fmt: skip
            self._ask = gr.Button("Ask", variant="primary", scale=0, elem_id="fn-ask-button")
            self._stop = gr.Button("Stop", interactive=False, scale=0, elem_id="fn-stop-button")
        self.follows_library = [self._current, self._question, self._ask, *self._examples]
        self._connect(gr)

    def follow_library(self, turns: Sequence[Turn] = ()) -> dict[Any, Any]:
        """Return updates for `follows_library`: whether and what can be asked now."""
        import gradio as gr

        documents = self._assistant.library.store.count()
        hint = "Ask a question…" if documents else "Add documents first"
        updates: dict[Any, Any] = {
            self._question: gr.update(interactive=bool(documents), placeholder=hint),
            self._ask: gr.update(interactive=bool(documents)),
        }
        if not turns:
            offered = examples(self._assistant)
            updates[self._current] = render_welcome(documents)
            for i, button in enumerate(self._examples):
                text = offered[i] if i < len(offered) else ""
                updates[button] = gr.update(value=text, visible=bool(text))
        return updates

    @property
    def turns(self) -> Any:  # noqa: ANN401  # a gr.State; Gradio has no types for us
        """The component that holds this window's turns."""
        return self._turns

    def _connect(self, gr: Any) -> None:  # noqa: ANN401  # the module
        def ask(question: str, turns: list[Turn], request: gr.Request) -> Iterator[dict[Any, Any]]:
            yield from self._answer(question, turns, str(request.session_hash))

        def stop(request: gr.Request) -> Any:  # noqa: ANN401
            stopping = self._conversations.stop(str(request.session_hash))
            return gr.update(value="Stopping…", interactive=False) if stopping else gr.skip()

        outputs = [
            self._history, self._current, self._turns, self._question, self._ask, self._stop,
            *self._examples,
        ]  # fmt: skip
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        limits = {"concurrency_limit": ANSWERS_AT_ONCE, "concurrency_id": "ask"}
        typed = [self._ask.click, self._question.submit]
        inputs = [self._question, self._turns]
        asking = gr.on(typed, ask, inputs, outputs, **quiet, **limits)
        chosen = [
            button.click(ask, [button, self._turns], outputs, **quiet, **limits)
            for button in self._examples
        ]
        for event in (asking, *chosen):
            event.failure(self._break_off, [self._turns], outputs, **AT_ONCE)
        self._stop.click(stop, None, [self._stop], **AT_ONCE)

    def _answer(self, question: str, turns: list[Turn], session: str) -> Iterator[dict[Any, Any]]:
        import gradio as gr

        if not question.strip():
            yield {self._question: ""}
            return
        for turn in self._conversations.ask(session, turns, question):
            updates = {self._current: render_turn(turn), self._turns: [*turns, turn]}
            if turn.answer is None and not turn.ended:
                updates |= self._begun(turns)
            if turn.ended:
                updates |= self._ended()
                if turn.refused:
                    updates[self._question] = gr.update(value=question)
            yield updates

    def _begun(self, turns: Sequence[Turn]) -> dict[Any, Any]:
        import gradio as gr

        return {
            self._history: render_history(turns),
            self._question: gr.update(value=""),
            self._ask: gr.update(interactive=False),
            self._stop: gr.update(value="Stop", interactive=True),
            **dict.fromkeys(self._examples, gr.update(visible=False)),
        }

    def _ended(self) -> dict[Any, Any]:
        import gradio as gr

        return {
            self._ask: gr.update(interactive=True),
            self._stop: gr.update(value="Stop", interactive=False),
        }

    def _break_off(self, turns: list[Turn]) -> dict[Any, Any]:
        """Show that something unforeseen ended an answer; Gradio has logged what it was."""
        if not turns:
            return self._ended()
        turn = broken(turns[-1])
        ended = {self._current: render_turn(turn), self._turns: [*turns[:-1], turn]}
        return {**ended, **self._ended()}
