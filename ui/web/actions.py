"""What happens when somebody opens a footnote, saves an answer or says whether it was right."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import FootnoteError
from rag.answer import Answer
from rag.assistant import Assistant
from ui.export import Exchange, Format, export, file_name
from ui.web.conversation import Turn
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.render_library import render_error
from ui.web.viewer import framed, open_footnote
from ui.web.words import safe

_HERE = Path(__file__).parent
_AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


def connect_actions(
    parts: Sequence[Any],
    turns: Any,  # noqa: ANN401  # Gradio has no types for us
    kept: Any,  # noqa: ANN401
    assistant: Assistant,
    keeper: Keeper,
    text: Texts,
) -> list[Any]:
    """Build the open document and connect it and the buttons of answers, inside a `gr.Tab`.

    `parts` are the components that show answers, `turns` and `kept` hold the turns of the window
    and the name of its saved conversation. Returns the components that hold something of an answer
    until they are emptied.
    """
    import gradio as gr

    viewer = gr.HTML(
        "", elem_id="fn-viewer", apply_default_css=False, js_on_load=_script("viewer.js")
    )
    saved = gr.HTML(
        "", elem_id="fn-saved", apply_default_css=False, js_on_load=_script("download.js")
    )

    def show(turns: list[Turn], event: gr.EventData) -> Any:  # noqa: ANN401
        try:
            wanted = event._data  # noqa: SLF001
            return open_footnote(assistant.library, turns, wanted, text) or gr.skip()
        except FootnoteError as error:
            return framed(render_error(str(error), text), text)

    def save(turns: list[Turn], event: gr.EventData) -> Any:  # noqa: ANN401
        return download(turns, event._data, text) or gr.skip()  # noqa: SLF001

    def rate(turns: list[Turn], kept: str, event: gr.EventData) -> list[Turn]:
        return rated(turns, kept, event._data, keeper)  # noqa: SLF001

    for part in (*parts, viewer):
        part.open(show, turns, viewer, **_AT_ONCE)
    viewer.shut(lambda: "", None, viewer, **_AT_ONCE)
    for part in parts:
        part.save(save, turns, saved, **_AT_ONCE)
        part.rate(rate, [turns, kept], turns, **_AT_ONCE)
    return [viewer, saved]


def download(turns: Sequence[Turn], wanted: object, text: Texts) -> str:
    """Return a link that holds an answer as a file, for [number of the turn, format]."""
    match wanted:
        case [int(number), ("docx" | "pdf" | "html" | "md") as kind]:
            chosen = (t for t in turns if t.number == number and t.answer and t.ended)
            return next((_link(t.question, t.answer, kind, text) for t in chosen if t.answer), "")
    return ""


def _link(question: str, answer: Answer, kind: Format, text: Texts) -> str:
    day = datetime.now(UTC).astimezone().date()
    data = export([Exchange(question, answer)], kind, question, day, text)
    # the mark makes the link new each time: the same file can be saved twice
    return (
        f'<a download="{safe(file_name(question, kind))}" data-mark="{uuid4()}" tabindex="-1" '
        f'href="data:application/octet-stream;base64,{b64encode(data).decode("ascii")}">'
        f"{text('actions.save_file')}</a>"
    )


def rated(turns: Sequence[Turn], kept: str, given: object, keeper: Keeper) -> list[Turn]:
    """Keep a verdict, given as [number of the turn, 1, -1 or 0]; return the turns with it."""
    match given:
        case [int(number), 1 | -1 | 0 as verdict]:
            keeper.rate(kept, number, verdict)
            return [replace(t, verdict=verdict) if t.number == number else t for t in turns]
    return list(turns)


def _script(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
