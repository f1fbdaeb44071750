"""What a worker is told, and what it answers: JSON on both sides."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol, TypedDict


@dataclass(frozen=True, slots=True)
class Job:
    """What every system is given alike. Paths are absolute."""

    documents: list[str]
    """Files to ask about."""
    folder: str
    """For what the system writes; deleted after the run."""
    model: str
    """GGUF file of the answer model."""
    model_name: str
    embedding: str
    """Folder of the sentence-transformers model."""
    embedding_name: str
    threads: int
    context: int
    """Tokens that the answer model can read and write at once."""

    def save(self, path: Path) -> None:
        """Write the job for `load`."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Job":
        """Read a job that `save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


class Source(TypedDict):
    """Words of a document, character by character as the system has them."""

    source: str
    quote: str


class Reply(TypedDict):
    """What a system says to one question. Seconds are from the question on."""

    text: str
    """The answer; empty where the system refuses without words."""
    citations: list[Source]
    retrieved: list[Source]
    """What it found and answered from, best first."""
    first_seconds: float
    """Until the first words of the answer are there to be read."""
    total_seconds: float


Ask = Callable[[str], Reply]


class System(Protocol):
    """What a module `with_…` provides."""

    PACKAGES: tuple[str, ...]
    """Distributions whose versions matter."""

    def settings(self, job: Job) -> Mapping[str, str]:
        """Return every setting, in words: the same keys for all systems."""

    def build(self, job: Job) -> Ask:
        """Load the models and index the documents; return the function that answers."""


def name_of(path: Any) -> str:  # noqa: ANN401  (systems keep it as text, as a path or as anything)
    """Return the file name of a path: all that a gold source names."""
    return Path(str(path)).name
