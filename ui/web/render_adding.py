"""Files while they are added, as HTML: which one, how many, how many pages, how long still."""

from math import ceil

from ui.web.adding import Step
from ui.web.language import Texts
from ui.web.words import safe


def render_adding(step: Step, text: Texts) -> str:
    """Say how far a job is, with a bar."""
    if not step.name:
        line = text("adding.ending") if step.total and step.done == step.total else ""
        line = line or text("adding.waiting")
    else:
        line = text("documents.reading", name=safe(step.name))
    facts = []
    if step.total:
        number = text.number(min(step.done + 1, step.total))
        facts.append(text("adding.file", number=number, last=text.number(step.total)))
    if step.pages:
        facts.append(text("adding.pages", count=step.pages))
    if step.seconds_left is not None and step.name:
        facts.append(_left(step.seconds_left, text))
    return (
        f'<div class="fn-adding"><p class="fn-adding-name">{line}</p>'
        f'<progress max="1" value="{step.share:.3f}" aria-label="{text("adding.bar")}">'
        f'</progress><p class="fn-small">{" · ".join(facts)}</p></div>'
    )


def _left(seconds: float, text: Texts) -> str:
    """Write a time as people do: it is an estimate, so it is not exact."""
    if seconds < 60:
        return text("adding.moments_left")
    if seconds < 90 * 60:
        return text("adding.minutes_left", count=ceil(seconds / 60))
    return text("adding.hours_left", count=round(seconds / 3600))
