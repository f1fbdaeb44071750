"""The ways to ask a case: as the product does, from gold evidence, without the model, or not.

What differs between two ways of the same questions is what the part between them is worth.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eval.cases import Case
from eval.metrics.citations import Place, same_place, same_source
from index.errors import UsageError
from index.library import Library
from index.records import Hit
from rag import compose, risk
from rag.answer import Answer, Seconds
from rag.assistant import Assistant
from rag.embed import Embedder
from rag.find import READ, reorder, search, weigh, with_links
from rag.followup import Turn, rewrite
from rag.question import clean
from rag.reader import EvidenceReader
from rag.retrieve import retrieve
from rag.spelling import spelled

Mode = Literal["answer", "gold evidence", "no model", "retrieval"]

DEPTH, WHOLE_DEPTH = 20, 100
"""Hits that are judged beside an answer, and where only finding is judged."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks cases in one way. `assistant` is None for the ways that need no answer model."""

    mode: Mode
    library: Library
    embedder: Embedder
    reader: EvidenceReader
    passages: int
    assistant: Assistant | None = None
    errors: float = 0.4
    """Share of wrong answers that is put up with, where no model answers."""

    def ask(self, case: Case) -> Answer:
        """Return the answer; a mere evidence snapshot where only finding is judged.

        Raises `UsageError` for a question that cannot be asked, `FootnoteError`s for what breaks.
        """
        if self.mode == "answer" and self.assistant:
            return self.assistant.ask(case.question, history=_turns(case))
        if self.mode == "gold evidence" and self.assistant:
            return self.assistant.ask(case.question, hits=self._gold(case))
        return self._without_model(case)

    def hits(self, case: Case) -> list[Hit]:
        """Return the ranking to judge, whatever the way of asking: the reader's, as in answers."""
        depth = WHOLE_DEPTH if self.mode == "retrieval" else DEPTH
        question = self._understood(case)
        found, links = search(self.library, self.embedder, question, depth)
        first = [hit for hit, _ in reorder(self.reader, question, found[:READ])]
        return with_links([*first, *found[READ:]], links)

    def _understood(self, case: Case) -> str:
        question = rewrite(clean(case.question), _turns(case), self.library.store.has_word)
        return spelled(self.library, self.embedder, question)

    def _retrieved(self, question: str, depth: int) -> list[Hit]:
        text = clean(question)
        return retrieve(self.library, text, self.embedder.encode([text])[0], depth)

    def _without_model(self, case: Case) -> Answer:
        """Show the evidence; with "no model" its likeliest sentence is the answer."""
        begun = time.perf_counter()
        question = self._understood(case)
        hits, links = search(self.library, self.embedder, question, self.passages)
        found = weigh(self.reader, question, hits, self.passages, links)
        seconds = Seconds(evidence=time.perf_counter() - begun)
        evidence = compose.passages(found.hits, found.ranked)
        answer = Answer(question, "answering", evidence=evidence, seconds=seconds)
        if self.mode == "retrieval":
            return answer
        sure = risk.sure("before", risk.before(found))
        if found.ranked and sure >= risk.least("before", self.errors):
            best = found.ranked[0]
            shown = risk.Shown(best.sentence.text, (best,), quoted=True)
            answer = compose.with_sentence(answer, shown, sure)
        total = time.perf_counter() - begun
        seconds = replace(seconds, first_sentence=total, total=total)
        if not answer.sentences:
            return replace(answer, status="not_found", seconds=seconds)
        return compose.finished(replace(answer, seconds=seconds))

    def _gold(self, case: Case) -> list[Hit]:
        """Return the passages that hold the gold places, those first that are retrieved first."""
        sources = {place.source for place in case.evidence}
        every = [
            hit
            for document in self.library.store.documents()
            if any(same_source(document.source, source) for source in sources)
            for hit in self.library.store.hits_of(document.id)
        ]
        ranks = {
            hit.chunk_id: rank
            for rank, hit in enumerate(self._retrieved(case.question, WHOLE_DEPTH))
        }
        gold = [hit for hit in every if _holds(hit, case.evidence)]
        if not gold:
            raise UsageError(f"The gold evidence of {case.id} stands nowhere in the documents.")
        gold.sort(key=lambda hit: ranks.get(hit.chunk_id, len(ranks)))
        return gold[: self.passages]


def _holds(hit: Hit, gold: Sequence[Place]) -> bool:
    place = Place(hit.document.source, hit.chunk.text, hit.chunk.page)
    return any(same_place(place, each) for each in gold)


def _turns(case: Case) -> list[Turn]:
    """List the turns before a follow-up; each was understood with the help of those before it."""
    turns: list[Turn] = []
    for question, answer in case.history:
        turns.append(Turn(question, rewrite(question, turns), answer))
    return turns
