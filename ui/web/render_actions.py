"""What can be done with an answer: copy it, save it with its sources, say whether it was right."""

from rag.answer import Answer
from ui.export import FORMATS
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.limit import EVERYWHERE, Limit
from ui.web.render_elsewhere import elsewhere, everywhere
from ui.web.words import day, page_place, safe

_NAMES = {"docx": "Word", "pdf": "PDF", "md": "Markdown"}
LONGEST_WORD = 200
"""Characters of what somebody adds to a verdict."""
_VERDICTS = ((1, "actions.right"), (-1, "actions.wrong"))


def render_actions(turn: Turn, text: Texts) -> str:
    """Return the row of buttons under an ended answer, or what to do where there is none."""
    answer = turn.answer
    if not turn.ended:
        return ""
    if answer is None or turn.error or turn.refused or turn.stopped:
        return f'<div class="fn-actions">{_again(turn, text)}{elsewhere(turn, text)}</div>'
    rated = "".join(
        f'<button type="button" data-do="rate" data-turn="{turn.number}" data-verdict="{verdict}" '
        f'aria-pressed="{"true" if turn.verdict == verdict else "false"}">{text(key)}</button>'
        for verdict, key in _VERDICTS
    )
    return (
        f'<div class="fn-actions" role="group" aria-label="{text("actions.group")}">'
        f"{everywhere(turn, text) if answer.status == 'not_found' else ''}"
        f'<button type="button" data-do="copy" data-turn="{turn.number}" '
        f'data-copied="{text("actions.copied")}" data-refused="{text("actions.not_copied")}">'
        f"{text('actions.copy')}</button>"
        '<textarea class="fn-plain" hidden aria-hidden="true" tabindex="-1">'
        f"{safe(plain(turn.question, answer, text, turn.limit))}</textarea>"
        f"{_edit(turn, text)}{elsewhere(turn, text)}"
        f'<details class="fn-save"><summary>{text("actions.save")}</summary>'
        f"<div>{_save(turn, text)}</div></details>"
        f'<span class="fn-rate">{text("actions.rate")} {rated}</span>{_word(turn, text)}</div>'
    )


def _save(turn: Turn, text: Texts) -> str:
    """Offer the answer in each format and, where others came before it, the conversation."""
    this = format_buttons(f'data-turn="{turn.number}"', text)
    if turn.number == 1:
        return this
    title = '<p class="fn-save-title">{}</p>'
    everything = format_buttons('data-turn="all"', text)
    return (
        f'<div class="fn-save-this">{title.format(text("actions.save_this"))}{this}</div>'
        f'<div class="fn-save-all">{title.format(text("actions.save_all"))}{everything}</div>'
    )


def format_buttons(which: str, text: Texts) -> str:
    """Return a button for each format; `which` are attributes that say what it saves."""
    return "".join(
        f'<button type="button" data-do="save" {which} data-format="{kind}">'
        f"{_NAMES.get(kind) or text('actions.web_page')}</button>"
        for kind in FORMATS
    )


def _word(turn: Turn, text: Texts) -> str:
    """Ask for a word with the verdict; the field is shown once there is a verdict."""
    name = f"fn-word-{turn.number}"
    return (
        f'<div class="fn-word"><label for="{name}">{text("actions.word")}</label>'
        f'<input type="text" id="{name}" maxlength="{LONGEST_WORD}" value="{safe(turn.word)}" '
        f'autocomplete="off"><button type="button" data-do="word" data-turn="{turn.number}" '
        f'data-kept="{text("actions.word_kept")}">{text("actions.word_keep")}</button></div>'
    )


def _again(turn: Turn, text: Texts) -> str:
    """Offer to ask once more; a question that cannot be asked can only be changed."""
    again = (
        f'<button type="button" class="fn-first" data-do="again" data-turn="{turn.number}">'
        f"{text('actions.again')}</button>"
    )
    return _edit(turn, text) if turn.refused else again + _edit(turn, text)


def _edit(turn: Turn, text: Texts) -> str:
    name = text("actions.edit")
    return f'<button type="button" data-do="edit" data-turn="{turn.number}">{name}</button>'


def plain(question: str, answer: Answer, text: Texts, limit: Limit = EVERYWHERE) -> str:
    """Return an answer as plain text for an e-mail: its sentences, then its numbered sources."""
    said = []
    for sentence in answer.sentences:
        words = text("page.quote", words=sentence.text) if sentence.quoted else sentence.text
        said.append(words + "".join(f" [{n}]" for n in sentence.citations))
    lines = [question, *([limit.sentence(text)] if limit else []), ""]
    lines.append(" ".join(said) or text("actions.copied_nothing"))
    if answer.explanation:
        lines += ["", answer.explanation]
    if answer.citations:
        lines += ["", text("sources.heading")]
    for c in answer.citations:
        page = page_place(c.source, c.page, text)
        place = ", ".join(filter(None, (c.title, day(c.date, text), page)))
        quote = text("page.quote", words=" ".join(c.quote.split()))
        lines.append(f"[{c.number}] {place}: {quote}")
    return "\n".join(lines)
