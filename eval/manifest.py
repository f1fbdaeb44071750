"""What a run was made with."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version

from eval.judge import Record
from eval.machine import machine
from rag import prompt
from rag.config import Settings, thread_count
from rag.models import find

PACKAGES = ("footnote-qa", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu")


def manifest(
    suite: str, sha256: str, ids: Sequence[str], settings: Settings, mode: str, **choice: object
) -> Record:
    """Everything that a result depends on: two runs with equal manifests ask the same.

    `sha256` is the hash of the suite's questions and gold answers, `ids` those that are asked.
    """
    asks = mode in {"answer", "gold evidence"}
    return {
        "suite": suite,
        "suite_sha256": sha256,
        "cases": len(ids),
        "cases_sha256": hashlib.sha256("\n".join(ids).encode()).hexdigest(),
        **choice,
        "mode": mode,
        "model": settings.model if asks else None,
        "model_sha256": find(settings.model).sha256 if asks else None,
        "embedding": settings.embedding,
        "embedding_sha256": find(settings.embedding).sha256,
        "prompt_sha256": prompt.load().sha256 if asks else None,
        "passages": settings.passages,
        "context": settings.context,
        "threads": thread_count(settings),
        "versions": {name: version(name) for name in PACKAGES},
        "machine": machine(),
    }
