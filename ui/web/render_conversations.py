"""The list of saved conversations as HTML."""

from collections.abc import Sequence

from index.history import Summary
from ui.web.words import count, moment, safe


def render_conversations(found: Sequence[Summary], words: str) -> str:
    """Return the conversations, each with what can be done with it, or why there is none."""
    if not found:
        told = (
            f"No conversation holds “{safe(words.strip())}”."
            if words.strip()
            else "<b>No conversations yet.</b> What you ask is kept here, on this computer only."
        )
        return f'<div class="fn-empty"><p>{told}</p></div>'
    rows = "".join(_row(each) for each in found)
    return f'<ul class="fn-kept">{rows}</ul>'


def _row(each: Summary) -> str:
    title = safe(each.title)
    place = f"{count(each.turns, 'question')} · {safe(moment(each.changed))}"
    return (
        f'<li data-conversation="{each.id}"><div class="fn-kept-what">'
        f'<button type="button" class="fn-kept-title" data-do="open">{title}</button>'
        f'<p class="fn-place">{place}</p></div>'
        '<div class="fn-kept-do">'
        f'<button type="button" data-do="rename" aria-label="Rename {title}">Rename</button>'
        f'<button type="button" data-do="ask-delete" aria-label="Delete {title}">Delete</button>'
        "</div>"
        f'<form class="fn-kept-rename"><input type="text" maxlength="200" value="{title}" '
        f'aria-label="New title of {title}"><button type="submit">Rename</button>'
        '<button type="button" data-do="keep">Cancel</button></form>'
        '<div class="fn-kept-delete" role="group" aria-label="Delete this conversation?">'
        "<span>Delete for good? It cannot be brought back.</span>"
        '<button type="button" class="fn-alarm" data-do="delete">Yes, delete</button>'
        '<button type="button" data-do="keep">No, keep</button></div></li>'
    )
