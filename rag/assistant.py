"""Asking: question -> evidence -> checked answer, readable from top to bottom."""

import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Generator as Stream
from contextlib import closing
from dataclasses import replace

from index.errors import UsageError
from index.library import Library
from index.records import Hit
from rag import compose
from rag import prompt as prompts
from rag.answer import Answer, Seconds, Work
from rag.check import Question, asked, check
from rag.embed import Embedder
from rag.excerpts import excerpts
from rag.find import Found, find, find_in
from rag.generate import Event, Generator, Read, Text
from rag.question import clean
from rag.retrieve import retrieve
from rag.stream import sentences_of

MOST_TOKENS = 160
"""Length of an answer: a few sentences."""
REFUSE = 0.3
"""Probability of NOT_FOUND as the answer's first word from which on nothing is answered."""

Cancelled = Callable[[], bool]


class Assistant:
    """Answers questions about one library. Threads may share it; the model takes turns."""

    def __init__(
        self, library: Library, embedder: Embedder, generator: Generator, passages: int
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.generator = generator
        self._passages = passages
        self._prompt = prompts.load()

    def close(self) -> None:
        """End the model process and close the library."""
        self.generator.close()
        self.library.close()

    def warm(self) -> None:
        """Have the model read the part of the prompt that never changes. Takes seconds."""
        with closing(self.generator.write(self._prompt.messages([], ""), 1)) as events:
            for _ in events:
                pass

    def search(self, question: str, limit: int) -> list[Hit]:
        """Return the best hits for `question`, without the model."""
        text = self._accepted(question)
        return retrieve(self.library, text, self.embedder.encode([text])[0], limit)

    def ask(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
    ) -> Answer:
        """Return the last snapshot of `stream`."""
        *_, answer = self.stream(question, cancelled, hits)
        return answer

    def stream(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
    ) -> Stream[Answer]:
        """Answer in growing snapshots: the evidence first, then sentence by sentence.

        The last one has the status `answered` or `not_found`. Cancelled, it ends with the sentences
        that it has, or with the status `answering` if there are none. With `hits` it answers from
        these, and nothing is retrieved.
        Raises `UsageError` for a bad question and other `FootnoteError`s for what breaks.
        """
        begun = time.perf_counter()
        text = self._accepted(question)
        if hits is None:
            found = find(self.library, self.embedder, text, self._passages)
        else:
            found = find_in(self.embedder, text, hits)
        evidence = compose.passages(found.hits, found.ranked)
        seconds = Seconds(evidence=time.perf_counter() - begun)
        answer = Answer(text, "answering", evidence, seconds=seconds)
        yield answer
        with closing(self._write(answer, found, cancelled)) as snapshots:
            for snapshot in snapshots:
                answer = snapshot
                if answer.sentences and answer.seconds.first_sentence is None:
                    first = time.perf_counter() - begun
                    seconds = replace(seconds, first_sentence=first)
                answer = replace(answer, seconds=seconds)
                if answer.work is None:  # the last one adds nothing to be seen
                    yield answer
        total = time.perf_counter() - begun
        if cancelled() and not answer.sentences:
            # stopped is not "the documents do not say"
            yield replace(answer, seconds=replace(answer.seconds, total=total))
        else:
            yield compose.finished(answer, total)

    def _accepted(self, question: str) -> str:
        text = clean(question)
        self.library.require_documents()
        return text

    def _write(self, answer: Answer, found: Found, cancelled: Cancelled) -> Stream[Answer]:
        """Let the model answer; keep each sentence that the documents hold."""
        if not found.ranked:  # nothing to cite
            return
        question = asked(answer.question, self.library.store.has_word)
        messages = self._messages(answer.question, found)
        watched = self._prompt.not_found
        with closing(self.generator.write(messages, MOST_TOKENS, watched, cancelled)) as events:
            read = next(events)
            if not isinstance(read, Read):  # cancelled before the prompt was taken in
                return
            doubt = read.probability or 0.0
            work = Work(prompts.sha256(messages), read.tokens, read.kept, doubt)
            written: list[str] = []
            if doubt < REFUSE:
                for claim in sentences_of(_texts(events, written)):
                    if watched in claim:
                        break
                    answer = self._checked(answer, claim, question, found, doubt)
                    yield answer
            yield replace(answer, work=replace(work, raw="".join(written), written=len(written)))

    def _messages(self, question: str, found: Found) -> prompts.Messages:
        budget = self.generator.context() - MOST_TOKENS
        passages = excerpts(found.ranked)
        messages = prompts.fit(self._prompt, passages, question, budget, self.generator.count)
        if messages is None:
            raise UsageError("Your question leaves no room for an answer: ask it in fewer words.")
        return messages

    def _checked(
        self, answer: Answer, claim: str, question: Question, found: Found, doubt: float
    ) -> Answer:
        if any(claim == sentence.text for sentence in answer.sentences):
            return answer
        vector = self.embedder.encode([claim])[0]
        verdict = check(claim, vector, question, found.ranked, found.vectors)
        if verdict.reason:
            return replace(answer, dropped=(*answer.dropped, f"{claim} ({verdict.reason})"))
        return compose.with_sentence(answer, claim, verdict, doubt)


def _texts(events: Iterator[Event], written: list[str]) -> Iterator[str]:
    """Pass on what the model writes, and keep it in `written`: one piece a token."""
    for event in events:
        if isinstance(event, Text):
            written.append(event.text)
            yield event.text
