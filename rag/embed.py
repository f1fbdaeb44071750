"""Text -> vectors with sentence-transformers, on the processor, from files on this machine."""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.vectors import Vectors

# PyTorch's waiting threads would otherwise spin beside the answer model's and slow it
# (28 tokens/s fell to between 1 and 8).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("KMP_BLOCKTIME", "0")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

BATCH = 32


class Embedder:
    """Loads a model once; vectors are float32 rows of length 1."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load the sentence-transformers model in `folder`, never from anywhere else."""
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(threads)
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        # two threads in one tokenizer: "Already borrowed"; a question waits for one batch
        self._turn = threading.Lock()
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Embed `texts` into (len(texts) x dimension); `progress(n)` is told of every n done."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        # longest first: batches of equal length waste no padding
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            with self._turn:
                vectors[batch] = self._model.encode(
                    [texts[i] for i in batch],
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
            if progress:
                progress(len(batch))
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Size of each text in the model's word pieces, without its special tokens."""
        if not texts:
            return []
        with self._turn:
            encoded = self._model.tokenizer(
                list(texts), add_special_tokens=False, truncation=False, verbose=False
            )
        return [len(ids) for ids in encoded["input_ids"]]
