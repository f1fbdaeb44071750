"""Rated answers, offered as question sets for the evaluation."""

from index.errors import FootnoteError
from ui.web.keeper import Keeper
from ui.web.language import Texts
from ui.web.render_library import render_error
from ui.web.render_settings import render_note
from ui.web.saving import file_link, today


def render_ratings(text: Texts) -> str:
    """Say what ratings are good for."""
    return (
        f'<div class="fn-ratings"><h2>{text("conversations.ratings")}</h2>'
        f'<p class="fn-hint">{text("conversations.ratings_hint")}</p></div>'
    )


def offered(keeper: Keeper, text: Texts) -> str:
    """Return links to the question sets, the first of which the browser saves at once.

    Answers that were rated right are one that `footnote eval` reads as it is. Those rated wrong
    are another: only a person can say what would have been right.
    """
    try:
        right, wrong = keeper.suites()
    except FootnoteError as error:
        return render_error(str(error), text)
    if not right and not wrong:
        return render_note(text("conversations.ratings_none"))
    links = [
        f"{text(told, count=lines.count(chr(10)))} {_link(lines, name, text)}"
        for lines, told, name in (
            (right, "conversations.ratings_right", "conversations.ratings_file"),
            (wrong, "conversations.ratings_wrong", "conversations.ratings_open_file"),
        )
        if lines
    ]
    return render_note("<br>".join(links))


def _link(lines: str, name: str, text: Texts) -> str:
    file = f"{text(name)} {today().isoformat()}.jsonl"
    return file_link(lines.encode(), file, file, seen=True)
