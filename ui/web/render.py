"""A conversation as HTML. Pure functions; whatever is not our own markup is escaped."""

from collections.abc import Sequence

from rag.answer import Answer
from ui.web.conversation import Turn
from ui.web.render_actions import render_actions
from ui.web.render_answer import render_answer, render_sureness
from ui.web.render_sources import (
    render_others,
    render_passages,
    render_sources,
    split,
)
from ui.web.words import count, safe

TRY = "Try the words that the documents use, ask for one thing at a time, or add a document."


_STATUS = {
    "searching": "Searching your documents…",
    "answering": "Writing the answer…",
    "answered": "Answer from your documents",
    "not-found": "Your documents do not say",
    "stopped": "You stopped this answer",
}


def state_of(turn: Turn) -> str:
    """Return which of the looks a turn has: it is also its CSS class."""
    if turn.error:
        return "error"
    if turn.refused:
        return "refused"
    if turn.stopped:
        return "stopped"
    return turn.answer.status.replace("_", "-") if turn.answer else "searching"


def render_turn(turn: Turn) -> str:
    """Return a question, its answer and the evidence beside it."""
    return _article(turn, _evidence(turn))


def render_history(turns: Sequence[Turn]) -> str:
    """Return earlier turns, each with its own evidence folded away."""
    return "".join(_article(turn, _folded(turn)) for turn in turns)


def _article(turn: Turn, evidence: str) -> str:
    state = state_of(turn)
    # landmarks are told apart by their names
    name = f"Evidence for question {turn.number}"
    aside = f'<aside class="fn-evidence" aria-label="{name}">{evidence}</aside>'
    return (
        f'<article class="fn-turn fn-{state}" id="t{turn.number}">'
        f'<div class="fn-said"><h2 class="fn-question">{safe(turn.question)}</h2>'
        f'{_understood(turn)}<div class="fn-reply">'
        f'<p class="fn-status" role="status">{_status(turn)}</p>'
        f"{_reply(turn)}</div></div>{aside if evidence else ''}</article>"
    )


def _understood(turn: Turn) -> str:
    if turn.answer is None or not turn.answer.understood:
        return ""
    return f'<p class="fn-understood">Understood as: {safe(turn.answer.understood)}</p>'


def _status(turn: Turn) -> str:
    state = state_of(turn)
    if state == "error":
        return f"Something went wrong: {safe(turn.error)}"
    if state == "refused":
        return f"This question was not asked. {safe(turn.refused)}"
    if state == "answering" and turn.answer and not turn.answer.sentences:
        return f"Reading {count(len(turn.answer.evidence), 'passage')}…"
    return _STATUS[state]


def _reply(turn: Turn) -> str:
    answer = turn.answer
    if answer is None:
        return render_actions(turn)
    parts = [render_answer(turn.number, answer)]
    match state_of(turn):
        case "answered":
            parts += [_explanation(answer), render_sureness(answer.confidence)]
        case "not-found":
            parts += [_explanation(answer), f'<p class="fn-try">{TRY}</p>']
        case "stopped" if not answer.sentences:
            parts.append('<p class="fn-try">Nothing had been written yet.</p>')
        case "error":
            return "".join((*parts, render_actions(turn)))
    return "".join((*parts, _seconds(turn), render_actions(turn)))


def _explanation(answer: Answer) -> str:
    told = safe(answer.explanation)
    return f'<p class="fn-explanation">{told}</p>' if told else ""


def _seconds(turn: Turn) -> str:
    answer = turn.answer
    if answer is None:
        return ""
    seconds = answer.seconds
    parts = []
    if seconds.total is not None:
        what = "Answer in" if answer.sentences else "Read in"
        parts.append(f"{'Stopped after' if turn.stopped else what} {seconds.total:.1f} s")
    if seconds.evidence is not None:
        parts.append(f"{'evidence' if parts else 'Evidence'} in {seconds.evidence:.1f} s")
    return f'<p class="fn-small">{" · ".join(parts)}</p>' if parts else ""


def _evidence(turn: Turn) -> str:
    answer = turn.answer
    if answer is None or not answer.evidence:
        return ""
    if turn.ended and answer.sentences:
        sources, others = split(answer)
        cited = render_sources(turn.number, sources)
        return f"<h3>Sources</h3>{cited}{render_others(others)}"
    passages = render_passages(answer.evidence, spans=not turn.ended)
    return f"<h3>{_title(turn)}</h3>{passages}"


def _title(turn: Turn) -> str:
    """Name the passages of a turn that has no numbered sources."""
    if not turn.ended:
        return "Passages being read"
    if turn.stopped or turn.error:
        return "Passages that were found"
    return "Nearest passages <small>none of them answers the question</small>"


def _folded(turn: Turn) -> str:
    evidence = _evidence(turn)
    if turn.answer is None or not evidence:
        return ""
    sources, _ = split(turn.answer)
    title = count(len(sources), "source") if sources else "Passages that were found"
    return f'<details class="fn-past"><summary>{title}</summary>{evidence}</details>'
