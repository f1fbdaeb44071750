"""A conversation as HTML. Pure functions; whatever is not our own markup is escaped."""

from collections.abc import Sequence

from rag.answer import Answer
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.render_actions import render_actions
from ui.web.render_answer import render_answer, render_sureness
from ui.web.render_sources import (
    render_others,
    render_passages,
    render_sources,
    split,
)
from ui.web.words import safe

_STATUS = {
    "searching": "answer.searching",
    "answering": "answer.writing",
    "answered": "answer.answered",
    "not-found": "answer.not_found",
    "stopped": "answer.stopped",
}


_NEXT = (
    '<div class="fn-next fn-next-beside"></div>',
    '<div class="fn-next fn-next-below"></div>',
)
"""Below the answer where the evidence is beside it, and below the evidence where it is not."""


def state_of(turn: Turn) -> str:
    """Return which of the looks a turn has: it is also its CSS class."""
    if turn.error:
        return "error"
    if turn.refused:
        return "refused"
    if turn.stopped:
        return "stopped"
    return turn.answer.status.replace("_", "-") if turn.answer else "searching"


def render_turn(turn: Turn, text: Texts) -> str:
    """Return a question, its answer and the evidence beside it."""
    return _article(turn, _evidence(turn, text), text, newest=True)


def render_history(turns: Sequence[Turn], text: Texts) -> str:
    """Return earlier turns, each with its own evidence folded away."""
    return "".join(_article(turn, _folded(turn, text), text) for turn in turns)


def _article(turn: Turn, evidence: str, text: Texts, *, newest: bool = False) -> str:
    state = state_of(turn)
    # where questions to ask next are put later: nothing that is being read may move for them
    next_beside, next_below = _NEXT if newest and turn.ended else ("", "")
    # landmarks are told apart by their names
    name = text("sources.evidence", number=turn.number)
    aside = f'<aside class="fn-evidence" aria-label="{name}">{evidence}</aside>'
    return (
        f'<article class="fn-turn fn-{state}" id="t{turn.number}">'
        f'<div class="fn-said"><h2 class="fn-question">{safe(turn.question)}</h2>'
        f'{_understood(turn, text)}<div class="fn-reply">'
        f'<p class="fn-status" role="status">{_status(turn, text)}</p>'
        f"{_reply(turn, text)}</div>{next_beside}</div>{aside if evidence else ''}{next_below}"
        "</article>"
    )


def _understood(turn: Turn, text: Texts) -> str:
    if turn.answer is None or not turn.answer.understood:
        return ""
    told = text("answer.understood", question=safe(turn.answer.understood))
    return f'<p class="fn-understood">{told}</p>'


def _status(turn: Turn, text: Texts) -> str:
    state = state_of(turn)
    if state == "error":
        return text("page.wrong", message=_error(turn.error, text))
    if state == "refused":
        return text("answer.refused", reason=safe(turn.refused))
    told = _asked(turn, text)
    limit = _limit(turn, text)
    return text("answer.limited", status=told, limit=limit) if limit else told


def _limit(turn: Turn, text: Texts) -> str:
    """Say what the question was limited to, in the page's words where they are known."""
    return safe(turn.limit.words(text) or (turn.answer.scope if turn.answer else ""))


def _asked(turn: Turn, text: Texts) -> str:
    state = state_of(turn)
    if state == "answering" and turn.answer and not turn.answer.sentences:
        return text("answer.reading", count=len(turn.answer.evidence))
    if state == "not-found" and _limit(turn, text):
        return text("answer.not_found_there")
    return text(_STATUS[state])


def _error(message: str, text: Texts) -> str:
    return text(message) if text.has(message) else safe(message)


def _reply(turn: Turn, text: Texts) -> str:
    answer = turn.answer
    if answer is None:
        return render_actions(turn, text)
    parts = [render_answer(turn.number, answer, text)]
    match state_of(turn):
        case "answered":
            parts += [_explanation(answer), render_sureness(answer.confidence, text)]
        case "not-found":
            tried = text("answer.try_elsewhere" if _limit(turn, text) else "answer.try")
            parts += [_explanation(answer), f'<p class="fn-try">{tried}</p>']
        case "stopped" if not answer.sentences:
            parts.append(f'<p class="fn-try">{text("answer.nothing_written")}</p>')
        case "error":
            return "".join((*parts, render_actions(turn, text)))
    return "".join((*parts, _seconds(turn, text), render_actions(turn, text)))


def _explanation(answer: Answer) -> str:
    told = safe(answer.explanation)
    return f'<p class="fn-explanation">{told}</p>' if told else ""


def _seconds(turn: Turn, text: Texts) -> str:
    answer = turn.answer
    if answer is None:
        return ""
    seconds = answer.seconds
    parts = []
    if seconds.total is not None:
        what = "answer.answered_after" if answer.sentences else "answer.read_after"
        key = "answer.stopped_after" if turn.stopped else what
        parts.append(text(key, seconds=text.decimal(seconds.total)))
    if seconds.evidence is not None:
        key = "answer.evidence_after" if parts else "answer.only_evidence_after"
        parts.append(text(key, seconds=text.decimal(seconds.evidence)))
    return f'<p class="fn-small">{" · ".join(parts)}</p>' if parts else ""


def _evidence(turn: Turn, text: Texts) -> str:
    answer = turn.answer
    if answer is None or not answer.evidence:
        return ""
    if turn.ended and answer.sentences:
        sources, others = split(answer)
        cited = render_sources(turn.number, sources, text)
        return f"<h3>{text('sources.heading')}</h3>{cited}{render_others(others, text)}"
    passages = render_passages(answer.evidence, text, spans=not turn.ended)
    return f"<h3>{_title(turn, text)}</h3>{passages}"


def _title(turn: Turn, text: Texts) -> str:
    """Name the passages of a turn that has no numbered sources."""
    if not turn.ended:
        return text("sources.being_read")
    if turn.stopped or turn.error:
        return text("sources.found")
    return f"{text('sources.nearest')} <small>{text('sources.nearest_note')}</small>"


def _folded(turn: Turn, text: Texts) -> str:
    evidence = _evidence(turn, text)
    if turn.answer is None or not evidence:
        return ""
    sources, _ = split(turn.answer)
    many = len(sources)
    title = text("sources.amount", count=many) if many else text("sources.found")
    return f'<details class="fn-past"><summary>{title}</summary>{evidence}</details>'
