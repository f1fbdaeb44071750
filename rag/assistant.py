"""Asking: question -> evidence -> checked answer, readable from top to bottom."""

import time
from collections.abc import Generator as Stream
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from index.library import Library
from index.records import Hit
from rag import collection, compose, risk, summary, texts
from rag.answer import Answer, Seconds
from rag.comparing import compared
from rag.embed import Embedder
from rag.evidence import best_of
from rag.find import Found, search, weigh
from rag.followup import Turn, rewrite
from rag.followup.earlier import cited_before, with_earlier
from rag.generate import Generator
from rag.model_use import ModelUse
from rag.nested import Steps, filled, kinship, nested
from rag.parts import parts
from rag.question import clean
from rag.reader import EvidenceReader
from rag.retrieve import retrieve
from rag.scope import Scope, limited
from rag.snapshots import Clock, changed
from rag.speed import Speed, measure
from rag.spelling import spelled
from rag.write import Cancelled, Snapshots, Writer

HOPELESS = 0.03
"""Probability of a right answer, by the evidence alone, below which the model is not asked."""


class Assistant:
    """Answers questions about one library. Threads may share it; the model takes turns."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reader: EvidenceReader,
        generator: Generator,
        passages: int,
        errors: float = 0.25,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.reader = reader
        self._passages = passages
        self._use = ModelUse()
        self._take(generator, errors)

    def _take(self, generator: Generator, errors: float) -> None:
        self.generator = generator
        self._errors = errors
        self._writer = Writer(
            self.embedder,
            self.reader,
            generator,
            self.library.store.has_word,
            risk.least("after", errors),
        )

    def change_model(self, generator: Generator, errors: float) -> None:
        """Have the next question answered by another model, loaded when the old one has ended.

        That is at once, or with the last answer in progress; questions meanwhile wait for it.
        """

        def change() -> None:
            self.generator.close()
            self._take(generator, errors)
            generator.start()

        self._use.change(change)

    def measure(self) -> Speed:
        """Return how fast the answer model reads and writes here. Takes seconds."""
        with self._use.answering():
            return measure(self.generator)

    @property
    def errors(self) -> float:
        """Share of answers (0 to 1) that may be wrong: how sure an answer must be."""
        return self._errors

    def allow_errors(self, errors: float) -> None:
        """Ask from now on for this share of wrong answers (0 to 1) at most."""
        self._errors = errors
        self._writer.least = risk.least("after", errors)

    def close(self) -> None:
        """End the model process and close the library."""
        self._use.close()
        self.generator.close()
        self.library.close()

    def warm(self) -> None:
        """Have the model read the part of the prompt that never changes. Takes seconds."""
        with self._use.answering():
            self._writer.warm()

    def search(self, question: str, limit: int, scope: Scope | None = None) -> list[Hit]:
        """Return the best hits for `question` in `scope`, without any model reading them."""
        text = self._accepted(question)
        library, _ = limited(self.library, scope)
        return retrieve(library, text, self.embedder.encode([text])[0], limit)

    def ask(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
    ) -> Answer:
        """Return the last snapshot of `stream`."""
        *_, answer = self.stream(question, cancelled, hits, history, scope)
        return answer

    def stream(
        self,
        question: str,
        cancelled: Cancelled = lambda: False,
        hits: Sequence[Hit] | None = None,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
    ) -> Stream[Answer]:
        """Answer in growing snapshots: the evidence first, then sentence by sentence.

        The last one has the status `answered` or `not_found`. Cancelled, it ends with the sentences
        that it has, or with the status `answering` if there are none. With `hits` it answers from
        these, and nothing is retrieved. `history` are the turns before, oldest first: a question
        that does not stand alone is understood from them, and a misspelt one from what is found.
        With `scope` the answer is that of a library which holds nothing else. Raises `UsageError`
        for a bad question or scope and other `FootnoteError`s for what breaks.
        """
        with self._use.answering(cancelled):
            yield from self._stream(question, cancelled, hits, history, scope)

    def _stream(
        self,
        question: str,
        cancelled: Cancelled,
        hits: Sequence[Hit] | None,
        history: Sequence[Turn],
        scope: Scope | None,
    ) -> Stream[Answer]:
        begun = time.perf_counter()
        given = self._accepted(question)
        if scope:
            inside, told = self._limited(scope)
            snapshots = inside.stream(question, cancelled, hits, history)
            yield from changed(snapshots, partial(compose.within, told))
            return
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
        clock = Clock(begun)
        earlier = cited_before(self.library, history) if answer.understood else []
        answered = self._answered(answer, text, hits, cancelled, earlier)
        answer = yield from changed(answered, clock.mark)
        yield clock.ended(answer)

    def _limited(self, scope: Scope) -> tuple["Assistant", str]:
        """Return an assistant for what `scope` admits, with the same models, and that in words."""
        library, told = limited(self.library, scope)
        models = (self.embedder, self.reader, self.generator)
        inside = Assistant(library, *models, self._passages, self._errors)
        return inside, told

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
        earlier: Sequence[Hit],
    ) -> Snapshots:
        """Answer the question, and say what belongs beside the answer."""
        found = compared(text, self.library) if hits is None else None
        if found is not None:
            return compose.comparison(answer, found.decided, found.hits)
        answer, founds = yield from self._in_parts(answer, text, hits, cancelled, earlier)
        ranked = best_of([evidence for found in founds for evidence in found.ranked])
        if answer.sentences:
            answer = compose.finished(compose.with_conflicts(answer, text, ranked))
        elif cancelled():  # stopped is not "the documents do not say"
            return answer
        else:
            answer = replace(answer, status="not_found")
        return compose.explained(answer, text, ranked, self.library.store.has_word)

    def _in_parts(
        self,
        answer: Answer,
        text: str,
        hits: Sequence[Hit] | None,
        cancelled: Cancelled,
        earlier: Sequence[Hit] = (),
    ) -> Stream[Answer, None, tuple[Answer, list[Found]]]:
        """Answer in two steps, or each of several questions in one, or the one question."""
        certain = nested(text) if hits is None else None
        steps = certain or (kinship(text) if hits is None else None)
        if steps is not None:
            stepped, founds = yield from self._stepped(answer, steps, cancelled)
            # a grandmother may be named as such, without the mother between
            if founds and (certain or stepped.sentences):
                return stepped, founds
        founds = []
        for part in [text] if hits is not None else parts(text):
            answer, found = yield from self._part(answer, part, hits, cancelled, earlier)
            founds.append(found)
        return answer, founds

    def _stepped(
        self, answer: Answer, steps: Steps, cancelled: Cancelled
    ) -> Stream[Answer, None, tuple[Answer, list[Found]]]:
        """Find out who or what the question describes, then ask about that.

        What the first step found is shown only with the answer. Nothing is returned as found
        where the first step has no short answer: then the question is better asked as a whole.
        """
        first = self._in_parts(answer, steps.first, None, cancelled)
        told, founds = yield from changed(first, compose.hidden)
        if not told.short:
            return answer, []
        known = tuple(replace(sentence, brief=None) for sentence in told.sentences)
        understood = filled(steps, told.short)
        begun = replace(told, sentences=known, understood=understood)

        def only_with_the_answer(snapshot: Answer) -> Answer:
            return snapshot if len(snapshot.sentences) > len(known) else compose.hidden(snapshot)

        second = self._part(begun, understood, None, cancelled)
        then, found = yield from changed(second, only_with_the_answer)
        return only_with_the_answer(then), [*founds, found]

    def _part(
        self,
        answer: Answer,
        text: str,
        hits: Sequence[Hit] | None,
        cancelled: Cancelled,
        earlier: Sequence[Hit] = (),
    ) -> Stream[Answer, None, tuple[Answer, Found]]:
        """Search, read, and have the model write what can be kept."""
        given = hits is not None
        if hits is None:
            hits, links = search(self.library, self.embedder, text, self._passages)
            hits = with_earlier(hits, earlier)
        else:
            links = []
        before = answer.evidence
        first = compose.passages(hits[: self._passages], ())
        answer = replace(answer, evidence=compose.joined(before, first))
        yield answer
        found = weigh(self.reader, text, hits, self._passages, links)
        found = replace(found, ranked=tuple(texts.narrowed(text, found.ranked)))
        shown = compose.joined(before, compose.passages(found.hits, found.ranked))
        answer = replace(answer, status="answering", evidence=shown)
        yield answer
        sure = risk.sure("before", risk.before(found))
        if found.ranked and (given or sure >= HOPELESS):
            told = texts.answer(text, found.ranked)
            for sentence, cited in told or ():
                quoted = sentence == " ".join(cited[0].sentence.text.split())
                shown_sentence = risk.Shown(sentence, tuple(cited), quoted)
                answer = compose.with_sentence(answer, shown_sentence, sure)
            if not told:
                answer = yield from self._writer.write(answer, text, found, cancelled)
        return answer, found
