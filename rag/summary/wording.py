"""What a summary left out, in one plain sentence, in English and German."""

from dataclasses import dataclass
from typing import Literal

from rag.summary.forms import Language


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what a summary shows."""

    sentences: int
    held: int
    """Sentences of the documents that it shows something of."""
    shown: int
    """Documents that it shows something of."""
    documents: int
    """Documents that were to be summarised."""
    name: str = ""
    """The title of the only document, or what the names of several have in common."""
    asked: int | None = None
    """Sentences asked for."""
    others: Literal["newest", "longest", "empty"] = "newest"
    """What was shown rather than the other documents; `empty`: those have nothing to quote."""


def left_out(extent: Extent, language: Language) -> str:
    """Say what is not shown; an empty string where everything is."""
    if extent.sentences == extent.held and extent.shown == extent.documents:
        return ""
    return (_german if language == "de" else _english)(extent)


def _english(e: Extent) -> str:
    count = "1 sentence" if e.sentences == 1 else f"{e.sentences} sentences"
    if e.asked and e.asked > e.sentences:
        count += f", not {e.asked},"
    if e.documents == 1:
        return (
            f"This shows {count} of the {e.held} in “{e.name}”; ask about something in it to see "
            "more of it."
        )
    all_of = f"your {e.documents} documents"
    if e.name:
        all_of = f"the {e.documents} documents with “{e.name}” in their names"
    which = f"of the {e.held} in {all_of}"
    if e.shown < e.documents:
        rest = f"the other {e.documents - e.shown}"
        why = {
            "newest": f", the newest first, and leaves out {rest}",
            "longest": f", the longest first, and leaves out {rest}",
            "empty": f", as {rest} had no whole sentence to quote",
        }[e.others]
        which = f"of {e.shown} of {all_of}{why}"
    return f"This shows {count} {which}; ask about one document to see more of it."


def _german(e: Extent) -> str:
    count = "Das ist 1 Satz" if e.sentences == 1 else f"Das sind {e.sentences} Sätze"
    if e.asked and e.asked > e.sentences:
        count += f", nicht {e.asked},"
    if e.documents == 1:
        return (
            f"{count} von {e.held} aus „{e.name}“; fragen Sie nach etwas darin, um mehr davon zu "
            "sehen."
        )
    called = f" mit „{e.name}“ im Namen" if e.name else ""
    which = f"von {e.held} aus {e.documents} Dokumenten{called}"
    if e.shown < e.documents:
        rest = f"die anderen {e.documents - e.shown}"
        why = {
            "newest": f", die neuesten zuerst, ohne {rest}",
            "longest": f", die längsten zuerst, ohne {rest}",
            "empty": f", denn {rest} haben keinen ganzen Satz zum Zitieren",
        }[e.others]
        which = f"aus {e.shown} von {e.documents} Dokumenten{called}{why}"
    return f"{count} {which}; fragen Sie nach einem Dokument, um mehr davon zu sehen."
