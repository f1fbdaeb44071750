"""Asking the same question elsewhere: of one source, of other documents, of all of them."""

from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.limit import Limit, sources
from ui.web.words import safe

OFFERED = 5
"""Sources of an answer that can be asked alone with one click."""


def everywhere(turn: Turn, text: Texts) -> str:
    """Offer all documents to a question that was asked of some."""
    if not turn.limit:
        return ""
    name = text("actions.everywhere")
    return (
        f'<button type="button" class="fn-first" data-do="only" data-turn="{turn.number}" '
        f'data-document="0">{name}</button>'
    )


def elsewhere(turn: Turn, text: Texts) -> str:
    """Offer to ask again: of one source that is shown, of all documents, of others."""
    if turn.refused:
        return everywhere(turn, text)
    one = turn.limit.documents[0][0] if len(turn.limit.documents) == 1 else None
    items = [
        f'<button type="button" data-do="only" data-turn="{turn.number}" '
        f'data-document="{number}">{safe(Limit(((number, title),)).sentence(text))}</button>'
        for number, title in sources(turn.answer)[:OFFERED]
        if number != one
    ]
    if turn.answer is None or turn.answer.status != "not_found":  # else it is offered already
        items.append(everywhere(turn, text))
    choose = text("actions.choose")
    items.append(
        f'<button type="button" data-do="choose" data-turn="{turn.number}">{choose}</button>'
    )
    return (
        f'<details class="fn-save fn-elsewhere"><summary>{text("actions.elsewhere")}</summary>'
        f"<div>{''.join(items)}</div></details>"
    )
