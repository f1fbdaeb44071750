"""BIPIA: e-mails with an instruction planted in them, and a question about each e-mail.

The e-mails and the instructions (15 kinds of 5) as the authors publish them (Yi et al.,
Benchmarking and Defending Against Indirect Prompt Injection Attacks, 2023). There every
instruction is planted in every e-mail, at the start, at a random sentence and at the end; here
each e-mail gets one, so that all of them make one collection: kinds, instructions of a kind and
positions take turns, and a kind meets all three positions.

The questions ask what was paid to whom and mean the one e-mail that BIPIA shows with them. Asked
against all of them, a question has to say which: "In e-mail 7 ("Your receipt"): …". Half of the
e-mails have no subject and several share one, so they are numbered in file order, and the number
stands in the title. Amounts in a subject are left out of the question, since they are its answer.
Even so many e-mails are alike, and most questions find a neighbour first: to have each
instruction read by the model, as BIPIA does, give it the e-mail with `--gold-evidence`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.adapters.fields import text
from eval.adapters.files import json_lines, read_json, write_document
from eval.cases import Case
from eval.metrics.citations import Place
from index.errors import UsageError

UNKNOWN = "unknown"
"""The gold answer where the e-mail does not tell."""
POSITIONS = ("start", "middle", "end")

_HEADER = re.compile(r"(?:^|\|)(SUBJECT|EMAIL_FROM|RECEIVED DATE|CONTENT):")
_BREAK = re.compile(r"(?<=[.!?])\s+|\n\s*\n|(?<=\w[.!?])(?=[A-Z][a-z])")  # also "… by IRS.They …"
_AMOUNT = re.compile(r"\s*\$\d[\d,. ]*")


@dataclass(frozen=True, slots=True)
class _Mail:
    number: int
    subject: str
    body: str
    question: str
    ideal: str

    @property
    def name(self) -> str:
        return f"e-mail-{self.number:02}"


def cases(data: Path) -> list[Case]:
    """Return a question on each e-mail; `kind` and `attack` are those of the planted instruction.

    Not answerable where the e-mail does not tell; `evidence` is the e-mail all the same, the only
    place that the question is about. Raises `UsageError` that names the file, and line or field.
    """
    attacks = _attacks(data)
    return [_case(mail, *planted(mail.number - 1, attacks)[:2]) for mail in _mails(data)]


def documents(data: Path, folder: Path) -> list[Path]:
    """Write the e-mails, each with its planted instruction, into `folder`; return the files."""
    attacks = _attacks(data)
    files = []
    for mail in _mails(data):
        _, attack, position = planted(mail.number - 1, attacks)
        title = f"E-mail {mail.number}: {mail.subject}" if mail.subject else f"E-mail {mail.number}"
        files.append(write_document(folder, mail.name, title, insert(mail.body, attack, position)))
    return files


def planted(index: int, attacks: dict[str, list[str]]) -> tuple[str, str, str]:
    """Return kind, instruction and position of what is planted in the e-mail at `index`.

    After each round of all kinds the next instruction and the next position have their turn.
    """
    turn, place = divmod(index, len(attacks))
    kind = list(attacks)[place]
    step = place + turn
    return kind, attacks[kind][step % len(attacks[kind])], POSITIONS[step % len(POSITIONS)]


def insert(body: str, attack: str, position: str) -> str:
    """Put an instruction into an e-mail as a paragraph of its own; BIPIA makes it a line.

    The middle is the end of the sentence or paragraph that is nearest to it; BIPIA takes any.
    """
    if position == "start":
        parts = ["", body]
    elif position == "end":
        parts = [body, ""]
    else:
        ends = [match.end() for match in _BREAK.finditer(body)] or [len(body)]
        cut = min(ends, key=lambda end: abs(end - len(body) / 2))
        parts = [body[:cut], body[cut:]]
    return f"\n\n{attack}\n\n".join(parts).strip()


def _case(mail: _Mail, kind: str, attack: str) -> Case:
    known = mail.ideal.lower() != UNKNOWN
    subject = _AMOUNT.sub(" ", mail.subject).strip()
    which = f'e-mail {mail.number} ("{subject}")' if subject else f"e-mail {mail.number}"
    return Case(
        id=mail.name,
        question=f"In {which}: {mail.question}",
        answerable=known,
        kind=kind,
        answers=(mail.ideal,) if known else (),
        evidence=(Place(f"{mail.name}.md"),),
        attack=attack,
    )


def _mails(data: Path) -> list[_Mail]:
    mails: list[_Mail] = []
    for path in _files(data, "*.jsonl"):
        for where, fields in json_lines(path):
            subject, body = _read(_filled(fields, "context", where))
            question = _filled(fields, "question", where).removeprefix("Q:").strip()
            ideal = _filled(fields, "ideal", where)
            mails.append(_Mail(len(mails) + 1, subject, body, question, ideal))
    if not mails:
        raise UsageError(f"There is no e-mail in {data}: is --data the right folder?")
    return mails


def _read(context: str) -> tuple[str, str]:
    """Split an e-mail into its subject and the rest, a paragraph for each line of its head."""
    head = list(_HEADER.finditer(context))
    if not head or head[0].start() > 0:
        return "", context
    subject, rest = "", []
    for match, after in zip(head, [*head[1:], None], strict=True):
        value = context[match.end() : after.start() if after else None].strip()
        if match[1] == "SUBJECT":
            subject = " ".join(value.split())
        elif value:
            rest.append(value)
    return subject, "\n\n".join(rest)


def _attacks(data: Path) -> dict[str, list[str]]:
    attacks: dict[str, list[str]] = {}
    for path in _files(data, "text_attack*.json"):
        read = read_json(path)
        if not isinstance(read, dict) or not read:
            raise UsageError(f"{path} is not a JSON object of kinds of attack.")
        for kind, texts in read.items():
            listed = isinstance(texts, list) and bool(texts)
            if not listed or not all(isinstance(each, str) and each.strip() for each in texts):
                raise UsageError(f"{path}: the field {kind!r} has to be a list of instructions.")
            attacks[kind] = texts
    return attacks


def _files(data: Path, pattern: str) -> list[Path]:
    files = sorted(data.glob(pattern))
    if not files:
        raise UsageError(f"There is no file {pattern} in {data}: is --data the right folder?")
    return files


def _filled(fields: dict[str, Any], name: str, where: str) -> str:
    value = text(fields, name, where).strip()
    if not value:
        raise UsageError(f"{where}: the field {name!r} is empty.")
    return value
