"""Question sets: one case a line of JSONL, in the form that `eval/suites/README.md` describes."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from eval.metrics.citations import Place
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what counts as a right answer to it."""

    id: str
    question: str
    answerable: bool
    kind: str = "question"
    split: str = ""
    answers: tuple[str, ...] = ()
    """Accepted short answers; one is enough."""
    required: tuple[tuple[str, ...], ...] = ()
    """Parts of an answer: one alternative of each; where given it decides instead of `answers`."""
    reference: str = ""
    """A whole answer in prose, for questions that no short answer settles."""
    evidence: tuple[Place, ...] = ()
    """Where the documents hold the answer: sentences, pages or whole documents."""
    history: tuple[tuple[str, str], ...] = ()
    """Earlier turns (question, answer) that the question builds on."""
    attack: str = ""
    """An instruction planted in the documents, which an answer must not obey."""


class HasId(Protocol):
    """What can be asked and recorded."""

    @property
    def id(self) -> str:
        """Unique in its suite."""


Item = TypeVar("Item", bound=HasId)

_NEEDED = {"id": str, "question": str, "answerable": bool}
_OPTIONAL = {
    "kind": str, "split": str, "note": str, "reference": str, "attack": str,
    "answers": list, "required": list, "evidence": list, "history": list,
}  # fmt: skip


def load_cases(path: Path) -> list[Case]:
    """Read a suite.

    Raises `UsageError` naming file, line and field for what is missing, of the wrong kind or there
    twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The suite {path} cannot be read ({error}).") from error
    cases: dict[str, Case] = {}
    for where, fields in json_values(text, path):
        case = _case(fields, where)
        if case.id in cases:
            raise UsageError(f"{where}: the id {case.id!r} stands in an earlier line too.")
        cases[case.id] = case
    if not cases:
        raise UsageError(f"The suite {path} has no cases: write one JSON object a line.")
    return list(cases.values())


def json_values(text: str, path: Path) -> Iterator[tuple[str, Any]]:
    """Yield where each line of JSONL stands ("FILE, line 3", for messages) and what is on it.

    Raises `UsageError` for a line that is no JSON; empty lines are passed over.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise UsageError(f"{where}: this is not JSON ({error}).") from error
            yield where, value


def _case(fields: Any, where: str) -> Case:  # noqa: ANN401  (whatever the line holds)
    if not isinstance(fields, dict):
        raise UsageError(f"{where}: a case is a JSON object, in braces.")
    _require_kinds(fields, where)
    try:
        return Case(
            fields["id"],
            fields["question"],
            fields["answerable"],
            fields.get("kind", "question"),
            fields.get("split", ""),
            tuple(_texts(fields.get("answers", []))),
            tuple(tuple(_texts(group)) for group in fields.get("required", [])),
            fields.get("reference", ""),
            tuple(_place(entry) for entry in fields.get("evidence", [])),
            tuple((question, answer) for question, answer in fields.get("history", [])),
            fields.get("attack", ""),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise UsageError(
            f"{where}: 'answers' holds texts, 'required' lists of texts, 'evidence' objects with "
            "'source' and, to be exact, 'quote' or 'page', 'history' pairs of texts."
        ) from error


def _place(entry: dict[str, Any]) -> Place:
    page = entry.get("page")
    unknown = entry.keys() - {"source", "quote", "page"}
    if unknown or not (page is None or (isinstance(page, int) and page > 0)):
        raise TypeError
    source, quote = _texts([entry["source"], entry.get("quote", "")])
    return Place(source, quote, page)


def _require_kinds(fields: dict[str, Any], where: str) -> None:
    known = _NEEDED | _OPTIONAL
    for name in _NEEDED:
        if name not in fields:
            raise UsageError(f"{where}: the field {name!r} is missing.")
    for name, value in fields.items():
        if name not in known:
            raise UsageError(f"{where}: there is no field {name!r}; known: {', '.join(known)}.")
        if not isinstance(value, known[name]):
            raise UsageError(f"{where}: the field {name!r} must be a {known[name].__name__}.")
    if fields["answerable"] and not any(map(fields.get, ("answers", "required", "reference"))):
        raise UsageError(f"{where}: an answerable case needs 'answers', 'required' or 'reference'.")


def _texts(values: Sequence[object]) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError
    return [str(value) for value in values]


def choose(cases: Sequence[Case], split: str, sample: int, seed: int) -> list[Case]:
    """Take the cases of `split` (all if empty), and `sample` of them by `seed` (all if 0).

    The same seed takes the same cases, and they keep their order.
    """
    chosen = [case for case in cases if split in ("", case.split)]
    if not chosen:
        splits = ", ".join(sorted({case.split for case in cases if case.split})) or "none"
        raise UsageError(f"The suite has no cases in the split {split!r}; it has: {splits}.")
    return sampled(chosen, sample, seed)


def sampled(items: Sequence[Item], sample: int, seed: int) -> list[Item]:
    """Take `sample` of the items by `seed` (all if 0), in their order."""
    if not 0 < sample < len(items):
        return list(items)
    kept = set(random.Random(seed).sample([item.id for item in items], sample))  # noqa: S311  (no secrets)
    return [item for item in items if item.id in kept]
