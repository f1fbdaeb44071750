"""The command line: `footnote …`. Commands import what is heavy when they run: help is instant."""

import click

from index.errors import FootnoteError
from ui.ask import ask, search
from ui.completion import completion
from ui.doctor import doctor
from ui.documents import documents, ingest, rebuild, remove
from ui.models import models
from ui.options import settings_options
from ui.start import start

EPILOG = """\b
New here?
  footnote start                                  open the page in your browser
  footnote ask "How far is Brest from Poland?"    ask the sample documents
  footnote ingest FOLDER                          add your own files
"""


class _Commands(click.Group):
    """Shows every expected failure as one sentence, with the exit code that belongs to it."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except FootnoteError as error:
            raise _Failure(error) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List commands in the order in which they are met, not by the alphabet."""
        del ctx
        return list(self.commands)


class _Failure(click.ClickException):
    def __init__(self, error: FootnoteError) -> None:
        super().__init__(str(error))
        self.exit_code = error.exit_code  # type: ignore[misc]  # click reads it there


@click.group(
    cls=_Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="footnote-qa", prog_name="footnote")
@settings_options("library", "model", "threads")
def main(**_flags: object) -> None:
    """Ask your own documents, on this machine, without a network.

    Every sentence of an answer carries a footnote to the exact words it rests on. What your
    documents do not say, Footnote does not say either.
    """


for command in (
    start, ask, ingest, documents, search, remove, rebuild, models, doctor, completion,
):  # fmt: skip
    main.add_command(command)
