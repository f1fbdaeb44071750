"""What can be done with an answer: copy it, save it with its sources, say whether it was right."""

from rag.answer import Answer
from ui.export import FORMATS
from ui.web.conversation import Turn
from ui.web.words import day, safe

_NAMES = {"docx": "Word", "pdf": "PDF", "html": "Web page", "md": "Markdown"}
_VERDICTS = ((1, "Right"), (-1, "Wrong"))


def render_actions(turn: Turn) -> str:
    """Return the row of buttons under an ended answer, or what to do where there is none."""
    answer = turn.answer
    if not turn.ended:
        return ""
    if answer is None or turn.error or turn.refused or turn.stopped:
        return f'<div class="fn-actions">{_again(turn)}</div>'
    kept = "".join(
        f'<button type="button" data-do="save" data-turn="{turn.number}" data-format="{kind}">'
        f"{_NAMES[kind]}</button>"
        for kind in FORMATS
    )
    rated = "".join(
        f'<button type="button" data-do="rate" data-turn="{turn.number}" data-verdict="{verdict}" '
        f'aria-pressed="{"true" if turn.verdict == verdict else "false"}">{name}</button>'
        for verdict, name in _VERDICTS
    )
    return (
        '<div class="fn-actions" role="group" aria-label="This answer">'
        f'<button type="button" data-do="copy" data-turn="{turn.number}">Copy with footnotes'
        f'</button><textarea class="fn-plain" hidden aria-hidden="true" tabindex="-1">'
        f"{safe(plain(turn.question, answer))}</textarea>"
        f"{_edit(turn)}"
        f'<details class="fn-save"><summary>Save as…</summary><div>{kept}</div></details>'
        f'<span class="fn-rate">Was this answer right? {rated}</span></div>'
    )


def _again(turn: Turn) -> str:
    """Offer to ask once more; a question that cannot be asked can only be changed."""
    again = (
        f'<button type="button" class="fn-first" data-do="again" data-turn="{turn.number}">'
        "Ask again</button>"
    )
    return _edit(turn) if turn.refused else again + _edit(turn)


def _edit(turn: Turn) -> str:
    return (
        f'<button type="button" data-do="edit" data-turn="{turn.number}">Edit the question</button>'
    )


def plain(question: str, answer: Answer) -> str:
    """Return an answer as plain text for an e-mail: its sentences, then its numbered sources."""
    said = []
    for sentence in answer.sentences:
        text = f"“{sentence.text}”" if sentence.quoted else sentence.text
        said.append(text + "".join(f" [{n}]" for n in sentence.citations))
    lines = [question, "", " ".join(said) or "Your documents do not say."]
    if answer.explanation:
        lines += ["", answer.explanation]
    if answer.citations:
        lines += ["", "Sources"]
    for c in answer.citations:
        page = f"page {c.page}" if c.page else ""
        place = ", ".join(filter(None, (c.title, day(c.date), page)))
        lines.append(f"[{c.number}] {place}: “{' '.join(c.quote.split())}”")
    return "\n".join(lines)
