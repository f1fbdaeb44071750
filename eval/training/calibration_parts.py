"""What every fit of the calibration needs: held-out questions, their library, and the readers."""

from dataclasses import dataclass
from pathlib import Path

from eval.training import held_out
from eval.training.held_out import Item
from index.library import Library
from index.records import Hit
from rag.config import Settings
from rag.embed import Embedder
from rag.find import READ, search
from rag.opening import open_embedder
from rag.reader import EvidenceReader


@dataclass(frozen=True, slots=True)
class Parts:
    """What the fits need."""

    library: Library
    embedder: Embedder
    reader: EvidenceReader
    items: list[Item]
    settings: Settings


def open_parts(data: Path, examples: Path, work: Path, most: int) -> Parts:
    """Return the parts, with at most `most` questions of each sort; the library lies in `work`."""
    settings = Settings(library=str(work / "library"))
    return Parts(
        held_out.opened(work, data),
        open_embedder(settings),
        EvidenceReader(2),
        held_out.items(data, examples, most),
        settings,
    )


def retrieved(parts: Parts, question: str) -> list[Hit]:
    """Return what the reader is to read for a question, without linked documents, best first."""
    hits, _links = search(parts.library, parts.embedder, question, READ)
    return hits
