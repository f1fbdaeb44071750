"""The answer models as a list to choose from, each with what it costs and how it fits."""

from collections.abc import Sequence

from rag.fitness import Memory
from rag.models import State
from rag.speed import Speed
from ui.web.answer_models import Choice
from ui.web.language import Texts
from ui.web.words import moment, safe

_NAMES = {
    "default": "settings.model_default",
    "small": "settings.model_small",
    "tiny": "settings.model_tiny",
}
_HINTS = {
    "default": "settings.model_default_hint",
    "small": "settings.model_small_hint",
    "tiny": "settings.model_tiny_hint",
}
_FITNESS = {
    "fits": "settings.fits",
    "tight": "settings.tight",
    "crowded": "settings.crowded",
    "too_large": "settings.too_large",
}
_MISSING = {
    State.ABSENT: "settings.model_absent",
    State.PARTIAL: "settings.model_partial",
    State.ALTERED: "settings.model_altered",
}


def render_models(choices: Sequence[Choice], has: Memory, text: Texts) -> str:
    """Return a group of radio buttons: what is here can be chosen, the rest says how it comes."""
    here = sorted(choices, key=lambda each: each.state is not State.READY)
    free = text("settings.memory_free", free=_gigabytes(has.free * 2**20 / 10**6, text))
    rows = "".join(_row(each, text) for each in here)
    return (
        f'<fieldset class="fn-models"><legend>{text("settings.model")}</legend>'
        f'<p class="fn-hint">{text("settings.model_hint")} {free}</p>{rows}</fieldset>'
    )


def model_name(name: str, title: str, text: Texts) -> str:
    """Return how people call a model, its title for those that have no such name. Escaped."""
    return text(_NAMES[name]) if name in _NAMES else safe(title)


def _row(each: Choice, text: Texts) -> str:
    model, ready = each.model, each.state is State.READY
    name = safe(model.name)
    marked = " checked" if each.answers else ""
    barred = "" if ready else " disabled"
    hint = f"<p>{text(_HINTS[model.name])}</p>" if model.name in _HINTS else ""
    title = f" <small>{safe(model.title)}</small>" if model.name in _NAMES else ""
    return (
        f'<div class="fn-model{"" if ready else " fn-model-away"}">'
        f'<input type="radio" name="fn-model" id="fn-model-{name}" value="{name}" '
        f'aria-describedby="fn-about-{name}"{marked}{barred}>'
        f'<label for="fn-model-{name}">{model_name(model.name, model.title, text)}{title}</label>'
        f'<div class="fn-model-about" id="fn-about-{name}">{hint}{_facts(each, text)}'
        f"{'' if ready else _missing(each, text)}</div></div>"
    )


def _facts(each: Choice, text: Texts) -> str:
    model = each.model
    facts = [
        text("settings.on_disk", size=_gigabytes(model.size / 10**6, text)),
        text("settings.needs", size=_gigabytes(model.memory_mb, text)),
    ]
    if each.state is State.READY:
        facts.append(_speed(each.speed, text))
    fits = f'<span class="fn-fitness fn-{each.fitness}">{text(_FITNESS[each.fitness])}</span>'
    return f'<p class="fn-place">{fits} · {" · ".join(facts)}</p>'


def _speed(speed: Speed | None, text: Texts) -> str:
    if speed is None:
        return text("settings.not_measured")
    return text(
        "settings.speed",
        read=text.number(round(speed.read)),
        written=text.number(round(speed.written)),
        moment=safe(moment(speed.measured, text)),
    )


def _missing(each: Choice, text: Texts) -> str:
    told = text(_MISSING[each.state])
    return f"<p>{told} <code>footnote models fetch {safe(each.model.name)}</code></p>"


def _gigabytes(megabytes: float, text: Texts) -> str:
    return f"{text.decimal(megabytes / 1000)} GB"
