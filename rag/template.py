"""A model's own chat template, rendered so that template and content stay apart.

Only text of the template may become control tokens. Content (the question, the documents) is
tokenized without them, whatever it spells: see `tokenize`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol


class Encode(Protocol):
    """A model's tokenizer: only with `special` may it yield control tokens."""

    def __call__(self, text: str, *, special: bool) -> list[int]:
        """Tokenize `text`."""


Piece = tuple[str, bool]
"""Text, and whether it belongs to the template."""

_MARK = "\ue000%d\ue001"
_MARKS = re.compile("\ue000(\\d+)\ue001")


def pieces(
    template: str, messages: Sequence[tuple[str, str]], *, bos: str = "", eos: str = ""
) -> list[Piece]:
    """Render `messages` (role, content) with the Jinja `template`, ready for an answer.

    Contents are stood in for by marks while the template runs, so that it cannot change them.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    marked = [
        {"role": role, "content": _MARK % number} for number, (role, _) in enumerate(messages)
    ]
    rendered = environment.from_string(template).render(
        messages=marked, add_generation_prompt=True, bos_token=bos, eos_token=eos
    )
    parts = _MARKS.split(rendered)
    return [
        (messages[int(part)][1], False) if i % 2 else (part, True)
        for i, part in enumerate(parts)
        if part
    ]


def tokenize(
    parts: Iterable[Piece],
    encode: Encode,
    special: Sequence[str],
) -> list[int]:
    """Turn pieces into tokens; `encode` is the model's tokenizer.

    Without `special` most tokenizers still recognise user-defined tokens, so content is cut
    inside every string that is a `special` token of the model.
    """
    pattern = re.compile("|".join(map(re.escape, sorted(special, key=len, reverse=True))))
    tokens: list[int] = []
    for text, of_template in parts:
        if of_template:
            tokens += encode(text, special=True)
        else:
            for safe in cut(text, pattern):
                tokens += encode(safe, special=False)
    return tokens


def cut(text: str, special: re.Pattern[str]) -> list[str]:
    """Cut `text` after the first character of every match, until no part holds one."""
    parts, at = [], 0
    while special.pattern and (match := special.search(text, at)):
        parts.append(text[at : match.start() + 1])
        at = match.start() + 1
    parts.append(text[at:])
    return [part for part in parts if part]
