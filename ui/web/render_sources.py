"""The evidence beside an answer as HTML: numbered sources first, then what else was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.answer import Answer, Citation, Passage
from ui.web.language import Texts
from ui.web.words import day, page_place, place, safe


@dataclass(frozen=True, slots=True)
class Source:
    """A passage with the footnotes that rest on it."""

    passage: Passage
    citations: tuple[Citation, ...]


def split(answer: Answer) -> tuple[list[Source], list[Passage]]:
    """Share the footnotes out among the passages.

    Returns the cited ones by their first number, and the others. Every footnote has exactly one
    place, even where passages overlap or none holds it.
    """
    sources = []
    others = []
    left = list(answer.citations)
    for passage in answer.evidence:
        inside = [c for c in left if _holds(passage, c)]
        left = [c for c in left if c not in inside]
        if inside:
            sources.append(Source(passage, tuple(inside)))
        else:
            others.append(passage)
    sources.extend(Source(_quoted(c), (c,)) for c in left)
    sources.sort(key=lambda source: min(c.number for c in source.citations))
    return sources, others


def _holds(passage: Passage, citation: Citation) -> bool:
    same = passage.document_id == citation.document_id
    return same and passage.start <= citation.start and citation.end <= passage.end


def _quoted(c: Citation) -> Passage:
    place = (c.document_id, c.source, c.title, c.date, c.page, c.heading, c.start, c.end)
    return Passage(*place, text=c.quote)


def render_sources(turn: int, sources: Sequence[Source], text: Texts) -> str:
    """Return the numbered sources as a list; footnote n of the turn is `#t{turn}-s{n}`."""
    return _list(_source(turn, source, text) for source in sources)


def render_passages(passages: Iterable[Passage], text: Texts, *, spans: bool) -> str:
    """Return passages without numbers; what is likely to matter in them is marked.

    With `spans` the likely answer in a marked sentence is marked more strongly.
    """
    return _list(_item(p, "", _marked_text(p, spans=spans), text) for p in passages)


def render_others(passages: Sequence[Passage], text: Texts) -> str:
    """Return the passages that were read and not cited, folded away; nothing for none."""
    if not passages:
        return ""
    # their marks were guesses made before the answer, and would look like footnotes here
    plain = _list(_item(p, "", safe(p.text), text) for p in passages)
    title = text("sources.others", count=len(passages))
    return f'<details class="fn-others"><summary>{title}</summary>{plain}</details>'


def _list(items: Iterable[str]) -> str:
    return f'<ol class="fn-passages">{"".join(items)}</ol>'


def _source(turn: int, source: Source, text: Texts) -> str:
    passage = source.passage
    numbers = sorted(c.number for c in source.citations)
    parts = []
    at = 0
    for c in sorted(source.citations, key=lambda c: (c.start, c.end)):
        start, end = max(at, c.start - passage.start), c.end - passage.start
        parts.append(safe(passage.text[at:start]))
        parts.append(_cited(turn, c.number, _strong(passage, start, end), text))
        at = max(at, end)
    parts.append(safe(passage.text[at:]))
    badge = "".join(f'<span class="fn-number">{n}</span>' for n in numbers)
    name = text("sources.source", number=_series(numbers, text))
    # a role, because a span without one must not be named (ARIA 1.2)
    label = f'<span class="fn-numbers" role="img" aria-label="{name}">{badge}</span>'
    return _item(passage, label, "".join(parts), text)


def _cited(turn: int, number: int, html: str, text: Texts) -> str:
    back = text("sources.back", number=number)
    # tabindex: the footnote's link moves the focus here
    return (
        f'<mark id="t{turn}-s{number}" tabindex="-1"><a class="fn-back" href="#t{turn}-r{number}" '
        f'aria-label="{back}">{number}</a>{html}</mark>'
    )


def _item(passage: Passage, label: str, html: str, text: Texts) -> str:
    return (
        f'<li class="fn-passage"><div class="fn-heading">{label}<h4 class="fn-title">'
        f"{safe(passage.title)}</h4></div>"
        f'<p class="fn-place">{_place(passage, text)}</p><blockquote>{html}</blockquote></li>'
    )


def _place(passage: Passage, text: Texts) -> str:
    heading = "" if passage.heading == passage.title else passage.heading
    page = page_place(passage.source, passage.page, text)
    return safe(place((day(passage.date, text), page, heading)))


def _marked_text(passage: Passage, *, spans: bool) -> str:
    parts = []
    at = 0
    for start, end in sorted(passage.highlights):
        if start >= at:
            text = passage.text
            marked = _strong(passage, start, end) if spans else safe(text[start:end])
            parts.append(f"{safe(text[at:start])}<mark>{marked}</mark>")
            at = end
    return "".join(parts) + safe(passage.text[at:])


def _strong(passage: Passage, start: int, end: int) -> str:
    """Return a part of the passage with the likely answer marked, as far as it lies in it."""
    text = passage.text
    first, last = passage.span or (end, end)
    first, last = max(start, first), min(end, last)
    if first >= last:
        return safe(text[start:end])
    likely = f'<strong class="fn-likely">{safe(text[first:last])}</strong>'
    return f"{safe(text[start:first])}{likely}{safe(text[last:end])}"


def _series(numbers: Sequence[int], text: Texts) -> str:
    first, *rest = numbers
    series = str(first)
    for number in rest:
        series = text("sources.and", first=series, second=number)
    return series
