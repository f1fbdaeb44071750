"""RealTime QA: questions of weekly news quizzes, with the articles that a search found for each.

Source: Kasai et al., "RealTime QA: What's the Answer Right Now?", NeurIPS 2023.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.adapters.fields import text, texts
from eval.adapters.files import field, json_lines, write_document
from eval.adapters.names import file_names
from eval.cases import Case
from eval.metrics.citations import Place
from eval.metrics.normal import plain
from index.errors import UsageError
from rag.readers.assemble import one_line


@dataclass(frozen=True, slots=True)
class _Article:
    url: str
    title: str
    date: str
    text: str


def cases(data: Path) -> list[Case]:
    """Return the questions, of the kinds "news" and "not_in_articles".

    `evidence` are those of the articles found for a question in which the answer stands word for
    word: alternatives, each of which may be about something else, so read the hits, not the recall.
    "Not in articles" means just that: not word for word in the articles found for this question.
    Others of the collection do answer some of these, so that always refusing is not perfect there.
    """
    articles = _articles(data)
    sources = {article.url: f"{name}.md" for name, article in articles.items()}
    contents = {article.url: plain(article.text).lower() for article in articles.values()}
    return [
        _case(fields, where, sources, contents)
        for where, fields in json_lines(data / "questions.jsonl")
    ]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write one document an article into `folder`, named by date and title; return the paths."""
    return [
        write_document(folder, name, article.title, article.text, article.date)
        for name, article in _articles(data).items()
    ]


def _articles(data: Path) -> dict[str, _Article]:
    """Return the articles by file name without ending, in file order."""
    articles: dict[str, _Article] = {}
    for where, fields in json_lines(data / "articles.jsonl"):
        url = text(fields, "url", where)
        if url in articles:
            raise UsageError(f"{where}: the url {url!r} stands in an earlier line too.")
        articles[url] = _Article(
            url,
            one_line(text(fields, "title", where)),
            _iso_date(text(fields, "date", where), where),
            text(fields, "text", where),
        )
    names = file_names(f"{article.date} {article.title}" for article in articles.values())
    return dict(zip(names, articles.values(), strict=True))


def _iso_date(stated: str, where: str) -> str:
    try:
        return date.fromisoformat(stated.replace("/", "-")).isoformat()
    except ValueError as error:
        raise UsageError(f"{where}: the date {stated!r} is not like 2025/01/31.") from error


def _case(
    fields: dict[str, Any], where: str, sources: Mapping[str, str], contents: Mapping[str, str]
) -> Case:
    answerable = field(fields, "answer_in_articles", where)
    if not isinstance(answerable, bool):
        raise UsageError(f"{where}: the field 'answer_in_articles' must be true or false.")
    found, answer = texts(fields, "articles", where), one_line(text(fields, "answer", where))
    unknown = [url for url in found if url not in sources]
    if unknown:
        raise UsageError(f"{where}: 'articles' has {unknown[0]!r}, which is not in articles.jsonl.")
    telling = [url for url in dict.fromkeys(found) if _stands_in(answer, contents[url])]
    return Case(
        id=text(fields, "id", where),
        question=one_line(text(fields, "question", where)),
        answerable=answerable,
        kind="news" if answerable else "not_in_articles",
        answers=(answer,) if answerable else (),
        evidence=tuple(Place(sources[url]) for url in telling) if answerable else (),
    )


def _stands_in(answer: str, content: str) -> bool:
    """Return whether the answer stands in a content in plain lower case, in whole words.

    Not `eval.metrics.text.contains`: to that "25%" stands wherever 25 does, and "Jane Austen" not
    in "Jane Austen's", which matters in whole articles more than in one answer.
    """
    words = re.escape(plain(answer).lower())
    return re.search(rf"(?<!\w){words}(?!\w)", content) is not None
