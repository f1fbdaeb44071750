"""What the tab Settings tells, as HTML."""

from pathlib import Path

from ui.connections import Connections
from ui.web.language import Texts, language, languages
from ui.web.words import moment, safe


def render_data(folder: Path, text: Texts) -> str:
    """Say where everything that Footnote knows is kept."""
    return (
        f'<div class="fn-setting"><h2>{text("settings.data")}</h2>'
        f"<p>{text('settings.data_hint')}</p><p><code>{safe(str(folder))}</code></p></div>"
    )


def render_note(told: str) -> str:
    """Return what has just happened as a note that is read out; `told` is a text of the page."""
    return f'<div class="fn-note" role="status"><p>{told}</p></div>'


def render_languages(text: Texts) -> str:
    """Offer the page in its other languages, each named in itself; a link leads to it."""
    links = "".join(_language(code, text) for code in languages())
    name = text("settings.language")
    return (
        f'<div class="fn-setting"><h2 id="fn-languages-name">{name}</h2>'
        f'<ul class="fn-languages" aria-labelledby="fn-languages-name">{links}</ul></div>'
    )


def _language(code: str, text: Texts) -> str:
    name = language(code)("language.name")
    current = ' aria-current="true"' if code == text.code else ""
    link = f'<a href="/?language={code}" hreflang="{code}" lang="{code}"{current}>{name}</a>'
    return f"<li>{link}</li>"


def render_connections(found: Connections, text: Texts) -> str:
    """Say whether any process of Footnote is connected to another computer."""
    if found.beyond:
        listed = "".join(f"<li>{safe(address)}</li>" for address in found.beyond)
        return (
            '<div class="fn-note fn-note-error" role="status">'
            f"<p><b>{text('settings.leaves', count=len(found.beyond))}</b></p><ul>{listed}</ul>"
            f"<p>{text('settings.leaves_hint')}</p></div>"
        )
    told = text(
        "settings.stays_hint",
        processes=text("settings.processes", count=found.processes),
        connections=text("settings.connections", count=found.here),
        moment=moment(found.checked, text),
    )
    stays = text("settings.stays")
    return f'<div class="fn-note" role="status"><p><b>{stays}</b> {told}</p></div>'
