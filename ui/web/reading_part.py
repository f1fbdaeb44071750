"""A document of the list, opened to be read, and its tags."""

from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from index.library import Library
from ui.web.ask_parts import AT_ONCE
from ui.web.language import Texts
from ui.web.render_library import render_error
from ui.web.render_reading import render_reading
from ui.web.stock import retag


class ReadingPart:
    """Builds the dialog inside the current column."""

    def __init__(self, library: Library, text: Texts) -> None:
        import gradio as gr

        self._text = text
        self._library = library
        script = Path(__file__).with_name("reading.js").read_text(encoding="utf-8")
        self._shown = gr.HTML("", elem_id="fn-reading", apply_default_css=False, js_on_load=script)

    def connect(self, table: Any) -> Any:  # noqa: ANN401  # Gradio has no types for us
        """Open what `table` tells to open; returns the event that changes tags."""
        import gradio as gr

        def turn(event: gr.EventData) -> Any:  # noqa: ANN401
            match event._data:  # noqa: SLF001  # not trusted to be what our script made
                case [number, part] if str(number).isdecimal() and str(part).isdecimal():
                    return self._opened(int(number), int(part)) or gr.skip()
            return gr.skip()

        def tag(event: gr.EventData) -> Any:  # noqa: ANN401
            match event._data:  # noqa: SLF001
                case [number, str(words)] if str(number).isdecimal():
                    return self._tagged(int(number), words[:500]) or gr.skip()
            return gr.skip()

        table.open(turn, None, self._shown, **AT_ONCE)
        self._shown.turn(turn, None, self._shown, **AT_ONCE)
        return self._shown.tag(tag, None, self._shown, **AT_ONCE)

    def _opened(self, number: int, part: int, said: str = "") -> str:
        try:
            document = self._library.store.document(number)
            rows = self._library.store.documents()
        except FootnoteError as error:
            return render_error(str(error), self._text)
        row = next((row for row in rows if row.id == number), None)
        if document is None or row is None:
            return ""
        return render_reading(row, document, part, self._text, said)

    def _tagged(self, number: int, words: str) -> str:
        try:
            retag(self._library, number, words)
        except FootnoteError as error:
            return self._opened(number, 0, str(error))
        return self._opened(number, 0, self._text("reading.tags_saved"))
