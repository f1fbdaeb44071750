"""SciFact as in BEIR: scientific claims, and the abstracts that support or refute them.

Source: Wadden et al., EMNLP 2020; Thakur et al., "BEIR", NeurIPS 2021.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from eval.adapters.fields import text
from eval.adapters.files import json_lines, read_text, write_document
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers.assemble import one_line

_JUDGEMENTS = Path("qrels") / "test.tsv"


def cases(data: Path) -> list[Case]:
    """Return the claims that have a relevant document; they have no answers.

    `evidence` are the relevant documents, whole.
    """
    known = {name for name, _, _ in texts(data)}
    judged = judgements(data)
    found = []
    for where, fields in json_lines(data / "queries.jsonl"):
        name = text(fields, "_id", where)
        relevant = [document for document, grade in judged.pop(name, {}).items() if grade > 0]
        for document in relevant:
            if document not in known:
                raise UsageError(f"{data / _JUDGEMENTS}: no document has the id {document!r}.")
        if relevant:
            question = one_line(text(fields, "text", where))
            evidence = tuple(Place(f"{document}.md") for document in relevant)
            found.append(Case(name, question, answerable=True, kind="claim", evidence=evidence))
    if judged:
        raise UsageError(f"{data / _JUDGEMENTS}: no query has the id {next(iter(judged))!r}.")
    return found


def documents(data: Path, folder: Path) -> list[Path]:
    """Write every abstract into `folder`, named by its id; return the paths."""
    return [write_document(folder, name, title, content) for name, title, content in texts(data)]


def texts(data: Path) -> Iterator[tuple[str, str, str]]:
    """Yield id, title and text of every document, in file order."""
    seen = set()
    for where, fields in json_lines(data / "corpus.jsonl"):
        name = text(fields, "_id", where)
        if not re.fullmatch(r"\w[\w-]*", name) or name in seen:  # it becomes a file name
            raise UsageError(f"{where}: the id {name!r} is not new, or not of letters and digits.")
        seen.add(name)
        yield name, text(fields, "title", where), text(fields, "text", where)


def judgements(data: Path) -> dict[str, dict[str, int]]:
    """Return the relevance (0 for none) of the judged documents by query."""
    path = data / _JUDGEMENTS
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if number == 1 or not line.strip():  # the first line names the columns
            continue
        parts = line.split("\t")
        if len(parts) != 3 or not re.fullmatch(r"\d+", parts[2]):
            raise UsageError(
                f"{path}, line {number}: a line is query, document and relevance, with tabs."
            )
        judged.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    return judged
