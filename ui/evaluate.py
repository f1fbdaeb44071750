"""`footnote eval`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import UsageError
from ui.compare import compare
from ui.options import settings, settings_options

if TYPE_CHECKING:
    from eval.ask import Mode

_FOLDER = click.Path(path_type=Path)


class SuiteGroup(click.Group):
    """Takes a first word that is no command for a suite."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Run `footnote eval SUITE` as `footnote eval run SUITE`."""
        if args and args[0] not in self.commands:
            args = ["run", *args]
        return super().resolve_command(ctx, args)


@click.group("eval", cls=SuiteGroup, short_help="Ask a whole set of questions; compare two runs.")
def evaluate() -> None:
    """Ask a whole set of questions and score the answers; compare two such runs.

    \b
      footnote eval seeds                       190 questions on the sample documents
      footnote eval mine.jsonl --documents DIR  your questions on your documents
      footnote eval squad2 --data DIR           a public set, from its own files
      footnote eval compare RUN_A RUN_B         is the second run better?

    SUITE alone stands for 'run SUITE': 'footnote eval run --help' lists suites and options.
    """  # noqa: D301  (click wants the backspace itself)


evaluate.add_command(compare)


@evaluate.command("run", short_help="Ask the questions of a suite and score the answers.")
@click.argument("name", metavar="SUITE")
@click.option("--data", type=_FOLDER, metavar="PATH", help="Folder of a public set's files.")
@click.option(
    "--documents",
    type=click.Path(exists=True, path_type=Path),
    metavar="FOLDER",
    help="The documents that a suite of your own asks about.",
)
@click.option("--split", default="", metavar="NAME", help="Only the cases of this split.")
@click.option("--sample", type=click.IntRange(min=0), default=0, metavar="N", help="Only N cases.")
@click.option("--seed", type=int, default=0, metavar="S", help="Draws the sample.")
@click.option("--retrieval-only", is_flag=True, help="Judge what is found; ask for no answers.")
@click.option("--gold-evidence", is_flag=True, help="Give the model the passages that answer.")
@click.option("--no-llm", is_flag=True, help="Answer with the likeliest sentence, unread.")
@click.option(
    "--config", multiple=True, metavar="KEY=VALUE", help="Any setting, as in config.toml."
)
@click.option(
    "--out",
    type=_FOLDER,
    metavar="DIR",
    help="Folder for records and report; the same one again goes on with its run.",
)
@settings_options("model", "threads")
def run_suite(
    name: str,
    data: Path | None,
    documents: Path | None,
    split: str,
    sample: int,
    seed: int,
    out: Path | None,
    config: tuple[str, ...],
    **flags: object,
) -> None:
    """Ask the questions of SUITE and score the answers.

    SUITE is seeds, about the sample documents; a public set, read from its own files in --data
    (squad2, clapnq, contoso, realtimeqa, twowiki, mtrag, sec10q, bipia; scifact and cacm for
    finding; attributionbench for the check of citations); or a JSONL file about your own
    --documents. The form stands in eval/suites/README.md. Ctrl-C stops it: the same command goes
    on.
    """
    from eval.adapters import folder_of
    from eval.suites import open_suite
    from ui.asking import ask_suite, judge_claims

    mode = _mode(**{key: flags.pop(key) for key in ("retrieval_only", "gold_evidence", "no_llm")})
    chosen = settings(**flags, **_pairs(config))
    if name == "attributionbench":
        report = judge_claims(folder_of(name, data), sample, seed, _folder(out, name), chosen)
    else:
        suite = open_suite(name, data, documents)
        folder = _folder(out, f"{suite.name}-{split}" if split else suite.name)
        choice = {"split": split, "sample": sample, "seed": seed}
        report = ask_suite(suite, mode, choice, folder, chosen)
    text = report.with_suffix(".md").read_text(encoding="utf-8")
    click.echo(text.split("\n## ")[0].rstrip())
    click.echo(f"\nReport: {report}")


def _folder(out: Path | None, name: str) -> Path:
    return out or Path("eval-runs", name)


def _mode(*, retrieval_only: object, gold_evidence: object, no_llm: object) -> "Mode":
    if sum(map(bool, (retrieval_only, gold_evidence, no_llm))) > 1:
        raise UsageError("Take one of --retrieval-only, --gold-evidence and --no-llm.")
    if retrieval_only:
        return "retrieval"
    if gold_evidence:
        return "gold evidence"
    return "no model" if no_llm else "answer"


def _pairs(config: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in config]
    for key, equals, _ in pairs:
        if not (key and equals):
            raise UsageError("--config takes KEY=VALUE, for example --config passages=8.")
    return {key: value for key, _, value in pairs}
