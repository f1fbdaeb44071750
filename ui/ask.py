"""`footnote ask` and `footnote search`."""

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict

import click

from index.errors import FootnoteError
from rag.answer import Answer, Citation
from ui.options import json_option, settings, settings_options

NOT_FOUND = 3
"""Exit code where the documents do not say."""
_CITATION = ("number", "source", "title", "date", "page", "start", "end", "quote")


@click.command()
@click.argument("question", nargs=-1, required=True)
@settings_options("library", "model", "threads")
@json_option
def ask(question: tuple[str, ...], *, as_json: bool, **flags: object) -> None:
    """Answer QUESTION from your documents, with footnotes.

    Exit code 0: answered; 3: the documents do not say; 2: wrong usage; 1: something failed.
    """
    from ui.setup import ready_assistant

    text = " ".join(question)
    context = click.get_current_context()
    try:
        assistant = ready_assistant(settings(**flags))
        try:
            answer = assistant.ask(text) if as_json else _tell(assistant.stream(text))
        finally:
            assistant.close()
    except FootnoteError as error:
        if not as_json:
            raise
        click.echo(json.dumps(_failure(text, error), ensure_ascii=False))
        context.exit(error.exit_code)
    if as_json:
        click.echo(json.dumps(_object(answer), ensure_ascii=False))
    context.exit(0 if answer.status == "answered" else NOT_FOUND)


def _object(answer: Answer) -> dict[str, object]:
    citations = [{key: getattr(c, key) for key in _CITATION} for c in answer.citations]
    return {
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "citations": citations,
        "confidence": answer.confidence,
        "seconds": asdict(answer.seconds),
    }


def _failure(question: str, error: FootnoteError) -> dict[str, object]:
    nothing = Answer(question, "searching")
    return {**_object(nothing), "status": "error", "error": str(error)}


def _tell(snapshots: Iterable[Answer]) -> Answer:
    """Print sentences as they come, then their footnotes; return the last snapshot."""
    shown, answer = 0, Answer("", "searching")
    for answer in snapshots:
        for sentence in answer.sentences[shown:]:
            numbers = "".join(f"[{n}]" for n in sentence.citations)
            click.echo(textwrap.fill(sentence.text + numbers, 88))
        shown = len(answer.sentences)
    if answer.status == "not_found":
        _tell_nearest(answer)
    for citation in answer.citations:
        click.echo("\n" + _footnote(citation))
    return answer


def _tell_nearest(answer: Answer) -> None:
    click.echo("Your documents do not say. The nearest passages are in:")
    for passage in answer.evidence[:3]:
        click.echo(f"\n    {_place(passage.title, passage.date, passage.page, passage.heading)}")
        likely = [passage.text[start:end] for start, end in passage.highlights] or [passage.text]
        click.echo(textwrap.indent(textwrap.fill(" … ".join(likely), 84), "    "))
    click.echo("\nTry other words, or add a document that says it: footnote ingest FILE")


def _footnote(citation: Citation) -> str:
    c = citation
    first = f"[{c.number}] {_place(c.title, c.date, c.page, c.heading)}"
    quote = textwrap.indent(textwrap.fill(f"“{c.quote}”", 84), "    ")
    return f"{first}\n{quote}\n    {c.source}"


def _place(title: str, date: str | None, page: int | None, heading: str) -> str:
    parts = [title, heading, date or "", f"page {page}" if page else ""]
    return ", ".join(part for part in parts if part)


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, metavar="N")
@settings_options("library", "threads")
@json_option
def search(question: tuple[str, ...], limit: int, *, as_json: bool, **flags: object) -> None:
    """Show the passages nearest to QUESTION with their scores, without the answer model."""
    from rag.opening import open_embedder, open_library
    from rag.question import clean
    from rag.retrieve import retrieve

    chosen = settings(**flags)
    text = clean(" ".join(question))
    library = open_library(chosen)
    try:
        library.require_documents()
        vector = open_embedder(chosen).encode([text])[0]
        hits = retrieve(library, text, vector, limit)
    finally:
        library.close()
    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False))
        return
    for rank, hit in enumerate(hits, start=1):
        d, c = hit.document, hit.chunk
        cosine = "words only" if hit.cosine is None else f"cosine {hit.cosine:.2f}"
        click.echo(f"{rank}. {_place(d.title, d.date, c.page, c.heading)}")
        click.echo(f"   score {hit.score:.4f}, {cosine}")
        click.echo(textwrap.indent(textwrap.shorten(c.text, 250, placeholder=" …"), "   ") + "\n")
