"""What can be done with an answer: copy it, save it with its sources, say whether it was right."""

from rag.answer import Answer
from ui.export import FORMATS
from ui.web.conversation import Turn
from ui.web.language import Texts
from ui.web.words import day, safe

_NAMES = {"docx": "Word", "pdf": "PDF", "md": "Markdown"}
_VERDICTS = ((1, "actions.right"), (-1, "actions.wrong"))


def render_actions(turn: Turn, text: Texts) -> str:
    """Return the row of buttons under an ended answer, or what to do where there is none."""
    answer = turn.answer
    if not turn.ended:
        return ""
    if answer is None or turn.error or turn.refused or turn.stopped:
        return f'<div class="fn-actions">{_again(turn, text)}</div>'
    kept = "".join(
        f'<button type="button" data-do="save" data-turn="{turn.number}" data-format="{kind}">'
        f"{_NAMES.get(kind) or text('actions.web_page')}</button>"
        for kind in FORMATS
    )
    rated = "".join(
        f'<button type="button" data-do="rate" data-turn="{turn.number}" data-verdict="{verdict}" '
        f'aria-pressed="{"true" if turn.verdict == verdict else "false"}">{text(key)}</button>'
        for verdict, key in _VERDICTS
    )
    return (
        f'<div class="fn-actions" role="group" aria-label="{text("actions.group")}">'
        f'<button type="button" data-do="copy" data-turn="{turn.number}" '
        f'data-copied="{text("actions.copied")}" data-refused="{text("actions.not_copied")}">'
        f"{text('actions.copy')}</button>"
        '<textarea class="fn-plain" hidden aria-hidden="true" tabindex="-1">'
        f"{safe(plain(turn.question, answer, text))}</textarea>"
        f"{_edit(turn, text)}"
        f'<details class="fn-save"><summary>{text("actions.save")}</summary>'
        f"<div>{kept}</div></details>"
        f'<span class="fn-rate">{text("actions.rate")} {rated}</span></div>'
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


def plain(question: str, answer: Answer, text: Texts) -> str:
    """Return an answer as plain text for an e-mail: its sentences, then its numbered sources."""
    said = []
    for sentence in answer.sentences:
        words = text("page.quote", words=sentence.text) if sentence.quoted else sentence.text
        said.append(words + "".join(f" [{n}]" for n in sentence.citations))
    lines = [question, "", " ".join(said) or text("actions.copied_nothing")]
    if answer.explanation:
        lines += ["", answer.explanation]
    if answer.citations:
        lines += ["", text("sources.heading")]
    for c in answer.citations:
        page = text("page.place", number=c.page) if c.page else ""
        place = ", ".join(filter(None, (c.title, day(c.date, text), page)))
        quote = text("page.quote", words=" ".join(c.quote.split()))
        lines.append(f"[{c.number}] {place}: {quote}")
    return "\n".join(lines)
