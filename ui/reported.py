"""What an ingest or a sync did, as lines on a terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.lines import counted, visible

if TYPE_CHECKING:
    from rag.ingest import Report


def is_kept(report: "Report") -> bool:
    """Tell whether any of the files is in the library now."""
    return bool(report.added or report.replaced or report.unchanged or report.renamed)


def pages(report: "Report") -> str:
    """Return the pages that were read so far, for a bar; nothing for files without pages."""
    return counted(report.pages, "page") if report.pages else ""


def tell(report: "Report") -> None:
    """Print how many files were added, changed, removed, or not read and why."""
    counts = {
        "added": len(report.added),
        "replaced": len(report.replaced),
        "renamed": len(report.renamed),
        "removed": len(report.removed),
        "unchanged": len(report.unchanged),
        "not read": len(report.failed),
    }
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    sizes = [pages(report), counted(report.chunks, "passage") if report.chunks else ""]
    size = ", ".join(filter(None, sizes))
    done = f"Files: {told}{f' ({size})' if size else ''}."
    click.echo(done if told else "There was no file that can be read.")
    if report.failed:
        click.echo("Not read:")
        for source, reason in report.failed:
            click.echo(f"  {visible(source)}: {reason}")
        safe = "The others are in the library; mend" if is_kept(report) else "Mend"
        click.echo(f"{safe} what you can of these and run the same command again.")
    if report.skipped:
        kinds = sorted({Path(name).suffix.lower() or Path(name).name for name in report.skipped})
        files = counted(len(report.skipped), "file")
        click.echo(f"Passed over {files} of other kinds: {visible(', '.join(kinds))}")
