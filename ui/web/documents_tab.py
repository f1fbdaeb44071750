"""The tab Documents: what is in the library, adding to it, and taking out of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.assistant import Assistant
from rag.watch import Watching
from ui.web.adding import Adding
from ui.web.adding_part import AddingPart
from ui.web.ask_parts import AT_ONCE
from ui.web.documents_work import DocumentsWork, Parts, Steps, Updates
from ui.web.language import Texts
from ui.web.listing import MANY, PAGE, View, listed
from ui.web.reading_part import ReadingPart
from ui.web.render_documents import render_table
from ui.web.shelf import Removed, Shelf
from ui.web.stock import files_now
from ui.web.stock_part import StockPart


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
        adding: Adding,
        watching: Watching | None = None,
    ) -> None:
        import gradio as gr

        self._text = text
        self._library = assistant.library
        shelf = Shelf(assistant.library, adding.embedder, text)
        shelf.forget()  # what a crash may have left
        self.view = gr.State(View())
        self._seen = gr.State(0)
        with gr.Column(elem_classes="fn-library"):
            self._adding = AddingPart(self._library, adding, text)
            report = gr.HTML("", elem_id="fn-report", apply_default_css=False)
            undo = gr.Button(
                text("documents.undo"), visible=False, scale=0, size="sm", elem_id="fn-undo"
            )
            self._stock = StockPart(self._library, watching, text)
            self._build_list(gr)
            confirm, what = self._build_question(gr)
            self._stock.build_below()
        self._parts = Parts(
            self._adding.drop, self._adding.folder, report, confirm, what, gr.State([]), undo,
            gr.State(Removed()),
        )  # fmt: skip
        self._work = DocumentsWork(shelf, self._adding, self._parts, self.refresh, text)
        self.outputs = [
            self._table, self._seen, self._words, *self._adding.outputs, *self._stock.outputs
        ]  # fmt: skip
        """What `refresh` updates."""
        self._all = [*self.outputs, *self._parts.all(), self.view]
        self._connect(gr)
        self._connect_changes(changed, turns, list(follows))

    def _build_list(self, gr: Any) -> None:  # noqa: ANN401  # the module
        text = self._text
        self._words = gr.Textbox(
            label=text("documents.search"), placeholder=text("documents.search"), lines=1,
            max_length=200, container=False, visible=False, elem_id="fn-search",
        )  # fmt: skip
        script = Path(__file__).with_name("documents.js").read_text(encoding="utf-8")
        self._table = gr.HTML(
            "", elem_id="fn-documents", apply_default_css=False, js_on_load=script
        )
        self._reading = ReadingPart(self._library, text)

    def _build_question(self, gr: Any) -> tuple[Any, Any]:  # noqa: ANN401
        with gr.Column(visible=False, elem_classes="fn-confirm") as confirm:
            what = gr.HTML("", apply_default_css=False)
            with gr.Row():
                yes, no = self._text("documents.yes_remove"), self._text("documents.no_keep")
                self._yes = gr.Button(yes, variant="stop", scale=0)
                self._no = gr.Button(no, scale=0, elem_id="fn-keep")
        return confirm, what

    def refresh(self, view: View) -> Updates:
        """Return updates for `outputs`: everything as it is now, from this or another window."""
        import gradio as gr

        documents = self._library.store.documents()
        found = listed(documents, view)
        files = files_now(self._library, found[: view.most])
        table = render_table(found, self._text, view, files, len(documents))
        return {
            self._table: table,
            self._seen: hash(table),
            self._words: gr.update(visible=len(documents) > MANY or bool(view.words)),
            **self._adding.shown(),
            **self._stock.refresh(),
        }

    def _connect(self, gr: Any) -> None:  # noqa: ANN401
        def ask(view: View, event: gr.EventData) -> Updates:
            return self._work.ask(_numbers(event._data), view)  # noqa: SLF001

        def sort(view: View, event: gr.EventData) -> Updates:
            return self._view(view.by(event._data))  # noqa: SLF001

        def search(view: View, words: str) -> Updates:
            return self._view(replace(view, words=words, most=PAGE))

        def more(view: View) -> Updates:
            return self._view(replace(view, most=view.most + PAGE))

        asking = self._table.choose(ask, self.view, self._all, **AT_ONCE)
        # where a person reads next, the keyboard is too
        asking.then(None, js="() => document.querySelector('#fn-keep')?.focus()")
        shut = {self._parts.confirm: gr.update(visible=False)}
        self._no.click(lambda: shut, None, self._parts.confirm, **AT_ONCE)
        self._table.sort(sort, self.view, self._all, **AT_ONCE)
        self._table.more(more, self.view, self._all, **AT_ONCE)
        self._words.change(search, [self.view, self._words], self._all, **AT_ONCE)
        self._table.look(self._look, [self.view, self._seen], self.outputs, **AT_ONCE)
        tagged = self._reading.connect(self._table)
        for event in (tagged, *self._stock.connect()):
            event.then(self._look, [self.view, self._seen], self.outputs, **AT_ONCE)
        folder = [self._adding.folder, self.view]
        keeping = self._adding.keep.click(self._work.keep_up, folder, self._all, **AT_ONCE)
        for event in (asking, keeping):
            event.failure(self._work.break_off, self.view, self._all, **AT_ONCE)

    def _connect_changes(
        self,
        changed: Callable[[Sequence[Any]], Updates],
        turns: Any,  # noqa: ANN401
        follows: list[Any],
    ) -> None:
        import gradio as gr

        def reread(view: View, event: gr.EventData) -> Steps:
            yield from self._work.reread(_numbers(event._data), view)  # noqa: SLF001

        part, into = self._adding, self._all
        queued = {"concurrency_limit": None, "show_progress": "hidden", "api_visibility": "private"}
        folder = [part.folder, self.view]
        for event in (
            part.drop.upload(self._work.add_files, [part.drop, self.view], into, **queued),
            part.once.click(self._work.add_folder, folder, into, **queued),
            part.folder.submit(self._work.add_folder, folder, into, **queued),
            self._table.reread(reread, self.view, into, **queued),
            self._parts.undo.click(
                self._work.bring_back, [self._parts.removed, self.view], into, **queued
            ),
            self._yes.click(self._work.remove, [self._parts.chosen, self.view], into, **AT_ONCE),
        ):
            event.failure(self._work.break_off, self.view, into, **AT_ONCE)
            # with the view and the conversation as they are by then: it may have taken long
            event.then(self._look, [self.view, self._seen], self.outputs, **AT_ONCE)
            event.then(changed, turns, follows, **AT_ONCE)
        # told by the page once an empty library has its first document: it can be asked at once
        self._table.filled(changed, turns, follows, **AT_ONCE)

    def _look(self, view: View, seen: int) -> Updates:
        import gradio as gr

        updates = self.refresh(view)
        return updates if updates[self._seen] != seen else {**updates, self._table: gr.skip()}

    def _view(self, view: View) -> Updates:
        return {self.view: view, **self.refresh(view)}


def _numbers(data: object) -> list[int]:
    """Return numbers of documents; what the browser sends is not trusted to be what we made."""
    return [int(i) for i in data if str(i).isdecimal()] if isinstance(data, list) else []
