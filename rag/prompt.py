"""Evidence -> messages for the answer model, from the templates in `prompts/`, within a budget."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from rag.answer import Passage

Messages = list[tuple[str, str]]
"""Pairs (role, content)."""

FRAME = 16
"""Tokens that a chat template puts around one message, generously."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A parsed template. Placeholders are filled in one pass: what is put in is never expanded."""

    system: str
    passage: Template
    question: Template
    not_found: str
    """What the model is told to write when the passages do not hold the answer."""
    examples: tuple[tuple[str, str, str], ...]
    """Worked examples: passages, question, answer."""
    sha256: str
    """Hash of the template file, for records of runs."""

    def messages(self, passages: Sequence[str], question: str) -> Messages:
        """Write the conversation: instruction, worked examples, then the question at hand."""
        found: Messages = [("system", self.system)]
        for shown, example, answer in self.examples:
            found += [("user", self._ask(shown, example)), ("assistant", answer)]
        return [*found, ("user", self._ask("\n\n".join(passages), question))]

    def _ask(self, passages: str, question: str) -> str:
        return self.question.substitute(passages=passages, question=question)

    def render(self, passage: Passage) -> str:
        """Write one passage with its title, date and heading."""
        return self.passage.substitute(
            title=passage.title,
            date=f", {passage.date}" if passage.date else "",
            heading=f", {passage.heading}" if passage.heading else "",
            text=passage.text,
        )


@cache
def load(name: str = "answer") -> Prompt:
    """Read `prompts/NAME.toml`."""
    text = files("prompts").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Prompt(
        data["system"].strip(),
        Template(data["passage"].strip()),
        Template(data["question"].strip()),
        data["not_found"],
        tuple((e["passages"].strip(), e["question"], e["answer"]) for e in data["examples"]),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def fit(
    prompt: Prompt,
    passages: Sequence[Passage],
    question: str,
    budget: int,
    count: Callable[[Sequence[str]], list[int]],
) -> Messages | None:
    """Write the conversation with as many passages as take at most `budget` tokens in all.

    `passages` come best first; whole ones are dropped from the end. `count` gives the tokens of
    each of several texts. None where not even the best passage has room.
    """
    texts = [prompt.render(p) for p in passages]
    fixed = [content for _, content in prompt.messages([], question)]
    sizes = count([*fixed, *texts])
    left = budget - sum(sizes[: len(fixed)]) - FRAME * len(fixed)
    kept = 0
    for size in sizes[len(fixed) :]:
        left -= size + 2  # and the empty line between two passages
        if left < 0:
            break
        kept += 1
    if left < 0 and not kept:
        return None
    return prompt.messages(texts[:kept], question)


def sha256(messages: Messages) -> str:
    """Hash of a whole conversation, for records of runs."""
    return hashlib.sha256(json.dumps(messages).encode()).hexdigest()
