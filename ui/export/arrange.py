"""Puts questions, answers and sources in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.answer import Answer, AnswerSentence, Conflict, Passage, Version
from ui.confidence import expectation, sureness
from ui.export.numbers import Numbers, name_of, place_of
from ui.export.sheet import Kind, Paragraph, Run, Sheet, Versions, clean, line
from ui.web.words import count, day

FLOWING = 3
"""Quotations that are read as running text; more, as in a summary, stand one below the other."""
NEAREST = 5
"""Passages that are named where the documents do not say."""

NOT_FOUND = "Your documents do not say"
UNFINISHED = "This answer was stopped before it was complete."
CHECKED = "Each sentence was checked against the sources given."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, and its answer."""

    question: str
    answer: Answer


def arrange(exchanges: Sequence[Exchange], title: str, made: date) -> Sheet:
    """Return what the export shows: every question with its answer, then the sources.

    UsageError if an answer lacks a source that it cites.
    """
    numbers = Numbers([exchange.answer for exchange in exchanges])
    name = line(title) or "Footnote"
    today = day(made.isoformat())
    many = f"{count(len(exchanges), 'question')} · " if len(exchanges) > 1 else ""
    blocks: list[Paragraph | Versions] = [_plain("title", name), _plain("subtitle", many + today)]
    for exchange in exchanges:
        question = line(exchange.question)
        if question != name or len(exchanges) > 1:  # else the title says it already
            blocks.append(_plain("question", question))
        blocks += _answer(exchange.answer, question, numbers)
    sources = numbers.sources()
    head = [_plain("sources", "Sources")] if sources else []
    closing = f"Made with Footnote on {today}, from documents on this computer."
    end = _plain("closing", f"{closing} {CHECKED}" if sources else closing)
    return Sheet(name, today, (*blocks, *head, *sources, end))


def _plain(kind: Kind, text: str) -> Paragraph:
    return Paragraph(kind, (Run(text),))


def _answer(answer: Answer, question: str, numbers: Numbers) -> Iterator[Paragraph | Versions]:
    understood = line(answer.understood)
    if understood and understood != question:
        yield _plain("understood", f"Understood as: {understood}")
    if answer.status == "not_found":
        yield _plain("status", NOT_FOUND)
    yield from _sentences(answer, numbers)
    for conflict in answer.conflicts:
        yield _plain("about", f"Your documents disagree about {line(conflict.about)}:")
        yield Versions(tuple(_version(v, conflict, answer, numbers) for v in conflict.versions))
    if explanation := line(answer.explanation):
        yield _plain("explanation", explanation)
    if answer.status == "answered" and answer.confidence is not None:
        sure = f"{sureness(answer.confidence)}: {expectation(answer.confidence)}."
        yield _plain("sureness", sure)
    if answer.status == "not_found":
        yield from _nearest(answer.evidence)
    if answer.status in ("searching", "answering"):
        yield _plain("status", UNFINISHED)


def _sentences(answer: Answer, numbers: Numbers) -> Iterator[Paragraph]:
    sentences = answer.sentences
    parts = [_sentence(sentence, answer, numbers) for sentence in sentences]
    if len(parts) > FLOWING and all(sentence.quoted for sentence in sentences):
        yield from (Paragraph("item", tuple(part)) for part in parts)
    elif parts:
        runs = [run for part in parts for run in (*part, Run(" "))]
        yield Paragraph("answer", tuple(runs[:-1]))


def _sentence(sentence: AnswerSentence, answer: Answer, numbers: Numbers) -> list[Run]:
    references = [numbers.run(answer, n) for n in sentence.citations]
    text = sentence.text
    if sentence.quoted:
        return [Run(f"“{line(text)}”"), *references]
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
    version: Version, conflict: Conflict, answer: Answer, numbers: Numbers
) -> tuple[Paragraph, Paragraph]:
    reference = numbers.run(answer, version.citation)
    runs = [Run(line(version.value), strong=True), reference]
    if version.citation == conflict.newest:
        runs.append(Run(" (newest)"))
    citation = next(c for c in answer.citations if c.number == version.citation)
    named = (name_of(citation.title, citation.source), line(day(citation.date)) or "no date")
    return Paragraph("value", tuple(runs)), _plain("place", " · ".join(named))


def _nearest(passages: Sequence[Passage]) -> Iterator[Paragraph]:
    if passages:
        yield _plain("label", "Nearest passages; none of them answers the question:")
    named = [
        (name_of(p.title, p.source), place_of(p.title, p.date, p.page, p.heading, p.source))
        for p in passages
    ]
    for name, place in list(dict.fromkeys(named))[:NEAREST]:
        more = (Run(f" · {place}"),) if place else ()
        yield Paragraph("passage", (Run(name, strong=True), *more))
