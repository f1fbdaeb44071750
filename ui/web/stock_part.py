"""Folders that are kept up with, files that could not be read, and the libraries, on the page."""

from pathlib import Path
from typing import Any

from index.library import Library
from rag.config import home
from rag.watch import Watching
from ui.web.ask_parts import AT_ONCE
from ui.web.language import Texts
from ui.web.render_stock import render_folders, render_libraries, render_unread
from ui.web.stock import forget_unread, libraries, unread

Updates = dict[Any, Any]


class StockPart:
    """Builds the list of folders inside the current column; the rest comes with `build_below`.

    Without `watching`, as in tests, the folders are listed without what was done in them.
    """

    def __init__(self, library: Library, watching: Watching | None, text: Texts) -> None:
        self._text = text
        self._library = library
        self._watching = watching
        self._folders = self._part("fn-watched")

    def build_below(self) -> None:
        """Build what stands below the list of documents."""
        self._rest = self._part("fn-stock")

    def _part(self, name: str) -> Any:  # noqa: ANN401  # Gradio has no types for us
        import gradio as gr

        script = Path(__file__).with_name("folders.js").read_text(encoding="utf-8")
        return gr.HTML("", elem_id=name, apply_default_css=False, js_on_load=script)

    @property
    def outputs(self) -> list[Any]:
        """The components that `refresh` updates."""
        return [self._folders, self._rest]

    def refresh(self) -> Updates:
        """Return updates for `outputs`: everything as it is now."""
        watched = self._library.store.files.watched()
        last = self._watching.last if self._watching else {}
        now = self._watching.now if self._watching else ""
        own, others = libraries(self._library, home())
        return {
            self._folders: render_folders(watched, last, now, self._text),
            self._rest: render_unread(unread(self._library), self._text)
            + render_libraries(own, others, self._text),
        }

    def connect(self) -> list[Any]:
        """Connect the buttons; returns the events after which everything is to be shown anew."""
        import gradio as gr

        files = self._library.store.files

        def unwatch(event: gr.EventData) -> None:
            files.unwatch(str(event._data))  # noqa: SLF001

        return [
            self._folders.unwatch(unwatch, None, None, **AT_ONCE),
            self._rest.forget(lambda: forget_unread(self._library), None, None, **AT_ONCE),
        ]
