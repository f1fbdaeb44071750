"""SEC 10-Q: questions on quarterly reports of five companies, from one or several of them.

Source: docugami/KG-RAG-datasets; a model wrote the answers.
"""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from eval.adapters.fields import text
from eval.adapters.files import json_lines
from eval.adapters.pdfs import pdfs
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError

_KINDS = {
    "Single-Doc Single-Chunk RAG": "single_chunk",
    "Single-Doc Multi-Chunk RAG": "several_chunks",
    "Multi-Doc RAG": "several_documents",
}
_NOTE = re.compile(
    r"""
    \s*\(SOURCES?:[^()]*\)                       # (SOURCE: report.pdf, "Net Sales" section)
    | \s*\(\s*"?[^()"\n]*\.pdf"?\s*\)            # ("report.pdf")
    | ^[ \t]*SOURCE(?:\(S\))?:.*$                # SOURCE(S): report.pdf, other.pdf
    """,
    re.VERBOSE | re.MULTILINE,
)


def cases(data: Path) -> list[Case]:
    """Return the questions, of the kinds "single_chunk", "several_chunks", "several_documents".

    `reference` is the gold answer without its notes of sources. `evidence` are whole reports: those
    that the answer names, because a question on all quarters is often answered from fewer; else
    those whose names the column "Source Docs" matches. All count as answerable, though some gold
    answers say that the report does not tell.
    """
    names = [path.name for path in pdfs(data)]
    return [
        _case(f"q{number:03}", fields, where, names)
        for number, (where, fields) in enumerate(json_lines(data / "qna.jsonl"), start=1)
    ]


def documents(data: Path, folder: Path) -> list[Path]:  # noqa: ARG001  (they are files already)
    """Return the PDFs, where they are."""
    return pdfs(data)


def _case(identity: str, fields: dict[str, Any], where: str, names: Sequence[str]) -> Case:
    kind = text(fields, "Question Type", where)
    if kind not in _KINDS:
        raise UsageError(f"{where}: 'Question Type' is {kind!r}; known: {', '.join(_KINDS)}.")
    answer, pattern = text(fields, "Answer", where), text(fields, "Source Docs", where)
    named = [name for name in names if name in answer]
    matched = [name for name in names if fnmatchcase(name, pattern)]
    if not matched:
        raise UsageError(f"{where}: 'Source Docs' is {pattern!r}, which no file in docs matches.")
    return Case(
        id=identity,
        question=" ".join(text(fields, "Question", where).split()),
        answerable=True,
        kind=_KINDS[kind],
        reference=re.sub(r"\n\s*\n", "\n\n", _NOTE.sub("", answer)).strip(),
        evidence=tuple(Place(name) for name in named or matched),
    )
