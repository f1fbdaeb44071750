"""CLAP NQ: questions people asked a search engine, each with one passage of Wikipedia.

Source: Rosenthal et al., "CLAP NQ: Cohesive Long-form Answers from Passages in Natural Questions",
2024.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters.fields import objects, text, texts
from eval.adapters.files import json_lines, write_document
from eval.adapters.names import file_names
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError
from rag.readers.assemble import one_line

FILES = {"clapnq_dev_answerable.jsonl": True, "clapnq_dev_unanswerable.jsonl": False}
"""Each file, and whether the passages answer its questions."""

_JOINS = (
    (r"`` ?", '"'),
    (r" ?''", '"'),
    (r"(?<=\w) - (?=\w)", "-"),
    (r"(?<=\d) -- (?=\w)", "–"),
    (r" -- ", " – "),
    (r"(?<=\d) : (?=\d)", ":"),
    (r"(?i) (n't|'(?:s|re|ve|ll|d|m))\b", r"\1"),
    (r" ([,.;:!?%°′)\]}]+)(?= |\"|$)", r"\1"),
    (r"([(\[{£€¥]) ", r"\1"),
    (r"(?<=s|n|\d) '(?= \w)", "'"),  # teams ' results, singin ' songs, 15 ' west
    (r"(?<!\S)' (\S.*?) '(?!\w)", r"'\1'"),
    (r"(?<!\S)' (?=\w)", "'"),  # ' em
    (r" '(?=[,.;:!?)]|$)", "'"),  # closes what the sentence before opened
)


@dataclass(frozen=True, slots=True)
class _Passage:
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a file with its passages read."""

    where: str
    fields: dict[str, Any]
    passages: tuple[_Passage, ...]
    answerable: bool


def cases(data: Path) -> list[Case]:
    """Return the questions, of the kinds "answerable" and "unanswerable".

    Where several people answered, `reference` and `evidence` (the sentences that were marked for
    it) are those of the first who did, so that the two belong together. That a question
    has no answer was judged by its one passage alone.
    """
    entries = _entries(data)
    names = _names(entries)
    return [_case(entry, names) for entry in entries]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write one document a passage into `folder`; return the paths."""
    return [
        write_document(folder, name, passage.title, " ".join(passage.sentences))
        for passage, name in _names(_entries(data)).items()
    ]


def readable(words: str) -> str:
    """Return a text of the set as a person would have written it, on one line.

    The set has every word, sign and bracket apart (`` King 's `` for "King's"). Nobody has
    documents like that, and a model asked about them writes the same. Documents, evidence and
    references all go through here, so that they agree; what stood there before the set took it
    apart is not always to be known. After NLTK's TreebankWordDetokenizer.
    """
    joined = one_line(words)
    for pattern, together in _JOINS:
        joined = re.sub(pattern, together, joined)
    return one_line(joined)


def _entries(data: Path) -> list[_Entry]:
    return [
        _Entry(where, fields, _passages(fields, where), answerable)
        for name, answerable in FILES.items()
        for where, fields in json_lines(data / name)
    ]


def _passages(fields: dict[str, Any], where: str) -> tuple[_Passage, ...]:
    return tuple(
        _Passage(
            one_line(text(passage, "title", place)),
            tuple(readable(sentence) for sentence in texts(passage, "sentences", place)),
        )
        for place, passage in objects(fields, "passages", where)
    )


def _names(entries: list[_Entry]) -> dict[_Passage, str]:
    """Return each different passage with its file name."""
    passages = list(dict.fromkeys(passage for entry in entries for passage in entry.passages))
    return dict(zip(passages, file_names(each.title for each in passages), strict=True))


def _case(entry: _Entry, names: dict[_Passage, str]) -> Case:
    reference, evidence = _answer(entry, names) if entry.answerable else ("", ())
    return Case(
        id=text(entry.fields, "id", entry.where),
        question=one_line(text(entry.fields, "input", entry.where)),
        answerable=entry.answerable,
        kind="answerable" if entry.answerable else "unanswerable",
        reference=reference,
        evidence=evidence,
    )


def _answer(entry: _Entry, names: dict[_Passage, str]) -> tuple[str, tuple[Place, ...]]:
    """Return the first answer that is none of "I skip this one", with its sentences."""
    for where, output in objects(entry.fields, "output", entry.where):
        answer = readable(text(output, "answer", where))
        marked = [readable(sentence) for sentence in texts(output, "selected_sentences", where)]
        if answer and marked:
            return answer, tuple(_place(each, where, entry.passages, names) for each in marked)
    raise UsageError(f"{entry.where}: 'output' has no answer with 'selected_sentences'.")


def _place(
    sentence: str, where: str, passages: tuple[_Passage, ...], names: dict[_Passage, str]
) -> Place:
    for passage in passages:
        if sentence in passage.sentences:
            return Place(f"{names[passage]}.md", sentence)
    raise UsageError(f"{where}: 'selected_sentences' has one that is in none of the 'passages'.")
