"""`footnote search`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rag.config import Settings
from rag.question import clean
from ui.bars import waiting
from ui.lines import echo_json, filled, place
from ui.options import json_option, settings, settings_options
from ui.scoping import echo_scope, require_scope, scope, scope_options, split
from ui.setup import add_samples, embedding_model, fetch_missing, require_library

if TYPE_CHECKING:
    from index.records import Hit


@click.command(short_help="Show the passages nearest to a question, with scores.")
@click.argument("question", nargs=-1, required=True, metavar="QUESTION")
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    metavar="N",
    help="Passages to show at most, 1 to 100 (10).",
)
@scope_options
@settings_options("library", "threads")
@json_option
def search(question: tuple[str, ...], limit: int, *, as_json: bool, **flags: object) -> None:
    """Show the passages nearest to QUESTION with their scores; no answer is written.

    The score joins two rankings: by meaning (cosine, 1 at most) and by words.
    """
    text = clean(" ".join(question))
    limits, others = split(flags)
    chosen = settings(**others)
    require_library(chosen)
    require_scope(limits, chosen)
    hits, told = _hits(chosen, text, limit, limits)
    if as_json:
        echo_json([asdict(hit) for hit in hits])
        return
    echo_scope(told)
    for rank, hit in enumerate(hits, start=1):
        _tell(rank, hit)


def _hits(
    chosen: Settings, text: str, limit: int, limits: Mapping[str, Any]
) -> "tuple[list[Hit], str]":
    """Return what is found, and what was limited to in words."""
    from rag.opening import open_embedder, open_library
    from rag.retrieve import retrieve
    from rag.scope import limited

    fetch_missing(embedding_model(chosen))
    library = open_library(chosen)
    try:
        with waiting() as say:
            say("Loading the model …")
            embedder = open_embedder(chosen)
        add_samples(chosen, library, embedder)
        inside, told = limited(library, scope(limits, library) if limits else None)
        return retrieve(inside, text, embedder.encode([text])[0], limit), told
    finally:
        library.close()


def _tell(rank: int, hit: "Hit") -> None:
    d, c = hit.document, hit.chunk
    cosine = "found by words only" if hit.cosine is None else f"cosine {hit.cosine:.2f}"
    number = f"{rank}. "
    indent = " " * len(number)
    click.echo(
        ("\n" if rank > 1 else "")
        + filled(place(d.title, c.heading, d.date, c.page, d.source), number, indent)
    )
    click.echo(f"{indent}score {hit.score:.4f}, {cosine}")
    click.echo(filled(c.text, indent, indent, lines=3))
