"""An embedding model that is loaded when the first text comes: often none does."""

from collections.abc import Callable, Sequence
from functools import cached_property

from index.vectors import Vectors
from rag.embed import Embedder


class LateEmbedder(Embedder):
    """Stands for the model that `load` returns; loading takes seconds, and a sync may need none."""

    def __init__(self, load: Callable[[], Embedder]) -> None:
        self._load = load

    @cached_property
    def _loaded(self) -> Embedder:
        return self._load()

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Embed texts as the model does."""
        return self._loaded.encode(texts, progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count tokens as the model does."""
        return self._loaded.count_tokens(texts)
