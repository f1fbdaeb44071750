"""`footnote eval compare`."""

from dataclasses import asdict
from pathlib import Path

import click

from ui.lines import echo_json
from ui.options import json_option

_FOLDER = click.Path(path_type=Path)


@click.command(short_help="Say whether run B is better than run A.")
@click.argument("run_a", type=_FOLDER, metavar="A")
@click.argument("run_b", type=_FOLDER, metavar="B")
@json_option
def compare(run_a: Path, run_b: Path, *, as_json: bool) -> None:
    """Say whether run B is better than run A, by a paired test over the same questions.

    A and B are folders that 'footnote eval' wrote. The first row decides; the others say where a
    difference comes from. Not told apart does not mean equal: more questions may tell.
    """
    from eval.compare import compare_runs, number, verdict

    runs = compare_runs(run_a, run_b)
    if as_json:
        rows = {row.measure.name: asdict(row.result) for row in runs.rows}
        echo_json({"settings": runs.settings, "measures": rows})
        return
    click.echo(verdict(str(run_a), str(run_b), runs))
    for key, (one, other) in runs.settings.items():
        if not isinstance(one, dict):
            click.echo(f"  {key}: {one} → {other}")
    click.echo()
    for row in runs.rows:
        result = row.result
        change = result.difference
        between = (
            ""
            if change.low is None or change.high is None
            else f" ({number(row, change.low)} to {number(row, change.high)})"
        )
        click.echo(
            f"{row.measure.label}: {number(row, result.mean_a)} → {number(row, result.mean_b)}, "
            f"change {number(row, change.mean)}{between}: {result.verdict}"
        )
