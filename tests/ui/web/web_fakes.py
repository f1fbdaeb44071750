"""Stand-ins without a model: an embedder made of hashes, an assistant that follows a script."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from index.errors import ModelError, UsageError
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Conflict,
    Passage,
    Seconds,
    Version,
)
from rag.reader import EvidenceReader
from rag.scope import limited
from rag.speed import Speed
from ui.web.language import language

EN = language("en")

FINGERPRINT = {"embedding model": "hash", "dimension": "8", "chunker": "test"}

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** $$x$$ "
    "${alert(1)} {{value}} &lt; \"' <b>"
)
"""Everything that some renderer between here and the eye could take for markup."""


@cache
def reader() -> EvidenceReader:
    return EvidenceReader(1)


class HashEmbedder:
    dimension = 8

    def encode(self, texts, _progress=None):
        rows = [self._row(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 8)

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]

    def _row(self, text):
        row = np.frombuffer(hashlib.sha256(text.encode()).digest()[:8], dtype=np.uint8) + 1.0
        return row / np.linalg.norm(row)


def passage(text, *, document=1, start=0, title="Minutes", **more) -> Passage:
    values = {"date": None, "page": None, "heading": "", **more}
    source = f"/documents/{document}.md"
    return Passage(document, source, title, start=start, end=start + len(text), text=text, **values)


def cite(number, found: Passage, quote) -> Citation:
    at = found.start + found.text.index(quote)
    return Citation(
        number, found.document_id, found.source, found.title, found.date, found.page,
        found.heading, at, at + len(quote), quote,
    )  # fmt: skip


FIRST = passage(
    "The board met on Monday. It chose Anna as chair. Nobody objected.",
    document=1, title="Minutes of the board", date="2021-08-03", page=4, heading="Elections",
    highlights=((25, 48),), span=(34, 38),
)  # fmt: skip
SECOND = passage(
    "Anna has led the board since 2020.\nShe lives in Brest.", document=2, start=100, title="People"
)
THIRD = passage("The canteen is closed.", document=3, title="Notices")


CONFLICT = Conflict("the <year>", (Version("2020", 1), Version("August 2021", 3)), newest=3)


def answered() -> Answer:
    """Return an answer of two sentences with three footnotes in two of three passages."""
    sentences = (
        AnswerSentence("Anna chairs the board.", (1, 2)),
        AnswerSentence("Nobody objected to her.", (2, 3)),
    )
    citations = (
        cite(1, SECOND, "Anna has led the board since 2020."),
        cite(2, FIRST, "It chose Anna as chair."),
        cite(3, FIRST, "Nobody objected."),
    )
    return Answer(
        "Who chairs the board?", "answered", evidence=(FIRST, SECOND, THIRD), sentences=sentences,
        citations=citations, confidence=0.82, seconds=Seconds(0.21, 1.0, 4.2),
    )  # fmt: skip


class ScriptedAssistant:
    """Behaves as the first word of the question says.

    Words: fail, break, refuse, slow, nothing, hostile, and (a follow-up), differ (a conflict),
    quote (the documents of the library, see `quoting`).
    """

    def __init__(self, library, ended: Callable[[str], None] = lambda _: None) -> None:
        self.library = library
        self.embedder = HashEmbedder()
        self.errors = 0.25
        self.generator = None
        self.models = []
        """What `change_model` was called with."""
        self._ended = ended
        """Called with the question when a stream was closed or ran to its end."""
        self.histories = []
        """What was given with each question."""

    def allow_errors(self, errors: float) -> None:
        self.errors = errors

    def change_model(self, generator, errors) -> None:
        self.models.append((generator, errors))
        self.errors = errors

    def warm(self) -> None:
        """There is no model to warm."""

    def measure(self) -> Speed:
        return Speed(212.4, 14.6, "2025-11-21T08:05:00+00:00")

    def close(self) -> None:
        self.library.close()

    @property
    def reader(self) -> EvidenceReader:
        """Return the real one: it comes with the program, and suggestions are checked by it."""
        return reader()

    def stream(
        self, question, cancelled: Callable[[], bool], _hits=None, history=(), scope=None
    ) -> Iterator[Answer]:
        self.histories.append(list(history))
        _, told = limited(self.library, scope)
        try:
            for answer in self._stream(question, cancelled):
                yield replace(answer, scope=told)
        finally:
            self._ended(question)

    def _stream(self, question, cancelled):
        word = question.split()[0].strip("?!.,").lower()
        if word == "refuse":
            raise UsageError("Your question is too long: ask it in fewer words.")
        final = replace(answered(), question=question)
        if word == "hostile":
            final = hostile()
        if word == "and" and self.histories[-1]:
            final = replace(final, understood=f"{question} {self.histories[-1][-1].understood}")
        if word == "differ":
            final = replace(final, conflicts=(CONFLICT,))
        if word == "quote":
            final = quoting(self.library, question)
        bare = {"sentences": (), "citations": (), "conflicts": (), "confidence": None}
        begun = replace(final, status="answering", **bare, seconds=Seconds(0.21))
        unread = tuple(replace(p, highlights=(), span=None) for p in final.evidence)
        yield replace(begun, status="searching", evidence=unread)
        yield begun
        if word == "fail":
            raise ModelError("The answer model stopped unexpectedly <now>: ask again.")
        if word == "break":
            raise ZeroDivisionError("nobody foresaw this")
        while word == "slow" and not cancelled():
            time.sleep(0.05)
        if word == "nothing" or cancelled():
            why = "Your documents do not mention “there”."
            seconds = Seconds(0.21, None, 1.5)
            yield replace(begun, status="not_found", explanation=why, seconds=seconds)
            return
        yield replace(final, status="answering", sentences=final.sentences[:1], conflicts=())
        yield final


def quoting(library, question) -> Answer:
    """Return an answer that cites each text after the first word; "/" stands between them."""
    texts = [text.strip() for text in question.split(maxsplit=1)[1].split("/")]
    found = [_passage_with(library, text) for text in texts]
    pairs = enumerate(zip(found, texts, strict=True), 1)
    citations = tuple(cite(number, place, text) for number, (place, text) in pairs)
    sentences = tuple(AnswerSentence(c.quote, (c.number,), quoted=True) for c in citations)
    return Answer(
        question, "answered", evidence=tuple(dict.fromkeys(found)), sentences=sentences,
        citations=citations, confidence=0.9,
    )  # fmt: skip


def _passage_with(library, text) -> Passage:
    """Return the block of the library in which the text stands."""
    for row in library.store.documents():
        document = library.store.document(row.id)
        for block in document.blocks:
            if text in document.text[block.start : block.end]:
                return Passage(
                    row.id, row.source, row.title, row.date, block.page, "", block.start,
                    block.end, document.text[block.start : block.end],
                )  # fmt: skip
    raise LookupError(text)


def hostile() -> Answer:
    """Return an answer in which every text is hostile."""
    marked = {"highlights": ((0, 60),), "span": (12, 30)}
    found = passage(HOSTILE, title=HOSTILE, heading=HOSTILE, date=HOSTILE, **marked)
    citation = cite(1, found, HOSTILE[:60])
    sentences = (AnswerSentence(HOSTILE, (1,)), AnswerSentence(HOSTILE, (1,), quoted=True))
    conflict = Conflict(HOSTILE, (Version(HOSTILE, 1), Version(HOSTILE, 1)), newest=1)
    return Answer(
        HOSTILE, "answered", HOSTILE, (found,), sentences, (citation,), (conflict,),
        explanation=HOSTILE, confidence=0.5,
    )  # fmt: skip
