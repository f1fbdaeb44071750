"""Where is searched, as HTML: the line above the field, and the form in which it is chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from index.records import StoredDocument
from ui.web.language import Texts
from ui.web.limit import Limit
from ui.web.words import day, safe

FILTERED = 8
"""Documents from which on there is a field to find one by its title."""
LISTED = 2000
"""Documents that can be ticked; a library of more is limited by tag and period."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the form shows when it opens, or again after a slip of the pen."""

    documents: Sequence[StoredDocument]
    chosen: Collection[int] = ()
    first: Collection[int] = ()
    """Documents that stand first: the sources of the answer."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What stands in `tag`, `since` and `until`."""
    turn: int = 0
    """The turn that is asked again, 0 for none."""
    error: str = ""


def render_limit(limit: Limit, text: Texts, form: Form | None = None) -> str:
    """Return the line above the field, with the form where it is open.

    The mark makes it new each time: closed in the browser, the same form can be opened again.
    """
    lift = (
        f'<button type="button" class="fn-lift" data-do="lift">{text("limit.lift")}</button>'
        if limit
        else ""
    )
    state = "fn-limited" if limit else "fn-unlimited"
    return (
        f'<div class="fn-limit {state}" data-mark="{uuid4()}">'
        f'<button type="button" class="fn-where" data-do="choose" aria-haspopup="dialog" '
        f'aria-expanded="{"true" if form else "false"}">'
        f'<span class="fn-where-words">{safe(limit.sentence(text))}</span></button>{lift}'
        f"{_form(form, text) if form else ''}</div>"
    )


def _form(form: Form, text: Texts) -> str:
    documents = sorted(form.documents, key=lambda d: d.id not in form.first)[:LISTED]
    find = (
        f'<input type="search" class="fn-where-find" autocomplete="off" '
        f'aria-label="{text("limit.find")}" placeholder="{text("limit.find")}">'
        if len(documents) > FILTERED
        else ""
    )
    boxes = "".join(_box(d, text, ticked=d.id in form.chosen) for d in documents)
    told = text("limit.listed", count=LISTED) if len(form.documents) > LISTED else ""
    note = f'<p class="fn-small">{told}</p>' if told else ""
    error = f'<p class="fn-where-error" role="alert">{safe(form.error)}</p>' if form.error else ""
    send = text("limit.ask_again" if form.turn else "limit.use")
    return (
        f'<form class="fn-where-form" role="dialog" aria-label="{text("limit.title")}" '
        f'data-turn="{form.turn}" novalidate>'
        f"<fieldset><legend>{text('limit.documents')}</legend>{find}"
        f'<div class="fn-where-list">{boxes}</div>{note}</fieldset>'
        f'<div class="fn-where-fields">{_tags(form, text)}{_period(form, text)}</div>{error}'
        f'<div class="fn-where-do"><button type="submit" class="fn-first">{send}</button>'
        f'<button type="button" data-do="shut">{text("limit.cancel")}</button></div></form>'
    )


def _box(document: StoredDocument, text: Texts, *, ticked: bool) -> str:
    when = f" <small>{safe(day(document.date, text))}</small>" if document.date else ""
    return (
        f'<label><input type="checkbox" name="document" value="{document.id}"'
        f"{' checked' if ticked else ''}> <span>{safe(document.title)}{when}</span></label>"
    )


def _tags(form: Form, text: Texts) -> str:
    tags = sorted({tag for d in form.documents for tag in d.tags})
    if not tags:
        return ""
    options = "".join(
        f'<option value="{safe(tag)}"{" selected" if tag == form.fields.get("tag") else ""}>'
        f"{safe(tag)}</option>"
        for tag in tags
    )
    return (
        f'<label>{text("limit.tag")} <select name="tag"><option value="">{text("limit.any_tag")}'
        f"</option>{options}</select></label>"
    )


def _period(form: Form, text: Texts) -> str:
    parts = [
        f'<label>{text(key)} <input type="text" name="{name}" size="11" autocomplete="off" '
        f'aria-describedby="fn-where-hint" value="{safe(form.fields.get(name, ""))}"></label>'
        for name, key in (("since", "limit.field_since"), ("until", "limit.field_until"))
    ]
    hint = f'<p class="fn-small" id="fn-where-hint">{text("limit.date_hint")}</p>'
    return "".join(parts) + hint
