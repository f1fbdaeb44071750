"""Asking: question -> evidence -> checked answer, readable from top to bottom."""

import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Generator as Stream
from contextlib import closing
from dataclasses import dataclass, replace

from index.errors import UsageError
from index.library import Library
from index.records import Hit
from rag import collection, compose, risk, summary
from rag import prompt as prompts
from rag.answer import Answer, Passage, Seconds, Work
from rag.check import Verdict, check, quotable
from rag.embed import Embedder
from rag.evidence import Evidence
from rag.excerpts import excerpts, runs
from rag.find import Found, search, weigh
from rag.followup import Turn, rewrite
from rag.generate import Event, Generator, Read, Text
from rag.question import clean
from rag.reader import EvidenceReader
from rag.retrieve import retrieve
from rag.rules import Question, asked, held
from rag.spelling import spelled
from rag.stream import sentences_of

MOST_TOKENS = 160
"""Length of an answer: a few sentences."""

HOPELESS = 0.03
"""Probability of a right answer, by the evidence alone, below which the model is not asked."""

Cancelled = Callable[[], bool]
Snapshots = Stream[Answer, None, Answer]
"""Snapshots to show; what it returns is the last one."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question on its way: what its answer is checked against."""

    question: Question
    found: Found
    read: tuple[Evidence, ...]
    """The sentences that the answer model reads."""
    doubt: float = 0.0
    """Its probability of NOT_FOUND as the first word."""


class Assistant:
    """Answers questions about one library. Threads may share it; the model takes turns."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reader: EvidenceReader,
        generator: Generator,
        passages: int,
        errors: float = 0.4,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.reader = reader
        self.generator = generator
        self._passages = passages
        self._least = risk.least("after", errors)
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
        """Return the best hits for `question`, without any model reading them."""
        text = self._accepted(question)
        return retrieve(self.library, text, self.embedder.encode([text])[0], limit)

    def ask(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
        history: Sequence[Turn] = (),
    ) -> Answer:
        """Return the last snapshot of `stream`."""
        *_, answer = self.stream(question, cancelled, hits, history)
        return answer

    def stream(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
        history: Sequence[Turn] = (),
    ) -> Stream[Answer]:
        """Answer in growing snapshots: the evidence first, then sentence by sentence.

        The last one has the status `answered` or `not_found`. Cancelled, it ends with the sentences
        that it has, or with the status `answering` if there are none. With `hits` it answers from
        these, and nothing is retrieved. `history` are the turns before, oldest first: a question
        that does not stand alone is understood from them, and a misspelt one from what is found.
        Raises `UsageError` for a bad question and other `FootnoteError`s for what breaks.
        """
        begun = time.perf_counter()
        given = self._accepted(question)
        text = rewrite(given, history, self.library.store.has_word)
        if hits is None:
            text = spelled(self.library, self.embedder, text)
        answer = Answer(given, "searching", text if text != given else "")
        counted = self._counted(text) if hits is None else None
        if counted is not None:
            total = time.perf_counter() - begun
            seconds = Seconds(total, total, total)
            yield replace(counted, question=given, understood=answer.understood, seconds=seconds)
            return
        clock = _Clock(begun)
        answer = yield from self._answered(answer, text, hits, cancelled, clock)
        yield clock.ended(answer)

    def _counted(self, text: str) -> Answer | None:
        """Answer what plain code can: questions over the whole collection, and summaries."""
        return collection.answer(text, self.library) or summary.answer(text, self.library)

    def _accepted(self, question: str) -> str:
        text = clean(question)
        self.library.require_documents()
        return text

    def _answered(
        self,
        answer: Answer,
        text: str,
        hits: Sequence[Hit] | None,
        cancelled: Cancelled,
        clock: "_Clock",
    ) -> Snapshots:
        """Search, read, and have the model write what can be kept."""
        if hits is None:
            hits, links = search(self.library, self.embedder, text, self._passages)
        else:
            links = []
        answer = replace(answer, evidence=compose.passages(hits[: self._passages], ()))
        yield clock.mark(answer)
        found = weigh(self.reader, text, hits, self._passages, links)
        shown = compose.passages(found.hits, found.ranked)
        answer = replace(answer, status="answering", evidence=shown)
        yield clock.mark(answer)
        if found.ranked and risk.sure("before", risk.before(found)) >= HOPELESS:
            answer = yield from self._written(answer, text, found, cancelled, clock)
        if answer.sentences:
            answer = compose.finished(compose.with_conflicts(answer, text, found.ranked))
        elif cancelled():  # stopped is not "the documents do not say"
            return answer
        else:
            answer = replace(answer, status="not_found")
        return compose.explained(answer, text, found.ranked, self.library.store.has_word)

    def _written(
        self, answer: Answer, text: str, found: Found, cancelled: Cancelled, clock: "_Clock"
    ) -> Snapshots:
        """Let the model answer; keep each sentence that the documents hold."""
        chosen = runs(found.ranked)
        read = tuple(sentence for run in chosen for sentence in run)
        messages = self._messages(text, excerpts(chosen))
        watched = self._prompt.not_found
        with closing(self.generator.write(messages, MOST_TOKENS, watched, cancelled)) as events:
            event = next(events)
            if not isinstance(event, Read):  # cancelled before the prompt was taken in
                return answer
            doubt = event.probability or 0.0
            question = asked(text, self.library.store.has_word)
            draft = _Draft(question, found, read, doubt)
            written: list[str] = []
            refused = False
            for claim in sentences_of(_texts(events, written)):
                if refused := watched in claim:
                    break
                answer = self._checked(answer, claim, draft)
                yield clock.mark(answer)
        # where the model finds nothing, the likeliest sentence is seldom an answer either
        if not (answer.sentences or refused or cancelled()):
            answer = self._quoted(answer, draft)
        hashed = prompts.sha256(messages)
        work = Work(hashed, event.tokens, event.kept, doubt, "".join(written), len(written))
        return replace(answer, work=work)

    def _messages(self, question: str, passages: Sequence[Passage]) -> prompts.Messages:
        budget = self.generator.context() - MOST_TOKENS
        messages = prompts.fit(self._prompt, passages, question, budget, self.generator.count)
        if messages is None:
            raise UsageError("Your question leaves no room for an answer: ask it in fewer words.")
        return messages

    def _checked(self, answer: Answer, claim: str, draft: _Draft) -> Answer:
        """Add `claim` if its citations support it and it is sure enough to be right."""
        if any(claim == sentence.text for sentence in answer.sentences):
            return answer
        vectors = self.embedder.encode([claim, *(e.sentence.text for e in draft.read)])
        verdict = check(
            claim, vectors[0], draft.question, draft.read, vectors[1:], self.reader.supports
        )
        reason = verdict.reason
        if not reason:
            sure = self._sure(draft, verdict.support, quoted=False)
            if sure >= self._least:
                return compose.with_sentence(answer, claim, verdict, sure)
            reason = "not sure enough"
        return replace(answer, dropped=(*answer.dropped, f"{claim} ({reason})"))

    def _quoted(self, answer: Answer, draft: _Draft) -> Answer:
        """Let the likeliest sentence of the documents speak where nothing that was written may."""
        best = draft.found.ranked[0]
        if not quotable(best, draft.question, draft.read):
            return answer
        told = f"{draft.question.text} {best.sentence.text}"
        support = self.reader.supports([(told, held([best]))])[0]
        sure = self._sure(draft, support, quoted=True)
        if sure < self._least:
            return answer
        text = " ".join(best.sentence.text.split())
        return compose.with_sentence(answer, text, Verdict((best,), "", 1.0), sure, quoted=True)

    def _sure(self, draft: _Draft, support: float, *, quoted: bool) -> float:
        return risk.sure("after", risk.after(draft.found, draft.doubt, support, quoted=quoted))


class _Clock:
    """Notes when the evidence and the first sentence of an answer came."""

    def __init__(self, begun: float) -> None:
        self._begun = begun
        self._seconds = Seconds()

    def mark(self, answer: Answer) -> Answer:
        """Return the snapshot with the seconds so far."""
        now = time.perf_counter() - self._begun
        if self._seconds.evidence is None:
            self._seconds = replace(self._seconds, evidence=now)
        if answer.sentences and self._seconds.first_sentence is None:
            self._seconds = replace(self._seconds, first_sentence=now)
        return replace(answer, seconds=self._seconds)

    def ended(self, answer: Answer) -> Answer:
        """Return the last snapshot."""
        total = time.perf_counter() - self._begun
        answer = self.mark(answer)
        return replace(answer, seconds=replace(answer.seconds, total=total))


def _texts(events: Iterator[Event], written: list[str]) -> Iterator[str]:
    """Pass on what the model writes, and keep it in `written`: one piece a token."""
    for event in events:
        if isinstance(event, Text):
            written.append(event.text)
            yield event.text
