"""What the tab Settings tells, as HTML."""

from pathlib import Path

from ui.connections import Connections
from ui.web.words import count, moment, safe


def render_data(folder: Path) -> str:
    """Say where everything that Footnote knows is kept."""
    return (
        '<div class="fn-setting"><h2>Where your data is</h2><p>Your documents’ text, the '
        "conversations and the copies of files that you dropped on this page are in one folder on "
        f"this computer:</p><p><code>{safe(str(folder))}</code></p></div>"
    )


def render_connections(found: Connections) -> str:
    """Say whether any process of Footnote is connected to another computer."""
    if found.beyond:
        listed = "".join(f"<li>{safe(address)}</li>" for address in found.beyond)
        return (
            '<div class="fn-note fn-note-error" role="status"><p><b>Footnote is connected to '
            f"{count(len(found.beyond), 'place')} beyond this computer:</b></p><ul>{listed}</ul>"
            "<p>This should not be. Disconnect from the network, and tell who gave you Footnote."
            "</p></div>"
        )
    return (
        '<div class="fn-note" role="status"><p><b>Nothing leaves this computer.</b> '
        f"Footnote runs in {_processes(found.processes)} with {count(found.here, 'connection')}, "
        f"all within this computer. Checked {moment(found.checked)}, by asking the operating "
        "system.</p></div>"
    )


def _processes(number: int) -> str:
    return "1 process" if number == 1 else f"{number} processes"
