"""What is done with documents on the page, and what the page says of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from rag.ingest import Progress, Report
from ui.web.adding import Work
from ui.web.adding_part import PAUSE, AddingPart
from ui.web.conversation import BROKEN
from ui.web.language import Texts
from ui.web.listing import View
from ui.web.render_library import render_error, render_question, render_removed
from ui.web.shelf import Removed, Shelf

Updates = dict[Any, Any]
Steps = Iterator[Updates]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components in which the outcome is shown, and what they need to remember."""

    drop: Any
    folder: Any
    report: Any
    confirm: Any
    what: Any
    chosen: Any
    undo: Any
    removed: Any

    def all(self) -> list[Any]:
        """Return those that no other part of the tab lists."""
        return [
            self.report, self.confirm, self.what, self.chosen, self.undo,
            self.removed,
        ]  # fmt: skip


class DocumentsWork:
    """Each method does one thing and returns, or yields, updates; `refresh` shows the list anew."""

    def __init__(
        self,
        shelf: Shelf,
        adding: AddingPart,
        parts: Parts,
        refresh: Callable[[View], Updates],
        text: Texts,
    ) -> None:
        self._shelf = shelf
        self._adding = adding
        self._parts = parts
        self._refresh = refresh
        self._text = text

    def add_files(self, files: list[str], view: View) -> Steps:
        """Add the files that the browser has sent, telling how far that is."""
        uploads = [Path(file) for file in files]

        def work(tell: Progress, report: Report) -> None:
            self._shelf.add(uploads, tell, report)

        yield from self._run(work, view)

    def add_folder(self, words: str, view: View) -> Steps:
        """Add everything in a folder as it is now."""
        try:
            work = self._adding.whole_folder(words)
        except FootnoteError as error:
            yield self._refused(error, view)
            return
        yield from self._run(work, view)

    def reread(self, ids: Sequence[int], view: View) -> Steps:
        """Read documents again from their files."""
        yield from self._run(lambda tell, report: self._shelf.reread(ids, tell, report), view)

    def bring_back(self, removed: Removed, view: View) -> Steps:
        """Bring back what was removed last."""
        yield from self._run(lambda tell, report: self._shelf.undo(removed, tell, report), view)

    def _run(self, work: Work, view: View) -> Steps:
        import gradio as gr

        empty = not self._shelf.library.store.count()
        job = self._adding.start(work)
        # at once, because what Gradio shows of files that it holds is in nobody's language
        yield {**self._adding.shown(), self._parts.drop: gr.update(value=None)}
        try:
            while not job.ended(PAUSE):
                if empty and self._shelf.library.store.count():
                    empty = False
                    yield self._refresh(view)
                yield self._adding.shown()
            note = self._adding.outcome(job)
        except FootnoteError as error:
            note = render_error(str(error), self._text)
        yield self._settled(note, view)

    def keep_up(self, words: str, view: View) -> Updates:
        """Keep up with a folder from now on."""
        try:
            note = self._adding.keep_up(words)
        except FootnoteError as error:
            return self._refused(error, view)
        return {**self._settled(note, view), self._parts.folder: ""}

    def ask(self, ids: Sequence[int], view: View) -> Updates:
        """Ask whether these documents are to be removed."""
        import gradio as gr

        documents = self._shelf.documents(ids)
        if not documents:
            return self._settled("", view)
        copies = sum(self._shelf.is_copy(d) for d in documents)
        return {
            self._parts.report: "",
            self._parts.confirm: gr.update(visible=True),
            self._parts.what: render_question(documents, copies, self._text),
            self._parts.chosen: [d.id for d in documents],
        }

    def remove(self, ids: Sequence[int], view: View) -> Updates:
        """Remove documents, which can be undone."""
        import gradio as gr

        try:
            removed = self._shelf.remove(ids)
        except FootnoteError as error:
            return self._refused(error, view)
        return {
            **self._settled(render_removed(len(removed.files), self._text), view),
            self._parts.undo: gr.update(visible=bool(removed.files)),
            self._parts.removed: removed,
        }

    def _refused(self, error: FootnoteError, view: View) -> Updates:
        return self._settled(render_error(str(error), self._text), view)

    def break_off(self, view: View) -> Updates:
        """Show that something unforeseen happened; Gradio has logged what it was."""
        return self._settled(render_error(self._text(BROKEN), self._text), view)

    def _settled(self, note: str, view: View) -> Updates:
        import gradio as gr

        return {
            **self._refresh(view),
            self._parts.report: note,
            self._parts.drop: gr.update(value=None),
            self._parts.confirm: gr.update(visible=False),
            self._parts.chosen: [],
            self._parts.undo: gr.update(visible=False),
        }
