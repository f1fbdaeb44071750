"""SQuAD 2.0: questions on paragraphs of Wikipedia; about half have no answer in theirs.

Source: Rajpurkar, Jia and Liang, "Know What You Don't Know", ACL 2018.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.adapters.fields import objects, text
from eval.adapters.files import field, read_json, write_document
from eval.adapters.names import file_names
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from index.records import Block, Document, Sentence
from rag.readers.assemble import one_line
from rag.sentences import split

FILE = "dev-v2.0.json"


def cases(data: Path) -> list[Case]:
    """Return the questions, of the kinds "answerable" and "impossible".

    `answers` are the different gold answers, `evidence` the sentences that hold them, cut as the
    product cuts them. "Impossible" was judged by the one paragraph a question was written for: now
    and then another one answers it, so that a perfect answerer stays a little below 1 there.
    """
    return [
        _case(question, where, source, context, sentences)
        for source, _, paragraphs in _articles(data)
        for paragraph_where, paragraph in paragraphs
        for context in [text(paragraph, "context", paragraph_where)]
        for sentences in [_sentences(context)]
        for where, question in objects(paragraph, "qas", paragraph_where)
    ]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write one document an article into `folder`, its paragraphs in order; return the paths."""
    return [
        write_document(
            folder,
            source.removesuffix(".md"),
            title,
            "\n\n".join(text(paragraph, "context", where) for where, paragraph in paragraphs),
        )
        for source, title, paragraphs in _articles(data)
    ]


def _articles(data: Path) -> list[tuple[str, str, list[tuple[str, dict[str, Any]]]]]:
    """Return file name, title and paragraphs of each article, each paragraph with its place."""
    path = data / FILE
    content = read_json(path)
    if not isinstance(content, dict):
        raise UsageError(f"{path} is not a JSON object.")
    articles = objects(content, "data", str(path))
    titles = [text(article, "title", where) for where, article in articles]
    return [
        (f"{name}.md", title.replace("_", " "), objects(article, "paragraphs", where))
        for name, title, (where, article) in zip(file_names(titles), titles, articles, strict=True)
    ]


def _sentences(context: str) -> tuple[Sentence, ...]:
    block = Block(start=0, end=len(context))
    return split(Document(source="", sha256="", kind="", title="", text=context, blocks=(block,)))


def _case(
    fields: dict[str, Any], where: str, source: str, context: str, sentences: Sequence[Sentence]
) -> Case:
    impossible = field(fields, "is_impossible", where)
    if not isinstance(impossible, bool):
        raise UsageError(f"{where}: the field 'is_impossible' must be true or false.")
    spans = [] if impossible else _spans(fields, where, context)
    if not impossible and not spans:
        raise UsageError(f"{where}: 'answers' is empty, and 'is_impossible' is false.")
    quotes = [
        one_line(sentence.text)
        for start, end in spans
        for sentence in sentences
        if sentence.start < end and start < sentence.end
    ]
    answers = [one_line(context[start:end]) for start, end in spans]
    return Case(
        id=text(fields, "id", where),
        question=one_line(text(fields, "question", where)),
        answerable=not impossible,
        kind="impossible" if impossible else "answerable",
        answers=tuple(dict.fromkeys(answers)),
        evidence=tuple(Place(source, quote) for quote in dict.fromkeys(quotes)),
    )


def _spans(fields: dict[str, Any], where: str, context: str) -> list[tuple[int, int]]:
    """Return where the answers stand in the paragraph."""
    spans = []
    for answer_where, answer in objects(fields, "answers", where):
        words, start = (
            text(answer, "text", answer_where),
            field(answer, "answer_start", answer_where),
        )
        if not isinstance(start, int) or not words or not context.startswith(words, max(start, 0)):
            raise UsageError(
                f"{answer_where}: 'answer_start' is not where the text stands in the paragraph."
            )
        spans.append((start, start + len(words)))
    return spans
