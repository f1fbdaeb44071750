"""What a run leaves behind: a manifest, and one line of JSON a case, durable as it is written."""

import hashlib
import json
import os
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from eval.cases import Case
from index.errors import UsageError
from rag import prompt
from rag.answer import Answer
from rag.config import Settings, thread_count
from rag.models import find

Record = dict[str, Any]
PACKAGES = ("footnote-qa", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu")


def manifest(suite: Path, cases: list[Case], settings: Settings) -> Record:
    """Everything that a result depends on: two runs with equal manifests ask the same."""
    ids = "\n".join(case.id for case in cases)
    return {
        "suite": suite.name,
        "suite_sha256": hashlib.sha256(suite.read_bytes()).hexdigest(),
        "cases": len(cases),
        "cases_sha256": hashlib.sha256(ids.encode()).hexdigest(),
        "model": settings.model,
        "model_sha256": find(settings.model).sha256,
        "embedding": settings.embedding,
        "embedding_sha256": find(settings.embedding).sha256,
        "prompt_sha256": prompt.load().sha256,
        "passages": settings.passages,
        "context": settings.context,
        "threads": thread_count(settings),
        "versions": {name: version(name) for name in PACKAGES},
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
    }


class RunFolder:
    """A folder with `manifest.json` and `records.jsonl`; a run that was killed goes on in it."""

    def __init__(self, folder: Path, told: Record) -> None:
        """Open the folder for the run that `told` describes.

        Raises `UsageError` if another run, with other settings or questions, lies there.
        """
        self.folder = folder
        self._path = folder / "records.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "manifest.json"
        if not path.exists():
            path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        before = json.loads(path.read_text(encoding="utf-8"))
        different = [key for key in told if before.get(key) != told[key]]
        if different:
            raise UsageError(
                f"Another run lies in {folder} (other {', '.join(different)}): choose another "
                "folder with --out, or delete it."
            )

    def records(self) -> list[Record]:
        """Return the cases that are done; a line that a kill cut off is dropped from the file."""
        if not self._path.exists():
            return []
        data = self._path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if whole != data:
            os.truncate(self._path, len(whole))
        return [json.loads(line) for line in whole.splitlines()]

    def append(self, record: Record) -> None:
        """Write one record and have it on the disk before the next case begins."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def record(case: Case, answer: Answer) -> Record:
    """Make the record of one answered case."""
    return {
        "id": case.id,
        "kind": case.kind,
        "question": case.question,
        "answerable": case.answerable,
        "gold": {
            "answers": case.answers,
            "required": case.required,
            "evidence": [asdict(quote) for quote in case.evidence],
        },
        "status": answer.status,
        "text": " ".join(sentence.text for sentence in answer.sentences),
        "citations": [asdict(citation) for citation in answer.citations],
        "dropped": answer.dropped,
        "confidence": answer.confidence,
        "passages": [
            {"source": p.source, "start": p.start, "end": p.end, "text": p.text}
            for p in answer.evidence
        ],
        "seconds": asdict(answer.seconds),
    }
