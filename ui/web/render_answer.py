"""What an answer says as HTML: its sentences, where documents disagree, how sure Footnote is."""

from collections.abc import Mapping, Sequence

from rag.answer import Answer, AnswerSentence, Citation, Conflict, Version
from ui.web.language import Texts
from ui.web.sureness import expectation, reason, sureness
from ui.web.words import day, place, safe

FLOWING = 3
"""Quotations that are read as running text; more, as in a summary, stand one below the other."""


QUOTED = 240
"""Characters of a quotation that are shown over its footnote."""


def render_answer(turn: int, answer: Answer, text: Texts) -> str:
    """Return sentences and conflicts; footnote n of the turn leads to `#t{turn}-s{n}`.

    The first link of each number is `t{turn}-r{n}`: the way back from the source.
    """
    citations = {c.number: c for c in answer.citations}
    links = _Links(turn, citations, text)
    parts = [_sentences(answer.sentences, links, text)]
    parts += [_conflict(conflict, citations, links, text) for conflict in answer.conflicts]
    return "".join(parts)


def render_sureness(confidence: float | None, text: Texts) -> str:
    """Say in words how sure Footnote is, with the reason folded away; nothing for None."""
    if confidence is None:
        return ""
    return (
        f'<details class="fn-sure"><summary>{sureness(confidence, text)}: '
        f"{expectation(confidence, text)}</summary><p>{reason(confidence, text)}</p></details>"
    )


class _Links:
    """Writes the links of one turn, and remembers which numbers have had theirs."""

    def __init__(self, turn: int, citations: Mapping[int, Citation], text: Texts) -> None:
        self._turn = turn
        self._text = text
        self._citations = citations
        self._written: set[int] = set()

    def to(self, number: int) -> str:
        # an id must be unique: the way back from a source leads to the first link of its number
        name = "" if number in self._written else f' id="t{self._turn}-r{number}"'
        self._written.add(number)
        label = self._text("sources.source", number=number)
        # without its script the link leads to the source in the list beside the answer
        return (
            f'<sup><a{name} class="fn-ref" href="#t{self._turn}-s{number}" data-do="open" '
            f'data-turn="{self._turn}" data-footnote="{number}"{self._quote(number)} '
            f'aria-label="{label}">[{number}]</a></sup>'
        )

    def _quote(self, number: int) -> str:
        """Write what stands there, for whoever points at the number or moves the focus to it."""
        cited = self._citations.get(number)
        if cited is None:
            return ""
        words = " ".join(cited.quote.split())
        short = words if len(words) <= QUOTED else f"{words[:QUOTED].rpartition(' ')[0]} …"
        quote = self._text("page.quote", words=short)
        return f' data-quote="{safe(f"{quote} — {cited.title}")}"'


def _sentences(sentences: Sequence[AnswerSentence], links: _Links, text: Texts) -> str:
    if not sentences:
        return ""
    parts, answering = [], _answering(sentences)
    for sentence in sentences:
        numbers = "".join(links.to(n) for n in sentence.citations)
        said = f"<q>{safe(sentence.text)}</q>" if sentence.quoted else _said(sentence)
        rest = "" if sentence in answering else " fn-rest"
        parts.append(f'<span class="fn-sentence{rest}">{said}{numbers}</span>')
    quoted = any(sentence.quoted for sentence in sentences)
    note = f'<p class="fn-small fn-own">{text("answer.own_words")}</p>' if quoted else ""
    if len(parts) > FLOWING and all(sentence.quoted for sentence in sentences):
        return f'<ul class="fn-answer">{"".join(f"<li>{part}</li>" for part in parts)}</ul>{note}'
    answer = f'{_few(sentences)}<p class="fn-answer">{" ".join(parts)}</p>'
    return f"{answer}{_whole(text) if len(answering) < len(parts) else ''}{note}"


def _answering(sentences: Sequence[AnswerSentence]) -> Sequence[AnswerSentence]:
    """Return the sentences that are left of a short answer: those with the words that answer.

    Where such words are not known, what the model wrote first answers; of quotations, who knows.
    """
    known = [each for each in sentences if each.brief]
    return known or (sentences if all(each.quoted for each in sentences) else sentences[:1])


def _whole(text: Texts) -> str:
    """Offer what a short answer hides."""
    name = text("answer.whole")
    return f'<button type="button" class="fn-whole" data-do="whole">{name}</button>'


def _few(sentences: Sequence[AnswerSentence]) -> str:
    """Write the few words that answer; only a short answer shows them by themselves."""
    words = "; ".join(s.text[slice(*s.brief)].strip() for s in sentences if s.brief)
    return f'<p class="fn-few">{safe(words)}</p>' if words else ""


def _said(sentence: AnswerSentence) -> str:
    """Write a sentence, the words that answer in bold; not where they are the whole of it."""
    text, place = sentence.text, sentence.brief
    if place is None or len(text.strip(" .")) <= place[1] - place[0]:
        return safe(text)
    begin, end = place
    return f"{safe(text[:begin])}<strong>{safe(text[begin:end])}</strong>{safe(text[end:])}"


def _conflict(
    conflict: Conflict, citations: Mapping[int, Citation], links: _Links, text: Texts
) -> str:
    versions = "".join(
        _version(version, citations[version.citation], links, conflict.newest, text)
        for version in conflict.versions
    )
    told = text("answer.disagree", about=safe(conflict.about))
    return f'<div class="fn-conflict"><p>{told}</p><ul class="fn-versions">{versions}</ul></div>'


def _version(version: Version, c: Citation, links: _Links, newest: int | None, text: Texts) -> str:
    where = safe(place((c.title, day(c.date, text))))
    mark = f'<span class="fn-newest">{text("answer.newest")}</span>' if c.number == newest else ""
    return (
        f'<li><p class="fn-value">{safe(version.value)}{links.to(c.number)}{mark}</p>'
        f'<p class="fn-place">{where}</p></li>'
    )
