"""The tab Settings: the answer model, how sure and how long answers are, data, connections."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.connections import connections
from ui.web.answer_models import AnswerModels, names
from ui.web.ask_parts import AT_ONCE
from ui.web.language import Texts
from ui.web.render_library import render_error
from ui.web.render_models import model_name, render_models
from ui.web.render_settings import render_connections, render_data, render_languages, render_note

SURE = {"settings.sure_middle": 0.25, "settings.sure_low": 0.5, "settings.sure_high": 0.1}
"""Keys of the choices, with the share of wrong answers that each allows at most."""
LENGTHS = {"settings.length_full": "full", "settings.length_short": "short"}
"""Keys of the choices, with how the browser remembers each."""

# each browser has its own; style sheets do the rest, so that it holds for what is shown already
_KEEP_LENGTH = """(length) => {
    localStorage.setItem('fn-length', length);
    document.documentElement.dataset.length = length;
}"""
_KEPT_LENGTH = """() => {
    const length = localStorage.getItem('fn-length') === 'short' ? 'short' : 'full';
    document.documentElement.dataset.length = length;
    return [length];
}"""

Updates = dict[Any, Any]


class SettingsTab:
    """Builds the tab inside the current `gr.Tab`."""

    def __init__(self, assistant: Assistant, models: AnswerModels, text: Texts) -> None:
        import gradio as gr

        self._text = text
        self._assistant = assistant
        self._models = models
        script = Path(__file__).with_name("settings.js").read_text(encoding="utf-8")
        with gr.Column(elem_classes="fn-library fn-settings"):
            self._list = gr.HTML(
                "", elem_id="fn-models", apply_default_css=False, js_on_load=script
            )
            self._told = gr.HTML("", elem_id="fn-model-told", apply_default_css=False)
            self._measure = gr.Button(text("settings.measure"), scale=0, elem_id="fn-measure")
            self._sure = gr.Radio(
                choices=[(text(key), key) for key in SURE], value=self._chosen(),
                label=text("settings.sure"), info=text("settings.sure_hint"),
                elem_id="fn-how-sure",
            )  # fmt: skip
            self.length = gr.Radio(
                choices=[(text(key), length) for key, length in LENGTHS.items()], value="full",
                label=text("settings.length"), info=text("settings.length_hint"),
                elem_id="fn-length",
            )  # fmt: skip
            folder = assistant.library.store.folder
            gr.HTML(render_languages(text) + render_data(folder, text), apply_default_css=False)
            self._check = gr.Button(text("settings.check"), scale=0, elem_id="fn-check")
            self._found = gr.HTML("", elem_id="fn-leaves", apply_default_css=False)
        self.outputs = [self._list, self._sure, self._told]
        """The components that `refresh` updates."""
        self._connect()

    def _connect(self) -> None:
        import gradio as gr

        def choose(event: gr.EventData) -> Updates:
            return self._choose(event._data)  # noqa: SLF001

        self._list.choose(choose, None, self.outputs, **AT_ONCE)
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        self._measure.click(
            self._measured, None, [self._measure, *self.outputs], concurrency_limit=1, **quiet
        )
        self._sure.input(self._allow, self._sure, None, **AT_ONCE)
        self.length.input(None, self.length, None, js=_KEEP_LENGTH)
        self._check.click(self._checked, None, self._found, **AT_ONCE)

    def restore_length(self, page: Any) -> None:  # noqa: ANN401  # gr.Blocks
        """Have the page, when it is loaded, show answers as long as this browser's choice."""
        page.load(None, None, [self.length], js=_KEPT_LENGTH)

    def refresh(self, told: str = "") -> Updates:
        """Return updates for `outputs`: what is chosen now, perhaps in another window."""
        import gradio as gr

        has = self._models.memory()
        estimated = self._models.is_estimated
        hint = "settings.sure_hint" if estimated else "settings.sure_unknown"
        return {
            self._list: render_models(self._models.choices(has), has, self._text),
            self._sure: gr.update(
                value=self._chosen(), interactive=estimated, info=self._text(hint)
            ),
            self._told: told,
        }

    def _choose(self, name: object) -> Updates:
        found = {each.model.name: each for each in self._models.choices(self._models.memory())}
        if not isinstance(name, str) or name not in names(list(found.values())):
            return self.refresh()
        try:
            unkept = self._models.choose(name)
        except FootnoteError as error:
            return self.refresh(render_error(str(error), self._text))
        if unkept:
            return self.refresh(render_error(unkept, self._text))
        called = model_name(name, found[name].model.title, self._text)
        return self.refresh(render_note(self._text("settings.model_chosen", model=called)))

    def _measured(self) -> Iterator[Updates]:
        import gradio as gr

        yield {self._measure: gr.update(value=self._text("settings.measuring"), interactive=False)}
        told = ""
        try:
            self._models.measure()
        except FootnoteError as error:
            told = render_error(str(error), self._text)
        done = gr.update(value=self._text("settings.measure"), interactive=True)
        yield {self._measure: done, **self.refresh(told)}

    def _chosen(self) -> str | None:
        allowed = self._assistant.errors
        return next((key for key, errors in SURE.items() if errors == allowed), None)

    def _allow(self, key: str) -> None:
        if key in SURE and self._models.is_estimated:
            self._assistant.allow_errors(SURE[key])

    def _checked(self) -> str:
        try:
            return render_connections(connections(), self._text)
        except FootnoteError as error:
            return render_error(str(error), self._text)
