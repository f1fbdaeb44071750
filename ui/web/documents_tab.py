"""The tab Documents: what is in the library, adding to it, and taking out of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.web.ask_tab import AT_ONCE
from ui.web.conversation import BROKEN
from ui.web.language import Texts
from ui.web.render_library import (
    render_error,
    render_hint,
    render_question,
    render_removed,
    render_report,
    render_table,
)
from ui.web.shelf import Removed, Shelf

Updates = dict[Any, Any]


class DocumentsTab:
    """Builds the tab inside the current `gr.Tab`.

    `changed(turns)` returns updates for `follows`, components outside that depend on the library.
    """

    def __init__(
        self,
        assistant: Assistant,
        turns: Any,  # noqa: ANN401  # a gr.State; Gradio has no types for us
        follows: Sequence[Any],
        changed: Callable[[Sequence[Any]], Updates],
        text: Texts,
    ) -> None:
        import gradio as gr

        self._text = text
        self._library = assistant.library
        self._shelf = Shelf(assistant.library, assistant.embedder, text)
        self._changed = changed
        self._shelf.forget()  # what a crash may have left
        self._chosen = gr.State([])
        self._removed = gr.State(Removed())
        with gr.Column(elem_classes="fn-library"):
            gr.HTML(render_hint(text), apply_default_css=False)
            self._drop = gr.File(
                label=text("documents.add"), show_label=False, file_count="multiple", height=130,
                elem_id="fn-drop",
            )  # fmt: skip
            self._report = gr.HTML("", elem_id="fn-report", apply_default_css=False)
            self._undo = gr.Button(
                text("documents.undo"), visible=False, scale=0, size="sm", elem_id="fn-undo"
            )
            script = Path(__file__).with_name("documents.js").read_text(encoding="utf-8")
            self._table = gr.HTML(
                "", elem_id="fn-documents", apply_default_css=False, js_on_load=script
            )
            with gr.Column(visible=False, elem_classes="fn-confirm") as self._confirm:
                self._what = gr.HTML("", apply_default_css=False)
                with gr.Row():
                    self._yes = gr.Button(text("documents.yes_remove"), variant="stop", scale=0)
                    self._no = gr.Button(text("documents.no_keep"), scale=0, elem_id="fn-keep")
        self._connect(gr, turns, list(follows))

    @property
    def table(self) -> Any:  # noqa: ANN401
        """The component with the list of documents."""
        return self._table

    def refresh(self) -> str:
        """Return the list of documents as it is now."""
        return render_table(self._library.store.documents(), self._text)

    def _connect(self, gr: Any, turns: Any, follows: list[Any]) -> None:  # noqa: ANN401
        tracker = gr.Progress()

        def add(files: list[str], turns: list[Any], progress: gr.Progress = tracker) -> Updates:
            def tell(done: int, total: int, name: str) -> None:
                read = (
                    self._text("documents.reading", name=name)
                    if name
                    else self._text("documents.read")
                )
                progress((done, total), desc=read, unit=self._text("documents.files"))

            return self._add([Path(file) for file in files], tell, turns)

        def ask(event: gr.EventData) -> Updates:
            # what the browser sends is not trusted to be what our script made
            ids = [int(i) for i in event._data or [] if str(i).isdecimal()]  # noqa: SLF001
            return self._ask(ids)

        outputs = [
            self._report, self._table, self._drop, self._confirm, self._what, self._chosen,
            self._undo, self._removed, *follows,
        ]  # fmt: skip
        adding = self._drop.upload(
            add, [self._drop, turns], outputs, show_progress_on=self._drop,
            api_visibility="private", concurrency_limit=1,
        )  # fmt: skip
        asking = self._table.choose(ask, None, outputs, **AT_ONCE)
        removing = self._yes.click(self._remove, [self._chosen, turns], outputs, **AT_ONCE)
        self._no.click(lambda: {self._confirm: gr.update(visible=False)}, None, outputs, **AT_ONCE)
        undoing = self._undo.click(
            self._bring_back, [self._removed, turns], outputs, api_visibility="private",
            concurrency_limit=1,
        )  # fmt: skip
        # where a person reads next, the keyboard is too
        asking.then(None, js="() => document.querySelector('#fn-keep')?.focus()")
        for event in (adding, asking, removing, undoing):
            event.failure(self._break_off, None, outputs, **AT_ONCE)

    def _add(
        self, files: Sequence[Path], tell: Callable[[int, int, str], None], turns: Sequence[Any]
    ) -> Updates:
        try:
            note = render_report(self._shelf.add(files, tell), self._text)
        except FootnoteError as error:
            note = render_error(str(error), self._text)
        return {**self._settled(note), **self._changed(turns)}

    def _ask(self, ids: Sequence[int]) -> Updates:
        import gradio as gr

        documents = self._shelf.documents(ids)
        if not documents:
            return self._settled("")
        copies = sum(self._shelf.is_copy(d) for d in documents)
        return {
            self._report: "",
            self._confirm: gr.update(visible=True),
            self._what: render_question(documents, copies, self._text),
            self._chosen: [d.id for d in documents],
        }

    def _remove(self, ids: Sequence[int], turns: Sequence[Any]) -> Updates:
        import gradio as gr

        try:
            removed = self._shelf.remove(ids)
        except FootnoteError as error:
            return {**self._settled(render_error(str(error), self._text)), **self._changed(turns)}
        return {
            **self._settled(render_removed(len(removed.files), self._text)),
            **self._changed(turns),
            self._undo: gr.update(visible=bool(removed.files)),
            self._removed: removed,
        }

    def _bring_back(self, removed: Removed, turns: Sequence[Any]) -> Updates:
        try:
            note = render_report(self._shelf.undo(removed, lambda *_: None), self._text)
        except FootnoteError as error:
            note = render_error(str(error), self._text)
        return {**self._settled(note), **self._changed(turns)}

    def _break_off(self) -> Updates:
        """Show that something unforeseen happened; Gradio has logged what it was."""
        return self._settled(render_error(self._text(BROKEN), self._text))

    def _settled(self, note: str) -> Updates:
        import gradio as gr

        return {
            self._report: note,
            self._table: self.refresh(),
            self._drop: gr.update(value=None),
            self._confirm: gr.update(visible=False),
            self._chosen: [],
            self._undo: gr.update(visible=False),
        }
