"""The evidence reader: does a passage answer, and where; do sentences support a claim.

A small model of our own (22 million weights), run with ONNX Runtime. How it was made and what it
can and cannot do: `docs/evidence-reader.md`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

Floats = NDArray[np.float32]

TOKENS = 240
"""Question and passage together, as in training; what is beyond is not read."""
QUESTION_CHARACTERS = 400
BATCH = 10
LONGEST_SPAN = 30
"""Tokens of the longest answer span that is looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage for a question."""

    answers: float
    """Log-odds that the passage answers the question."""
    offsets: NDArray[np.int64]
    """Characters of the passage that each token covers (tokens x 2)."""
    starts: Floats
    """Score of each token to begin the answer, above that of "no answer" (tokens)."""
    ends: Floats

    def best(self, start: int, end: int) -> tuple[float, tuple[int, int] | None]:
        """Find the likeliest answer within these characters: (score, its characters).

        The score is above 0 where an answer is likelier than none; (-20.0, None) where no token
        was read there.
        """
        inside = np.flatnonzero((self.offsets[:, 0] >= start) & (self.offsets[:, 1] <= end))
        if not len(inside):
            return -20.0, None
        first, last = int(inside[0]), int(inside[-1]) + 1
        sums = self.starts[first:last, None] + self.ends[None, first:last]
        allowed = np.triu(np.ones_like(sums)) - np.triu(np.ones_like(sums), LONGEST_SPAN)
        sums = np.where(allowed > 0, sums, -np.inf)
        i, j = np.unravel_index(int(sums.argmax()), sums.shape)
        characters = int(self.offsets[first + i, 0]), int(self.offsets[first + j, 1])
        return float(sums[i, j]) / 2, characters


class EvidenceReader:
    """Loads the shipped model once. Safe to share between threads."""

    def __init__(self, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        folder = files("rag").joinpath("reader_model")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, threads)
        options.inter_op_num_threads = 1
        # waiting threads that spin would slow the answer model
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder.joinpath("reader.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_str(
            folder.joinpath("tokenizer.json").read_text(encoding="utf-8")
        )
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS, strategy="only_second")

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read every passage for the question, in order."""
        pairs = [(question[:QUESTION_CHARACTERS], passage) for passage in passages]
        return [_reading(*outcome) for outcome in self._run(pairs)]

    def supports(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Log-odds that the sentences support the claim, for every (claim, sentences)."""
        pairs = [(claim[:QUESTION_CHARACTERS], text) for claim, text in pairs]
        return [float(outcome[1][1]) for outcome in self._run(pairs)]

    def _run(self, pairs: Sequence[tuple[str, str]]) -> list[tuple["Encoding", tuple[Any, ...]]]:
        """Run the model: (encoding, (answers, supports, starts, ends)) of every pair."""
        if not pairs:
            return []
        encoded = self._tokenizer.encode_batch(list(pairs))
        outcomes: list[tuple[Encoding, tuple[Any, ...]] | None] = [None] * len(pairs)
        # batches of like length waste no padding
        order = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            longest = max(len(encoded[i].ids) for i in batch)
            shape = (len(batch), longest)
            ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
            for row, i in enumerate(batch):
                size = len(encoded[i].ids)
                ids[row, :size], mask[row, :size] = encoded[i].ids, 1
                types[row, :size] = encoded[i].type_ids
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
            answers, supports, starts, ends = self._session.run(None, given)
            for row, i in enumerate(batch):
                outcomes[i] = (encoded[i], (answers[row], supports[row], starts[row], ends[row]))
        return [outcome for outcome in outcomes if outcome is not None]


def _reading(encoding: "Encoding", outputs: tuple[Any, ...]) -> Reading:
    answers, _, starts, ends = outputs
    places = [i for i, sequence in enumerate(encoding.sequence_ids) if sequence == 1]
    offsets = np.array([encoding.offsets[i] for i in places], dtype=np.int64).reshape(-1, 2)
    return Reading(float(answers), offsets, starts[places] - starts[0], ends[places] - ends[0])


@cache
def calibration() -> dict[str, Any]:
    """Read what was fitted on held-out training data: `reader_model/calibration.json`."""
    text = files("rag").joinpath("reader_model", "calibration.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
