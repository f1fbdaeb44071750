"""MTRAG: turns of conversations that people held with an assistant over four collections.

Source: Katsis et al., "MTRAG: A Multi-Turn Conversational Benchmark for Evaluating
Retrieval-Augmented Generation Systems", 2025; the file is "reference.jsonl", one turn a line.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters.clapnq import readable
from eval.adapters.fields import objects, text, texts
from eval.adapters.files import json_lines, write_document
from eval.adapters.names import file_names
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers.assemble import one_line

FILE = "reference.jsonl"
CLASSES = {"ANSWERABLE": True, "PARTIAL": True, "UNANSWERABLE": False, "UNDERSPECIFIED": False}
"""Each class of turns, and whether it is answered from the passages."""

_LONGEST_TITLE = 70  # characters


@dataclass(frozen=True, slots=True)
class _Passage:
    title: str
    text: str
    """Paragraphs with an empty line between them."""


def cases(data: Path) -> list[Case]:
    """Return the turns; kind is the class: answerable, partial, unanswerable or underspecified.

    The last turn is the question, those before it are the history; every gold passage is a piece of
    evidence, as a whole. A "partial" turn counts as answerable: the passages hold a part, and the
    reference says what is missing. An "underspecified" turn ("which library?") wants a question
    back, which is its reference. It counts as not answerable and has no evidence: no passage
    settles it, an answer would be a guess, and what cannot ask back does right to refuse. It
    differs from "unanswerable" all the same, so read its figure by itself.
    """
    names = _names(data)
    return [_case(fields, where, names) for where, fields in json_lines(data / FILE)]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write one document a passage that any turn came with into `folder`; return the paths.

    Passages were cut from pages with an overlap, and some pages repeat others: in a tenth of the
    answerable turns another passage has sentences of a gold one, and citing that does not count.
    """
    return [
        write_document(folder, name, passage.title, passage.text)
        for passage, name in _names(data).items()
    ]


def _names(data: Path) -> dict[_Passage, str]:
    """Return each different passage with its file name, which is its first id."""
    first: dict[_Passage, str] = {}
    for where, fields in json_lines(data / FILE):
        for place, context in objects(fields, "contexts", where):
            passage = _passage(context, place, text(fields, "Collection", where))
            first.setdefault(passage, text(context, "document_id", place))
    return dict(zip(first, file_names(first.values()), strict=True))


def _passage(context: dict[str, Any], where: str, collection: str) -> _Passage:
    title = "" if context.get("title") is None else text(context, "title", where)
    # A title is the first line of the text too. Lines are list items, headings and paragraphs.
    whole = text(context, "text", where).removeprefix(f"{title}\n")
    lines = [_plain(line, collection) for line in whole.split("\n")]
    paragraphs = [line for line in lines if line]
    if not paragraphs:
        raise UsageError(f"{where}: the field 'text' is empty.")
    return _Passage(one_line(title) or _opening(paragraphs[0]), "\n\n".join(paragraphs))


def _plain(words: str, collection: str) -> str:
    """Return a text on one line; those of CLAP NQ have their words and signs taken apart."""
    return readable(words) if collection == "clapnq" else one_line(words)


def _opening(line: str) -> str:
    if len(line) <= _LONGEST_TITLE:
        return line
    start = line[:_LONGEST_TITLE]
    return (start.rpartition(" ")[0] or start) + "…"


def _case(fields: dict[str, Any], where: str, names: dict[_Passage, str]) -> Case:
    kind, collection = _class(fields, where), text(fields, "Collection", where)
    *earlier, question = _turns(fields, where, collection)
    passages = [
        _passage(context, place, collection)
        for place, context in objects(fields, "contexts", where)
        if CLASSES[kind]
    ]
    return Case(
        id=text(fields, "task_id", where),
        question=question,
        answerable=CLASSES[kind],
        kind=kind.lower(),
        # Of an unanswerable turn it is one of many ways to say that one does not know.
        reference="" if kind == "UNANSWERABLE" else _target(fields, where, collection),
        evidence=tuple(
            Place(f"{names[passage]}.md", one_line(passage.text))
            for passage in dict.fromkeys(passages)
        ),
        history=tuple(zip(earlier[::2], earlier[1::2], strict=True)),
    )


def _target(fields: dict[str, Any], where: str, collection: str) -> str:
    targets = objects(fields, "targets", where)
    if not targets:
        raise UsageError(f"{where}: the field 'targets' is empty.")
    place, target = targets[0]
    return _plain(text(target, "text", place), collection)


def _class(fields: dict[str, Any], where: str) -> str:
    stated = texts(fields, "answerability", where)
    if len(stated) != 1 or stated[0] not in CLASSES:
        raise UsageError(
            f"{where}: 'answerability' must be one of {', '.join(CLASSES)}, in a list."
        )
    return stated[0]


def _turns(fields: dict[str, Any], where: str, collection: str) -> list[str]:
    """Return what was said by turns; the user begins and ends."""
    turns = objects(fields, "input", where)
    speakers = [text(turn, "speaker", place) for place, turn in turns]
    if len(turns) % 2 == 0 or speakers != (["user", "agent"] * len(turns))[: len(turns)]:
        raise UsageError(
            f"{where}: in 'input' user and agent must take turns, the user first and last."
        )
    return [
        one_line(text(turn, "text", place))
        if speaker == "user"
        else _plain(text(turn, "text", place), collection)
        for speaker, (place, turn) in zip(speakers, turns, strict=True)
    ]
