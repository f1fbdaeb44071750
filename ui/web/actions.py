"""What happens when somebody opens a footnote, saves an answer or says whether it was right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import FootnoteError
from rag.assistant import Assistant
from ui.web.conversation import Turn
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.render_actions import LONGEST_WORD
from ui.web.render_library import render_error
from ui.web.saving import answer_link, as_shown, conversation_link
from ui.web.viewer import framed, open_footnote

_HERE = Path(__file__).parent
_AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


def connect_actions(
    parts: Sequence[Any],
    turns: Any,  # noqa: ANN401  # Gradio has no types for us
    kept: Any,  # noqa: ANN401
    assistant: Assistant,
    keeper: Keeper,
    text: Texts,
    trouble: Any,  # noqa: ANN401
    told: Callable[[], str],
) -> list[Any]:
    """Build the open document and connect it and the buttons of answers, inside a `gr.Tab`.

    `parts` are the components that show answers, `turns` and `kept` hold the turns of the window
    and the name of its saved conversation; `trouble` shows what is `told` when a verdict could not
    be kept. Returns the components that hold something of an answer
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

    def rate(turns: list[Turn], kept: str, event: gr.EventData) -> tuple[list[Turn], str]:
        return rated(turns, kept, event._data, keeper), told()  # noqa: SLF001

    for part in (*parts, viewer):
        part.open(show, turns, viewer, **_AT_ONCE)
    viewer.shut(lambda: "", None, viewer, **_AT_ONCE)
    for part in parts:
        part.save(save, turns, saved, **_AT_ONCE)
        part.rate(rate, [turns, kept], [turns, trouble], **_AT_ONCE)
    return [viewer, saved]


def download(turns: Sequence[Turn], wanted: object, text: Texts) -> str:
    """Return a link that holds an answer as a file, for [number of the turn, format].

    With "all" in place of the number it holds the whole conversation.
    """
    match wanted:
        case [int(number), ("docx" | "pdf" | "html" | "md") as kind]:
            chosen = (t for t in turns if t.number == number and t.ended)
            links = (
                answer_link(t.question, as_shown(t, t.answer, text), kind, text)
                for t in chosen
                if t.answer
            )
            return next(links, "")
        case ["all", ("docx" | "pdf" | "html" | "md") as kind] if turns:
            return conversation_link(turns, turns[0].question, kind, text)
    return ""


def rated(turns: Sequence[Turn], kept: str, given: object, keeper: Keeper) -> list[Turn]:
    """Keep a verdict, given as [number of the turn, 1, -1 or 0]; return the turns with it.

    A word may come after the verdict; a verdict without one takes the place of both.
    """
    match given:
        case [int(number), 1 | -1 | 0 as verdict]:
            word = ""
        case [int(number), 1 | -1 as verdict, str(given_word)]:
            word = " ".join(given_word.split())[:LONGEST_WORD]
        case _:
            return list(turns)
    keeper.rate(kept, number, verdict, word)
    return [
        replace(turn, verdict=verdict, word=word) if turn.number == number else turn
        for turn in turns
    ]


def _script(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
