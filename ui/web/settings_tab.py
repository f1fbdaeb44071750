"""The tab Settings: how sure answers must be, where the data is, and that nothing leaves."""

from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.connections import connections
from ui.web.ask_tab import AT_ONCE
from ui.web.language import Texts
from ui.web.render_library import render_error
from ui.web.render_settings import render_connections, render_data, render_languages

SURE = {"settings.sure_middle": 0.25, "settings.sure_low": 0.5, "settings.sure_high": 0.1}
"""Keys of the choices, with the share of wrong answers that each allows at most."""


class SettingsTab:
    """Builds the tab inside the current `gr.Tab`."""

    def __init__(self, assistant: Assistant, text: Texts) -> None:
        import gradio as gr

        self._text = text
        self._assistant = assistant
        with gr.Column(elem_classes="fn-library"):
            self._sure = gr.Radio(
                choices=[(text(key), key) for key in SURE], value=self._chosen(),
                label=text("settings.sure"), info=text("settings.sure_hint"),
                elem_id="fn-how-sure",
            )  # fmt: skip
            folder = assistant.library.store.folder
            gr.HTML(render_languages(text) + render_data(folder, text), apply_default_css=False)
            self._check = gr.Button(text("settings.check"), scale=0, elem_id="fn-check")
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
        return next((key for key, errors in SURE.items() if errors == allowed), None)

    def _choose(self, key: str) -> None:
        if key in SURE:
            self._assistant.allow_errors(SURE[key])

    def _checked(self) -> str:
        try:
            return render_connections(connections(), self._text)
        except FootnoteError as error:
            return render_error(str(error), self._text)
