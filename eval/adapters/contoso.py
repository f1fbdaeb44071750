"""Contoso: questions on a company's handbook and benefits, whose answers cite pages of the PDFs.

Source: Azure-Samples; a model wrote question and answer from a piece of the cited page.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from eval.adapters.fields import text
from eval.adapters.files import json_lines
from eval.adapters.pdfs import pdfs
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers.assemble import one_line

_CITATION = re.compile(r"\[([^\[\]#]+)#page=([1-9]\d*)\]")


def cases(data: Path) -> list[Case]:
    """Return the questions: the kind is the cited PDF, or "no_answer".

    `reference` is the gold answer without its citations, `evidence` the pages that it cites. A
    piece may run on to the next page: citing that one instead is often not wrong. The questions of
    "no_answer" were not checked against the PDFs, which do answer about a third of them (a process,
    a role), so that always refusing there is not perfect.
    """
    names = {path.name for path in pdfs(data)}
    answerable = json_lines(data / "qa.jsonl")
    unanswerable = json_lines(data / "qa_dontknows.jsonl")
    return [
        _case(f"qa-{number:03}", fields, where, names)
        for number, (where, fields) in enumerate(answerable, start=1)
    ] + [
        Case(
            id=f"dontknow-{number:02}",
            question=one_line(text(fields, "question", where)),
            answerable=False,
            kind="no_answer",
        )
        for number, (where, fields) in enumerate(unanswerable, start=1)
    ]


def documents(data: Path, folder: Path) -> list[Path]:  # noqa: ARG001  (they are files already)
    """Return the PDFs, where they are."""
    return pdfs(data)


def _case(identity: str, fields: dict[str, Any], where: str, names: Collection[str]) -> Case:
    truth = text(fields, "truth", where)
    cited = list(dict.fromkeys(_CITATION.findall(truth)))
    if not cited:
        raise UsageError(f"{where}: 'truth' cites no page; one is cited as [file.pdf#page=1].")
    for source, _ in cited:
        if source not in names:
            raise UsageError(f"{where}: 'truth' cites {source!r}, which is not in the folder docs.")
    sources = {source for source, _ in cited}
    return Case(
        id=identity,
        question=one_line(text(fields, "question", where)),
        answerable=True,
        kind=Path(cited[0][0]).stem if len(sources) == 1 else "several_documents",
        reference=one_line(_CITATION.sub("", truth)),
        evidence=tuple(Place(source, page=int(page)) for source, page in cited),
    )
