"""The tab Conversations: what was asked before, to be searched, opened, renamed and deleted."""

from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from ui.export import Format
from ui.web.ask_parts import AT_ONCE
from ui.web.ask_tab import AskTab
from ui.web.conversation import Conversations
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.ratings import offered, render_ratings
from ui.web.render_conversations import render_conversations
from ui.web.render_library import render_error
from ui.web.saving import conversation_link

Updates = dict[Any, Any]


class ConversationsTab:
    """Builds the tab inside the current `gr.Tab`; `ask` shows what is opened, in its own tab."""

    def __init__(
        self,
        keeper: Keeper,
        conversations: Conversations,
        ask: AskTab,
        tabs: Any,  # noqa: ANN401  # Gradio has no types for us
        text: Texts,
    ) -> None:
        import gradio as gr

        self._text = text
        self._conversations = conversations
        self._keeper = keeper
        self._ask = ask
        self._tabs = tabs
        with gr.Column(elem_classes="fn-library"):
            with gr.Row(elem_classes="fn-find"):
                self.words = gr.Textbox(
                    label=text("conversations.search"), lines=1, max_length=500, scale=1,
                    placeholder=text("conversations.search"), container=False,
                    elem_id="fn-find",
                )  # fmt: skip
                self._new = gr.Button(text("conversations.new"), scale=0, elem_id="fn-new")
            self._note = gr.HTML("", elem_id="fn-kept-note", apply_default_css=False)
            script = Path(__file__).with_name("conversations.js").read_text(encoding="utf-8")
            self._list = gr.HTML(
                "", elem_id="fn-conversations", apply_default_css=False, js_on_load=script
            )
            saving = Path(__file__).with_name("download.js").read_text(encoding="utf-8")
            self._saved = gr.HTML(
                "", elem_id="fn-saved-conversation", elem_classes="fn-saved-file",
                apply_default_css=False, js_on_load=saving,
            )  # fmt: skip
            gr.HTML(render_ratings(text), apply_default_css=False)
            self._suite = gr.Button(text("conversations.ratings_save"), scale=0, elem_id="fn-suite")
            self._rated = gr.HTML(
                "", elem_id="fn-rated", apply_default_css=False, js_on_load=saving
            )
        self.outputs = [self._list, self._note]
        self._connect()

    def refresh(self, words: str = "") -> Updates:
        """Return updates for `outputs`: the conversations that hold `words`, and what is wrong."""
        trouble = self._keeper.trouble
        try:
            found = self._keeper.find(words)
        except FootnoteError as error:
            found, trouble = [], str(error)
        return {
            self._list: render_conversations(found, words, self._text),
            self._note: render_error(trouble, self._text) if trouble else "",
        }

    def _connect(self) -> None:
        import gradio as gr

        def open_kept(event: gr.EventData, request: gr.Request) -> Updates:
            return self._open(_name(event._data), str(request.session_hash))  # noqa: SLF001

        def begin(request: gr.Request) -> Updates:
            return self._open("", str(request.session_hash))

        def rename(words: str, event: gr.EventData) -> Updates:
            match event._data:  # noqa: SLF001
                case [str(name), str(title)]:
                    return self._changed(words, lambda: self._keeper.rename(name, title))
            return self.refresh(words)

        def delete(words: str, open_now: str, event: gr.EventData, request: gr.Request) -> Updates:
            name = _name(event._data)  # noqa: SLF001
            # its answer would be kept when it is done
            if name == open_now and self._conversations.is_asked(str(request.session_hash)):
                told = self._text("conversations.still_asked")
                return {**self.refresh(words), self._note: render_error(told, self._text)}
            updates = self._changed(words, lambda: self._keeper.delete(name))
            # what is deleted is not on the page any more either
            return updates | (self._ask.show("") if name and name == open_now else {})

        def save(event: gr.EventData) -> Updates:
            return self._save(event._data)  # noqa: SLF001

        everything = [*self.outputs, *self._ask.shows, self._tabs]
        self.words.change(self.refresh, self.words, self.outputs, **AT_ONCE)
        other = {"cancels": self._ask.answering, **AT_ONCE}
        self._new.click(begin, None, everything, **other)
        self._list.open(open_kept, None, everything, **other)
        self._list.rename(rename, self.words, self.outputs, **AT_ONCE)
        self._list.save(save, None, [self._saved, self._note], **AT_ONCE)
        self._suite.click(lambda: offered(self._keeper, self._text), None, self._rated, **AT_ONCE)
        self._list.delete(delete, [self.words, self._ask.kept], everything, **AT_ONCE)

    def _open(self, name: str, session: str) -> Updates:
        import gradio as gr

        return {**self._ask.leave(name, session), self._tabs: gr.update(selected="ask")}

    def _save(self, wanted: object) -> Updates:
        match wanted:
            case [str(name), ("docx" | "pdf" | "html" | "md") as kind]:
                return self._file(name, kind)
        return {self._saved: ""}

    def _file(self, name: str, kind: Format) -> Updates:
        told = self._text("conversations.nothing_to_save")
        try:
            title, turns = self._keeper.title(name), self._keeper.turns(name)
            link = conversation_link(turns, title, kind, self._text)
        except FootnoteError as error:
            link, told = "", str(error)
        return {self._saved: link, self._note: "" if link else render_error(told, self._text)}

    def _changed(self, words: str, change: Any) -> Updates:  # noqa: ANN401  # a call without result
        try:
            change()
        except FootnoteError as error:
            return {**self.refresh(words), self._note: render_error(str(error), self._text)}
        return self.refresh(words)


def _name(data: object) -> str:
    return data if isinstance(data, str) and data.isdecimal() else ""
