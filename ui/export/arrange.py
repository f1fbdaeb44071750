"""Puts questions, answers and sources in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.answer import Answer, AnswerSentence, Conflict, Passage, Version
from ui.export.numbers import Numbers, name_of, place_of
from ui.export.sheet import Kind, Paragraph, Run, Sheet, Versions, clean, line
from ui.web.language import Texts
from ui.web.sureness import expectation, sureness
from ui.web.words import day

FLOWING = 3
"""Quotations that are read as running text; more, as in a summary, stand one below the other."""
NEAREST = 5
"""Passages that are named where the documents do not say."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


def arrange(exchanges: Sequence[Exchange], title: str, made: date, text: Texts) -> Sheet:
    """Return what the export shows: every question with its answer, then the sources.

    UsageError if an answer lacks a source that it cites.
    """
    numbers = Numbers([exchange.answer for exchange in exchanges], text)
    name = line(title) or "Footnote"
    today = day(made.isoformat(), text)
    asked = text("conversations.amount", count=len(exchanges))
    many = f"{asked} · " if len(exchanges) > 1 else ""
    blocks: list[Paragraph | Versions] = [_plain("title", name), _plain("subtitle", many + today)]
    for exchange in exchanges:
        question = line(exchange.question)
        if question != name or len(exchanges) > 1:  # else the title says it already
            blocks.append(_plain("question", question))
        blocks += _answer(exchange.answer, question, numbers, text)
    sources = numbers.sources()
    head = [_plain("sources", text("sources.heading"))] if sources else []
    closing = text("export.made", day=today)
    end = _plain("closing", f"{closing} {text('export.checked')}" if sources else closing)
    return Sheet(name, today, (*blocks, *head, *sources, end))


def _plain(kind: Kind, text: str) -> Paragraph:
    return Paragraph(kind, (Run(text),))


def _answer(
    answer: Answer, question: str, numbers: Numbers, text: Texts
) -> Iterator[Paragraph | Versions]:
    understood = line(answer.understood)
    if understood and understood != question:
        yield _plain("understood", text("answer.understood", question=understood))
    scope = line(answer.scope)
    if scope:
        yield _plain("understood", scope[:1].upper() + scope[1:])
    if answer.status == "not_found":
        key = "answer.not_found_there" if scope else "answer.not_found"
        yield _plain("status", text(key))
    yield from _sentences(answer, numbers, text)
    for conflict in answer.conflicts:
        yield _plain("about", text("answer.disagree", about=line(conflict.about)))
        versions = (_version(v, conflict, answer, numbers, text) for v in conflict.versions)
        yield Versions(tuple(versions))
    if explanation := line(answer.explanation):
        yield _plain("explanation", explanation)
    if answer.status == "answered" and answer.confidence is not None:
        right = expectation(answer.confidence, text)
        sure = f"{sureness(answer.confidence, text)}: {right}."
        yield _plain("sureness", sure)
    if answer.status == "not_found":
        yield from _nearest(answer.evidence, text)
    if answer.status in ("searching", "answering"):
        yield _plain("status", text("export.unfinished"))


def _sentences(answer: Answer, numbers: Numbers, text: Texts) -> Iterator[Paragraph]:
    sentences = answer.sentences
    parts = [_sentence(sentence, answer, numbers, text) for sentence in sentences]
    if len(parts) > FLOWING and all(sentence.quoted for sentence in sentences):
        yield from (Paragraph("item", tuple(part)) for part in parts)
    elif parts:
        runs = [run for part in parts for run in (*part, Run(" "))]
        yield Paragraph("answer", tuple(runs[:-1]))


def _sentence(
    sentence: AnswerSentence, answer: Answer, numbers: Numbers, texts: Texts
) -> list[Run]:
    references = [numbers.run(answer, n) for n in sentence.citations]
    text = sentence.text
    if sentence.quoted:
        return [Run(texts("page.quote", words=line(text))), *references]
    if sentence.brief is None or len(text.strip(" .")) <= sentence.brief[1] - sentence.brief[0]:
        return [Run(line(text)), *references]
    begin, end = sentence.brief
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())  # spaces stay outside
    end = begin + len(text[begin:end].rstrip())
    said = [
        Run(clean(text[:begin]).lstrip()),
        Run(line(text[begin:end]), strong=True),
        Run(clean(text[end:]).rstrip()),
    ]
    return [*(run for run in said if run.text), *references]


def _version(
    version: Version, conflict: Conflict, answer: Answer, numbers: Numbers, text: Texts
) -> tuple[Paragraph, Paragraph]:
    reference = numbers.run(answer, version.citation)
    runs = [Run(line(version.value), strong=True), reference]
    if version.citation == conflict.newest:
        runs.append(Run(text("export.newest")))
    citation = next(c for c in answer.citations if c.number == version.citation)
    name = name_of(citation.title, citation.source, text)
    named = (name, line(day(citation.date, text)) or text("export.no_date"))
    return Paragraph("value", tuple(runs)), _plain("place", " · ".join(named))


def _nearest(passages: Sequence[Passage], text: Texts) -> Iterator[Paragraph]:
    if passages:
        yield _plain("label", text("export.nearest"))
    named = [(name_of(p.title, p.source, text), place_of(p, text)) for p in passages]
    for name, place in list(dict.fromkeys(named))[:NEAREST]:
        more = (Run(f" · {place}"),) if place else ()
        yield Paragraph("passage", (Run(name, strong=True), *more))
