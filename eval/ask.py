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
from rag import compose
from rag.answer import Answer, Seconds
from rag.assistant import Assistant
from rag.check import Verdict
from rag.embed import Embedder
from rag.find import find
from rag.question import clean
from rag.retrieve import retrieve

Mode = Literal["answer", "gold evidence", "no model", "retrieval"]

DEPTH, WHOLE_DEPTH = 20, 100
"""Hits that are judged beside an answer, and where only finding is judged."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks cases in one way. `assistant` is None for the ways that need no answer model."""

    mode: Mode
    library: Library
    embedder: Embedder
    passages: int
    assistant: Assistant | None = None

    def ask(self, case: Case) -> Answer:
        """Return the answer; a mere evidence snapshot where only finding is judged.

        Raises `UsageError` for a question that cannot be asked, `FootnoteError`s for what breaks.
        """
        if self.mode == "answer" and self.assistant:
            return self.assistant.ask(case.question)
        if self.mode == "gold evidence" and self.assistant:
            return self.assistant.ask(case.question, hits=self._gold(case))
        return self._without_model(case)

    def hits(self, case: Case) -> list[Hit]:
        """Return the ranking to judge, whatever the way of asking."""
        depth = WHOLE_DEPTH if self.mode == "retrieval" else DEPTH
        return self._retrieved(case.question, depth)

    def _retrieved(self, question: str, depth: int) -> list[Hit]:
        text = clean(question)
        return retrieve(self.library, text, self.embedder.encode([text])[0], depth)

    def _without_model(self, case: Case) -> Answer:
        """Show the evidence; with "no model" its likeliest sentence is the answer."""
        begun = time.perf_counter()
        question = clean(case.question)
        found = find(self.library, self.embedder, question, self.passages)
        seconds = Seconds(evidence=time.perf_counter() - begun)
        evidence = compose.passages(found.hits, found.ranked)
        answer = Answer(question, "answering", evidence, seconds=seconds)
        if self.mode == "retrieval":
            return answer
        if found.ranked:
            best = found.ranked[0]
            sure = Verdict((best,), "", best.score)
            answer = compose.with_sentence(answer, best.sentence.text, sure, 0.0)
        total = time.perf_counter() - begun
        return compose.finished(
            replace(answer, seconds=replace(seconds, first_sentence=total)), total
        )

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
