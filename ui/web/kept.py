"""Turns written down and read again: for the history on this machine, and as a suite."""

import json
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from index.errors import LibraryError
from index.history import History, SavedTurn
from rag.answer import Answer, Status
from rag.followup import NEWEST
from ui.web.conversation import Turn, history
from ui.web.words import file_name

UNREADABLE = "page.unreadable"
"""The key of what is said in place of one answer: the rest of its conversation can be read."""

Kind = TypeVar("Kind")
_Json = Any  # what `json.loads` gives; checked value by value below


def save(kept: History, conversation: int, turn: Turn) -> None:
    """Append the turn to a saved conversation, or put it in the place of its number.

    Raises what `History.save` raises.
    """
    said = " ".join(sentence.text for sentence in turn.answer.sentences) if turn.answer else ""
    kept.save(conversation, SavedTurn(turn.number, turn.question, said, as_json(turn)))


def turns(saved: Iterable[SavedTurn]) -> list[Turn]:
    """Return the turns to show, all of them ended.

    One that was being answered when Footnote was closed counts as stopped; one that cannot be read
    is its question with an error.
    """
    return [_ended(each) for each in saved]


def _ended(saved: SavedTurn) -> Turn:
    try:
        turn = from_json(saved.content)
    except LibraryError:
        return Turn(saved.number, saved.question, error=UNREADABLE, ended=True)
    turn = replace(turn, verdict=saved.verdict, word=saved.word)
    return turn if turn.ended else replace(turn, stopped=True, ended=True)


def as_json(turn: Turn) -> str:
    """Write a turn with its answer as one JSON object, named as the fields are. ASCII."""
    return json.dumps(turn, default=_object)


def _object(value: Any) -> dict[str, Any]:  # noqa: ANN401  (a nested dataclass or a mapping)
    if isinstance(value, Mapping):
        return dict(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def from_json(text: str) -> Turn:
    """Read what `as_json` wrote, here or in another version of Footnote.

    Unknown keys are passed over; missing ones get the field's default, or nothing (empty, zero). A
    status that is not known yet becomes what its sentences say. Raises `LibraryError` for anything
    else.
    """
    try:
        return _dataclass(Turn, json.loads(text))
    except (TypeError, ValueError, RecursionError) as error:
        raise LibraryError(f"A saved answer cannot be read ({error}): ask again.") from error


def _dataclass(kind: type[Kind], value: _Json) -> Kind:
    if not isinstance(value, dict):
        raise TypeError(f"no {kind.__name__}")
    if kind is Answer and value.get("status") not in get_args(Status):
        value = value | {"status": "answered" if value.get("sentences") else "not_found"}
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # only dataclasses come here
        if field.name in value:
            given[field.name] = _value(hints[field.name], value[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            given[field.name] = _nothing(hints[field.name])
    return kind(**given)


def _value(hint: Any, value: _Json) -> Any:  # noqa: ANN401  (as the hint says)
    kinds, origin = get_args(hint), get_origin(hint)
    if is_dataclass(hint):
        return _dataclass(hint, value)  # type: ignore[arg-type]  # a class, not one of its things
    if origin in {Union, types.UnionType}:
        inner = next(kind for kind in kinds if kind is not types.NoneType)
        return None if value is None else _value(inner, value)
    if origin is tuple and isinstance(value, list):
        if kinds[-1] is ...:
            return tuple(_value(kinds[0], each) for each in value)
        return tuple(_value(kind, each) for kind, each in zip(kinds, value, strict=True))
    if origin is Mapping and isinstance(value, dict):
        return {key: _value(kinds[1], each) for key, each in value.items()}
    return _scalar(hint, value)


def _scalar(hint: Any, value: _Json) -> Any:  # noqa: ANN401  (as the hint says)
    if get_origin(hint) is Literal and value in get_args(hint):
        return value
    plain: dict[Any, tuple[type, ...]] = {
        bool: (bool,), int: (int,), float: (int, float), str: (str,),
    }  # fmt: skip
    # to Python True is a number
    if isinstance(value, plain.get(hint, ())) and (hint is bool) == isinstance(value, bool):
        return value
    raise TypeError(f"{value!r:.40} is no {hint}")


def _nothing(hint: Any) -> Any:  # noqa: ANN401  (as the hint says)
    if types.NoneType in get_args(hint):
        return None
    return (get_origin(hint) or hint)()


def as_suite(conversations: Mapping[int, Sequence[SavedTurn]]) -> str:
    """Write rated answers as one suite: `as_suites`, the right ones first."""
    return "".join(as_suites(conversations))


def as_suites(conversations: Mapping[int, Sequence[SavedTurn]]) -> tuple[str, str]:
    """Write answers rated right, and those rated wrong, in the form of `eval/suites/README.md`.

    `conversations` are turns by the id of their conversation. Thumbs up make cases: what was
    answered with the few words that answer, or else the whole answer, and the sentences cited;
    "your documents do not say" as a question without an answer. Thumbs down are without
    accepted answers: only a person knows those, and `footnote eval` names their lines until they
    are filled in. Turns that did not end in an answer make none.
    """
    good: list[dict[str, Any]] = []
    bad: list[dict[str, Any]] = []
    for number, saved in conversations.items():
        shown = turns(saved)
        for position, (rated, turn) in enumerate(zip(saved, shown, strict=True)):
            if rated.verdict and turn.answer and history([turn]):
                case = {"id": f"kept-{number}-{turn.number}", "question": turn.question}
                case |= _before(turn.answer, shown[:position])
                case |= _right(turn.answer) if rated.verdict > 0 else _wrong(turn.answer)
                note = " ".join(filter(None, (case.pop("note", ""), rated.word)))
                (good if rated.verdict > 0 else bad).append(case | ({"note": note} if note else {}))
    return _lines(good), _lines(bad)


def _lines(cases: Sequence[dict[str, Any]]) -> str:
    return "".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)


def _before(answer: Answer, earlier: Sequence[Turn]) -> dict[str, Any]:
    """Return the turns that a follow-up looked back on, nothing for a question that stood alone."""
    told = history(earlier)[-NEWEST:] if answer.understood else []
    return {"history": [[turn.question, turn.answer] for turn in told]} if told else {}


def _right(answer: Answer) -> dict[str, Any]:
    if answer.status == "not_found":
        return {"answerable": False, "answers": [], "evidence": []}
    parts = [s.text[slice(*s.brief)] for s in answer.sentences if s.brief]
    case: dict[str, Any] = {"answerable": True, "answers": parts}
    if len(parts) > 1:  # of a question with several parts, each must be answered
        case |= {"answers": [], "required": [[part] for part in parts]}
    elif not parts:
        case["reference"] = " ".join(sentence.text for sentence in answer.sentences)
    used = {number for sentence in answer.sentences for number in sentence.citations}
    cited = [c for c in answer.citations if c.number in used]
    return case | {"evidence": [_place(c.source, c.quote) for c in cited]}


def _place(source: str, quote: str) -> dict[str, str]:
    return {"source": file_name(source), "quote": " ".join(quote.split())}


def _wrong(answer: Answer) -> dict[str, Any]:
    said = " ".join(sentence.text for sentence in answer.sentences) or "the documents do not say"
    note = (
        "Rated wrong: write the right answer into 'answers', or make 'answerable' false. "
        f"Footnote answered: {said}"
    )
    return {"answerable": True, "answers": [], "evidence": [], "note": note}
