"""Two-hop questions: the answer needs the passages of two to four Wikipedia articles together.

Source: rkendev/kg-rag-multihop, questions of 2WikiMultihopQA (Ho et al., 2020).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters.fields import text, texts
from eval.adapters.files import field, json_lines, write_document
from eval.adapters.names import file_names
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers.assemble import one_line


@dataclass(frozen=True, slots=True)
class _Chunk:
    id: str
    title: str
    paragraph: int
    text: str


def cases(data: Path) -> list[Case]:
    """Return the questions: kind is their type of hop, or "no_knowledge" without an answer.

    `evidence` are the gold passages, all of which an answer needs. Questions of "no_knowledge" look
    like the others, but their articles are left out of the collection; their file names no split.
    """
    places = {
        chunk.id: Place(f"{name}.md", one_line(chunk.text))
        for name, chunks in _articles(data).items()
        for chunk in chunks
    }
    answerable = json_lines(data / "questions.jsonl")
    unanswerable = json_lines(data / "no_knowledge.jsonl")
    return [_case(fields, where, places) for where, fields in answerable] + [
        Case(
            id=text(fields, "id", where),
            question=one_line(text(fields, "question", where)),
            answerable=False,
            kind="no_knowledge",
        )
        for where, fields in unanswerable
    ]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write one document an article into `folder`, its passages in order; return the paths."""
    return [
        write_document(folder, name, chunks[0].title, "\n\n".join(chunk.text for chunk in chunks))
        for name, chunks in _articles(data).items()
    ]


def _articles(data: Path) -> dict[str, list[_Chunk]]:
    """Return the passages of each article in order, by the article's file name without ending."""
    articles: dict[str, list[_Chunk]] = {}
    for where, fields in json_lines(data / "corpus.jsonl"):
        paragraph = field(fields, "source_para_idx", where)
        if not isinstance(paragraph, int):
            raise UsageError(f"{where}: the field 'source_para_idx' must be a whole number.")
        title = text(fields, "source_title", where)
        chunk = _Chunk(
            text(fields, "chunk_id", where), title, paragraph, text(fields, "text", where)
        )
        articles.setdefault(title, []).append(chunk)
    return {
        name: sorted(chunks, key=lambda chunk: chunk.paragraph)
        for name, chunks in zip(file_names(articles), articles.values(), strict=True)
    }


def _case(fields: dict[str, Any], where: str, places: dict[str, Place]) -> Case:
    gold = texts(fields, "gold_support_chunk_ids", where)
    unknown = [chunk for chunk in gold if chunk not in places]
    if unknown:
        raise UsageError(
            f"{where}: 'gold_support_chunk_ids' has {unknown[0]!r}, which is not in corpus.jsonl."
        )
    return Case(
        id=text(fields, "id", where),
        question=one_line(text(fields, "question", where)),
        answerable=True,
        kind=text(fields, "hop_type", where),
        split=text(fields, "split", where),
        answers=(one_line(text(fields, "answer", where)),),
        evidence=tuple(places[chunk] for chunk in dict.fromkeys(gold)),
    )
