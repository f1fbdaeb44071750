"""AttributionBench: claims with references, each judged by people as supported by them or not.

JSONL as the authors publish it (Li et al., AttributionBench, 2024); every file in the folder.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters.fields import text, texts
from eval.adapters.files import json_lines
from index.errors import UsageError

_LABELS = {"attributable": True, "not attributable": False}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a system wrote, the sources it gave for it, and whether they support it."""

    id: str
    question: str
    claim: str
    references: tuple[str, ...]
    """Passages copied from the sources."""
    supported: bool
    """Whether the references together support the whole claim, as people judged."""
    kind: str
    """The data set that the claim comes from."""


def claims(data: Path) -> list[Claim]:
    """Return the claims of the set in the folder `data`, in file order.

    An id that stands there twice gets a number. Raises `UsageError` that names file, line and
    field.
    """
    files = sorted(data.glob("*.jsonl"))
    if not files:
        raise UsageError(f"There is no .jsonl file in {data}: is --data the right folder?")
    found: dict[str, Claim] = {}
    for path in files:
        for where, fields in json_lines(path):
            claim = _claim(fields, where, found)
            found[claim.id] = claim
    if not found:
        raise UsageError(f"{files[0]} holds no claim: put the set's own file there.")
    return list(found.values())


def _claim(fields: dict[str, Any], where: str, known: dict[str, Claim]) -> Claim:
    label = _filled(fields, "attribution_label", where)
    if label not in _LABELS:
        raise UsageError(
            f"{where}: the field 'attribution_label' is {label!r}; it has to be "
            f"{' or '.join(map(repr, _LABELS))}."
        )
    references = texts(fields, "references", where)
    if not any(reference.strip() for reference in references):
        raise UsageError(f"{where}: the field 'references' is empty.")
    return Claim(
        _unique(_filled(fields, "id", where), known),
        _filled(fields, "question", where),
        _filled(fields, "claim", where),
        tuple(references),
        _LABELS[label],
        _filled(fields, "src_dataset", where),
    )


def _filled(fields: dict[str, Any], name: str, where: str) -> str:
    value = text(fields, name, where)
    if not value.strip():
        raise UsageError(f"{where}: the field {name!r} is empty.")
    return value


def _unique(name: str, known: dict[str, Claim]) -> str:
    number, unique = 1, name
    while unique in known:
        number += 1
        unique = f"{name}-{number}"
    return unique
