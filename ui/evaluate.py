"""`footnote eval`."""

from pathlib import Path

import click

from ui.options import settings, settings_options


@click.command("eval", short_help="Ask a whole set of questions, and score the answers.")
@click.argument("suite", metavar="SUITE")
@click.option(
    "--documents",
    type=click.Path(exists=True, path_type=Path),
    metavar="FOLDER",
    help="The documents that a suite of your own asks about.",
)
@click.option("--split", default="", metavar="NAME", help="Only the cases of this split.")
@click.option("--sample", type=click.IntRange(min=0), default=0, metavar="N", help="Only N cases.")
@click.option("--seed", type=int, default=0, metavar="S", help="Draws the sample.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for records and report; the same one again goes on with its run.",
)
@settings_options("model", "threads")
def evaluate(
    suite: str,
    documents: Path | None,
    split: str,
    sample: int,
    seed: int,
    out: Path | None,
    **flags: object,
) -> None:
    """Ask the questions of SUITE and score the answers.

    SUITE is seeds, about the sample documents, or a JSONL file about your own --documents; the
    form stands in eval/suites/README.md. Stop it with Ctrl-C: the same command goes on.
    """
    from eval.cases import choose, load_cases
    from eval.records import RunFolder, manifest
    from eval.run import run, write_report
    from eval.suites import documents_of, path_of
    from rag.ingest import ingest
    from ui.bars import bar
    from ui.setup import ready_assistant

    path = path_of(suite)
    cases = choose(load_cases(path), split, sample, seed)
    folder = out or Path("eval-runs", f"{path.stem}-{split or 'all'}")
    chosen = settings(library=str((folder / "library").absolute()), **flags)
    told = manifest(path, cases, chosen)
    records = RunFolder(folder, told)
    with documents_of(suite, documents) as files:
        assistant = ready_assistant(chosen)
        try:
            ingest(assistant.library, assistant.embedder, files)
            with bar(unit="question") as tell:
                run(assistant, cases, records, tell)
        finally:
            assistant.close()
    _, report = write_report(records, told)
    click.echo(report.read_text(encoding="utf-8").split("\n## ")[0])
    click.echo(f"Records and report: {folder}")
