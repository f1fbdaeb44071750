"""The upper part of the tab Documents: files and folders to add, and how far that is."""

from typing import Any

from index.library import Library
from rag.folder import printable
from rag.ingest import Progress, Report, ingest
from ui.web.adding import Adding, Job, Work
from ui.web.ask_parts import AT_ONCE
from ui.web.folders import folder_named
from ui.web.language import Texts
from ui.web.render_adding import render_adding
from ui.web.render_library import render_hint, render_note, render_pick, render_report
from ui.web.words import safe

Updates = dict[Any, Any]
PAUSE = 0.3
"""Seconds between two looks at how far a job is."""


class AddingPart:
    """Builds the part inside the current column; what it changes are its `outputs`."""

    def __init__(self, library: Library, adding: Adding, text: Texts) -> None:
        import gradio as gr

        self._text = text
        self._library = library
        self._adding = adding
        gr.HTML(render_hint(text), apply_default_css=False)
        self.drop = gr.File(
            label=text("documents.add"), show_label=False, file_count="multiple", height=130,
            elem_id="fn-drop",
        )  # fmt: skip
        gr.HTML(render_pick(text), apply_default_css=False)
        with gr.Row(elem_classes="fn-folder-row"):
            self.folder = gr.Textbox(
                label=text("folders.field"), lines=1, max_lines=1, max_length=4096, scale=1,
                placeholder=text("folders.example"), elem_id="fn-folder",
            )  # fmt: skip
            self.once = gr.Button(text("folders.once"), scale=0, elem_id="fn-folder-once")
            self.keep = gr.Button(text("folders.keep"), scale=0, elem_id="fn-folder-keep")
        self._progress = gr.HTML("", elem_id="fn-progress", apply_default_css=False)
        self._stop = gr.Button(
            text("adding.stop"), visible=False, scale=0, size="sm", elem_id="fn-adding-stop"
        )
        self.outputs = [self.drop, self.folder, self._progress, self._stop]
        stopping = self._stop.click(self._stop_all, None, self._stop, **AT_ONCE)
        # a button that goes away drops the focus
        stopping.then(None, js="() => document.querySelector('#fn-drop button')?.focus()")

    def whole_folder(self, words: str) -> Work:
        """Return what adds everything in a folder as it is now. Raises `UsageError`."""
        folder = folder_named(words, self._library.store.folder, self._text)

        def work(tell: Progress, report: Report) -> None:
            ingest(self._library, self._adding.embedder, [folder], tell, report)

        return work

    def keep_up(self, words: str) -> str:
        """Keep up with a folder from now on, and say so. Raises `FootnoteError`."""
        store = self._library.store
        name = printable(folder_named(words, store.folder, self._text))
        store.files.watch(name)
        return render_note(self._text("folders.begun", name=safe(name)))

    def start(self, work: Work) -> Job:
        """Begin to add something."""
        return self._adding.start(work)

    def outcome(self, job: Job) -> str:
        """Say what became of a job that is over."""
        return render_report(job.report, self._text, job.left_out if job.stopped else None)

    def shown(self) -> Updates:
        """Return how far the present job is, whichever window has begun it."""
        import gradio as gr

        job = self._adding.now
        if job is None:
            return {self._progress: "", self._stop: gr.update(visible=False)}
        stopping = job.stopping
        words = self._text("adding.stopping" if stopping else "adding.stop")
        return {
            self._progress: render_adding(job.step, self._text),
            self._stop: gr.update(visible=True, interactive=not stopping, value=words),
        }

    def _stop_all(self) -> Any:  # noqa: ANN401  # Gradio has no types for us
        self._adding.stop()
        return self.shown()[self._stop]
