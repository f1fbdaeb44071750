"""The components of the tab Ask, from the top of the page to its foot."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.web.language import Texts
from ui.web.limit import EVERYWHERE
from ui.web.render_limit import render_limit

Component = Any  # Gradio has no types for us

AT_ONCE: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
"""For events that are answered in an instant.

They stay out of Gradio's queue: what is asked in the moment in which the answer to an earlier
event ends the stream of results is answered, but never shown (seen with Gradio 6.31).
"""


@dataclass(frozen=True, slots=True)
class AskParts:
    """What the tab consists of."""

    turns: Component
    kept: Component
    """Which saved conversation this is; the browser brings it back when it loads the page anew."""
    limit: Component
    """What the next question is limited to."""
    pending: Component
    """The question that a button asks."""
    occasion: Component
    """Changes when there may be questions to suggest."""
    begin: Component
    trouble: Component
    history: Component
    current: Component
    offers: Component
    samples: Component
    where: Component
    """Shows `limit`, and the form in which it is chosen."""
    question: Component
    ask: Component
    stop: Component


def build_parts(text: Texts) -> AskParts:
    """Build the components inside the current `gr.Tab`."""
    import gradio as gr

    turns, limit, pending = gr.State([]), gr.State(EVERYWHERE), gr.State("")
    kept = gr.Textbox("", visible="hidden", elem_id="fn-kept", container=False)
    occasion = gr.Textbox("", visible="hidden", elem_id="fn-occasion", container=False)
    acts = script("turns.js")
    with gr.Column(elem_classes="fn-conversation"):
        begin = gr.Button(text("ask.begin"), visible=False, size="sm", elem_id="fn-begin")
        trouble = gr.HTML("", elem_id="fn-trouble", apply_default_css=False)
        history = gr.HTML("", elem_id="fn-history", apply_default_css=False, js_on_load=acts)
        current = gr.HTML("", elem_id="fn-current", apply_default_css=False, js_on_load=acts)
        offers = gr.HTML(
            "", elem_id="fn-offers", apply_default_css=False, js_on_load=acts + script("offers.js")
        )
        samples = gr.Button(text("welcome.samples"), visible=False, elem_id="fn-samples")
    with gr.Column(elem_classes="fn-composer"):
        where = gr.HTML(
            render_limit(EVERYWHERE, text), elem_id="fn-where", apply_default_css=False,
            js_on_load=script("limit.js"),
        )  # fmt: skip
        with gr.Row(elem_classes="fn-field"):
            question = gr.Textbox(
                label=text("ask.field"), lines=1, max_lines=5, max_length=4000, autofocus=True,
                container=False, scale=1, elem_id="fn-question",
            )  # fmt: skip
            ask = gr.Button(text("ask.send"), variant="primary", scale=0, elem_id="fn-ask-button")
            stop = gr.Button(text("ask.stop"), interactive=False, scale=0, elem_id="fn-stop-button")
    return AskParts(
        turns, kept, limit, pending, occasion, begin, trouble, history, current, offers, samples,
        where, question, ask, stop,
    )  # fmt: skip


def script(name: str) -> str:
    """Return one of the scripts that lie beside this file."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
