"""Evidence -> what the model writes of it and the check lets through, sentence by sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Generator as Stream
from contextlib import closing
from dataclasses import dataclass, replace

from index.errors import UsageError
from rag import compose, risk
from rag import prompt as prompts
from rag.answer import Answer, Passage, Work
from rag.brief import brief
from rag.check import check
from rag.embed import Embedder
from rag.evidence import Evidence
from rag.excerpts import excerpts, runs
from rag.find import Found
from rag.generate import Event, Generator, Read, Text
from rag.judge import Judge
from rag.reader import EvidenceReader
from rag.rules import Question, asked
from rag.stream import sentences_of

MOST_TOKENS = 160
"""Length of an answer: a few sentences."""

Cancelled = Callable[[], bool]
Snapshots = Stream[Answer, None, Answer]
"""Snapshots to show; what it returns is the last one."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question on its way: what its answer is checked against."""

    question: Question
    read: tuple[Evidence, ...]
    """The sentences that the answer model reads."""


@dataclass(frozen=True, slots=True)
class _Sure:
    """How likely the answer is right (0 to 1), and what that was estimated from."""

    probability: float
    signals: Mapping[str, float]


class Writer:
    """The answer model, and the check of every sentence that it writes."""

    def __init__(
        self,
        embedder: Embedder,
        reader: EvidenceReader,
        generator: Generator,
        occurs: Callable[[str], bool],
        least: float,
    ) -> None:
        """`occurs(word)` asks the library for a word; `least` is how sure (0 to 1) to be."""
        self._embedder = embedder
        self._reader = reader
        self._generator = generator
        self._judge = Judge(generator)
        self._occurs = occurs
        self.least = least
        self._prompt = prompts.load()

    def warm(self) -> None:
        """Have the model read the part of the prompt that never changes. Takes seconds."""
        messages = self._prompt.messages([], "")
        with closing(self._generator.write(messages, 1, fixed=len(messages) - 1)) as events:
            for _ in events:
                pass
        self._judge.warm()

    def write(self, answer: Answer, text: str, found: Found, cancelled: Cancelled) -> Snapshots:
        """Let the model answer `text`; keep each sentence that the documents hold."""
        chosen = runs(found.ranked)
        read = tuple(sentence for run in chosen for sentence in run)
        messages = self._messages(text, excerpts(chosen))
        watched = self._prompt.not_found
        fixed = len(messages) - 1
        words = self._generator.write(messages, MOST_TOKENS, watched, cancelled, fixed)
        with closing(words) as events:
            event = next(events)
            if not isinstance(event, Read):  # cancelled before the prompt was taken in
                return answer
            question = asked(text, self._occurs)
            draft = _Draft(question, read)
            written: list[str] = []
            possible: list[risk.Shown] = []
            for claim in sentences_of(_texts(events, written)):
                if watched in claim:
                    break
                answer, shown = self._checked(answer, claim, draft)
                possible += [shown] if shown else []
        # the model must have ended its answer before it can judge it
        sure = None
        for shown in possible:
            answer, sure = self._shown(answer, shown, draft, sure)
            yield answer
        doubt, hashed = event.probability or 0.0, prompts.sha256(messages)
        work = Work(hashed, event.tokens, event.kept, doubt, "".join(written), len(written))
        return replace(answer, work=work if answer.work is None else answer.work + work)

    def _messages(self, question: str, passages: Sequence[Passage]) -> prompts.Messages:
        budget = self._generator.context() - MOST_TOKENS
        messages = prompts.fit(self._prompt, passages, question, budget, self._generator.count)
        if messages is None:
            raise UsageError("Your question leaves no room for an answer: ask it in fewer words.")
        return messages

    def _checked(
        self, answer: Answer, claim: str, draft: _Draft
    ) -> tuple[Answer, risk.Shown | None]:
        """Return what may be shown of `claim`: itself, the sentence it was taken from, nothing.

        What is dropped, and why, is noted in the answer.
        """
        vectors = self._embedder.encode([claim, *(e.sentence.text for e in draft.read)])
        verdict = check(
            claim, vectors[0], draft.question, draft.read, vectors[1:], self._reader.supports
        )
        if not verdict.reason:
            return answer, risk.Shown(claim, verdict.cited)
        answer = replace(answer, dropped=(*answer.dropped, f"{claim} ({verdict.reason})"))
        if verdict.source is None:
            return answer, None
        text = " ".join(verdict.source.sentence.text.split())
        return answer, risk.Shown(text, (verdict.source,), quoted=True)

    def _shown(
        self, answer: Answer, shown: risk.Shown, draft: _Draft, known: _Sure | None
    ) -> tuple[Answer, _Sure | None]:
        """Show a sentence if it is sure enough to be right.

        `known` is how sure the sentence was that answers the question: what follows adds to it.
        """
        if any(shown.text == sentence.text for sentence in answer.sentences):
            return answer, known
        question = draft.question.text
        sure = known or self._sure(question, shown)
        if sure.probability < self.least:
            dropped = f"{shown.text} (not sure enough)"
            return replace(answer, dropped=(*answer.dropped, dropped)), None
        place = None if known else self._brief(question, shown)
        return compose.with_sentence(answer, shown, sure.probability, sure.signals, place), sure

    def _sure(self, question: str, shown: risk.Shown) -> _Sure:
        signals = {"judged": self._judge.weigh(question, shown)}
        return _Sure(risk.sure("after", signals), signals)

    def _brief(self, question: str, shown: risk.Shown) -> tuple[int, int] | None:
        best = max(shown.cited, key=lambda e: e.score)
        return brief(question, shown.text, best.words)


def _texts(events: Iterator[Event], written: list[str]) -> Iterator[str]:
    """Pass on what the model writes, and keep it in `written`: one piece a token."""
    for event in events:
        if isinstance(event, Text):
            written.append(event.text)
            yield event.text
