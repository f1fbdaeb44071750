"""`footnote ask`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import click

from index.errors import FootnoteError
from rag.answer import Answer, AnswerSentence, Citation, Conflict, Passage
from rag.config import Settings
from rag.question import clean
from ui.bars import Say, waiting
from ui.confidence import expectation, sureness
from ui.lines import echo_json, filled, place, visible
from ui.options import settings, settings_options
from ui.scoping import echo_scope, require_scope, scope, scope_options, split
from ui.setup import ready_assistant, require_library

NOT_FOUND = 3
"""Exit code where the documents do not say."""
_SENTENCE = ("text", "citations", "quoted")
_CITATION = ("number", "source", "title", "date", "page", "start", "end", "quote")
_PASSAGE = (
    "source", "title", "date", "page", "heading", "start", "end", "text", "highlights", "span",
)  # fmt: skip


@click.command(short_help="Answer a question from your documents, with footnotes.")
@click.argument("question", nargs=-1, required=True, metavar="QUESTION")
@scope_options
@settings_options("library", "model", "threads", "errors")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, errors included.")
def ask(question: tuple[str, ...], *, as_json: bool, **flags: object) -> None:
    """Answer QUESTION from your documents, with footnotes.

    Put it in quotation marks: a shell would keep ? and ' for itself.

    Exit codes: 0 answered, 3 the documents do not say, 2 wrong usage, 1 something failed.
    """
    typed = " ".join(question)
    context = click.get_current_context()
    try:
        text = clean(typed)
        limits, others = split(flags)
        chosen = settings(**others)
        require_library(chosen)
        require_scope(limits, chosen)
        answer = _answer(chosen, text, limits, as_json=as_json)
    except FootnoteError as error:
        if not as_json:
            raise
        echo_json(_failure(typed, error))
        context.exit(error.exit_code)
    if as_json:
        echo_json(_object(answer))
    context.exit(0 if answer.status == "answered" else NOT_FOUND)


def _answer(chosen: Settings, text: str, limits: Mapping[str, Any], *, as_json: bool) -> Answer:
    with waiting() as say:
        assistant = ready_assistant(chosen, say)
        try:
            inside = scope(limits, assistant.library) if limits else None
            snapshots = assistant.stream(text, scope=inside) if inside else assistant.stream(text)
            say("Looking for it …")
            return _last(snapshots) if as_json else _tell(snapshots, say)
        finally:
            assistant.close()


def _last(snapshots: Iterable[Answer]) -> Answer:
    *_, answer = snapshots
    return answer


def _object(answer: Answer) -> dict[str, object]:
    citations = [{key: getattr(c, key) for key in _CITATION} for c in answer.citations]
    return {
        "question": answer.question,
        "understood": answer.understood,
        "scope": answer.scope,
        "status": answer.status,
        "text": answer.text,
        "short": answer.short,
        "sentences": [{key: getattr(s, key) for key in _SENTENCE} for s in answer.sentences],
        "citations": citations,
        "conflicts": [asdict(conflict) for conflict in answer.conflicts],
        "explanation": answer.explanation,
        "passages": [{key: getattr(p, key) for key in _PASSAGE} for p in answer.evidence],
        "confidence": _rounded(answer.confidence),
        "seconds": {key: _rounded(value) for key, value in asdict(answer.seconds).items()},
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _failure(question: str, error: FootnoteError) -> dict[str, object]:
    nothing = Answer(question, "searching")
    return {**_object(nothing), "status": "error", "error": str(error)}


def _tell(snapshots: Iterable[Answer], say: Say) -> Answer:
    """Print sentences as they come, then what belongs to them; return the last snapshot."""
    shown, answer = 0, Answer("", "searching")
    for answer in snapshots:
        if answer.status == "answering" and not answer.sentences:
            say("Reading what was found …")
        if answer.sentences and not shown:
            say("")
            _tell_understood(answer)
        for sentence in answer.sentences[shown:]:
            say("")
            click.echo(filled(_stated(sentence)))
        shown = len(answer.sentences)
    say("")
    if answer.status == "not_found":
        _tell_understood(answer)
        _tell_nearest(answer)
    for conflict in answer.conflicts:
        _tell_conflict(conflict, {c.number: c for c in answer.citations})
    if answer.status == "answered" and answer.explanation:
        click.echo("\n" + filled(answer.explanation))
    sure = answer.confidence
    if answer.status == "answered" and sure is not None:
        click.echo(f"\n{sureness(sure)}: {expectation(sure)}.")
    for citation in answer.citations:
        click.echo("\n" + _footnote(citation))
    return answer


def _tell_understood(answer: Answer) -> None:
    echo_scope(answer.scope)
    if answer.understood:
        click.echo(filled(f"Understood as: {answer.understood}") + "\n")


def _stated(sentence: AnswerSentence) -> str:
    numbers = "".join(f"[{n}]" for n in sentence.citations)
    # a document's own sentence, where none of the model's could be shown
    return f"“{sentence.text}”{numbers}" if sentence.quoted else f"{sentence.text}{numbers}"


def _tell_conflict(conflict: Conflict, citations: Mapping[int, Citation]) -> None:
    click.echo("\n" + filled(f"Your documents disagree about {conflict.about}:"))
    for version in conflict.versions:
        c = citations[version.citation]
        newest = " · newest" if version.citation == conflict.newest else ""
        where = place(c.title, "", c.date)
        click.echo(filled(f"{version.value}[{c.number}] · {where}{newest}", "  - ", "    "))


def _tell_nearest(answer: Answer) -> None:
    click.echo("These documents do not say." if answer.scope else "Your documents do not say.")
    if answer.explanation:
        click.echo(filled(answer.explanation))
    passages = answer.evidence[:3]
    if passages:
        click.echo("The nearest passages:")
    for p in passages:
        click.echo("\n" + filled(_place(p), "  - ", "    "))
        likely = [p.text[start:end] for start, end in p.highlights] or [p.text]
        click.echo(filled(" … ".join(likely), "    ", "    ", lines=2))
    other = "ask all of your documents" if answer.scope else "add a document that says it"
    how = "leave the limits away" if answer.scope else "footnote ingest FILE"
    click.echo(f"\nTry other words, or {other}: {how}")


def _place(at: Citation | Passage) -> str:
    return place(at.title, at.heading, at.date, at.page, at.source)


def _footnote(c: Citation) -> str:
    number = f"[{c.number}] "
    where = filled(_place(c), number, "    ")
    quote = filled(f"“{c.quote}”", "    ", "    ")
    return f"{where}\n{quote}\n    {visible(c.source)}"
