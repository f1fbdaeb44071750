"""The model process: owns llama.cpp, takes one job at a time. Run as `python -m rag.worker`.

It speaks JSON lines. Requests on standard input: `{"do": "count", "texts": […]}`,
`{"do": "write", "messages": [[role, content], …], "most": 200, "watch": "NOT_FOUND",
"fixed": 9}`, `{"do": "weigh", "messages": …, "words": ["Yes", "No"], "fixed": 17}` and
`{"do": "cancel"}`. Replies on standard output are the events of `rag.generate`.
When standard input closes, the process ends: it never outlives its owner.
"""

import argparse
import codecs
import ctypes
import hashlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rag.beginnings import Beginnings
from rag.template import pieces, tokenize

SLICE = 128
"""Prompt tokens read between two looks at whether the job was cancelled: about a second."""


class Model:
    """A GGUF model, its tokenizer and its chat template."""

    def __init__(
        self, path: str, template_sha256: str, threads: int, context: int, states: str = ""
    ) -> None:
        """`states` is the folder for what must not be read again after the next start."""
        import llama_cpp

        self._api = llama_cpp
        self._llama = llama_cpp.Llama(
            path,
            n_ctx=context,
            n_threads=threads,
            n_threads_batch=threads,
            flash_attn=True,
            verbose=False,
        )
        self.context = min(context, self._llama.n_ctx())
        size, changed = Path(path).stat().st_size, Path(path).stat().st_mtime_ns
        self._beginnings = Beginnings(
            Path(states) if states else None,
            [path, size, changed, self.context, llama_cpp.__version__],
        )
        self._vocab = llama_cpp.llama_model_get_vocab(self._llama.model)
        self._template = self._llama.metadata.get("tokenizer.chat_template", "")
        found = hashlib.sha256(self._template.encode()).hexdigest()
        if template_sha256 and found != template_sha256:
            raise ValueError("its chat template is not the expected one")
        self.special = self._special_strings()

    def _special_strings(self) -> list[str]:
        """All strings that this model's tokenizer could turn into a control token."""
        api = self._api
        mask = api.LLAMA_TOKEN_ATTR_CONTROL | api.LLAMA_TOKEN_ATTR_USER_DEFINED
        return [
            api.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace")
            for token in range(self._llama.n_vocab())
            if api.llama_vocab_get_attr(self._vocab, token) & mask
        ]

    def encode(self, text: str, *, special: bool) -> list[int]:
        """Tokenize `text`; only with `special` may it yield control tokens of the template."""
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=special)
        return tokens

    def prompt(self, messages: Sequence[tuple[str, str]]) -> list[int]:
        """Tokens of the conversation, ready for the model to answer."""
        llama = self._llama
        bos, eos = (
            self._api.llama_vocab_get_text(self._vocab, token).decode() if token >= 0 else ""
            for token in (llama.token_bos(), llama.token_eos())
        )
        return tokenize(
            pieces(self._template, messages, bos=bos, eos=eos), self.encode, self.special
        )

    def fixed(self, tokens: Sequence[int], messages: Sequence[tuple[str, str]]) -> int:
        """Return how many of the prompt's tokens its first `messages` take; 0 for none."""
        if not messages:
            return 0
        begun = [(role, content) for role, content in messages]
        return _common(self.prompt([*begun, ("user", "")]), tokens)

    def count(self, text: str) -> int:
        """Tokens that `text` takes as content."""
        return len(tokenize([(text, False)], self.encode, self.special))

    def read(
        self, tokens: Sequence[int], cancelled: Callable[[], bool], fixed: int = 0
    ) -> int | None:
        """Take in the prompt; return how many tokens were known already, None if cancelled.

        What equals the beginning of the last job is kept. The first `fixed` tokens are kept for
        good: the instructions of several prompts are read once each, whatever comes between.
        """
        llama = self._llama
        beginning = tuple(tokens[:fixed])
        kept = _common(llama.input_ids[: llama.n_tokens], tokens[:-1])
        state = self._beginnings.state(beginning) if kept < fixed else None
        if state is not None:
            self._bring_back(beginning, state)
            kept = fixed
        llama.n_tokens = kept
        keep_at = fixed if fixed > kept else 0
        for start, end in _slices(kept, len(tokens), keep_at):
            if cancelled():
                return None
            llama.eval(tokens[start:end])
            if end == keep_at:
                self._keep(beginning)
        return kept

    def _keep(self, beginning: tuple[int, ...]) -> None:
        """Copy what the model has made of `beginning`: 28 KB a token with the default model."""
        api, context = self._api, self._llama.ctx
        size = api.llama_state_seq_get_size(context, 0)
        buffer = (ctypes.c_uint8 * size)()
        if api.llama_state_seq_get_data(context, buffer, size, 0) == size:
            self._beginnings.keep(beginning, bytes(buffer))

    def _bring_back(self, beginning: tuple[int, ...], state: bytes) -> None:
        llama, api = self._llama, self._api
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        api.llama_memory_seq_rm(api.llama_get_memory(llama.ctx), 0, -1, -1)
        if not api.llama_state_seq_set_data(llama.ctx, buffer, len(state), 0):
            raise RuntimeError("the state of the model cannot be brought back")
        llama.input_ids[: len(beginning)] = beginning
        llama.n_tokens = len(beginning)

    def logits(self) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Scores of every token to come next."""
        row = self._api.llama_get_logits_ith(self._llama.ctx, -1)
        return np.ctypeslib.as_array(row, shape=(self._llama.n_vocab(),))

    def probability(self, word: str) -> float:
        """Probability (0 to 1) that the next token is the first one of `word`."""
        row = self.logits().astype(np.float64)
        token = self.encode(word, special=False)[0]
        return float(np.exp(row[token] - row.max()) / np.exp(row - row.max()).sum())

    def next(self) -> bytes | None:
        """Take the most likely token; return its bytes, None at the end of the answer."""
        token = int(self.logits().argmax())
        if self._api.llama_vocab_is_eog(self._vocab, token):
            return None
        text: bytes = self._llama.detokenize([token])
        self._llama.eval([token])
        return text


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens both begin with."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def _slices(start: int, end: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a range of tokens into slices, one of which ends at `stop` if that lies within."""
    while start < end:
        there = min(start + SLICE, end)
        if start < stop < there:
            there = stop
        yield start, there
        start = there


def write(
    model: Model, job: dict[str, Any], cancelled: Callable[[], bool], send: Callable[..., None]
) -> None:
    """Answer one conversation, sending `read`, `text` and `end` events."""
    tokens = model.prompt([(role, content) for role, content in job["messages"]])
    room = model.context - len(tokens) - 1
    if room < 1:
        send(event="failed", message="the question and its passages do not fit the model")
        return
    kept = model.read(
        tokens, cancelled, model.fixed(tokens, job["messages"][: job.get("fixed", 0)])
    )
    if kept is None:
        send(event="end", reason="cancelled", written=0)
        return
    watch = model.probability(job["watch"]) if job.get("watch") else None
    send(event="read", tokens=len(tokens), kept=kept, probability=watch)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    most = min(int(job["most"]), room)
    for written in range(most):
        if cancelled():
            send(event="end", reason="cancelled", written=written)
            return
        data = model.next()
        if data is None:
            send(event="end", reason="stop", written=written)
            return
        if text := decoder.decode(data):
            send(event="text", text=text)
    send(event="end", reason="length", written=most)


def weigh(model: Model, job: dict[str, Any], send: Callable[..., None]) -> None:
    """Send how likely each word is to be the beginning of the answer to one conversation."""
    tokens = model.prompt([(role, content) for role, content in job["messages"]])
    if len(tokens) >= model.context:
        send(event="failed", message="the question and its passages do not fit the model")
        return
    model.read(tokens, lambda: False, model.fixed(tokens, job["messages"][: job["fixed"]]))
    send(event="weighed", probabilities=[model.probability(word) for word in job["words"]])


def serve(
    model: Model,
    jobs: "queue.Queue[dict[str, Any]]",
    cancel: threading.Event,
    send: Callable[..., None],
) -> None:
    """Do jobs until the process ends."""
    while True:
        job = jobs.get()
        if job["do"] == "count":
            send(event="counts", counts=[model.count(text) for text in job["texts"]])
        elif job["do"] == "weigh":
            weigh(model, job, send)
        else:
            cancel.clear()
            write(model, job, cancel.is_set, send)


def _listen(jobs: "queue.Queue[dict[str, Any]]", cancel: threading.Event) -> None:
    for line in sys.stdin:
        job = json.loads(line)
        if job["do"] == "cancel":
            cancel.set()
        else:
            jobs.put(job)
    os._exit(0)


def main() -> None:
    """Load the model, say so, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--template", default="")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--states", default="")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to handle
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what llama.cpp prints must not stand between the replies

    def send(**event: object) -> None:
        out.write(json.dumps(event) + "\n")
        out.flush()

    jobs: queue.Queue[dict[str, Any]] = queue.Queue()
    cancel = threading.Event()
    threading.Thread(target=_listen, args=(jobs, cancel), daemon=True).start()
    try:
        model = Model(
            options.path, options.template, options.threads, options.context, options.states
        )
    except (ValueError, OSError, RuntimeError) as error:
        send(event="failed", message=str(error))
        return
    send(event="ready", context=model.context, special=model.special)
    serve(model, jobs, cancel, send)


if __name__ == "__main__":
    main()
