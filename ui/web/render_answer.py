"""What an answer says as HTML: its sentences, where documents disagree, how sure Footnote is."""

from collections.abc import Mapping, Sequence

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Version
from ui.confidence import expectation, reason, sureness
from ui.web.words import day, safe

FLOWING = 3
"""Quotations that are read as running text; more, as in a summary, stand one below the other."""


QUOTED = 240
"""Characters of a quotation that are shown over its footnote."""


def render_answer(turn: int, answer: Answer) -> str:
    """Return sentences and conflicts; footnote n of the turn leads to `#t{turn}-s{n}`.

    The first link of each number is `t{turn}-r{n}`: the way back from the source.
    """
    citations = {c.number: c for c in answer.citations}
    links = _Links(turn, citations)
    parts = [_sentences(answer.sentences, links)]
    parts += [_conflict(conflict, citations, links) for conflict in answer.conflicts]
    return "".join(parts)


def render_sureness(confidence: float | None) -> str:
    """Say in words how sure Footnote is, with the reason folded away; nothing for None."""
    if confidence is None:
        return ""
    return (
        f'<details class="fn-sure"><summary>{sureness(confidence)}: '
        f"{expectation(confidence)}</summary><p>{reason(confidence)}</p></details>"
    )


class _Links:
    """Writes the links of one turn, and remembers which numbers have had theirs."""

    def __init__(self, turn: int, citations: Mapping[int, Citation]) -> None:
        self._turn = turn
        self._citations = citations
        self._written: set[int] = set()

    def to(self, number: int) -> str:
        # an id must be unique: the way back from a source leads to the first link of its number
        name = "" if number in self._written else f' id="t{self._turn}-r{number}"'
        self._written.add(number)
        # without its script the link leads to the source in the list beside the answer
        return (
            f'<sup><a{name} class="fn-ref" href="#t{self._turn}-s{number}" data-do="open" '
            f'data-turn="{self._turn}" data-footnote="{number}"{self._quote(number)} '
            f'aria-label="Source {number}">[{number}]</a></sup>'
        )

    def _quote(self, number: int) -> str:
        """Write what stands there, for whoever points at the number or moves the focus to it."""
        cited = self._citations.get(number)
        if cited is None:
            return ""
        words = " ".join(cited.quote.split())
        short = words if len(words) <= QUOTED else f"{words[:QUOTED].rpartition(' ')[0]} …"
        return f' data-quote="{safe(f"“{short}” — {cited.title}")}"'


def _sentences(sentences: Sequence[AnswerSentence], links: _Links) -> str:
    if not sentences:
        return ""
    parts = []
    for sentence in sentences:
        numbers = "".join(links.to(n) for n in sentence.citations)
        said = f"<q>{safe(sentence.text)}</q>" if sentence.quoted else _said(sentence)
        parts.append(f'<span class="fn-sentence">{said}{numbers}</span>')
    quoted = any(sentence.quoted for sentence in sentences)
    note = '<p class="fn-small fn-own">In the document’s own words</p>' if quoted else ""
    if len(parts) > FLOWING and all(sentence.quoted for sentence in sentences):
        return f'<ul class="fn-answer">{"".join(f"<li>{part}</li>" for part in parts)}</ul>{note}'
    return f'<p class="fn-answer">{" ".join(parts)}</p>{note}'


def _said(sentence: AnswerSentence) -> str:
    """Write a sentence, the words that answer in bold; not where they are the whole of it."""
    text, place = sentence.text, sentence.brief
    if place is None or len(text.strip(" .")) <= place[1] - place[0]:
        return safe(text)
    begin, end = place
    return f"{safe(text[:begin])}<strong>{safe(text[begin:end])}</strong>{safe(text[end:])}"


def _conflict(conflict: Conflict, citations: dict[int, Citation], links: _Links) -> str:
    versions = "".join(
        _version(version, citations[version.citation], links, conflict.newest)
        for version in conflict.versions
    )
    return (
        f'<div class="fn-conflict"><p>Your documents disagree about {safe(conflict.about)}:</p>'
        f'<ul class="fn-versions">{versions}</ul></div>'
    )


def _version(version: Version, c: Citation, links: _Links, newest: int | None) -> str:
    where = safe(" · ".join(part for part in (c.title, day(c.date)) if part))
    mark = '<span class="fn-newest">newest</span>' if c.number == newest else ""
    return (
        f'<li><p class="fn-value">{safe(version.value)}{links.to(c.number)}{mark}</p>'
        f'<p class="fn-place">{where}</p></li>'
    )
