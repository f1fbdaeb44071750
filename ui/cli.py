"""The command line: `footnote …`. Commands import what is heavy when they run: help is instant."""

import click

from ui.ask import ask
from ui.commands import Commands
from ui.completion import completion
from ui.doctor import doctor
from ui.documents import documents, ingest, rebuild, remove
from ui.evaluate import evaluate
from ui.models import models
from ui.options import settings_options
from ui.search import search
from ui.start import start
from ui.sync import sync
from ui.tags import tag, untag
from ui.upkeep import backup, repair, restore
from ui.watch import watch

EPILOG = """\b
New here?
  footnote start                                  open the page in your browser
  footnote ask "How far is Brest from Poland?"    ask the sample documents
  footnote ingest FOLDER                          add your own files
"""


@click.group(
    cls=Commands,
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


main.stopped = {
    "ingest": "Stopped. What was added stays; run the same command again to go on.",
    "sync": "Stopped. What was done stays; run the same command again to go on.",
    "eval": "Stopped. What was asked is recorded; run the same command again to go on.",
    "rebuild": "Stopped. The library is as it was before.",
    "backup": "Stopped. No file was made.",
    "restore": "Stopped. The library is as it was before.",
    "repair": "Stopped. The library is as it was before.",
}

for command in (
    start, ask, ingest, sync, watch, documents, tag, untag, search, remove, rebuild, backup,
    restore, repair, models, doctor, evaluate, completion,
):  # fmt: skip
    main.add_command(command)
