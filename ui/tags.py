"""`footnote tag` and `footnote untag`: words on documents, to limit questions to."""

import click

from ui.documents import named
from ui.lines import visible
from ui.options import settings, settings_options

_NAME = click.argument("name", metavar="NUMBER|FILE")
_WORDS = click.argument("words", nargs=-1, required=True, metavar="WORD…")


@click.command(short_help="Put tags on a document.")
@_NAME
@_WORDS
@settings_options("library")
def tag(name: str, words: tuple[str, ...], **flags: object) -> None:
    """Put tags on a document, by number or file; a tag of several words goes in quotes.

    A question can be limited to them. They stay when the document changes or is renamed.
    """
    _change(name, words, flags, put=True)


@click.command(short_help="Take tags off a document.")
@_NAME
@_WORDS
@settings_options("library")
def untag(name: str, words: tuple[str, ...], **flags: object) -> None:
    """Take tags off a document, by number or file."""
    _change(name, words, flags, put=False)


def _change(name: str, words: tuple[str, ...], flags: dict[str, object], *, put: bool) -> None:
    from rag.opening import open_existing

    library = open_existing(settings(**flags))
    try:
        store = library.store
        document = named(name, store.documents(), "nothing was tagged")
        (store.tag if put else store.untag)(document.id, words)
        tags = next(d.tags for d in store.documents() if d.id == document.id)
    finally:
        library.close()
    click.echo(f"{visible(document.title)}: {visible(', '.join(tags)) or 'no tags'}")
