"""The list of saved conversations as HTML."""

from collections.abc import Sequence

from index.history import Summary
from ui.web.language import Texts
from ui.web.render_actions import format_buttons
from ui.web.words import moment, place, safe


def render_conversations(found: Sequence[Summary], words: str, text: Texts) -> str:
    """Return the conversations, each with what can be done with it, or why there is none."""
    if not found:
        quote = text("page.quote", words=safe(words.strip()))
        told = (
            text("conversations.none_found", words=quote)
            if words.strip()
            else f"<b>{text('conversations.empty')}</b> {text('conversations.empty_hint')}"
        )
        return f'<div class="fn-empty"><p>{told}</p></div>'
    rows = "".join(_row(each, text) for each in found)
    return f'<ul class="fn-kept">{rows}</ul>'


def _row(each: Summary, text: Texts) -> str:
    title = safe(each.title)
    asked = text("conversations.amount", count=each.turns)
    where = safe(place((asked, moment(each.changed, text))))
    rename, delete = text("conversations.rename"), text("conversations.delete")
    rename_one = text("conversations.rename_one", title=title)
    delete_one = text("conversations.delete_one", title=title)
    save_one = text("conversations.save_one", title=title)
    new_title = text("conversations.new_title", title=title)
    return (
        f'<li data-conversation="{each.id}"><div class="fn-kept-what">'
        f'<button type="button" class="fn-kept-title" data-do="open">{title}</button>'
        f'<p class="fn-place">{where}</p></div>'
        '<div class="fn-kept-do">'
        f'<details class="fn-save"><summary aria-label="{save_one}">{text("actions.save")}'
        f"</summary><div>{format_buttons('', text)}</div></details>"
        f'<button type="button" data-do="rename" aria-label="{rename_one}">{rename}</button>'
        f'<button type="button" data-do="ask-delete" aria-label="{delete_one}">{delete}</button>'
        "</div>"
        f'<form class="fn-kept-rename"><input type="text" maxlength="200" value="{title}" '
        f'aria-label="{new_title}"><button type="submit">{rename}</button>'
        f'<button type="button" data-do="keep">{text("conversations.cancel")}</button></form>'
        '<div class="fn-kept-delete" role="group" '
        f'aria-label="{text("conversations.delete_this")}">'
        f"<span>{text('conversations.delete_really')}</span>"
        '<button type="button" class="fn-alarm" data-do="delete">'
        f"{text('conversations.yes_delete')}</button>"
        f'<button type="button" data-do="keep">{text("conversations.no_keep")}</button></div></li>'
    )
