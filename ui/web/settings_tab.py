"""The tab Settings: how sure answers must be, where the data is, and that nothing leaves."""

from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.connections import connections
from ui.web.ask_tab import AT_ONCE
from ui.web.render_library import render_error
from ui.web.render_settings import render_connections, render_data

SURE = {
    "Withhold what is doubtful": 0.25,
    "Show every answer that passes the check": 0.5,
    "Show only what is quite sure, and say “your documents do not say” more often": 0.1,
}
"""Choices in plain words, with the share of wrong answers that each allows at most."""


class SettingsTab:
    """Builds the tab inside the current `gr.Tab`."""

    def __init__(self, assistant: Assistant) -> None:
        import gradio as gr

        self._assistant = assistant
        with gr.Column(elem_classes="fn-library"):
            self._sure = gr.Radio(
                choices=list(SURE), value=self._chosen(), label="How sure must an answer be?",
                info="For all windows, until Footnote is closed.", elem_id="fn-how-sure",
            )  # fmt: skip
            gr.HTML(render_data(assistant.library.store.folder), apply_default_css=False)
            self._check = gr.Button("Check that nothing leaves this computer", scale=0)
            self._found = gr.HTML("", elem_id="fn-leaves", apply_default_css=False)
        self._sure.input(self._choose, self._sure, None, **AT_ONCE)
        self._check.click(self._checked, None, self._found, **AT_ONCE)

    def refresh(self) -> dict[Any, Any]:
        """Return updates for `outputs`: what is chosen now, perhaps in another window."""
        return {self._sure: self._chosen()}

    @property
    def outputs(self) -> list[Any]:
        """The components that `refresh` updates."""
        return [self._sure]

    def _chosen(self) -> str | None:
        allowed = self._assistant.errors
        return next((words for words, errors in SURE.items() if errors == allowed), None)

    def _choose(self, words: str) -> None:
        if words in SURE:
            self._assistant.allow_errors(SURE[words])

    def _checked(self) -> str:
        try:
            return render_connections(connections())
        except FootnoteError as error:
            return render_error(str(error))
